import { describe, expect, it } from '@jest/globals';
import type { Disposition } from './answer.ts';
import { aDevice, deferred } from './instrument.ts';
import { ACCEPTED, aListener, frame } from './listener.builder.ts';

describe('Hj212Listener at its limits', () => {
  it('closes connections beyond its limit', async () => {
    const { listener, fault } = await aListener({ limits: { connections: 1 } });
    const first = await aDevice(listener.port);
    first.send(frame('1'));
    await first.answer();
    await (
      await aDevice(listener.port)
    ).closed;
    expect(await fault('CONNECTION_LIMIT')).toMatchObject({ connectionId: null });
    first.send(frame('2'));
    expect(await first.answer()).toContain('QN=2;');
  });

  it('closes connections beyond the limit of one address, and takes new ones once others have closed', async () => {
    const { listener, fault } = await aListener({ limits: { connectionsPerAddress: 2 } });
    const [first, second] = [await aDevice(listener.port), await aDevice(listener.port)];
    first.send(frame('1'));
    await first.answer();
    await (
      await aDevice(listener.port)
    ).closed;
    expect(await fault('ADDRESS_LIMIT')).toMatchObject({ remoteAddress: '127.0.0.1' });
    second.finish();
    await second.closed;
    while (listener.connectionCount > 1) await new Promise((resolve) => setImmediate(resolve));
    const third = await aDevice(listener.port);
    third.send(frame('3'));
    expect(await third.answer()).toContain('QN=3;');
  });

  it('closes a connection whose first accepted packet does not come in time, garbage or not', async () => {
    const { listener, fault } = await aListener({ limits: { firstPacketMilliseconds: 50 } });
    const device = await aDevice(listener.port);
    device.send('a\r\n');
    await device.closed;
    expect(await fault('CONNECTION_UNPROVEN')).toMatchObject({ connectionId: 1 });
  });

  it('leaves a connection alone whose first packet was accepted, however long the next takes', async () => {
    const { listener, faults, fault } = await aListener({ limits: { firstPacketMilliseconds: 2000 } });
    const good = await aDevice(listener.port);
    good.send(frame('1'));
    await good.answer();
    await (
      await aDevice(listener.port)
    ).closed;
    await fault('CONNECTION_UNPROVEN');
    good.send(frame('2'));
    expect(await good.answer()).toContain('QN=2;');
    expect(faults).toHaveLength(1);
  });

  it('closes a stranger after fewer faults than a device that was accepted', async () => {
    const { listener, fault } = await aListener({ limits: { faultsBeforeFirstPacket: 2 } });
    const device = await aDevice(listener.port);
    device.send('a\r\nb\r\nc\r\n');
    await device.closed;
    expect(await fault('CONNECTION_HOSTILE')).toMatchObject({ connectionId: 1 });
  });

  it('closes a connection that is silent', async () => {
    const { listener, fault } = await aListener({ limits: { idleMilliseconds: 20 } });
    await (
      await aDevice(listener.port)
    ).closed;
    expect(await fault('CONNECTION_IDLE')).toMatchObject({ connectionId: 1 });
  });

  it('closes a connection after too many faults in a row', async () => {
    const { listener, fault, faults } = await aListener({ limits: { consecutiveFaults: 3 } });
    const device = await aDevice(listener.port);
    device.send('a\r\nb\r\n');
    device.send(frame('1'));
    await device.answer();
    device.send('a\r\nb\r\nc\r\nd\r\n');
    await device.closed;
    await fault('CONNECTION_HOSTILE');
    expect(faults.filter(({ reason }) => reason === 'FRAME_START_MISSING')).toHaveLength(5);
  });

  it('stores and answers the packet in hand when it closes, and only that', async () => {
    const [stored, entered] = [deferred<Disposition>(), deferred<void>()];
    const { listener, handled } = await aListener({
      onPacket: async () => {
        entered.resolve(undefined);
        return stored.promise;
      },
    });
    const [device, idle] = [await aDevice(listener.port), await aDevice(listener.port)];
    device.send(Buffer.concat([frame('1'), frame('2')]));
    await entered.promise;
    const closing = listener.close();
    await idle.closed;
    stored.resolve(ACCEPTED);
    expect(await device.answer()).toContain('QN=1;ST=91;CN=9014;');
    await device.closed;
    await closing;
    expect(handled).toEqual(['1']);
    expect(listener.connectionCount).toBe(0);
  });

  it('closes within its grace when the handler never ends, and leaves no timer behind', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const timersBefore = timers();
    const entered = deferred<void>();
    const { listener } = await aListener({
      limits: { closeMilliseconds: 10 },
      onPacket: () => {
        entered.resolve(undefined);
        return new Promise(() => undefined);
      },
    });
    const device = await aDevice(listener.port);
    device.send(frame('1'));
    await entered.promise;
    await listener.close();
    await device.closed;
    expect(timers()).toBe(timersBefore);
  });
});
