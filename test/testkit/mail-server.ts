import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

/** A mail as a mail server has it. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface RunningMailServer {
  readonly url: string;
  /** Every mail that was accepted, repeats included: a ledger outside the graph. */
  readonly accepted: readonly ReceivedMail[];
  stop(): Promise<void>;
}

/**
 * A mail server on a free port of loopback.
 * @param onReceived is awaited after a mail is recorded and before the sender receives the answer.
 */
export async function startMailServer(
  onReceived: (mail: ReceivedMail) => Promise<void> | void = () => undefined,
): Promise<RunningMailServer> {
  const accepted: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    logger: false,
    onData: (stream, session, done) => {
      void simpleParser(stream)
        .then(({ messageId = '', subject = '', text = '' }) => {
          const mail = { messageId, subject, text, to: session.envelope.rcptTo[0]?.address ?? '' };
          accepted.push(mail);
          return onReceived(mail);
        })
        .then(() => done(), done);
    },
  });
  // A sender that is killed breaks off: the test is about that.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
