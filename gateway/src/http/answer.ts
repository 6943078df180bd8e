import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip, gzip } from 'node:zlib';
import { EcoGridError } from '@ecogrid/errors';
import { readBytes, utf8Text } from '@ecogrid/service';
import { takesCoding, type AnswerType } from './negotiation.ts';

/** Shorter answers fit into one packet as they are. */
const COMPRESSED_FROM_BYTES = 1_024;
/** The best that costs less time than it saves; the usual 11 is for files that are compressed once. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const codings: ReadonlyArray<readonly [string, (text: Buffer) => Promise<Buffer>]> = [
  ['br', (text) => promisify(brotliCompress)(text, BROTLI)],
  ['gzip', (text) => promisify(gzip)(text)],
];

/** Sends JSON in the coding that the client takes, when that is worth it. */
/** A cache may keep the answer for one reader, and asks before each use whether it is still the same. */
const REVALIDATED = 'private, no-cache';

export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  type: AnswerType,
): Promise<void> {
  const text = Buffer.from(JSON.stringify(body));
  if (request.method !== 'POST' && status === 200 && isUnchanged(request, response, text))
    return void response.writeHead(304).end();
  const accepted = request.headers['accept-encoding'];
  const coding = codings.find(([name]) => text.length > COMPRESSED_FROM_BYTES && takesCoding(accepted, name));
  const sent = coding ? await coding[1](text) : text;
  response.appendHeader('vary', 'accept-encoding');
  if (coding) response.setHeader('content-encoding', coding[0]);
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': sent.length });
  response.end(sent);
}

/** Marks an answer by its content. @returns whether the client has the same already. */
function isUnchanged({ headers }: IncomingMessage, response: ServerResponse, text: Buffer): boolean {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  response.setHeader('etag', etag);
  response.setHeader('cache-control', REVALIDATED);
  response.appendHeader('vary', 'accept, authorization');
  const known = headers['if-none-match']?.split(',').map((each) => each.trim());
  return known?.some((each) => each === etag || each === '*') ?? false;
}

/**
 * The text of a request's body, compressed or not; never more than the bound is unpacked.
 * @throws EcoGridError REQUEST_TOO_LARGE or OPERATION_INVALID.
 */
export async function requestText(request: IncomingMessage, limitBytes: number): Promise<string> {
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity' && coding !== 'gzip')
    throw new EcoGridError('OPERATION_INVALID', { reason: 'CONTENT_ENCODING' });
  const bytes = await readBytes(request, limitBytes);
  return utf8Text(coding === 'gzip' ? await unpacked(bytes, limitBytes) : bytes);
}

async function unpacked(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new EcoGridError('REQUEST_TOO_LARGE', { limit }, { cause });
    throw new EcoGridError('OPERATION_INVALID', { reason: 'BODY_NOT_GZIP' }, { cause });
  }
}
