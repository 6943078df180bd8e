import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';
import { analyse, coerceVariables, resolveRoot, textOf, type AnalysedOperation } from './operation.ts';
import type { CursorDeclaration } from './options.ts';
import { prepare, type PreparedOperation } from './prepared-operation.ts';
import type { SchemaVersion } from './schema-version.ts';

export interface PlanCacheOptions {
  readonly size: number;
  readonly maxExpandedSelections: number;
  readonly cursorArguments: ((coordinate: string) => CursorDeclaration | undefined) | undefined;
}

/** The memory that each of the two caches may take, about: a long operation counts as long as it is. */
const MAX_CACHED_BYTES = 16 * 1024 * 1024;
/** A parsed and analysed operation takes some hundred times its text. */
const BYTES_PER_CHARACTER = 200;

function sizeOf(_operation: unknown, key: string): number {
  return key.length * BYTES_PER_CHARACTER;
}

/** An operation as one caller asked for it. */
export interface Resolved {
  readonly prepared: PreparedOperation;
  /** Coerced, with defaults: equal for callers whose values have the same meaning. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

/**
 * The operations of one schema version, analysed and planned, in bounded LRUs. A swap makes a new cache, so the
 * version needs no place in the keys. Refusals are not kept: a client could fill the cache with them.
 */
export class PlanCache {
  readonly version: SchemaVersion;
  private readonly options: PlanCacheOptions;
  private readonly analysed: LRUCache<string, AnalysedOperation>;
  private readonly plans: LRUCache<string, PreparedOperation>;

  constructor(version: SchemaVersion, options: PlanCacheOptions) {
    this.version = version;
    this.options = options;
    const bounds = { max: options.size, maxSize: MAX_CACHED_BYTES, sizeCalculation: sizeOf };
    this.analysed = new LRUCache<string, AnalysedOperation>(bounds);
    this.plans = new LRUCache<string, PreparedOperation>(bounds);
  }

  get size(): number {
    return this.plans.size;
  }

  /** @throws Refusal with the errors that answer the caller */
  resolve(
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Record<string, unknown>,
  ): Resolved {
    const key = JSON.stringify([operationName ?? null, textOf(document)]);
    const analysed = this.analysedFor(key, document, operationName);
    const coerced = coerceVariables(this.version.schema, analysed.operation, inputs);
    return { prepared: this.planFor(key, analysed, coerced), coerced };
  }

  private analysedFor(
    key: string,
    document: DocumentNode,
    operationName: string | undefined,
  ): AnalysedOperation {
    const known = this.analysed.get(key);
    if (known) return known;
    const { maxExpandedSelections } = this.options;
    const analysed = analyse(this.version.schema, document, operationName, maxExpandedSelections);
    this.analysed.set(key, analysed);
    return analysed;
  }

  private planFor(
    key: string,
    analysed: AnalysedOperation,
    coerced: Record<string, unknown>,
  ): PreparedOperation {
    const conditions = Object.fromEntries(analysed.conditions.map((name) => [name, coerced[name] === true]));
    const planKey = analysed.conditions.length === 0 ? key : `${JSON.stringify(conditions)}${key}`;
    const known = this.plans.get(planKey);
    if (known) return known;
    const root = resolveRoot(analysed, coerced);
    const prepared = prepare(this.version, analysed, root, conditions, this.options.cursorArguments);
    this.plans.set(planKey, prepared);
    return prepared;
  }
}
