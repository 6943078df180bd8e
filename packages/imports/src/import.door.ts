import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EcoGridError } from '@ecogrid/errors';
import type { FileStore, SignedAddresses } from '@ecogrid/files';
import { sendJson, sendText } from '@ecogrid/service';
import type { HttpDoor } from '@ecogrid/subgraph';
import { BOUNDS } from './bounds.ts';
import type { ImportRepository } from './data-import.repository.ts';
import { formatsOf, type AnyKind } from './import-kind.ts';
import type { TableFormat } from './import.vocabulary.ts';
import { exported, template } from './table.ts';

interface DoorParts {
  readonly imports: ImportRepository;
  readonly importStore: FileStore;
  readonly importKinds: readonly AnyKind[];
  readonly importAddresses: SignedAddresses;
}

const MEDIA_TYPES = {
  CSV: 'text/csv; charset=utf-8',
  GEOJSON: 'application/geo+json',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const TEMPLATES = 'templates/';

/** The path of an empty table. It holds nothing that is stored: everyone may read it. */
export function templatePath(
  { prefix }: Pick<SignedAddresses, 'prefix'>,
  kind: string,
  format: TableFormat,
): string {
  return `${prefix}${TEMPLATES}${kind}.${format.toLowerCase()}`;
}

/** `PUT` a file and `GET` an export at a signed address, `GET` a template. */
export function importDoor(parts: DoorParts): HttpDoor {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { prefix } = parts.importAddresses;
    if (!path.startsWith(prefix)) return sendText(response, 404, 'not found\n');
    const rest = path.slice(prefix.length);
    if (request.method === 'PUT') return receive(parts, rest, request, response);
    if (request.method === 'GET')
      return rest.startsWith(TEMPLATES)
        ? sendTemplate(parts, rest.slice(TEMPLATES.length), response)
        : sendExport(parts, rest, response);
    response.setHeader('allow', 'GET, PUT');
    sendText(response, 405, 'send a file by PUT, get one by GET\n');
  };
}

/** The same content again is taken again, and changes nothing. */
async function receive(
  { imports, importStore, importAddresses }: DoorParts,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { id } = await importAddresses.read(['upload'], token);
  const { sizeBytes, sha256, state, number, version } = await imports.existing({ id });
  const draft = await importStore.draft(request, sizeBytes);
  try {
    if (draft.sizeBytes !== sizeBytes)
      throw new EcoGridError('CONTENT_REFUSED', {
        reason: 'SIZE',
        actual: draft.sizeBytes,
        declared: sizeBytes,
      });
    if (draft.sha256 !== sha256) throw new EcoGridError('CONTENT_REFUSED', { reason: 'HASH' });
    if (state === 'EXPECTED') {
      await importStore.keep(draft, id);
      await imports.stored(id, version);
    } else {
      await importStore.discard(draft);
    }
  } catch (error) {
    await importStore.discard(draft);
    throw error;
  }
  sendJson(response, 200, { number, sizeBytes, sha256 });
}

async function sendTemplate(
  { importKinds }: DoorParts,
  name: string,
  response: ServerResponse,
): Promise<void> {
  const [, word = '', ending = ''] = /^([A-Z_]+)\.(csv|xlsx|geojson)$/.exec(name) ?? [];
  const kind = importKinds.find((each) => each.kind === word);
  const format = ending.toUpperCase() as TableFormat;
  if (!kind || !formatsOf(kind).includes(format)) return sendText(response, 404, 'not found\n');
  await send(response, `${word}.${ending}`, format, template(kind, format));
}

/** By the rights that its maker had. */
async function sendExport(
  { imports, importKinds, importAddresses }: DoorParts,
  token: string,
  response: ServerResponse,
): Promise<void> {
  const { id } = await importAddresses.read(['download'], token);
  const found = await imports.export(id);
  const kind = importKinds.find((each) => each.kind === found?.kind);
  if (!found || !kind) throw new EcoGridError('NOT_FOUND', { thing: 'file', id });
  const { format, actor } = found;
  const rows = exported(kind, format, (after) => kind.page(actor, after, BOUNDS.work.batchRows));
  await send(response, `${found.kind}.${format.toLowerCase()}`, format, rows);
}

async function send(
  response: ServerResponse,
  name: string,
  format: TableFormat,
  content: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  response.writeHead(200, {
    'content-type': MEDIA_TYPES[format],
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  await pipeline(Readable.from(content), response);
}
