import { describe, expect, it } from '@jest/globals';
import type { Disposition } from './answer.ts';
import { aDevice, deferred } from './device.builder.ts';
import { ACCEPTED, aListener, frame } from './listener.builder.ts';

describe('Hj212Listener at its limits', () => {
  it('closes what is beyond its number of connections', async () => {
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

  it('closes within its grace when the handler never ends', async () => {
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
  });
});
