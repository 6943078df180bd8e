import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { sendJson, sendText } from '@ecogrid/service';
import { pageFiles, type PageFile } from './pages.ts';
import { operationsOf, ticketOperation } from './operations.ts';
import { DEMONSTRATION_ROLES, tokenFor } from './demonstration-token.ts';

/** A role that a person takes on in the page by one click. */
export interface ExplorerRole {
  readonly name: string;
  readonly label: string;
  readonly token: () => Promise<string>;
}

/** The roles of the demonstration. @param dataDirectory where its keys are. */
export function demonstrationRoles(dataDirectory: string): ExplorerRole[] {
  return DEMONSTRATION_ROLES.map((wish) => ({
    name: wish.name,
    label: wish.label,
    token: () => tokenFor(wish, dataDirectory),
  }));
}

/** Scripts come from here alone. Monaco writes its style sheets into the page, so inline styles are allowed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A browser asks each time and is answered 304: a file is as new as the program.
  'cache-control': 'no-cache',
};

const ROLES = '/explorer/roles';
const TOKEN = /^\/explorer\/roles\/([a-z-]+)\/token$/;
/** The links of e-mails. The page reads the ticket's id from its own address. */
const TICKET = /^\/tickets\/[\w-]+$/;
const PUBLIC = { name: 'public', label: 'public 公众' };

/** The page in which a browser tries the graph: GraphiQL, served from this process alone. */
export class Explorer {
  private files: Promise<ReadonlyMap<string, PageFile>> | undefined;

  /**
   * @param roles of the demonstration; empty where its keys are not accepted.
   * @param read the files of the page, when a browser first asks.
   */
  constructor(
    private readonly roles: readonly ExplorerRole[],
    private readonly read: typeof pageFiles = pageFiles,
  ) {}

  handles(path: string): boolean {
    return path === '/' || path.startsWith('/explorer/') || TICKET.test(path);
  }

  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const [, role] = TOKEN.exec(path) ?? [];
    if (role) return this.sendToken(role, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return sendText(response, 405, 'this page is read by GET\n');
    }
    if (path === ROLES) return sendJson(response, 200, await this.described(request));
    const file = (await this.pages()).get(TICKET.test(path) ? '/' : path);
    return file ? sendFile(file, request, response) : sendText(response, 404, 'not found\n');
  }

  private pages(): Promise<ReadonlyMap<string, PageFile>> {
    this.files ??= this.read().catch((error: unknown) => {
      // The next browser reads again.
      this.files = undefined;
      throw error;
    });
    return this.files;
  }

  private async described(request: IncomingMessage): Promise<object> {
    const offered = isHere(request) ? this.roles : [];
    const now = new Date();
    const roles = [PUBLIC, ...offered].map(async ({ name, label }) => ({
      name,
      label,
      operations: await operationsOf(name, now),
    }));
    return { roles: await Promise.all(roles), ticketOperation: await ticketOperation() };
  }

  private async sendToken(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const role = this.roles.find((each) => each.name === name);
    if (!role || !isHere(request)) return sendText(response, 404, 'not found\n');
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return sendText(response, 405, 'a token is asked for by POST\n');
    }
    response.setHeader('cache-control', 'no-store');
    sendJson(response, 200, { token: await role.token() });
  }
}

/**
 * Whether the page was opened under a name of this machine. A name of elsewhere that was pointed at this machine (DNS
 * rebinding) makes another site's page the same origin, which then could ask for tokens.
 */
function isHere({ headers }: IncomingMessage): boolean {
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function sendFile(file: PageFile, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) return void response.writeHead(304).end();
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}
