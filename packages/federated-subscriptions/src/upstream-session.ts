import { cursorVariables } from './cursor.ts';
import type { UpstreamRequest } from './options.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import type { UpstreamReader } from './upstream-reader.ts';

/** An upstream and the plan its events are completed by. */
export interface Session {
  readonly reader: UpstreamReader;
  prepared: PreparedOperation;
}

/** The request to the subgraph: the plan's primary with the variables it uses, from after the last cursor on. */
export function upstreamRequest<Context>(
  { primary, cursor }: PreparedOperation,
  start: {
    readonly variables: Readonly<Record<string, unknown>>;
    readonly context: Context;
    readonly after: unknown;
  },
  signal: AbortSignal,
): UpstreamRequest<Context> {
  const variables: Record<string, unknown> = { ...start.variables, ...cursorVariables(cursor, start.after) };
  const used = (primary.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
  return {
    serviceName: primary.serviceName,
    query: primary.operation,
    operationName: primary.operationName,
    variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
    context: start.context,
    signal,
  };
}

/** Whether a running upstream can stay under another plan. */
export function asksTheSame(before: PreparedOperation, after: PreparedOperation): boolean {
  const { serviceName, operation } = after.primary;
  return (
    before.primary.serviceName === serviceName &&
    before.primary.operation === operation &&
    before.version.urlOf(serviceName) === after.version.urlOf(serviceName)
  );
}
