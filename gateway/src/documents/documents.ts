import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from '../bounds.ts';

/** An operation as a client sends it: its text, or an id or hash in its place. */
export interface SentOperation {
  readonly query?: string | undefined;
  /** The id of a trusted document. */
  readonly documentId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface DocumentsOptions {
  /** The texts of the manifest by their ids; absent: there is no manifest. */
  readonly trusted?: ReadonlyMap<string, string> | undefined;
  /** Whether only documents of the manifest are carried out. */
  readonly isTrustedOnly?: boolean;
}

/** The extension of automatic persisted queries (APQ). */
interface PersistedQuery {
  readonly version?: unknown;
  readonly sha256Hash?: unknown;
}

const REMEMBERED = {
  maxSize: BOUNDS.memory.persistedBytes,
  sizeCalculation: (text: string): number => text.length + 1,
};

/**
 * The texts of operations: sent in full, named by a hash that a client has registered (automatic persisted queries), or
 * named by an id of the manifest (trusted documents).
 */
export class Documents {
  private readonly persisted = new LRUCache<string, string>(REMEMBERED);

  constructor(private readonly options: DocumentsOptions = {}) {}

  /**
   * The text of the operation.
   * @throws EcoGridError OPERATION_INVALID, DOCUMENT_UNKNOWN, DOCUMENT_NOT_TRUSTED, PERSISTED_QUERY_NOT_FOUND or
   * PERSISTED_QUERY_NOT_SUPPORTED.
   */
  textOf(sent: SentOperation): string {
    const hash = hashIn(sent);
    requireHashOf(sent.query, hash);
    const id = sent.documentId ?? hash;
    const trusted = id === undefined ? undefined : this.options.trusted?.get(id);
    if (trusted !== undefined) return trusted;
    if (sent.documentId !== undefined) throw new EcoGridError('DOCUMENT_UNKNOWN', { id: sent.documentId });
    if (this.options.isTrustedOnly) throw untrusted(hash, sent.query);
    return hash === undefined || sent.query !== undefined ? queryOf(sent) : this.textOfHash(hash);
  }

  /** Keeps the text of an admitted operation under the hash that came with it: a refused operation takes no memory. */
  admitted(sent: SentOperation): void {
    const hash = hashIn(sent);
    if (hash !== undefined && sent.query !== undefined && !this.options.isTrustedOnly)
      this.persisted.set(hash, sent.query);
  }

  private textOfHash(hash: string): string {
    const known = this.persisted.get(hash);
    if (known === undefined) throw new EcoGridError('PERSISTED_QUERY_NOT_FOUND');
    return known;
  }
}

/** Before anything else: a text that is kept under a hash which is not its own would run for other clients. */
function requireHashOf(query: string | undefined, hash: string | undefined): void {
  if (query === undefined || hash === undefined) return;
  if (createHash('sha256').update(query).digest('hex') !== hash)
    throw new EcoGridError('OPERATION_INVALID', { reason: 'HASH_MISMATCH' });
}

function queryOf({ query }: SentOperation): string {
  if (query === undefined) throw new EcoGridError('OPERATION_INVALID', { reason: 'QUERY_MISSING' });
  return query;
}

/** A client that registers hashes by itself hears that it need not; any other hears why it is refused. */
function untrusted(hash: string | undefined, query: string | undefined): EcoGridError {
  return new EcoGridError(
    hash !== undefined && query === undefined ? 'PERSISTED_QUERY_NOT_SUPPORTED' : 'DOCUMENT_NOT_TRUSTED',
  );
}

function hashIn({ extensions }: SentOperation): string | undefined {
  const persisted = extensions?.['persistedQuery'] as PersistedQuery | null | undefined;
  if (persisted === undefined || persisted === null) return undefined;
  if (persisted.version !== 1) throw new EcoGridError('PERSISTED_QUERY_NOT_SUPPORTED');
  const { sha256Hash } = persisted;
  if (typeof sha256Hash === 'string' && /^[0-9a-f]{64}$/.test(sha256Hash)) return sha256Hash;
  throw new EcoGridError('OPERATION_INVALID', { reason: 'HASH_FORM' });
}
