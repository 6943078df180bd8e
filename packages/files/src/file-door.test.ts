import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, globSync, statSync, utimesSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { testEngines } from '@ecogrid/database/testing';
import { EcoGridError } from '@ecogrid/errors';
import { listen, sendJson, type ListeningServer } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import { TestFile, openFileBench, type FileBench } from './file-bench.fixture.ts';
import { fileDoor } from './file-door.ts';
import { sweep } from './file-sweep.ts';
import { cutHeic, heic, heicOf, png } from './testing.ts';

const PHOTO = png(640, 480);

describe.each(testEngines())('the door of files on $name', (engine) => {
  let bench: FileBench;
  let server: ListeningServer;
  let finished: Promise<void>;
  beforeEach(async () => {
    bench = await openFileBench(engine);
    const door = fileDoor(bench);
    let finish = (): void => undefined;
    finished = new Promise((resolve) => (finish = resolve));
    server = await listen(
      (request, response) =>
        void door(request, response)
          .catch((error: EcoGridError) => {
            if (!(error instanceof EcoGridError)) return void response.destroy();
            sendJson(response, error.httpStatus, error.extensions);
          })
          .finally(() => finish()),
      { host: '127.0.0.1', port: 0 },
    );
  });
  afterEach(async () => {
    await server.close();
    await bench.close();
  });

  const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
  const files = (): string[] =>
    globSync('**/*', { cwd: bench.directory }).filter((name) =>
      statSync(join(bench.directory, name)).isFile(),
    );
  const create = (content = PHOTO, more = {}) => bench.expect(content, more);
  const put = async (url: string, body: Buffer = PHOTO) => {
    const response = await fetch(at(url), { method: 'PUT', body });
    return { status: response.status, ...((await response.json()) as object) };
  };
  const rowOf = async (id: string): Promise<TestFile | null> => bench.attachments.find(id);

  test('stores a declared file once, and serves it to the holder of an address, with safe headers', async () => {
    const { attachment, url } = await create();
    expect(url).toMatch(/^\/uploads\/[\w-]+\.[\w-]+\.[\w-]+$/);
    const kept = { status: 200, id: attachment.id, mediaType: 'image/png', sizeBytes: PHOTO.length };
    expect(await put(url)).toMatchObject(kept);
    expect(await put(url)).toMatchObject(kept);
    const stored = join(attachment.id.slice(-2), attachment.id);
    expect(files().sort()).toEqual([stored, `${stored}.clean`, `${stored}.thumbnail`]);
    expect(await rowOf(attachment.id)).toMatchObject({ state: 'STORED', width: 640, height: 480 });
    const { path } = await bench.addresses.sign('original', attachment.id);
    const answer = await fetch(at(path));
    expect(Buffer.from(await answer.arrayBuffer()).equals(PHOTO)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PHOTO.length),
      'content-disposition': `attachment; filename="${attachment.id}.png"`,
      'cache-control': 'private, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  test('gives a photo of HEVC as a JPEG without its metadata, as a thumbnail, and to the desk as it came', async () => {
    const photo = heic();
    const { attachment, url } = await create(photo, { mediaType: 'image/heic' });
    expect(await put(url, photo)).toMatchObject({ status: 200, mediaType: 'image/heic' });
    expect(await rowOf(attachment.id)).toMatchObject({
      state: 'STORED',
      width: 2016,
      height: 1512,
      takenAt: new Date('2026-03-04T01:00:00.000Z'),
    });
    const got = async (use: 'download' | 'thumbnail' | 'original') => {
      const answer = await fetch(at((await bench.addresses.sign(use, attachment.id)).path));
      const content = Buffer.from(await answer.arrayBuffer());
      const name = /\w+"$/.exec(answer.headers.get('content-disposition') ?? '')?.[0];
      return [answer.headers.get('content-type'), name, content.includes('A telephone')];
    };
    expect(await got('download')).toEqual(['image/jpeg', 'jpg"', false]);
    expect(await got('thumbnail')).toEqual(['image/webp', 'webp"', false]);
    expect(await got('original')).toEqual(['image/heic', 'heic"', true]);
  });

  test.each([
    ['shorter', () => PHOTO.subarray(1), 'CONTENT_REFUSED', { reason: 'SIZE' }],
    ['of the same size and another', () => png(640, 480, 129), 'CONTENT_REFUSED', { reason: 'HASH' }],
    ['longer', () => Buffer.concat([PHOTO, PHOTO]), 'REQUEST_TOO_LARGE', { limit: PHOTO.length }],
  ] as const)('discards a content that is %s than declared', async (_what, sent, code, details) => {
    const { attachment, url } = await create();
    expect(await put(url, sent())).toMatchObject({ code, details });
    expect(files()).toEqual([]);
    expect(await rowOf(attachment.id)).toMatchObject({ state: 'EXPECTED', storedAt: null });
    expect((await put(url)).status).toBe(200);
  });

  test.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>alert(1)</script></html>'), {}, 'TYPE'],
    ['a picture of another type', PHOTO, { mediaType: 'image/jpeg' }, 'TYPE'],
    ['an archive', Buffer.from('504b0304140000000800', 'hex'), {}, 'TYPE'],
    ['a picture that unfolds to gigabytes', png(60_000, 60_000), {}, 'DIMENSIONS'],
    ['the head of a picture and no more', PHOTO.subarray(0, 12), {}, 'TYPE'],
    // F17: 40 bytes passed as the demanded photo.
    ['a picture that is cut after its head', PHOTO.subarray(0, 40), {}, 'UNDECODABLE'],
    ['a picture of HEVC that is cut', cutHeic(), { mediaType: 'image/heic' }, 'UNDECODABLE'],
    [
      'a picture of HEVC with too many pixels',
      heicOf(20_000, 3_001),
      { mediaType: 'image/heic' },
      'DIMENSIONS',
    ],
    ['a picture whose last rows are missing', PHOTO.subarray(0, PHOTO.length - 60), {}, 'UNDECODABLE'],
  ])('discards %s, in spite of its declaration', async (_what, content, more, reason) => {
    const { url } = await create(content, more);
    expect(await put(url, content)).toMatchObject({
      status: 422,
      code: 'CONTENT_REFUSED',
      details: { reason },
    });
    expect(files()).toEqual([]);
  });

  test('keeps nothing of an upload that breaks off, and takes it whole the next time', async () => {
    const { attachment, url } = await create();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const head = `PUT ${url} HTTP/1.1\r\nhost: a\r\ncontent-length: ${PHOTO.length}\r\n\r\n`;
    socket.write(head);
    socket.write(PHOTO.subarray(0, PHOTO.length - 1), () => socket.destroy());
    await finished;
    expect(files()).toEqual([]);
    expect(await rowOf(attachment.id)).toMatchObject({ state: 'EXPECTED' });
    expect((await put(url)).status).toBe(200);
  });

  test('refuses an address that is altered, expired, of another secret, or of another purpose', async () => {
    const { attachment, url } = await create();
    await put(url);
    const { path } = await bench.addresses.sign('download', attachment.id);
    const [head = '', body = '', mac = ''] = path.slice('/uploads/'.length).split('.');
    const other = await create();
    const [, otherBody = ''] = other.url.slice('/uploads/'.length).split('.');
    const get = async (token: string) => {
      const response = await fetch(at(`/uploads/${token}`));
      return (await response.json()) as object;
    };
    const tampered = { code: 'ADDRESS_INVALID', details: { reason: 'TAMPERED' } };
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      `${head}.${otherBody}.${mac}`,
      `${head}.${body}.${mac.slice(1)}`,
      `${none}.${body}.`,
      'x',
      '',
    ])
      expect(await get(token)).toMatchObject(tampered);
    const foreign = { status: 403, code: 'ADDRESS_INVALID', details: { reason: 'FOREIGN' } };
    expect(await put(path)).toMatchObject(foreign);
    expect(await get(url.slice('/uploads/'.length))).toMatchObject({ details: { reason: 'FOREIGN' } });
    bench.setNow('2026-03-04T01:05:01.000Z');
    expect(await get(`${head}.${body}.${mac}`)).toMatchObject({ code: 'ADDRESS_EXPIRED' });
    expect((await put(url)).status).toBe(200);
    bench.setNow('2026-03-04T01:15:01.000Z');
    expect(await put(url)).toMatchObject({ status: 410, code: 'ADDRESS_EXPIRED' });
  });

  test('answers no other path', async () => {
    const { url } = await create();
    const posted = await fetch(at(url), { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, PUT']);
    for (const path of ['/uploads', '/elsewhere', '/uploads/../keys'])
      expect((await fetch(at(path))).status).toBe(404);
  });

  test('is swept of uploads that were not attached for a day, and of unfinished drafts', async () => {
    const { attachment, url } = await create();
    const never = await create();
    await put(url);
    const draft = await bench.store.draft(
      (async function* () {
        yield await Promise.resolve(PHOTO);
      })(),
      PHOTO.length,
    );
    await sweep(bench);
    expect(files()).toHaveLength(4);
    utimesSync(draft.path, new Date(0), new Date(0));
    await sweep(bench);
    expect(files()).toHaveLength(3);
    bench.setNow('2026-03-05T01:00:00.001Z');
    await sweep(bench);
    expect(files()).toEqual([]);
    expect([await rowOf(attachment.id), await rowOf(never.attachment.id)]).toEqual([null, null]);
  });

  test('keeps nothing of a content that came while its photo was swept', async () => {
    const { attachment, url } = await create();
    const sending = request(at(url), { method: 'PUT', headers: { 'content-length': PHOTO.length } });
    const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
    sending.write(PHOTO.subarray(0, 100));
    await eventually(() => files().length > 0);
    bench.setNow('2026-03-05T01:00:00.001Z');
    await sweep(bench);
    expect(await rowOf(attachment.id)).toBeNull();
    sending.end(PHOTO.subarray(100));
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(404);
    expect(files()).toEqual([]);
  });

  test('keeps attached files in a sweep, and finishes a sweep that a crash interrupted', async () => {
    const [attached, swept] = [await create(), await create()];
    for (const { url } of [attached, swept]) await put(url);
    await bench.database.transaction(async (manager) => {
      await bench.attachments.attach([attached.attachment.id], 'a holder');
      await manager.update(TestFile, { id: swept.attachment.id }, { state: 'SWEPT' });
    });
    expect(await put(swept.url)).toMatchObject({ status: 404 });
    bench.setNow('2026-03-06T01:00:00.000Z');
    await sweep(bench);
    const { id } = attached.attachment;
    const left = join(id.slice(-2), id);
    expect(files().sort()).toEqual([left, `${left}.clean`, `${left}.thumbnail`]);
    expect(existsSync(join(bench.directory, id.slice(-2), id))).toBe(true);
    expect(await rowOf(swept.attachment.id)).toBeNull();
  });
});
