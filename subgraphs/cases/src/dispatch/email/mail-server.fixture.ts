import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** The mails that a mail server has accepted. */
export interface AcceptedMail {
  readonly messageId: string;
  readonly to: string;
  readonly raw: string;
}

export interface TestMailServer {
  readonly url: string;
  readonly accepted: AcceptedMail[];
  close(): Promise<void>;
}

/** A mail server as it should be. */
export async function goodServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const accepted: AcceptedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    logger: false,
    ...options,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        accepted.push(mailOf(session.envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString()));
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: urlOf(listening),
    accepted,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Where in a conversation; END is after the message, before it is answered for. */
export type Turn = 'GREETING' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'END';
/** An answer; or to fall silent, to drip a byte at a time without end, or to break off. */
export type Fault =
  `${number} ${string}` | `${number}-${string}` | 'HANG' | 'DRIP' | 'BREAK' | Promise<string>;
/** @param line the line of the client. @returns undefined to behave. */
export type Misbehaviour = (turn: Turn, line: string) => Fault | undefined;

const GOOD: Readonly<Record<Turn, string>> = {
  GREETING: '220 faulty.example',
  EHLO: '250-faulty.example\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  END: '250 taken',
};

/** A faulty mail server, scripted: it does exactly as a test says. */
export async function faultyServer(faultAt: Misbehaviour): Promise<TestMailServer> {
  const accepted: AcceptedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, faultAt, accepted);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async (): Promise<void> => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: urlOf(server), accepted, close };
}

function converse(socket: Socket, faultAt: Misbehaviour, accepted: AcceptedMail[]): void {
  let buffered = '';
  let to = '';
  let isMessage = false;
  const say = async (turn: Turn, line: string): Promise<void> => {
    const fault = (await faultAt(turn, line)) ?? GOOD[turn];
    if (fault === 'HANG') return;
    if (fault === 'BREAK') return void socket.destroy();
    if (fault === 'DRIP') return drip(socket);
    if (turn === 'DATA' && fault.startsWith('354')) isMessage = true;
    socket.write(`${fault}\r\n`);
  };
  const hear = (line: string): void => {
    const turn = TURNS.find(([verb]) => line.toUpperCase().startsWith(verb))?.[1];
    if (turn === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? '';
    if (turn) void say(turn, line);
    else socket.write('250 ok\r\n');
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    buffered += text;
    for (;;) {
      const end = buffered.indexOf(isMessage ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const heard = buffered.slice(0, end);
      buffered = buffered.slice(end + (isMessage ? 5 : 2));
      if (!isMessage) hear(heard);
      else {
        isMessage = false;
        accepted.push(mailOf(to, heard));
        void say('END', heard);
      }
    }
  });
  void say('GREETING', '');
}

const TURNS: ReadonlyArray<readonly [string, Turn]> = [
  ['EHLO', 'EHLO'],
  ['AUTH', 'AUTH'],
  ['MAIL', 'MAIL'],
  ['RCPT', 'RCPT'],
  ['DATA', 'DATA'],
];

const DRIP_MS = 20;

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('2'), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

function mailOf(to: string, raw: string): AcceptedMail {
  return { messageId: /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '', to, raw };
}

function urlOf(server: Pick<Server, 'address'>): string {
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
