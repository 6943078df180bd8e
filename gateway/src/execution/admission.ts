import { GraphQLError, getOperationAST, parse, type DocumentNode, type OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { EcoGridError, type Measure } from '@ecogrid/errors';
import { expandedSelections, nestedSelections } from '@ecogrid/federated-subscriptions';
import type { Operation, OperationCost } from './operation-cost.ts';

/** Bounds on one operation, judged before it is validated or planned. */
export interface OperationLimits {
  readonly maxTokens: number;
  /** Fields once every fragment is expanded: what validation, planning and answering take their time from. */
  readonly maxExpandedSelections: number;
  /** Fields within fields; the introspection of every tool stays below 20. */
  readonly maxNesting: number;
  /** Fields that the answer may have, with every page as long as it may be. */
  readonly maxAnsweredFields: number;
}

const OPERATION_LIMITS: OperationLimits = {
  maxTokens: 10_000,
  maxExpandedSelections: 5_000,
  maxNesting: 40,
  maxAnsweredFields: 100_000,
};

/** The cache is also bounded in characters: a client may send many different operations of a megabyte each. */
const REMEMBERED = {
  max: 2_000,
  maxSize: 4_000_000,
  sizeCalculation: (_judged: unknown, query: string): number => query.length + 1,
};

/** Lets in operations that can be identified and are of bearable size; remembers its judgements. */
export class Admission {
  private readonly judged = new LRUCache<string, DocumentNode | EcoGridError>(REMEMBERED);

  constructor(
    private readonly cost: Pick<OperationCost, 'of'>,
    private readonly limits: OperationLimits = OPERATION_LIMITS,
  ) {}

  /** Which kind of operation is meant, once it is known to be bearable. @throws EcoGridError as `document`, `kindOf`. */
  admit(request: Omit<Operation, 'document'> & { readonly query: string }): OperationTypeNode {
    const document = this.document(request.query);
    const kind = this.kindOf(document, request.operationName);
    const { maxAnsweredFields: limit } = this.limits;
    if (this.cost.of({ ...request, document }) <= limit) return kind;
    throw tooLarge(limit, 'ANSWERED_FIELDS');
  }

  /** @throws EcoGridError OPERATION_INVALID or OPERATION_TOO_LARGE. */
  document(query: string): DocumentNode {
    let known = this.judged.get(query);
    if (!known) this.judged.set(query, (known = this.judge(query)));
    if (known instanceof EcoGridError) throw known;
    return known;
  }

  /** Which kind of operation is meant. @throws EcoGridError OPERATION_INVALID when none or several could be. */
  kindOf(document: DocumentNode, operationName: string | undefined): OperationTypeNode {
    const operation = getOperationAST(document, operationName);
    if (operation) return operation.operation;
    const reason = operationName ? 'OPERATION_UNKNOWN' : 'OPERATION_UNNAMED';
    throw new EcoGridError('OPERATION_INVALID', { reason, operationName });
  }

  private judge(query: string): DocumentNode | EcoGridError {
    const { maxTokens, maxExpandedSelections, maxNesting } = this.limits;
    try {
      const document = parse(query, { maxTokens });
      if (expandedSelections(document) > maxExpandedSelections)
        return tooLarge(maxExpandedSelections, 'EXPANDED_FIELDS');
      if (nestedSelections(document) > maxNesting) return tooLarge(maxNesting, 'NESTED_FIELDS');
      return document;
    } catch (error) {
      if (!(error instanceof GraphQLError))
        return new EcoGridError('OPERATION_INVALID', { reason: 'NOT_PARSED' });
      return new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote: error.message });
    }
  }
}

function tooLarge(limit: number, measure: Measure): EcoGridError {
  return new EcoGridError('OPERATION_TOO_LARGE', { limit, measure });
}
