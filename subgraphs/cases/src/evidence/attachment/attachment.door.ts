import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { EcoGridError } from '@ecogrid/errors';
import { sendJson, sendText, type Clock } from '@ecogrid/service';
import type { HttpDoor } from '@ecogrid/subgraph';
import type { Attachment } from './attachment.entity.ts';
import type { AttachmentRepository } from './attachment.repository.ts';
import type { AttachmentStore } from './attachment.store.ts';
import { inspected } from './photo.inspection.ts';
import { requireDeclared } from './photo.rule.ts';
import { ADDRESS_PREFIX, type SignedAddresses } from './signed-address.ts';

interface Parts {
  readonly attachments: AttachmentRepository;
  readonly store: AttachmentStore;
  readonly addresses: SignedAddresses;
  readonly clock: Clock;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
};

/** `PUT` and `GET /uploads/<token>`: upload and download with a signed address. */
export function attachmentDoor(parts: Parts): HttpDoor {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (!path.startsWith(ADDRESS_PREFIX)) return sendText(response, 404, 'not found\n');
    const token = path.slice(ADDRESS_PREFIX.length);
    if (request.method === 'PUT') return receive(parts, token, request, response);
    if (request.method === 'GET') return send(parts, token, response);
    response.setHeader('allow', 'GET, PUT');
    sendText(response, 405, 'send a photo by PUT, get one by GET\n');
  };
}

/** The same content again is taken again, and changes nothing. */
async function receive(
  { addresses, attachments, store, clock }: Parts,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const declared = await known(attachments, await addresses.read('upload', token));
  const draft = await store.draft(request, declared.sizeBytes);
  try {
    const found = await inspected(draft);
    requireDeclared(declared, found);
    await store.keep(draft, declared.id);
    const { width, height } = found;
    await attachments.store(declared.id, { width, height, storedAt: clock.now() });
    await keepOnlyKnown({ attachments, store }, declared.id);
  } catch (error) {
    await store.discard(draft);
    throw error;
  }
  const { id, mediaType, sizeBytes, sha256 } = declared;
  sendJson(response, 200, { id, mediaType, sizeBytes, sha256 });
}

async function send(
  { addresses, attachments, store }: Parts,
  token: string,
  response: ServerResponse,
): Promise<void> {
  const { id, mediaType, sizeBytes, storedAt } = await known(
    attachments,
    await addresses.read('download', token),
  );
  if (storedAt === null) throw unknown(id);
  const content = store.read(id);
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': sizeBytes,
    'content-disposition': `attachment; filename="${id}.${EXTENSIONS[mediaType] ?? 'bin'}"`,
    'cache-control': 'private, max-age=300',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  await pipeline(content, response);
}

async function known(attachments: AttachmentRepository, id: string): Promise<Attachment> {
  const row = await attachments.find(id);
  if (!stands(row)) throw unknown(id);
  return row;
}

/** A sweep may have run during the upload and searched for the file already; a file that cannot be attached is removed. */
async function keepOnlyKnown(
  { attachments, store }: Pick<Parts, 'attachments' | 'store'>,
  id: string,
): Promise<void> {
  if (stands(await attachments.find(id))) return;
  await store.remove(id);
  throw unknown(id);
}

function stands(row: Attachment | null): row is Attachment {
  return row !== null && row.state !== 'SWEPT';
}

function unknown(id: string): EcoGridError {
  return new EcoGridError('NOT_FOUND', { thing: 'photo', id });
}
