import { visit, type DocumentNode } from 'graphql';
import { EcoGridError, type Measure } from '@ecogrid/errors';
import { expandedSelections, nestedSelections, rootSelections } from '@ecogrid/federated-subscriptions';

/** Bounds on one operation, judged before it is validated or planned. */
export interface OperationLimits {
  readonly maxTokens: number;
  /** Fields once every fragment is expanded: the time of validation, planning and answering depends on it. */
  readonly maxExpandedSelections: number;
  /** Fields within fields; the introspection of every tool stays below 20. */
  readonly maxNesting: number;
  /** Fields of the operation itself: each may be a fetch of its own. */
  readonly maxRootFields: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Fields that the answer may have, with every page as long as it may be. */
  readonly maxAnsweredFields: number;
}

/** @throws EcoGridError OPERATION_TOO_LARGE; takes time in proportion to the document, never to its expansion. */
export function requireBearable(document: DocumentNode, limits: OperationLimits): void {
  requireAtMost(limits.maxExpandedSelections, expandedSelections(document), 'EXPANDED_FIELDS');
  requireAtMost(limits.maxNesting, nestedSelections(document), 'NESTED_FIELDS');
  requireAtMost(limits.maxRootFields, rootSelections(document), 'ROOT_FIELDS');
  const { aliases, directives } = crowding(document);
  requireAtMost(limits.maxAliases, aliases, 'ALIASES');
  requireAtMost(limits.maxDirectives, directives, 'DIRECTIVES');
}

function crowding(document: DocumentNode): { aliases: number; directives: number } {
  const count = { aliases: 0, directives: 0 };
  visit(document, {
    Field: ({ alias }) => void (count.aliases += alias ? 1 : 0),
    Directive: () => void (count.directives += 1),
  });
  return count;
}

export function requireAtMost(limit: number, found: number, measure: Measure): void {
  if (found > limit) throw new EcoGridError('OPERATION_TOO_LARGE', { limit, measure });
}
