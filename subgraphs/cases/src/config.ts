import { join } from 'node:path';
import { missing, readConfig, z } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import type { MailOptions } from './dispatch/index.ts';
import { SEED_DIVISION_CODE } from './seed/index.ts';

/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'cases', defaultPort: 4003 } as const;

const { mail } = BOUNDS;
const DAY_SECONDS = 24 * 60 * 60;
const SENDER = /^(?:[^<>@]*<)?[^\s@<>]+@(?<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)*)>?$/i;

/** Rests in seconds, separated by commas. */
const rests = z
  .string()
  .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?){0,19}$/, 'expected up to 20 numbers of seconds, separated by commas')
  .transform((text) => text.split(',').map(Number))
  .refine((all) => all.every((rest) => rest <= 7 * DAY_SECONDS), 'no rest may be longer than a week');

/** The variables of e-mail, for each process that runs this subgraph. */
export const MAIL_SHAPE = {
  SMTP_URL: z.url({ protocol: /^smtps?$/, hostname: /./ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(SENDER, 'expected an address, or a name and <an address>')
    .default('EcoGrid <ecogrid@localhost>'),
  MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'expected a domain')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  MAIL_RETRY_SECONDS: rests.prefault('60,300,1800,7200,21600,43200'),
  MAIL_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(mail.attemptMs),
  MAIL_WORKERS: z.coerce.number().int().min(1).max(64).default(mail.workers),
  MAIL_PER_DOMAIN: z.coerce.number().int().min(1).max(64).default(mail.workersOfDomain),
  MAIL_POLL_MS: z.coerce.number().int().min(10).max(600_000).default(mail.lookEveryMs),
};

/** The variable of the division, for each process that runs this subgraph. */
export const DIVISION_SHAPE = {
  DIVISION_CODE: z
    .string()
    .regex(/^\d{6}$/, 'expected the 6 digits of a GB/T 2260 code')
    .optional(),
};

/**
 * The code of the zone that this subgraph keeps the cases of.
 * @param given the demonstration has the division of its seed; a production start names its own.
 * @throws ConfigurationError
 */
export function readDivisionCode(given: NodeJS.ProcessEnv = process.env): string {
  const { DIVISION_CODE } = readConfig(DIVISION_SHAPE, given, (each) =>
    each['DEMONSTRATION'] === 'false' ? missing(each, ['DIVISION_CODE'], 'outside demonstration mode') : [],
  );
  return divisionCodeOf({ DIVISION_CODE });
}

export function divisionCodeOf({ DIVISION_CODE }: { readonly DIVISION_CODE?: string | undefined }): string {
  return DIVISION_CODE ?? SEED_DIVISION_CODE;
}

/** A mail that leaves must say where it comes from and lead back. */
export function mailFaults(given: NodeJS.ProcessEnv): string[] {
  return given['SMTP_URL'] ? missing(given, ['MAIL_FROM', 'PUBLIC_URL'], 'with SMTP_URL') : [];
}

/** The default address of the gateway on its own. */
const GATEWAY_URL = 'http://127.0.0.1:4000';

/**
 * @param dataDirectory under which e-mails land as files while there is no mail server.
 * @param publicUrl where people open the platform unless PUBLIC_URL says it.
 */
export function mailOptionsOf(
  read: Readonly<z.infer<z.ZodObject<typeof MAIL_SHAPE>>>,
  dataDirectory: string,
  publicUrl = GATEWAY_URL,
): MailOptions {
  return {
    smtpUrl: read.SMTP_URL,
    folder: join(dataDirectory, 'mail'),
    from: read.MAIL_FROM,
    domain: read.MAIL_DOMAIN ?? SENDER.exec(read.MAIL_FROM)?.groups?.['domain'] ?? 'localhost',
    publicUrl: read.PUBLIC_URL ?? publicUrl,
    retryAfterMs: read.MAIL_RETRY_SECONDS.map((seconds) => seconds * 1_000),
    timeoutMs: read.MAIL_TIMEOUT_MS,
    workers: read.MAIL_WORKERS,
    perDomain: read.MAIL_PER_DOMAIN,
    pollMs: read.MAIL_POLL_MS,
  };
}

/** @throws ConfigurationError naming every fault, never a value: SMTP_URL may hold a password. */
export function readMailOptions(given: NodeJS.ProcessEnv = process.env): MailOptions {
  const { DATA_DIR, ...read } = readConfig(
    { DATA_DIR: z.string().default('./var'), ...MAIL_SHAPE },
    given,
    mailFaults,
  );
  return mailOptionsOf(read, DATA_DIR);
}
