import { GraphQLError, getOperationAST, parse, type DocumentNode, type OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { EcoGridError } from '@ecogrid/errors';
import { expandedSelections } from '@ecogrid/federated-subscriptions';

/** Bounds on one operation, judged before it is validated or planned. */
export interface OperationLimits {
  readonly maxTokens: number;
  /** Fields once every fragment is expanded: what validation, planning and answering take their time from. */
  readonly maxExpandedSelections: number;
}

const OPERATION_LIMITS: OperationLimits = { maxTokens: 10_000, maxExpandedSelections: 5_000 };

/** What is remembered is bounded in characters too: a stranger may send ever new texts of a megabyte. */
const REMEMBERED = {
  max: 2_000,
  maxSize: 4_000_000,
  sizeCalculation: (_judged: unknown, query: string): number => query.length + 1,
};

/** Lets in operations that can be identified and are of bearable size; remembers its judgements. */
export class Admission {
  private readonly judged = new LRUCache<string, DocumentNode | EcoGridError>(REMEMBERED);

  constructor(private readonly limits: OperationLimits = OPERATION_LIMITS) {}

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
    const reason = operationName ? `no operation is named ${operationName}` : 'name one of the operations';
    throw new EcoGridError('OPERATION_INVALID', { reason });
  }

  private judge(query: string): DocumentNode | EcoGridError {
    const { maxTokens, maxExpandedSelections } = this.limits;
    try {
      const document = parse(query, { maxTokens });
      if (expandedSelections(document) <= maxExpandedSelections) return document;
      const details = { limit: maxExpandedSelections, measure: 'fields with fragments expanded' };
      return new EcoGridError('OPERATION_TOO_LARGE', details);
    } catch (error) {
      const reason = error instanceof GraphQLError ? error.message : 'it cannot be parsed';
      return new EcoGridError('OPERATION_INVALID', { reason });
    }
  }
}
