/** How e-mails leave, and how patiently. */
export interface MailOptions {
  /** The mail server, as nodemailer takes it; undefined: e-mails are laid down as files. */
  readonly smtpUrl: string | undefined;
  /** Where e-mails land as `.eml` files while there is no mail server. */
  readonly folder: string;
  /** The sender, `Name <address>` or an address. */
  readonly from: string;
  /** The domain of a Message-ID. */
  readonly domain: string;
  /** Where people open the platform; links in e-mails begin with it. */
  readonly publicUrl: string;
  /** The rests between attempts; one attempt more than there are rests, then an e-mail is dead. */
  readonly retryAfterMs: readonly number[];
  /** The longest that one attempt may take. */
  readonly timeoutMs: number;
  /** E-mails being sent at once, and of those how many to one domain. */
  readonly workers: number;
  readonly perDomain: number;
  /** How often is looked for e-mails whose rest is over; new ones are sent at once. */
  readonly pollMs: number;
}

/** An e-mail that is being sent belongs to its sender this long; when he has died, to another after it. */
export function leaseMs({ timeoutMs }: Pick<MailOptions, 'timeoutMs'>): number {
  return 2 * timeoutMs;
}
