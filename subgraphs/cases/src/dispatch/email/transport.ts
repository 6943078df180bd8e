/** An e-mail as it leaves: the same on every attempt, down to its boundaries. */
export interface Mail {
  readonly emailId: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The way out. */
export interface MailTransport {
  /**
   * Resolves when the server is responsible for the e-mail.
   * @throws DeliveryError.
   */
  send(mail: Mail, signal: AbortSignal): Promise<void>;
}

/** The message for nodemailer. RFC 3834: an automatic mail declares itself, so that no automatic reply follows. */
export function composed({ emailId: baseBoundary, ...mail }: Mail): object {
  return {
    ...mail,
    baseBoundary,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'zh, en' },
  };
}
