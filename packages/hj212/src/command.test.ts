import { describe, expect, it } from '@jest/globals';
import { commands, Requester, type Addressee } from './command.ts';
import { encodeFrame, type PacketDraft } from './encode.ts';
import { parseSegment } from './hj212.builder.ts';
import { STANDARD_SETTINGS } from './device-settings.ts';
import type { Packet } from './packet.ts';
import { SimulatedStation } from './simulate.ts';

const NOW = new Date('2026-08-01T01:00:00Z');
const DEVICE: Addressee = { st: '32', mn: 'T1', pw: '123456', version: 1 };
const station = new SimulatedStation({
  mn: 'T1',
  st: '32',
  pw: '123456',
  settings: STANDARD_SETTINGS,
  factors: [{ code: 'w01018', mean: 40 }],
  seed: 7,
});

function parsed(bytes: Buffer): Packet {
  const packet = parseSegment(bytes.toString().slice(6, -6));
  if (!packet.ok) throw new Error(packet.fault.detail);
  return packet.value;
}

/** A requester whose time the test lets pass. */
function aRequester() {
  const sent: PacketDraft[] = [];
  const timers = new Set<() => void>();
  const requester = new Requester({
    now: () => NOW,
    send: (draft) => void sent.push(draft),
    after: (_milliseconds, action) => {
      timers.add(action);
      return () => void timers.delete(action);
    },
  });
  const timeOut = (): void => {
    for (const action of [...timers]) {
      timers.delete(action);
      action();
    }
  };
  return { requester, sent, timers, timeOut };
}

describe('Requester', () => {
  it('sends a command, and returns the answer of the device', async () => {
    const { requester, sent, timers } = aRequester();
    const result = requester.request(commands.readClock(), DEVICE);
    expect(sent).toEqual([
      { qn: '20260801090000000', st: '32', cn: '1011', pw: '123456', mn: 'T1', flag: 5, cp: [] },
    ]);
    const request = parsed(encodeFrame(sent[0]!));
    for (const answer of station.answer(request, NOW)) expect(requester.take(parsed(answer))).toBe(true);
    expect(await result).toMatchObject({
      kind: 'executed',
      exeRtn: '1',
      data: [{ cn: '1011', cp: [[['SystemTime', '20260801090000']]] }],
    });
    expect(timers.size).toBe(0);
  });

  it('sends three times in all, with the same number, and then reports no answer', async () => {
    const { requester, sent, timeOut } = aRequester();
    const result = requester.request(commands.setClock(NOW), DEVICE);
    timeOut();
    timeOut();
    timeOut();
    expect(await result).toEqual({ kind: 'silent', tries: 3 });
    expect(new Set(sent.map(({ qn }) => qn)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('does not ask again once the device has accepted', async () => {
    const { requester, sent, timeOut } = aRequester();
    const result = requester.request(commands.backFill('HOUR', NOW, NOW), DEVICE);
    const [ready] = station.answer(parsed(encodeFrame(sent[0]!)), NOW);
    requester.take(parsed(ready!));
    timeOut();
    expect(await result).toEqual({ kind: 'unfinished', data: [] });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      cn: '2061',
      cp: [
        [
          ['BeginTime', '20260801090000'],
          ['EndTime', '20260801090000'],
        ],
      ],
    });
  });

  it('gives the code with which the device refused, and gives up with the connection', async () => {
    const { requester, sent } = aRequester();
    const refused = requester.request(commands.setPassword('654321'), { ...DEVICE, pw: '000000' });
    const abandoned = requester.request(commands.stopRealTime(), DEVICE);
    for (const answer of station.answer(parsed(encodeFrame(sent[0]!)), NOW)) requester.take(parsed(answer));
    expect(await refused).toEqual({ kind: 'refused', qnRtn: '3' });
    requester.close();
    expect(await abandoned).toMatchObject({ kind: 'silent' });
    expect(sent[0]?.qn).not.toBe(sent[1]?.qn);
  });

  it('does not take a packet that belongs to no command', () => {
    const { requester } = aRequester();
    expect(requester.take(parsed(station.realTime(NOW)))).toBe(false);
  });
});
