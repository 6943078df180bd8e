import { pino } from 'pino';

/** The logger of services: JSON lines with ids and reasons, never personal data. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(bindings: Record<string, unknown>): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Logs go to stderr, so that a command's stdout holds its answer and nothing else. */
export function createLogger(service: string, level: LogLevel): Logger {
  return pino({ name: service, level, base: { service } }, pino.destination({ fd: 2, sync: false }));
}

/** The methods of `console`, as libraries call them. */
export interface MessageLogger {
  debug(message?: unknown): void;
  info(message?: unknown): void;
  warn(message?: unknown): void;
  error(message?: unknown): void;
}

/** The log of a library, as lines of JSON. */
export function messageLogger(logger: Logger, library: string): MessageLogger {
  return {
    debug: (message) => logger.debug({ library }, String(message)),
    info: (message) => logger.info({ library }, String(message)),
    warn: (message) => logger.warn({ library }, String(message)),
    error: (message) => logger.error({ library }, String(message)),
  };
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
