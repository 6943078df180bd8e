import {
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { ExecutionErrorCode, type Fault } from './errors.ts';
import { validityOf } from './leaf-values.ts';
import { own, setOwn, type Data } from './own.ts';
import { isSelected, type Fragments, type ResponseNames, type Variables } from './planned-document.ts';

/** A thing of an interface that no subgraph could name the type of is shown as that interface. */
type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** The client's selection of a value; undefined where a null stands that its type does not allow. */
type Project = (value: unknown, run: Projecting) => unknown;

/** One walk over the data. Only a second one, after a fault, keeps the path. */
export interface Projecting {
  /** Things that their own subgraph does not show: one with a nullable reference is null without an error. */
  readonly hidden: ReadonlySet<object>;
  readonly path: Array<string | number> | undefined;
  readonly faults: Fault[];
  isFaulty: boolean;
}

interface Selected {
  readonly client: string;
  readonly planned: string;
  /** Absent: the name of the type. */
  readonly project: Project | undefined;
  readonly isGuarded: boolean;
}

interface Collected {
  readonly planned: string;
  readonly field: string;
  readonly sets: SelectionSetNode[];
}

export interface ProjectorParts {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly names: ResponseNames;
  /** The values of the variables in conditions. */
  readonly variables: Variables;
}

/** Data as the client receives it, with the faults in it; `introspected` holds the answers about the schema itself. */
export type Projector = (
  data: Data,
  hidden: ReadonlySet<object>,
  introspected: Data,
) => { readonly data: Data | null; readonly faults: readonly Fault[] };

export function compileProjector(
  parts: ProjectorParts,
  type: GraphQLObjectType,
  set: SelectionSetNode,
): Projector {
  const compiler = new ProjectorCompiler(parts);
  const root = compiler.object(type, [set]);
  const project = (data: Data, run: Projecting): Data | null => (root(data, run) as Data | undefined) ?? null;
  return (data, hidden, introspected) => {
    const whole = Object.keys(introspected).length > 0 ? { ...data, ...introspected } : data;
    const first: Projecting = { hidden, path: undefined, faults: [], isFaulty: false };
    const shown = project(whole, first);
    if (!first.isFaulty) return { data: shown, faults: [] };
    const second: Projecting = { hidden, path: [], faults: [], isFaulty: false };
    return { data: project(whole, second), faults: second.faults };
  };
}

class ProjectorCompiler {
  private readonly parts: ProjectorParts;
  private readonly leaves = new Map<string, Project>();

  constructor(parts: ProjectorParts) {
    this.parts = parts;
  }

  object(type: Composite, sets: readonly SelectionSetNode[]): Project {
    const collected = new Map<string, Collected>();
    const isKnown = sets.map((set) => this.collect(type, set, collected)).every(Boolean);
    if (!isKnown) return (_value, run) => notPossible(run, unknown(type));
    const fields = [...collected].map(([client, each]) => this.selected(type, client, each));
    return (value, run) => objectOf(value, type, fields, run);
  }

  private selected(type: Composite, client: string, { planned, field, sets }: Collected): Selected {
    const isGuarded = planned in Object.prototype || client === '__proto__';
    if (field === '__typename') return { client, planned, project: undefined, isGuarded };
    const definition = type.getFields()[field];
    // The schema answers for itself.
    if (!definition) return { client, planned: client, project: asIs, isGuarded: true };
    const project = this.value(definition.type, sets, `${type.name}.${field}`);
    return { client, planned, project, isGuarded };
  }

  /**
   * Fields by the client's response name, in the order of the specification.
   * @returns false where the type of the thing among those of an interface has to be known.
   */
  private collect(type: Composite, set: SelectionSetNode, found: Map<string, Collected>): boolean {
    const { fragments, names, variables } = this.parts;
    let isKnown = true;
    for (const selection of set.selections) {
      if (!isSelected(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const field = selection.name.value;
        const client = (selection.alias ?? selection.name).value;
        const known = found.get(client);
        const sets = known?.sets ?? [];
        if (!known)
          found.set(client, { planned: names.planned(selection, type.getFields()[field]), field, sets });
        if (selection.selectionSet) sets.push(selection.selectionSet);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      if (!this.applies(fragment.typeCondition?.name.value, type)) isKnown &&= isObjectType(type);
      else isKnown = this.collect(type, fragment.selectionSet, found) && isKnown;
    }
    return isKnown;
  }

  private applies(condition: string | undefined, type: Composite): boolean {
    if (condition === undefined || condition === type.name) return true;
    const { schema } = this.parts;
    const conditional = schema.getType(condition);
    return isAbstractType(conditional) && schema.isSubType(conditional, type);
  }

  private value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], place: string): Project {
    if (isNonNullType(type)) return nonNull(this.value(type.ofType, sets, place), place);
    if (isListType(type)) {
      const each = this.value(type.ofType, sets, place);
      return (value, run) => listOf(value, each, place, run);
    }
    return this.named(type, sets);
  }

  private named(type: GraphQLNamedOutputType, sets: readonly SelectionSetNode[]): Project {
    if (isObjectType(type)) {
      const project = this.object(type, sets);
      return (value, run) => (value === null || value === undefined ? null : (project(value, run) ?? null));
    }
    if (isAbstractType(type)) return this.abstract(type, sets);
    const known = this.leaves.get(type.name);
    if (known) return known;
    const project = leaf(type);
    this.leaves.set(type.name, project);
    return project;
  }

  /** A type of many possible ones is compiled when a value of it comes: within each other they would be very many. */
  private abstract(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): Project {
    const compiled = new Map<string, Project>();
    const { schema } = this.parts;
    const projectOf = (name: unknown): Project | undefined => {
      if (typeof name !== 'string') return undefined;
      const known = compiled.get(name);
      if (known) return known;
      const possible = name === type.name ? type : schema.getType(name);
      if (!isObjectType(possible) && !isInterfaceType(possible)) return undefined;
      if (possible !== type && !schema.isSubType(type, possible)) return undefined;
      const project = this.object(possible, sets);
      compiled.set(name, project);
      return project;
    };
    return (value, run) => {
      if (value === null || value === undefined) return null;
      const project =
        typeof value === 'object' ? projectOf((value as Data)['__typename'] ?? type.name) : undefined;
      return project ? (project(value, run) ?? null) : invalid(run, unknown(type));
    };
  }
}

const asIs: Project = (value) => value ?? null;

function objectOf(value: unknown, type: Composite, fields: readonly Selected[], run: Projecting): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return notPossible(run, `${type.name} has a value that is no object.`);
  const data = value as Data;
  const shown: Data = {};
  for (const { client, planned, project, isGuarded } of fields) {
    if (!project) {
      if (isInterfaceType(type)) return notPossible(run, unknown(type));
      if (isGuarded) setOwn(shown, client, type.name);
      else shown[client] = type.name;
      continue;
    }
    const given = isGuarded ? own(data, planned) : data[planned];
    const before = run.faults.length;
    run.path?.push(client);
    const found = project(given, run);
    run.path?.pop();
    if (found === undefined) {
      if (given === undefined && run.hidden.has(data)) run.faults.length = before;
      return undefined;
    }
    if (isGuarded) setOwn(shown, client, found);
    else shown[client] = found;
  }
  return shown;
}

function listOf(value: unknown, each: Project, place: string, run: Projecting): unknown {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return invalid(run, `${place} has a value that is no list.`);
  const shown = new Array<unknown>(value.length);
  let isWhole = true;
  for (let index = 0; index < value.length; index += 1) {
    run.path?.push(index);
    const found = each(value[index], run);
    run.path?.pop();
    if (found === undefined) isWhole = false;
    shown[index] = found;
  }
  return isWhole ? shown : null;
}

function nonNull(project: Project, place: string): Project {
  return (value, run) => {
    const before = run.faults.length;
    const found = project(value, run);
    if (found !== null && found !== undefined) return found;
    run.isFaulty = true;
    // A null that has its error further down needs no other.
    if (run.faults.length === before) report(run, `Cannot return null for non-nullable field ${place}.`);
    return undefined;
  };
}

function leaf(type: GraphQLLeafType): Project {
  const isValid = validityOf(type);
  return (value, run) => {
    if (value === null || value === undefined) return null;
    return isValid(value) ? value : invalid(run, `${type.name} cannot have the value that was sent.`);
  };
}

function unknown({ name }: GraphQLNamedOutputType): string {
  return `${name} has a value of no known type.`;
}

function notPossible(run: Projecting, message: string): undefined {
  invalid(run, message);
}

function invalid(run: Projecting, message: string): null {
  run.isFaulty = true;
  report(run, message);
  return null;
}

function report({ path, faults }: Projecting, message: string): void {
  if (!path) return;
  const extensions = { code: ExecutionErrorCode.incomplete };
  faults.push({ error: new GraphQLError(message, { extensions }), path: [...path] });
}
