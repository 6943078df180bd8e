import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file of the explorer as a browser receives it. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

const SCRIPT = 'text/javascript';
const own = (name: string): Promise<string> => readFile(new URL(`../page/${name}`, import.meta.url), 'utf8');

/** The client of graphql-transport-ws as a classic script, which its package holds beside the modules. */
function socketClient(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('graphql-ws');
  return readFile(join(dirname(main), '../umd/graphql-ws.min.js'), 'utf8');
}

/** Every file of the explorer by its path. The editor alone is 9 MB: it is read when a browser first asks. */
export async function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const editor = await import('@graphql-yoga/render-graphiql/graphiql');
  const files: ReadonlyArray<readonly [string, string, string]> = [
    ['/', 'text/html', await own('page.html')],
    ['/explorer/page.js', SCRIPT, await own('page.js')],
    ['/explorer/page.css', 'text/css', await own('page.css')],
    ['/explorer/graphql-ws.js', SCRIPT, await socketClient()],
    ['/explorer/graphiql.js', SCRIPT, editor.js],
    ['/explorer/graphiql.css', 'text/css', editor.css],
    ['/explorer/editor.worker.js', SCRIPT, editor.editorWorkerService],
    ['/explorer/json.worker.js', SCRIPT, editor.jsonWorker],
    ['/explorer/graphql.worker.js', SCRIPT, editor.graphqlWorker],
  ];
  return new Map(files.map(([path, type, text]) => [path, fileOf(type, text)]));
}

function fileOf(type: string, text: string): PageFile {
  const bytes = Buffer.from(text);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type: `${type}; charset=utf-8`, bytes, etag };
}
