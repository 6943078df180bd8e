import { beforeAll, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { ask, demand, type GraphQLErrorAnswer } from '../testkit/client.ts';
import { photo, sendPhoto } from '../testkit/photo.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { bearer } from './badges.ts';
import { castOf, type Cast } from './cast.ts';
import { openCase } from './scene.ts';
import { anEnterprise } from '../subscription/push.ts';

const WITHIN_MS = 120_000;
const COLLEAGUE = '{ person(number: "P0118") { id organization { code } } }';
const CREATE =
  'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { url attachment { id } } }';
const ACKNOWLEDGE =
  'mutation ($input: AcknowledgeTicketInput!) { acknowledgeTicket(input: $input) { ticket { version } } }';
const SUBMIT =
  'mutation ($input: SubmitTicketResultInput!) { submitTicketResult(input: $input) { ticket { state } } }';
const TICKET = 'query ($id: ID!) { ticket(id: $id) { state version results { kind } } }';
/** The bound of one file in bytes, and how many photos a result may name. */
const [MOST_BYTES, MOST_PHOTOS] = [16 * 1024 * 1024, 9];
const SCRIPT = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

interface Created {
  readonly createUpload: { readonly url: string; readonly attachment: { readonly id: string } };
}
interface Refused {
  readonly status?: number;
  readonly errors?: readonly GraphQLErrorAnswer[];
}

/** The whole way of a photo, by the gateway to the subgraph: in one process, and from one to the other. */
onSystems()('a photo is refused, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let tickets: [string, string];
  beforeAll(async () => {
    cast = await castOf(system);
    tickets = [await inHand(), await inHand()];
  });

  async function inHand(): Promise<string> {
    const { ticketId } = await openCase(system, cast, await anEnterprise(system, cast));
    const input = { idempotencyKey: randomUUID(), ticketId, version: 1 };
    await demand(system.url, cast.DEPARTMENT_STAFF, ACKNOWLEDGE, { input });
    return ticketId;
  }

  const declared = (content: Buffer, more: object = {}) => ({
    idempotencyKey: randomUUID(),
    purpose: 'TICKET_RESULT',
    subjectId: tickets[0],
    mediaType: 'image/png',
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ...more,
  });
  const create = async (content: Buffer): Promise<{ url: string; id: string }> => {
    const input = declared(content);
    const { createUpload } = await demand<Created>(system.url, cast.DEPARTMENT_STAFF, CREATE, { input });
    return { url: createUpload.url, id: createUpload.attachment.id };
  };
  const put = async (url: string, content: Buffer): Promise<Refused & { id?: string }> => {
    const answer = await fetch(new URL(url, system.url), { method: 'PUT', body: new Uint8Array(content) });
    return { status: answer.status, ...((await answer.json()) as Refused) };
  };
  const submit = (ticketId: string, photoIds: string[], member: string | undefined) => {
    const verification = { text: '现场核实', isTrue: true, photoIds };
    const rectification = { text: '已整改', isRectified: true, rectifiedOn: today() };
    const input = { idempotencyKey: randomUUID(), ticketId, version: 2, verification, rectification };
    return ask(system.url, member, SUBMIT, { input });
  };
  const stored = async (): Promise<string> => {
    const wish = { purpose: 'TICKET_RESULT', subjectId: tickets[0] };
    const { id, status } = await sendPhoto(system.url, cast.DEPARTMENT_STAFF, wish);
    expect(status).toBe(200);
    return id;
  };
  /** Another test's photo may be coming in right now; a refused photo goes for good. */
  const incoming = (): string[] => globSync('attachments/incoming/*', { cwd: system.dataDirectory });
  const kept = (id: string): string[] => globSync(`attachments/*/${id}`, { cwd: system.dataDirectory });

  /** That the refusal says why in both languages, and that the refused request changed nothing. */
  async function expectRefusal({ errors }: Refused, code: string, details: object = {}): Promise<void> {
    const messages = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~]+$/) };
    expect(errors?.[0]?.extensions).toMatchObject({ code, messages, details });
    await eventually(incoming, ({ length }) => length === 0, WITHIN_MS);
    for (const id of tickets) {
      const { ticket } = await demand<{ ticket: object }>(system.url, cast.OPERATOR, TICKET, { id });
      expect(ticket).toEqual({ state: 'HANDLING', version: 2, results: [] });
    }
  }

  test('at an address that has expired', async () => {
    const content = photo();
    const { url, id } = await create(content);
    const key = readFileSync(join(system.dataDirectory, 'keys/upload.secret'), 'utf8');
    const expired = new SignJWT().setProtectedHeader({ alg: 'HS256' }).setAudience('upload').setSubject(id);
    const token = await expired.setExpirationTime('1s ago').sign(new TextEncoder().encode(key));
    await expectRefusal(await put(`/uploads/${token}`, content), 'ADDRESS_EXPIRED');
    expect(kept(id)).toEqual([]);
    expect((await put(url, content)).status).toBe(200);
  });

  test('at an address that was given for another content', async () => {
    const [one, other] = [await create(photo()), photo()];
    const answer = await put(one.url, other);
    await expectRefusal(answer, 'CONTENT_REFUSED', { reason: expect.stringMatching(/^(SIZE|HASH)$/) });
    expect(kept(one.id)).toEqual([]);
  });

  test('whose content has another hash, though the size and the type are as declared', async () => {
    const content = photo(100);
    const { url, id } = await create(content);
    const altered = Buffer.from(content);
    altered[altered.length - 20] = (altered.at(-20) ?? 0) ^ 1;
    await expectRefusal(await put(url, altered), 'CONTENT_REFUSED', { reason: 'HASH' });
    expect(kept(id)).toEqual([]);
  });

  test('that is a script and calls itself a picture', async () => {
    const { url, id } = await create(SCRIPT);
    await expectRefusal(await put(url, SCRIPT), 'CONTENT_REFUSED', { reason: 'TYPE' });
    expect(kept(id)).toEqual([]);
  });

  test('that is longer than was declared', async () => {
    const content = photo();
    const { url, id } = await create(content);
    const answer = await put(url, Buffer.concat([content, Buffer.alloc(1)]));
    await expectRefusal(answer, 'REQUEST_TOO_LARGE', { limit: content.length });
    expect(kept(id)).toEqual([]);
  });

  test.each([
    ['larger than any may be', { sizeBytes: MOST_BYTES + 1 }],
    ['of a type that is no picture type', { mediaType: 'image/svg+xml' }],
  ])('before it is sent when it is declared to be %s', async (_what, more) => {
    const input = declared(photo(), more);
    await expectRefusal(await ask(system.url, cast.DEPARTMENT_STAFF, CREATE, { input }), 'INPUT_INVALID');
  });

  test('at another ticket than that of its upload, and before its upload', async () => {
    const unusable = { guard: expect.stringMatching(/^photo/) };
    const id = await stored();
    await expectRefusal(await submit(tickets[1], [id], cast.DEPARTMENT_STAFF), 'GUARD_FAILED', unusable);
    const { id: unsent } = await create(photo());
    await expectRefusal(await submit(tickets[0], [unsent], cast.DEPARTMENT_STAFF), 'GUARD_FAILED', unusable);
  });

  test('to another person, even of the same organization', async () => {
    const { person } = await demand<{ person: { id: string; organization: { code: string } } }>(
      system.url,
      cast.OPERATOR,
      COLLEAGUE,
    );
    expect(person.organization.code).toBe('DEPT-HOUSING');
    const colleague = await bearer(system, { subject: person.id });
    await expectRefusal(await submit(tickets[0], [await stored()], colleague), 'NOT_FOUND', {
      thing: 'photo',
    });
  });

  test('with more photos than a result may have', async () => {
    const ids = await Promise.all(Array.from({ length: MOST_PHOTOS + 1 }, stored));
    await expectRefusal(await submit(tickets[0], ids, cast.DEPARTMENT_STAFF), 'INPUT_INVALID');
  });

  test('but not when it is declared and sent again: it is the same photo, with one file', async () => {
    const content = photo();
    const input = declared(content);
    const again = () => demand<Created>(system.url, cast.DEPARTMENT_STAFF, CREATE, { input });
    const [first, second] = [await again(), await again()];
    const { id } = first.createUpload.attachment;
    expect(second.createUpload.attachment.id).toBe(id);
    for (const { url } of [first.createUpload, first.createUpload, second.createUpload])
      expect(await put(url, content)).toMatchObject({ status: 200, id });
    expect(kept(id)).toHaveLength(1);
    const other = { ...input, sha256: '0'.repeat(64) };
    const reused = await ask(system.url, cast.DEPARTMENT_STAFF, CREATE, { input: other });
    await expectRefusal(reused, 'IDEMPOTENCY_KEY_REUSED');
  });
});
