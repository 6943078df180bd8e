import { beforeAll, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ask, demand } from '../testkit/client.ts';
import { heicPhoto, photo, sendPhoto } from '../testkit/photo.ts';
import { rawRequest } from '../testkit/raw-http.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { castOf, type Cast } from './cast.ts';
import { openCase, setScene, type Scene } from './scene.ts';

const WITHIN_MS = 120_000;
const ACKNOWLEDGE =
  'mutation ($input: AcknowledgeTicketInput!) { acknowledgeTicket(input: $input) { ticket { version } } }';
const SUBMIT =
  'mutation ($input: SubmitTicketResultInput!) { submitTicketResult(input: $input) { ticket { state } } }';
const REPORT = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
const REPORT_PHOTOS =
  'query ($id: ID!) { report(id: $id) { photos { url thumbnailUrl originalUrl takenAt } } }';
const PHOTOS = `query ($id: ID!) { ticket(id: $id) { results { kind photos { id url thumbnailUrl originalUrl takenAt takenPlace { longitude } sha256 moment } } } }`;

interface Photo {
  readonly url: string;
  readonly thumbnailUrl: string;
  readonly originalUrl: string | null;
}

interface Reported {
  readonly report: { readonly photos: ReadonlyArray<Photo & { readonly takenAt: string | null }> };
}

interface Photographed {
  readonly ticket: { readonly results: ReadonlyArray<{ photos: readonly Photo[] }> } | null;
}

onSystems()('photos behind the gateway, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  let ticketId: string;
  beforeAll(async () => {
    cast = await castOf(system);
    scene = await setScene(system, cast);
    ({ ticketId } = await openCase(system, cast, scene.enterprise.id));
    const input = { idempotencyKey: randomUUID(), ticketId, version: 1 };
    await demand(system.url, cast.DEPARTMENT_STAFF, ACKNOWLEDGE, { input });
  });

  const at = (path: string): string => new URL(path, system.url).href;
  const incoming = (): string[] => globSync('attachments/incoming/*', { cwd: system.dataDirectory });
  const kept = (id: string): string[] => globSync(`attachments/*/${id}`, { cwd: system.dataDirectory });

  test('come in by a signed address and go out to those alone who see the ticket', async () => {
    const content = photo();
    const sent = await sendPhoto(
      system.url,
      cast.DEPARTMENT_STAFF,
      { purpose: 'TICKET_RESULT', subjectId: ticketId },
      content,
    );
    expect(sent.status).toBe(200);
    const photoIds = [sent.id];
    const input = {
      idempotencyKey: randomUUID(),
      ticketId,
      version: 2,
      verification: { text: '现场核实', isTrue: true, photoIds },
      rectification: { text: '已整改', isRectified: true, rectifiedOn: today() },
    };
    await demand(system.url, cast.DEPARTMENT_STAFF, SUBMIT, { input });
    for (const member of ['DEPARTMENT_STAFF', 'OPERATOR', 'GRID_HEAD'] as const) {
      const { ticket } = await demand<Photographed>(system.url, cast[member], PHOTOS, { id: ticketId });
      const [shown] = ticket?.results.flatMap(({ photos }) => photos) ?? [];
      const answer = await fetch(at(shown?.url ?? ''));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('private, max-age=300');
      // Without the metadata of the file that was uploaded; that one is for the desk.
      expect(Buffer.from(await answer.arrayBuffer()).includes('Comment')).toBe(false);
      expect((await fetch(at(shown?.thumbnailUrl ?? ''))).headers.get('content-type')).toBe('image/webp');
      expect([member, shown?.originalUrl !== null]).toEqual([member, member === 'OPERATOR']);
      if (!shown?.originalUrl) continue;
      const original = await fetch(at(shown.originalUrl));
      expect(Buffer.from(await original.arrayBuffer()).equals(content)).toBe(true);
    }
    for (const member of ['ENTERPRISE_USER', 'SUPERVISOR', 'PUBLIC'] as const) {
      const { ticket } = await demand<Photographed>(system.url, cast[member], PHOTOS, { id: ticketId });
      expect([member, ticket]).toEqual([member, null]);
    }
  });

  test('of a telephone come as HEIC, and leave as a JPEG without its metadata; the desk has the original', async () => {
    const content = heicPhoto();
    const wish = { purpose: 'REPORT', mediaType: 'image/heic' };
    const sent = await sendPhoto(system.url, cast.SUPERVISOR, wish, content);
    expect(sent).toMatchObject({ status: 200 });
    const place = { longitude: 116.622405, latitude: 35.409751 };
    const input = { idempotencyKey: randomUUID(), description: '夜里有异味', place, photoIds: [sent.id] };
    type Receipt = { submitReport: { reportId: string } };
    const { submitReport } = await demand<Receipt>(system.url, cast.SUPERVISOR, REPORT, { input });
    const { report } = await demand<Reported>(system.url, cast.OPERATOR, REPORT_PHOTOS, {
      id: submitReport.reportId,
    });
    const [shown] = report.photos;
    expect(shown).toMatchObject({ takenAt: '2026-03-04T01:00:00.000Z' });
    const answers = await Promise.all(
      [shown?.url, shown?.thumbnailUrl, shown?.originalUrl].map((url) => fetch(at(url ?? ''))),
    );
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'image/jpeg',
      'image/webp',
      'image/heic',
    ]);
    const [jpeg, , original] = await Promise.all(
      answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())),
    );
    expect(jpeg?.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(content.includes('A telephone')).toBe(true);
    expect(jpeg?.includes('A telephone')).toBe(false);
    expect(original?.equals(content)).toBe(true);
  });

  test('are refused with a typed error that gives the reason, at each door', async () => {
    const wish = { purpose: 'REPORT' };
    const lie = await sendPhoto(system.url, cast.SUPERVISOR, wish, photo(), Buffer.from('<html></html>'));
    expect(lie).toMatchObject({ status: 422, code: 'CONTENT_REFUSED' });
    expect(kept(lie.id)).toEqual([]);
    const answers = await Promise.all(
      ['x', 'a.b.c', ''].map((token) => fetch(at(`/uploads/${token}`), { method: 'PUT', body: 'x' })),
    );
    for (const answer of answers) {
      const { errors } = (await answer.json()) as { errors: Array<{ extensions: { code: string } }> };
      expect([answer.status, errors[0]?.extensions.code]).toEqual([403, 'ADDRESS_INVALID']);
    }
    expect((await fetch(at('/uploads'))).status).toBe(404);
  });

  test('without a length, or longer than the gateway hands on, never reach the subgraph', async () => {
    const chunked = await rawRequest(system.url, [
      'PUT /uploads/x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
    ]);
    expect(chunked).toMatch(/^HTTP\/1.1 400 [\s\S]*OPERATION_INVALID/);
    const endless = await rawRequest(system.url, [
      'PUT /uploads/x HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n',
    ]);
    expect(endless).toMatch(/^HTTP\/1.1 413 [\s\S]*REQUEST_TOO_LARGE/);
  });

  test('that break off leave nothing, and can be sent again', async () => {
    const content = photo(400_000);
    const wish = { purpose: 'REPORT' };
    const { url, id } = await address(wish, content);
    const head = `PUT ${url} HTTP/1.1\r\nhost: a\r\ncontent-length: ${content.length}\r\n\r\n`;
    await rawRequest(system.url, [head, content.subarray(0, 300_000)], { breakOff: true });
    await eventually(incoming, ({ length }) => length === 0, WITHIN_MS);
    expect(kept(id)).toEqual([]);
    const again = await fetch(at(url), { method: 'PUT', body: content });
    expect(again.status).toBe(200);
    expect(kept(id)).toHaveLength(1);
    expect(join(system.dataDirectory, kept(id)[0] ?? '')).toContain(id);
  });

  test('reach no other path of a subgraph, nor its GraphQL', async () => {
    for (const path of ['/uploads/../graphql', '/uploads/%2e%2e/graphql', '/uploads/../actor'])
      expect(
        await rawRequest(system.url, [`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`]),
      ).toMatch(/^HTTP\/1.1 403 [\s\S]*ADDRESS_INVALID/);
  });

  async function address(wish: object, content: Buffer): Promise<{ url: string; id: string }> {
    const input = {
      idempotencyKey: randomUUID(),
      mediaType: 'image/png',
      sizeBytes: content.length,
      ...wish,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    const mutation =
      'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { url attachment { id } } }';
    const { data } = await ask<{ createUpload: { url: string; attachment: { id: string } } }>(
      system.url,
      cast.SUPERVISOR,
      mutation,
      { input },
    );
    if (!data) throw new Error('no address was given');
    return { url: data.createUpload.url, id: data.createUpload.attachment.id };
  }
});
