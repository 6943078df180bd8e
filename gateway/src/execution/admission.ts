import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  type OperationTypeNode,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { EcoGridError } from '@ecogrid/errors';
import { validateSafely, type SchemaSource } from '@ecogrid/federated-subscriptions';
import { BOUNDS } from '../bounds.ts';
import { keyFieldsOf, requireVisibleKeys, type KeyFields } from './key-fields.ts';
import type { Operation, OperationCost } from './operation-cost.ts';
import { requireAtMost, requireBearable, type OperationLimits } from './operation-limits.ts';
import { OperationRefusal } from './refusal.ts';
import { rememberedByText } from './remembered.ts';

export interface AdmissionOptions {
  readonly source: SchemaSource;
  readonly cost: Pick<OperationCost, 'of'>;
  readonly limits?: Partial<OperationLimits>;
  /** Whether aliases that hide keys are answered right, as the compiled executor does; absent: they are refused. */
  readonly seesHiddenKeys?: boolean;
  /** Whether the schema may be read: by introspection, and by suggestions in errors. Absent: it may. */
  readonly isSchemaOpen?: boolean;
}

/** The approximate memory of a parsed document for each character of its text. */
const BYTES_PER_CHARACTER = 100;

const SUGGESTION = / Did you mean .*\?$/s;

/**
 * Lets in operations that are of bearable size, valid, and whose answer is of bearable size; remembers the admitted
 * ones. A refused operation is examined again when it is sent again.
 */
export class Admission {
  /** Valid ones alone. */
  private readonly admitted = new LRUCache<string, DocumentNode>(rememberedByText(BYTES_PER_CHARACTER));
  private readonly limits: OperationLimits;
  private loaded: { readonly schema: GraphQLSchema; readonly keys: KeyFields } | undefined;

  constructor(private readonly options: AdmissionOptions) {
    this.limits = { ...BOUNDS.operation, ...options.limits };
    options.source.onSchemaLoadOrUpdate(({ apiSchema: schema, coreSupergraphSdl }) => {
      const keys = keyFieldsOf(parse(coreSupergraphSdl, { noLocation: true }), schema);
      this.loaded = { schema, keys };
      this.admitted.clear();
    });
  }

  /** The kind of the operation, once it is known to be bearable. @throws EcoGridError as `document`, `kindOf`. */
  admit(request: Omit<Operation, 'document'> & { readonly query: string }): OperationTypeNode {
    const document = this.document(request.query);
    const kind = this.kindOf(document, request.operationName);
    if (!this.loaded?.schema.getRootType(kind))
      throw new EcoGridError('OPERATION_INVALID', { reason: 'KIND_UNKNOWN', kind });
    const answered = this.options.cost.of({ ...request, document });
    requireAtMost(this.limits.maxAnsweredFields, answered, 'ANSWERED_FIELDS');
    return kind;
  }

  /** @throws EcoGridError OPERATION_INVALID, OPERATION_TOO_LARGE or ALIAS_HIDES_KEY. */
  document(query: string): DocumentNode {
    const known = this.admitted.get(query);
    if (known) return known;
    const document = this.judged(query);
    this.admitted.set(query, document);
    return document;
  }

  /** The admitted operations that are valid for the current schema. */
  remembered(query: string): DocumentNode | undefined {
    return this.admitted.peek(query);
  }

  /** The kind of the operation. @throws EcoGridError OPERATION_INVALID when none or several could be. */
  kindOf(document: DocumentNode, operationName: string | undefined): OperationTypeNode {
    const operation = getOperationAST(document, operationName);
    if (operation) return operation.operation;
    const reason = operationName ? 'OPERATION_UNKNOWN' : 'OPERATION_UNNAMED';
    throw new EcoGridError('OPERATION_INVALID', { reason, operationName });
  }

  private judged(query: string): DocumentNode {
    const document = this.parsed(query);
    requireBearable(document, this.limits);
    const { loaded } = this;
    if (!loaded) throw new EcoGridError('SCHEMA_NOT_READY');
    if (this.faults(loaded.schema, document, 1).length > 0) {
      // Places in the text are worth their memory for a refusal alone.
      const faults = this.faults(loaded.schema, parse(query), BOUNDS.http.errors);
      throw new OperationRefusal(faults.map((fault) => this.refusalOf(fault)));
    }
    if (!this.options.seesHiddenKeys) requireVisibleKeys(document, loaded.schema, loaded.keys);
    return document;
  }

  private parsed(query: string): DocumentNode {
    try {
      return parse(query, { maxTokens: this.limits.maxTokens, noLocation: true });
    } catch (error) {
      if (error instanceof GraphQLError) throw new OperationRefusal([error]);
      throw new EcoGridError('OPERATION_INVALID', { reason: 'NOT_PARSED' }, { cause: error });
    }
  }

  /** The search for faults takes time, most for the names that it suggests: it stops at `maxErrors`. */
  private faults(schema: GraphQLSchema, document: DocumentNode, maxErrors: number): readonly GraphQLError[] {
    const faults = validateSafely(schema, document, { maxErrors });
    if (faults.length > 0 || this.options.isSchemaOpen !== false) return faults;
    return validate(schema, document, [NoSchemaIntrospectionCustomRule], { maxErrors });
  }

  private refusalOf(fault: GraphQLError): GraphQLError {
    if (this.options.isSchemaOpen !== false) return fault;
    const { message, nodes } = fault;
    return new GraphQLError(message.replace(SUGGESTION, ''), { nodes });
  }
}
