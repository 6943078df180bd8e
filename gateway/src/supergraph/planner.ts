import type { GraphQLSchema } from 'graphql';
import type { SchemaUpdate } from '@ecogrid/federated-subscriptions';
import { Planning } from '@ecogrid/plan-executor';
import { BOUNDS } from '../bounds.ts';

type QueryPlannerConfig = NonNullable<ConstructorParameters<typeof Planning>[2]>;

/**
 * Bounds on the time of a plan, which is made on the event loop. Where several subgraphs can answer a field, the planner
 * follows every way and compares the plans: eight fields of an interface object have millions. Beyond this many ways to
 * one field it gives up, and of the plans that are left it compares so many.
 */
export const PLANNER: QueryPlannerConfig = { debug: { maxEvaluatedPlans: 50, pathsLimit: 100 } };

/** The planner of each schema that is loaded: one for queries, mutations and events. */
export function sharedPlanning(): (update: SchemaUpdate) => Planning {
  const known = new WeakMap<GraphQLSchema, Planning>();
  return ({ apiSchema, coreSupergraphSdl }) => {
    const planning = known.get(apiSchema) ?? new Planning(apiSchema, coreSupergraphSdl, PLANNER);
    known.set(apiSchema, planning);
    return planning;
  };
}

/** How the planner says that it gave up; it throws an Error without a code. */
const TOO_MANY_WAYS = /^Too many options generated/;

export function hasTooManyWays(error: unknown): boolean {
  return error instanceof Error && TOO_MANY_WAYS.test(error.message);
}

/** Plans that are remembered, by their size as JSON; in memory they take some times as much. */
export const PLAN_STORE_MIB = BOUNDS.memory.planMib;
