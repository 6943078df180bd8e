import { describe, expect, test } from '@jest/globals';
import type { ReportedFault } from '@ecogrid/hj212';
import { silentLogger } from '@ecogrid/service';
import { FaultJournal } from './fault-journal.ts';

function aJournal(): { journal: FaultJournal; lines: object[] } {
  const lines: object[] = [];
  const write = (fields: object): void => void lines.push(fields);
  return { lines, journal: new FaultJournal({ ...silentLogger, warn: write, error: write }) };
}

function aFault(change: Partial<ReportedFault> = {}): ReportedFault {
  const at = new Date(0);
  const origin = { at, connectionId: 1, remoteAddress: '10.0.0.1', mn: null, excerpt: '"x"' };
  return { reason: 'FRAME_START_MISSING', detail: 'noise', ...origin, ...change };
}

describe('the journal of faults', () => {
  test('logs a few faults one by one, and 100,000 more in one line', () => {
    const { journal, lines } = aJournal();
    for (let fault = 0; fault < 100_000; fault += 1) journal.take(aFault(), 1000);
    journal.take(aFault({ reason: 'NOT_TEXT' }), 1000);
    journal.endWindows(61_000);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toEqual({
      remoteAddress: '10.0.0.1',
      faults: { FRAME_START_MISSING: 99_995, NOT_TEXT: 1 },
    });
    journal.close();
    expect(lines).toHaveLength(6);
  });

  test('begins anew in the next minute, and keeps addresses apart', () => {
    const { journal, lines } = aJournal();
    for (let fault = 0; fault < 6; fault += 1) journal.take(aFault(), 1000);
    journal.take(aFault({ remoteAddress: '10.0.0.2' }), 1000);
    journal.take(aFault(), 61_001);
    expect(lines).toHaveLength(5 + 1 + 1 + 1);
    journal.close();
  });

  test('gives addresses beyond a thousand one window together', () => {
    const { journal, lines } = aJournal();
    for (let address = 0; address < 5000; address += 1)
      journal.take(aFault({ remoteAddress: `a${address}` }), 1);
    journal.close();
    expect(lines).toHaveLength(1000 + 5 + 1);
  });

  test('puts the message of the error into the line', () => {
    const { journal, lines } = aJournal();
    journal.take(aFault({ reason: 'HANDLER_FAILED', cause: new Error('disk full') }), 1);
    expect(lines).toMatchObject([{ cause: 'disk full' }]);
    journal.close();
  });
});
