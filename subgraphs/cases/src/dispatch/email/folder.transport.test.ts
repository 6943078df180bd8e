import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { FolderTransport } from './folder.transport.ts';

const mail = {
  emailId: 'email-1',
  messageId: '<email-1@ecogrid.test>',
  from: 'EcoGrid <desk@ecogrid.test>',
  to: 'office@water.example',
  date: new Date('2026-03-04T01:00:00.000Z'),
  subject: '【转办件】河道污染',
  text: '贵单位收到一件转办件',
  html: '<p>贵单位收到一件转办件</p>',
};

describe('the folder of e-mails', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'ecogrid-eml-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  test('holds an e-mail as a file that mail programs read, and nothing besides', async () => {
    const folder = join(place, 'mail');
    const out = new FolderTransport(folder);
    await out.send(mail);
    expect(readdirSync(folder)).toEqual(['email-1.eml']);
    const parsed = await simpleParser(readFileSync(join(folder, 'email-1.eml')));
    expect(parsed).toMatchObject({
      messageId: mail.messageId,
      subject: mail.subject,
      date: mail.date,
      html: mail.html,
      text: expect.stringContaining(mail.text),
    });
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('has the same bytes when an e-mail is sent again', async () => {
    const out = new FolderTransport(place);
    await out.send(mail);
    const first = readFileSync(join(place, 'email-1.eml'), 'utf8');
    await out.send(mail);
    expect(readFileSync(join(place, 'email-1.eml'), 'utf8')).toBe(first);
  });

  test('says that a file could not be written', async () => {
    const blocked = join(place, 'blocked');
    writeFileSync(blocked, 'a file stands where the folder should');
    await expect(new FolderTransport(blocked).send(mail)).rejects.toMatchObject({ fault: 'NOT_STORED' });
  });
});
