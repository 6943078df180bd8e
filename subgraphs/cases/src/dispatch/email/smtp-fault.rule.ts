import type { EmailDeliveryFault } from './email-delivery.vocabulary.ts';

/** The fields of a failure of nodemailer. */
export interface SmtpFailure {
  readonly code?: string;
  /** The code of the operating system that nodemailer's replaced. */
  readonly originalCode?: string;
  /** The SMTP command that was under way. */
  readonly command?: string;
  readonly responseCode?: number;
}

/** A refusal of one of these is about this e-mail, of any other about us or the server. */
const ABOUT_THE_LETTER = ['MAIL FROM', 'RCPT TO', 'DATA'];
const NEVER_CONNECTED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/** RFC 5321 §4.2.1: 4yz may be tried again, 5yz not; 503 says that the conversation was out of step. */
export function smtpFault(failure: SmtpFailure): keyof typeof EmailDeliveryFault {
  const { code, command = '', responseCode } = failure;
  if (code === 'EAUTH') return 'NOT_ADMITTED';
  if (responseCode && responseCode >= 400) return refusal(responseCode, command);
  if (code === 'ETIMEDOUT') return 'TIMED_OUT';
  if (code === 'EENVELOPE') return 'NO_ADDRESS';
  if (code === 'EMESSAGE') return 'REFUSED';
  if (code === 'ECONNECTION' || code === 'ESOCKET')
    return isConnected(failure) ? 'BROKEN_OFF' : 'UNREACHABLE';
  return code === 'EPROTOCOL' ? 'NOT_ADMITTED' : 'UNREACHABLE';
}

function refusal(responseCode: number, command: string): keyof typeof EmailDeliveryFault {
  if (responseCode < 500 || responseCode === 503) return 'DEFERRED';
  return ABOUT_THE_LETTER.includes(command) ? 'REFUSED' : 'NOT_ADMITTED';
}

function isConnected({ originalCode = '' }: SmtpFailure): boolean {
  return !NEVER_CONNECTED.includes(originalCode);
}
