import { describe, expect, test } from '@jest/globals';
import { addressed } from './address.rule.ts';
import { DomainLanes } from './domain-lanes.ts';
import { nextAttemptAt } from './retry.rule.ts';
import { smtpFault } from './smtp-fault.rule.ts';

const now = new Date('2026-03-04T01:00:00.000Z');

describe('the address of an e-mail', () => {
  test.each([
    ['dept-water@ecogrid.example', 'ecogrid.example'],
    [' office@Water.Example ', 'water.example'],
    ['水务局@例.example', ''],
    ['', ''],
    [undefined, ''],
    ['no address', ''],
    ['a@b.example, c@d.example', ''],
    ['Office <office@water.example>', ''],
    ['office@water.example\r\nBcc: all@evil.example', ''],
    ['office@', ''],
  ])('%j lies in the domain %j', (email, domain) => {
    expect(addressed(email, now)).toMatchObject(
      domain
        ? { domain, state: 'QUEUED', fault: null, dueAt: now }
        : { domain: '', state: 'DEAD', fault: 'NO_ADDRESS', dueAt: null },
    );
  });
});

describe('the next attempt', () => {
  test.each([
    [1, 0, 60],
    [1, 1, 72],
    [2, 0, 300],
    [2, 0.5, 330],
  ])('after %d with chance %d is due in %d seconds', (attempts, chance, seconds) => {
    const due = nextAttemptAt(now, attempts, [60_000, 300_000], chance);
    expect(due?.getTime()).toBe(now.getTime() + seconds * 1_000);
  });

  test('is absent after the last attempt', () => {
    expect(nextAttemptAt(now, 3, [60_000, 300_000], 0)).toBeNull();
    expect(nextAttemptAt(now, 1, [], 0)).toBeNull();
  });
});

describe('the fault of a failure', () => {
  test.each([
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'REFUSED'],
    [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'REFUSED'],
    [{ code: 'EMESSAGE', responseCode: 552, command: 'DATA' }, 'REFUSED'],
    [{ code: 'EMESSAGE', command: 'MAIL FROM' }, 'REFUSED'],
    [{ code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' }, 'DEFERRED'],
    [{ code: 'EENVELOPE', responseCode: 503, command: 'DATA' }, 'DEFERRED'],
    [{ code: 'EPROTOCOL', responseCode: 421, command: 'CONN' }, 'DEFERRED'],
    [{ code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'NOT_ADMITTED'],
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'NOT_ADMITTED'],
    [{ code: 'EAUTH', responseCode: 454, command: 'AUTH PLAIN' }, 'NOT_ADMITTED'],
    [{ code: 'EPROTOCOL', command: 'CONN' }, 'NOT_ADMITTED'],
    [{ code: 'EENVELOPE', command: 'API' }, 'NO_ADDRESS'],
    [{ code: 'ETIMEDOUT', command: 'CONN' }, 'TIMED_OUT'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'BROKEN_OFF'],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'CONN' }, 'BROKEN_OFF'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'UNREACHABLE'],
    [{ code: 'EDNS', command: 'CONN' }, 'UNREACHABLE'],
    [{ code: 'ETLS', command: 'STARTTLS' }, 'UNREACHABLE'],
    [{}, 'UNREACHABLE'],
  ])('%j is %s', (failure, fault) => {
    expect(smtpFault(failure)).toBe(fault);
  });
});

describe('lanes', () => {
  test('limit the e-mails to one domain, and let other domains pass', () => {
    const lanes = new DomainLanes(2);
    expect([lanes.enter('a'), lanes.enter('a'), lanes.enter('a'), lanes.enter('b')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(lanes.full()).toEqual(['a']);
    lanes.leave('a');
    expect([lanes.full(), lanes.enter('a')]).toEqual([[], true]);
  });
});
