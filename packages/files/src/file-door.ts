import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { EcoGridError } from '@ecogrid/errors';
import { sendJson, sendText, type Clock } from '@ecogrid/service';
import type { HttpDoor } from '@ecogrid/subgraph';
import type { AttachedFile } from './attached-file.entity.ts';
import type { AttachedFileRepository } from './attached-file.repository.ts';
import { inspected } from './content.inspection.ts';
import { isImage, requireDeclared } from './content.rule.ts';
import type { FileStore, Variant } from './file-store.ts';
import { decoded, isDecoded, sentType, takenOf } from './picture.ts';
import { DOWNLOADS, type SignedAddresses } from './signed-address.ts';

export interface FileParts {
  readonly attachments: AttachedFileRepository<AttachedFile>;
  readonly store: FileStore;
  readonly addresses: SignedAddresses;
  readonly clock: Clock;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
};

/** `PUT` and `GET <prefix><token>`: upload and download with a signed address. */
export function fileDoor(parts: FileParts): HttpDoor {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { prefix } = parts.addresses;
    if (!path.startsWith(prefix)) return sendText(response, 404, 'not found\n');
    const token = path.slice(prefix.length);
    if (request.method === 'PUT') return receive(parts, token, request, response);
    if (request.method === 'GET') return send(parts, token, response);
    response.setHeader('allow', 'GET, PUT');
    sendText(response, 405, 'send a file by PUT, get one by GET\n');
  };
}

/** The same content again is taken again, and changes nothing. */
async function receive(
  { addresses, attachments, store, clock }: FileParts,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const declared = await known(attachments, (await addresses.read(['upload'], token)).id);
  const draft = await store.draft(request, declared.sizeBytes);
  try {
    const found = await inspected(draft);
    requireDeclared(declared, found);
    const taken = isImage(found.mediaType) ? await takenOf(draft) : {};
    if (isDecoded(declared.mediaType)) await decoded(draft, declared.mediaType);
    await store.keep(draft, declared.id);
    const { width, height } = found;
    await attachments.store(declared.id, { width, height, ...taken, storedAt: clock.now() });
    await keepOnlyKnown({ attachments, store }, declared.id);
  } catch (error) {
    await store.discard(draft);
    throw error;
  }
  const { id, mediaType, sizeBytes, sha256 } = declared;
  sendJson(response, 200, { id, mediaType, sizeBytes, sha256 });
}

async function send(
  { addresses, attachments, store }: FileParts,
  token: string,
  response: ServerResponse,
): Promise<void> {
  const { use, id } = await addresses.read(DOWNLOADS, token);
  const row = await known(attachments, id);
  const variant = variantOf(row, use);
  const opened = row.storedAt && (await store.open(id, variant));
  if (!opened) throw unknown(id);
  const { content, sizeBytes } = opened;
  const mediaType = sentType(row.mediaType, variant);
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

/** An address gives a decoded picture without its metadata; the desk receives the original. */
function variantOf({ mediaType }: AttachedFile, use: (typeof DOWNLOADS)[number]): Variant | undefined {
  if (use === 'thumbnail') return 'thumbnail';
  return use === 'download' && isDecoded(mediaType) ? 'clean' : undefined;
}

async function known(attachments: FileParts['attachments'], id: string): Promise<AttachedFile> {
  const row = await attachments.find(id);
  if (!stands(row)) throw unknown(id);
  return row;
}

/** A sweep may have run during the upload and searched for the file already; a file that cannot be attached is removed. */
async function keepOnlyKnown(
  { attachments, store }: Pick<FileParts, 'attachments' | 'store'>,
  id: string,
): Promise<void> {
  if (stands(await attachments.find(id))) return;
  await store.remove(id);
  throw unknown(id);
}

function stands(row: AttachedFile | null): row is AttachedFile {
  return row !== null && row.state !== 'SWEPT';
}

function unknown(id: string): EcoGridError {
  return new EcoGridError('NOT_FOUND', { thing: 'file', id });
}
