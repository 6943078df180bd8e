import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { taken, type EntityBatches, type EntityCall, type Fetch, type Slot } from './entity-batches.ts';
import { fetchFailure, notFetched, subgraphError, type Fault, type Path } from './errors.ts';
import { fieldsOf, type FieldsOf } from './fetched-fields.ts';
import { fetchesApart } from './fetches-apart.ts';
import type { FieldSets } from './field-sets.ts';
import { copied, isData, merge, own, reader, type Data } from './own.ts';
import { compileRepresentations, rewrite, type Represent } from './representations.ts';
import { spelledOut, type RequiredVariants } from './required-variants.ts';

/** The state of one execution. */
export interface Run {
  /** The answer, or that of each of several events. */
  readonly roots: readonly Data[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fetch: Fetch;
  readonly batches: EntityBatches;
  readonly hidden: Set<object>;
  readonly faults: StepFault[];
}

/** A fault of a thing, of which it is found later where it stands. */
export interface StepFault {
  readonly at: PathTo;
  readonly thing: Data;
  readonly fault: Fault;
}

/** Steps that lead from a root to things, `@` into every item of a list. */
export type PathTo = readonly string[];
export type Step = (run: Run) => Promise<void> | undefined;

const DONE = Promise.resolve();
/** A type of which no keys are known. */
const ANY: ReadonlyArray<readonly string[]> = [];

/** The parts of a supergraph that the steps of every plan need. */
export interface StepParts {
  readonly schema: GraphQLSchema;
  readonly keys: FieldSets['keys'];
  readonly interfaces: ReadonlySet<string>;
  readonly variants: RequiredVariants;
}

/** The steps of a plan, each a function that was put together beforehand. */
export function compileSteps(parts: StepParts, node: PlanNode | undefined, path: PathTo = []): Step {
  switch (node?.kind) {
    case undefined:
      return () => undefined;
    case 'Sequence':
      return inSequence(node.nodes.map((each) => compileSteps(parts, each, path)));
    case 'Parallel':
      return atOnce(node.nodes.map((each) => compileSteps(parts, each, path)));
    case 'Flatten':
      return compileSteps(parts, node.node, [...path, ...names(node.path)]);
    case 'Fetch':
      return atOnce(fetchesApart(node, parts.variants).map((each) => compileFetch(parts, each, path)));
    case 'Condition':
    case 'Defer':
      // Conditions are decided before an operation is planned, and nothing asks for incremental answers.
      throw new Error(`A plan with a step of the kind ${node.kind} cannot be executed.`);
  }
}

/** A fetch whose operation its subgraph understands. */
export function spelledFetch({ variants }: Pick<StepParts, 'variants'>, node: FetchNode): FetchNode {
  return { ...node, operation: spelledOut(node.operation, variants.meanings) };
}

function compileFetch(parts: StepParts, node: FetchNode, path: PathTo): Step {
  const spelled = spelledFetch(parts, node);
  return node.requires ? entityFetch(parts, spelled, path) : rootFetch(parts, spelled, path);
}

function names(path: ResponsePath): string[] {
  return path.map(String);
}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce(steps: readonly Step[]): Step {
  const [only, another] = steps;
  if (only && !another) return only;
  return async (run) => {
    await Promise.all(steps.map((step) => step(run) ?? DONE));
  };
}

function rootFetch({ schema, interfaces }: StepParts, node: FetchNode, at: PathTo): Step {
  const { serviceName: service, operation: query, outputRewrites } = node;
  const fields = fieldsOf(schema, query);
  return async (run) => {
    const things = thingsAt(run.roots, at);
    if (things.length === 0) return;
    const fail = (fault: Fault): void => {
      for (const thing of things) run.faults.push({ at, thing, fault });
    };
    const failAll = (error: Fault['error']): void => {
      for (const name of fields(undefined)) fail({ error, path: [name], isSpread: true });
    };
    try {
      const { data, errors = [] } = await run.fetch({ service, query, variables: used(node, run.variables) });
      if (isData(data)) {
        if (outputRewrites) rewrite(schema, outputRewrites, data);
        for (const [index, thing] of things.entries())
          merge(thing, index === 0 ? data : (copied(data) as Data), interfaces);
      } else if (errors.length === 0) failAll(notFetched());
      for (const given of errors) {
        const path = pathOf(given, node);
        if (path) fail({ error: subgraphError(given), path });
        else failAll(subgraphError(given));
      }
    } catch (cause) {
      failAll(fetchFailure(cause));
    }
  };
}

function entityFetch(parts: StepParts, node: FetchNode, at: PathTo): Step {
  const fetch = new EntityFetch(parts, node, at);
  return (run) => fetch.execute(run);
}

/** A step that asks a subgraph for more of the things at a path. */
class EntityFetch {
  private readonly parts: StepParts;
  private readonly node: FetchNode;
  private readonly at: PathTo;
  private readonly represent: Represent;
  private readonly fields: FieldsOf;
  private readonly key: string;
  /** The keys by which the subgraph finds things, by their type. */
  private readonly ways = new Map<string, ReadonlyArray<readonly string[]>>();

  constructor(parts: StepParts, node: FetchNode, at: PathTo) {
    this.parts = parts;
    this.node = node;
    this.at = at;
    this.represent = compileRepresentations(parts, node.requires ?? []);
    this.fields = fieldsOf(parts.schema, node.operation);
    this.key = `${node.serviceName}\n${node.operation}\n${JSON.stringify(node.outputRewrites ?? [])}\n`;
  }

  execute(run: Run): Promise<void> | undefined {
    const things: Data[] = [];
    const representations: Data[] = [];
    const keys: string[] = [];
    for (const thing of thingsAt(run.roots, this.at)) {
      const found = this.represent(thing);
      if (!found || (!found.isWhole && this.isLost(run, thing))) continue;
      const { data } = found;
      // The change of an entity depends on its type, which the representation may hide.
      const typename = this.node.outputRewrites ? String(data['__typename']) : '';
      if (this.node.inputRewrites) rewrite(this.parts.schema, this.node.inputRewrites, data);
      if (!this.isFindable(data)) continue;
      things.push(thing);
      representations.push(data);
      keys.push(`${typename}${keyOf(data)}`);
    }
    if (things.length === 0) return undefined;
    return run.batches
      .load(this.call(run), representations, keys)
      .then((slots) => this.settle(run, things, slots));
  }

  private call(run: Run): EntityCall {
    const { serviceName: service, operation: query, outputRewrites } = this.node;
    const variables = used(this.node, run.variables);
    const received = (entity: Data, { __typename }: Data): void => {
      entity['__typename'] ??= __typename;
      rewrite(this.parts.schema, outputRewrites ?? [], entity);
    };
    const key = this.key + JSON.stringify(variables);
    return { service, query, variables, key, received: outputRewrites && received };
  }

  /** Of an interface, the planner asks for keys of the types that the client selected of, and for more of all. */
  private isFindable(representation: Data): boolean {
    const type = representation['__typename'] as string;
    let ways = this.ways.get(type);
    if (!ways) this.ways.set(type, (ways = this.parts.keys.get(`${this.node.serviceName} ${type}`) ?? ANY));
    return ways === ANY || ways.some((names) => names.every((name) => Object.hasOwn(representation, name)));
  }

  private settle(run: Run, things: readonly Data[], slots: readonly Slot[]): void {
    const { at, node } = this;
    for (const [index, slot] of slots.entries()) {
      const thing = things[index];
      if (!thing) continue;
      const entity = taken(slot, this);
      if (entity) merge(thing, entity, this.parts.interfaces);
      else if (slot.faults.length === 0) run.hidden.add(thing);
      for (const { error, path } of slot.faults) {
        if (path) run.faults.push({ at, thing, fault: { error, path: renamed(path, node) } });
        else this.spread(run, thing, error);
      }
    }
  }

  private spread(run: Run, thing: Data, error: Fault['error']): void {
    for (const name of this.fields(own(thing, '__typename'))) {
      const fault = { error, path: renamed([name], this.node), isSpread: true };
      run.faults.push({ at: this.at, thing, fault });
    }
  }

  /**
   * A required value did not come, which is a fault here as well, unless the thing is hidden. Where nothing failed, it
   * was not asked for: of an interface, the planner requires for all types the fields that it needs for some.
   */
  private isLost(run: Run, thing: Data): boolean {
    if (run.hidden.has(thing)) return true;
    if (run.faults.length > 0) this.spread(run, thing, notFetched());
    return run.faults.length > 0;
  }
}

/** The variables of the client that a fetch uses, as they were given. */
function used({ variableUsages = [] }: FetchNode, variables: Readonly<Record<string, unknown>>): Data {
  const given: Data = {};
  for (const name of variableUsages) {
    const value = own(variables, name);
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** Text that is equal for equal representations; most have a key of one or two plain fields. */
function keyOf(representation: Data): string {
  let key = '';
  for (const name of Object.keys(representation)) {
    const value = representation[name];
    key += typeof value === 'string' ? `${value.length}:${value}` : `${JSON.stringify(value)};`;
  }
  return key;
}

/** Each once, however many places it stands in. */
function thingsAt(roots: readonly unknown[], path: PathTo): Data[] {
  let found = new Set<Data>();
  for (const root of roots) enter(root, found);
  for (const name of path) {
    // Lists are entered wherever they are.
    if (name === '@') continue;
    const next = new Set<Data>();
    const read = reader(name);
    for (const thing of found) enter(read(thing), next);
    found = next;
  }
  return [...found];
}

function enter(value: unknown, found: Set<Data>): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) for (const each of value) enter(each, found);
  else found.add(value as Data);
}

/** Where the things at a path stand: one may stand in several places. */
export function placesOf(root: unknown, path: PathTo): Map<Data, Path[]> {
  const places = new Map<Data, Path[]>();
  const walk = (value: unknown, depth: number, at: Path): void => {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      value.forEach((each, index) => walk(each, next, [...at, index]));
      return;
    }
    const name = path[depth];
    if (name === undefined) places.set(value as Data, [...(places.get(value as Data) ?? []), at]);
    else if (name !== '@') walk(own(value, name), depth + 1, [...at, name]);
  };
  walk(root, 0, []);
  return places;
}

function pathOf(given: unknown, node: FetchNode): Path | undefined {
  const path = isData(given) || given instanceof Error ? (given as { path?: unknown }).path : undefined;
  return Array.isArray(path) && path.length > 0 ? renamed(path as Path, node) : undefined;
}

/** The planner gives a field another alias where two would be one, and takes it away again. */
function renamed(path: Path, { outputRewrites = [] }: FetchNode): Path {
  const names = new Map(
    outputRewrites.flatMap((each) =>
      each.kind === 'KeyRenamer' ? [[each.path.at(-1) ?? '', each.renameKeyTo] as const] : [],
    ),
  );
  return path.map((key) => names.get(String(key)) ?? key);
}
