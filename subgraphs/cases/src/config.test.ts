import { describe, expect, test } from '@jest/globals';
import { readDivisionCode, readMailOptions } from './config.ts';

const faultsOf = (given: NodeJS.ProcessEnv): string => {
  try {
    readMailOptions(given);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const SENDS = {
  SMTP_URL: 'smtps://desk:geheim@mail.example:465',
  MAIL_FROM: 'EcoGrid 监管平台 <desk@eco.example>',
  PUBLIC_URL: 'https://eco.example',
};

describe('the environment of e-mail', () => {
  test('needs nothing: e-mails land as files under DATA_DIR', () => {
    expect(readMailOptions({})).toMatchObject({
      smtpUrl: undefined,
      folder: 'var/mail',
      domain: 'localhost',
      publicUrl: 'http://127.0.0.1:4000',
      retryAfterMs: [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000],
    });
  });

  test('has everything for sending', () => {
    expect(readMailOptions({ ...SENDS, MAIL_RETRY_SECONDS: '0.5,2', DATA_DIR: '/data' })).toMatchObject({
      smtpUrl: SENDS.SMTP_URL,
      domain: 'eco.example',
      publicUrl: 'https://eco.example',
      retryAfterMs: [500, 2_000],
      folder: '/data/mail',
    });
    expect(readMailOptions({ ...SENDS, MAIL_DOMAIN: 'ids.example' }).domain).toBe('ids.example');
  });

  test.each([
    [{ ...SENDS, MAIL_FROM: '' }, 'MAIL_FROM: required with SMTP_URL'],
    [{ ...SENDS, PUBLIC_URL: '' }, 'PUBLIC_URL: required with SMTP_URL'],
    [{ ...SENDS, SMTP_URL: 'http://desk:geheim@mail.example' }, 'SMTP_URL'],
    [{ ...SENDS, SMTP_URL: 'geheim' }, 'SMTP_URL'],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
    [{ MAIL_FROM: 'absent' }, 'MAIL_FROM: expected an address'],
    [{ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM'],
    [{ MAIL_RETRY_SECONDS: '60;300' }, 'MAIL_RETRY_SECONDS'],
    [{ MAIL_RETRY_SECONDS: '999999999' }, 'MAIL_RETRY_SECONDS: no rest may be longer than a week'],
    [{ MAIL_WORKERS: '0' }, 'MAIL_WORKERS'],
    [{ MAIL_TIMEOUT_MS: 'soon' }, 'MAIL_TIMEOUT_MS'],
    [{ MAIL_DOMAIN: 'two words' }, 'MAIL_DOMAIN'],
  ])('refuses %j', (given, fault) => {
    expect(faultsOf(given)).toContain(fault);
    expect(faultsOf(given)).not.toContain('geheim');
  });

  test('names every fault at once', () => {
    const faults = faultsOf({ SMTP_URL: 'smtp://mail.example', MAIL_WORKERS: 'many', MAIL_POLL_MS: '-1' });
    for (const name of ['MAIL_FROM', 'PUBLIC_URL', 'MAIL_WORKERS', 'MAIL_POLL_MS'])
      expect(faults).toContain(name);
  });
});

describe('the division', () => {
  test('is that of the seed in the demonstration, and is named by a production start', () => {
    expect(readDivisionCode({})).toBe('370871');
    expect(readDivisionCode({ DEMONSTRATION: 'false', DIVISION_CODE: '110105' })).toBe('110105');
    expect(() => readDivisionCode({ DEMONSTRATION: 'false' })).toThrow(/DIVISION_CODE: required/);
  });
});
