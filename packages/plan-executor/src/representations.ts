import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isData, merge, own, reader, setOwn, type Data } from './own.ts';
import type { RequiredVariants } from './required-variants.ts';

/** The fields by which another subgraph finds a thing. */
export interface Representation {
  readonly data: Data;
  /** Whether no field that the planner asks for is missing. */
  readonly isWhole: boolean;
}

/** Undefined for a thing of another type. */
export type Represent = (entity: Data) => Representation | undefined;

const missing = Symbol('missing');

/** @returns whether the whole was there. */
type Read = (source: Data, target: Data) => boolean;

/** The parts of a supergraph that a representation depends on. */
interface Known {
  readonly schema: GraphQLSchema;
  readonly variants: Pick<RequiredVariants, 'meanings'>;
}

export function compileRepresentations(known: Known, requires: readonly QueryPlanSelectionNode[]): Represent {
  const byType = new Map<unknown, Read>();
  return (entity) => {
    const typename = own(entity, '__typename');
    if (typeof typename !== 'string') return undefined;
    let read = byType.get(typename);
    if (!read) byType.set(typename, (read = reading(known, selectionsFor(known.schema, requires, typename))));
    const data: Data = {};
    const isWhole = read(entity, data);
    return '__typename' in data ? { data, isWhole } : undefined;
  };
}

/** The fields of the fragments that apply to a type. */
function selectionsFor(
  schema: GraphQLSchema,
  selections: readonly QueryPlanSelectionNode[],
  typename: string | undefined,
): QueryPlanSelectionNode[] {
  return selections.flatMap((each) => {
    if (each.kind === 'Field') return [each];
    const applies = each.typeCondition === undefined || isOfType(schema, typename, each.typeCondition);
    return applies ? selectionsFor(schema, each.selections, typename) : [];
  });
}

export function isOfType(schema: GraphQLSchema, typename: string | undefined, condition: string): boolean {
  if (typename === condition) return true;
  const type = typename === undefined ? undefined : schema.getType(typename);
  const conditional = schema.getType(condition);
  return (
    isAbstractType(conditional) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditional, type)
  );
}

function reading(known: Known, selections: readonly QueryPlanSelectionNode[]): Read {
  const reads = selections.map((each) => readingOf(known, each));
  return (source, target) => {
    let isWhole = true;
    for (const read of reads) isWhole = read(source, target) && isWhole;
    return isWhole;
  };
}

function readingOf(known: Known, selection: QueryPlanSelectionNode): Read {
  if (selection.kind !== 'Field') return () => true;
  const { alias, name, selections } = selection;
  const response = alias ?? name;
  const read = reader(response);
  // A subgraph requires it by the name of its own field, with arguments that it knows.
  const required = known.variants.meanings.get(name)?.field ?? response;
  if (!selections) {
    return (source, target) => {
      const value = read(source);
      if (value === undefined) return false;
      target[required] = value;
      return true;
    };
  }
  const inner = within(known, selections);
  return (source, target) => {
    const value = inner(read(source));
    if (value === missing) return false;
    const present = target[required];
    if (isData(present) && isData(value)) merge(present, value, NONE);
    else target[required] = value;
    return true;
  };
}

function within(known: Known, selections: readonly QueryPlanSelectionNode[]): (value: unknown) => unknown {
  const byType = new Map<unknown, Read>();
  const read = (value: unknown): unknown => {
    if (value === undefined) return missing;
    if (Array.isArray(value)) {
      const items = value.map((each) => read(each ?? null));
      return items.includes(missing) ? missing : items;
    }
    if (!isData(value)) return value;
    const typename = own(value, '__typename') as string | undefined;
    let reads = byType.get(typename);
    if (!reads)
      byType.set(typename, (reads = reading(known, selectionsFor(known.schema, selections, typename))));
    const target: Data = {};
    return reads(value, target) ? target : missing;
  };
  return read;
}

const NONE: ReadonlySet<string> = new Set();
const FRAGMENT = '... on ';

/** The changes that the planner wants in data on its way to or from a subgraph. */
export function rewrite(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[], value: unknown): void {
  for (const each of rewrites) {
    const last = each.path.at(-1);
    if (last === undefined) continue;
    atPath(schema, each.path.slice(0, -1), value, (data) => {
      if (each.kind === 'ValueSetter') return setOwn(data, last, each.setValueTo);
      const renamed = own(data, last);
      if (renamed === undefined) return;
      setOwn(data, each.renameKeyTo, renamed);
      data[last] = undefined;
    });
  }
}

function atPath(
  schema: GraphQLSchema,
  path: readonly string[],
  value: unknown,
  change: (data: Data) => void,
): void {
  if (Array.isArray(value)) return value.forEach((each) => atPath(schema, path, each, change));
  if (!isData(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (!first.startsWith(FRAGMENT)) return atPath(schema, rest, own(value, first), change);
  const typename = own(value, '__typename');
  // The planner asks for the name of the type wherever it makes a difference.
  if (typeof typename !== 'string' || isOfType(schema, typename, first.slice(FRAGMENT.length)))
    atPath(schema, rest, value, change);
}
