import { createTransport } from 'nodemailer';
import { BOUNDS } from '../../bounds.ts';
import { DeliveryError } from './delivery-error.ts';
import { smtpFault, type SmtpFailure } from './smtp-fault.rule.ts';
import { composed, type Mail, type MailTransport } from './transport.ts';

const { connectMs, silenceMs } = BOUNDS.mail;

/** Sends by SMTP, one connection for each e-mail: a server that holds one up holds up that one only. */
export class SmtpTransport implements MailTransport {
  private readonly transport: ReturnType<typeof createTransport>;

  constructor(
    url: string,
    private readonly timeoutMs: number,
  ) {
    const connecting = Math.min(connectMs, timeoutMs);
    this.transport = createTransport({
      url,
      connectionTimeout: connecting,
      dnsTimeout: connecting,
      greetingTimeout: connecting,
      socketTimeout: Math.min(silenceMs, timeoutMs),
      socketCloseTimeout: 0,
      // The protocol trace contains the password.
      logger: false,
      debug: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail, signal: AbortSignal): Promise<void> {
    // A server that drips is never silent: the whole attempt has its end too.
    const late = AbortSignal.timeout(this.timeoutMs);
    try {
      await this.transport.sendMail({ ...composed(mail), signal: AbortSignal.any([signal, late]) });
    } catch (cause) {
      const fault = late.aborted
        ? 'TIMED_OUT'
        : signal.aborted
          ? 'BROKEN_OFF'
          : smtpFault(cause as SmtpFailure);
      const { response = null } = cause as { response?: string };
      throw new DeliveryError(fault, response, { cause });
    }
  }
}
