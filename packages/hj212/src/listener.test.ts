import { describe, expect, it } from '@jest/globals';
import type { Disposition } from './answer.ts';
import { STANDARD_SETTINGS, type DeviceSettings } from './device-settings.ts';
import { aDevice, deferred } from './instrument.ts';
import { encodeFrame } from './encode.ts';
import { checkFrame } from './frame.ts';
import { aDraft, scan } from './hj212.builder.ts';
import { ACCEPTED, aListener, frame, NOW } from './listener.builder.ts';

const MODBUS: DeviceSettings = { ...STANDARD_SETTINGS, crcOrder: 'MODBUS' };

describe('Hj212Listener', () => {
  it('answers a packet with 9014, on a port of its own choice', async () => {
    const { listener, handled } = await aListener();
    const device = await aDevice(listener.port);
    device.send(frame('1'));
    expect(await device.answer()).toMatch(/^##\d{4}QN=1;ST=91;CN=9014;/);
    expect(handled).toEqual(['1']);
    expect(listener.port).toBeGreaterThan(0);
  });

  it('answers only after the handler has resolved, and reads no further before', async () => {
    const [stored, entered] = [deferred<Disposition>(), deferred<void>()];
    const { listener, handled } = await aListener({
      onPacket: async (packet) => {
        if (packet.qn !== '1') return ACCEPTED;
        entered.resolve(undefined);
        return stored.promise;
      },
    });
    const device = await aDevice(listener.port);
    device.send(Buffer.concat([frame('1'), frame('2')]));
    await entered.promise;
    const other = await aDevice(listener.port);
    other.send(frame('3'));
    expect(await other.answer()).toContain('QN=3;');
    const first = device.answer();
    expect(await Promise.race([first, Promise.resolve('nothing yet')])).toBe('nothing yet');
    expect(handled).toEqual(['1', '3']);
    stored.resolve(ACCEPTED);
    expect([await first, await device.answer()]).toEqual([
      expect.stringContaining('QN=1;'),
      expect.stringContaining('QN=2;'),
    ]);
  });

  it('serves a good device while another sends 100 kB without a line end', async () => {
    const { listener, fault, faults } = await aListener();
    const [hostile, good] = [await aDevice(listener.port), await aDevice(listener.port)];
    for (let part = 0; part < 10; part += 1) {
      hostile.send(Buffer.alloc(10_000, part % 2 ? 0xff : 'A'));
      good.send(frame(String(part)));
      expect(await good.answer()).toContain(`QN=${part};`);
    }
    expect(await fault('FRAME_TOO_LONG')).toMatchObject({
      connectionId: 1,
      remoteAddress: '127.0.0.1',
      at: NOW,
    });
    hostile.send(frame('77'));
    expect(await hostile.answer()).toContain('QN=77;ST=91;CN=9014');
    expect(faults).toHaveLength(1);
  });

  it('answers a wrong CRC with 9011 QnRtn=9, hands nothing on, and takes the next frame', async () => {
    const { listener, handled, faults } = await aListener();
    const device = await aDevice(listener.port);
    device.send(frame('1').toString().replace('58.20', '58.21'));
    device.send(frame('2'));
    expect(await device.answer()).toContain(
      'QN=1;ST=91;CN=9011;PW=123456;MN=TEST0000000001;Flag=8;CP=&&QnRtn=9&&',
    );
    expect(await device.answer()).toContain('QN=2;ST=91;CN=9014;');
    expect(handled).toEqual(['2']);
    expect(faults).toMatchObject([{ reason: 'CRC_MISMATCH', mn: 'TEST0000000001' }]);
    expect(JSON.stringify(faults)).not.toContain('123456');
  });

  it.each([
    ['DEVICE_UNKNOWN', 3],
    ['PASSWORD_WRONG', 3],
    ['COMMAND_UNSUPPORTED', 8],
  ] as const)('answers the refusal %s with QnRtn=%i and reports it', async (reason, code) => {
    const { listener, faults } = await aListener({ onPacket: async () => ({ kind: 'refused', reason }) });
    const device = await aDevice(listener.port);
    device.send(frame('1'));
    expect(await device.answer()).toContain(
      `CN=9011;PW=123456;MN=TEST0000000001;Flag=8;CP=&&QnRtn=${code}&&`,
    );
    expect(faults).toMatchObject([{ reason, mn: 'TEST0000000001' }]);
  });

  it('takes the CRC order from the setting of the device, and answers in it', async () => {
    const { listener, handled, fault } = await aListener({
      settingsOf: async (mn) => (mn === 'MODBUS1' ? MODBUS : null),
    });
    const device = await aDevice(listener.port);
    device.send(encodeFrame(aDraft({ qn: '1', mn: 'MODBUS1' }), MODBUS));
    const [answer] = scan(`${await device.answer()}\r\n`);
    expect(answer?.kind === 'frame' && checkFrame(answer.frame, MODBUS).ok).toBe(true);
    device.send(encodeFrame(aDraft({ qn: '2', mn: 'MODBUS1' })));
    device.send(encodeFrame(aDraft({ qn: '3', mn: 'OTHER' }), MODBUS));
    await device.answer();
    expect(await device.answer()).toContain('QN=3;ST=91;CN=9011;');
    expect(handled).toEqual(['1']);
    expect(await fault('CRC_ORDER_WRONG')).toMatchObject({ mn: 'MODBUS1' });
  });

  it('answers nothing when the handler fails, so that the device sends again, and goes on', async () => {
    const failure = new Error('disk full');
    const { listener, faults } = await aListener({
      onPacket: async ({ qn }) => {
        if (qn === '1') throw failure;
        return ACCEPTED;
      },
    });
    const device = await aDevice(listener.port);
    device.send(frame('1'));
    device.send(frame('2'));
    expect(await device.answer()).toContain('QN=2;');
    expect(faults).toMatchObject([{ reason: 'HANDLER_FAILED', detail: 'disk full', cause: failure }]);
  });

  it('answers a device that has closed its side already', async () => {
    const stored = deferred<Disposition>();
    const { listener } = await aListener({
      onPacket: ({ qn }) => (qn === '1' ? stored.promise : Promise.resolve(ACCEPTED)),
    });
    const device = await aDevice(listener.port);
    device.send(frame('1'));
    device.finish();
    const other = await aDevice(listener.port);
    other.send(frame('2'));
    await other.answer();
    stored.resolve(ACCEPTED);
    expect(await device.answer()).toContain('QN=1;');
    await device.closed;
  });

  it('survives a reset and reports it', async () => {
    const { listener, fault } = await aListener();
    const [broken, good] = [await aDevice(listener.port), await aDevice(listener.port)];
    broken.send(frame('1'));
    await broken.answer();
    broken.reset();
    expect(await fault('CONNECTION_BROKEN')).toMatchObject({ connectionId: 1 });
    good.send(frame('2'));
    expect(await good.answer()).toContain('QN=2;');
  });

  it('hands a split message on once it is whole, and answers it once', async () => {
    const { listener, handled, faults } = await aListener();
    const device = await aDevice(listener.port);
    const part = (pno: number): Buffer => frame('1', { flag: 11, split: { pnum: 2, pno } });
    device.send(Buffer.concat([part(2), frame('2')]));
    expect(await device.answer()).toContain('QN=2;');
    device.send(Buffer.concat([part(1), frame('3')]));
    expect([await device.answer(), await device.answer()]).toEqual([
      expect.stringMatching(/QN=1;ST=91;CN=9014;.*;Flag=8;/),
      expect.stringContaining('QN=3;'),
    ]);
    expect([handled, faults]).toEqual([['2', '1', '3'], []]);
  });

  it('reports a split message that lost a part in time, or with its connection', async () => {
    const clock = { now: () => NOW };
    const { listener, handled, fault, faults } = await aListener({ clock });
    const device = await aDevice(listener.port);
    const part = (qn: string): Buffer => frame(qn, { flag: 11, split: { pnum: 2, pno: 1 } });
    device.send(Buffer.concat([part('1'), frame('2')]));
    await device.answer();
    clock.now = () => new Date(NOW.getTime() + 30_001);
    device.send(Buffer.concat([part('3'), frame('4')]));
    await device.answer();
    expect(await fault('SPLIT_INCOMPLETE')).toMatchObject({ detail: expect.stringContaining('QN=1') });
    device.finish();
    await device.closed;
    expect(faults.map(({ detail }) => detail.slice(-4))).toEqual(['QN=1', 'QN=3']);
    expect(handled).toEqual(['2', '4']);
  });

  it('rejects when the port is taken', async () => {
    const { listener } = await aListener();
    await expect(aListener({ port: listener.port })).rejects.toThrow('EADDRINUSE');
  });
});
