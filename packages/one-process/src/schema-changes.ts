import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';

const API = 'schema/api.graphql';

/** The content of a file on the main branch, as it was landed last; undefined without git or without that branch. */
function landed(root: string, path: string): string | undefined {
  try {
    return execFileSync('git', ['show', `main:${path}`], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

const BREAKING = /^- Breaking: /;

/**
 * The breaking differences of the schema of clients from the landed one. Before 1.0 they are allowed, and need a line
 * in the changelog that begins with `Breaking:` and that main does not have.
 */
export function breakingChanges(
  api: string,
  root = '.',
): {
  readonly changes: readonly string[];
  readonly isAnnounced: boolean;
} {
  const before = landed(root, API);
  if (before === undefined) return { changes: [], isAnnounced: true };
  const changes = findBreakingChanges(buildSchema(before), buildSchema(api)).map(
    ({ description }) => description,
  );
  const known = new Set(breakingLines(landed(root, 'CHANGELOG.md') ?? ''));
  const lines = breakingLines(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'));
  return { changes, isAnnounced: lines.some((line) => !known.has(line)) };
}

function breakingLines(changelog: string): string[] {
  return changelog.split('\n').filter((line) => BREAKING.test(line));
}

const UPPER_SNAKE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** Names that another word of the contract has replaced. */
const REPLACED = /^(since|until|startsOn|endsOn)$|Zh$/;
/** Types whose field of such a name is no validity: hours of a day, and the instant from which a call is due. */
const VALIDITY_FREE = /^(WorkSession|PhoneReminder)$/;

/** The violations of conventions in the schema of clients. */
export function brokenConventions(api: string): string[] {
  const schema = buildSchema(api);
  return [
    ...enumFaults(schema),
    ...fieldFaults(schema),
    ...listFaults(schema),
    ...actionFaults(schema),
    ...payloadFaults(schema),
    ...spanFaults(schema),
    ...pushFaults(schema),
  ];
}

function enumFaults(schema: GraphQLSchema): string[] {
  const enums = Object.values(schema.getTypeMap()).filter(isEnumType);
  return enums
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => type.getValues().map(({ name }) => [type.name, name] as const))
    .filter(([, value]) => !UPPER_SNAKE.test(value))
    .map(([type, value]) => `${type}.${value}: values of enumerations are UPPER_SNAKE`);
}

function fieldFaults(schema: GraphQLSchema): string[] {
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  return objects
    .filter(({ name }) => !name.startsWith('__') && !VALIDITY_FREE.test(name))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => [type.name, field] as const))
    .filter(([, field]) => REPLACED.test(field))
    .map(
      ([type, field]) =>
        `${type}.${field}: validity is effectiveFrom and effectiveTo, a text in two languages a field and the same with En`,
    );
}

const MAXIMUM = /\d at most\b|\bat most \d/;

/** A list is a page of a connection, or its description states its maximum. Words of an enumeration are few. */
function listFaults(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Connection'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => [type.name, field] as const))
    .filter(([, { type }]) => isListType(getNullableType(type)) && !isEnumType(getNamedType(type)))
    .filter(([, { description }]) => !MAXIMUM.test(description ?? ''))
    .map(
      ([type, { name }]) => `${type}.${name}: a list without pages states its maximum, such as "100 at most"`,
    );
}

/** The beginning or the end of a span. */
const BOUND = /(since|before|until|till|after|from|to|start|starts|end|ends)(At|On)?$/i;
/** The names of bounds. Of moments the second is excluded, of days both are included; validity has its own pair. */
const BOUNDS: Readonly<Record<string, readonly [RegExp, string]>> = {
  DateTime: [/[a-z](Since|Before)$|^effectiveFrom$/, 'moments are …Since and …Before'],
  Date: [/^(from|to)$|[a-z](From|To)$/, 'days are from and to'],
};

/** Filters and inputs name a span in one way. */
function spanFaults(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const given = [
    ...types
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap(({ name, args }) =>
          args.map((each) => [`${type.name}.${name}(${each.name}:)`, each] as const),
        ),
      ),
    ...types
      .filter(isInputObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map((each) => [`${type.name}.${each.name}`, each] as const),
      ),
  ];
  return given.flatMap(([place, { name, type }]) => {
    const [pattern, words] = BOUNDS[getNamedType(type).name] ?? [];
    return pattern && BOUND.test(name) && !pattern.test(name) ? [`${place}: in a span ${words}`] : [];
  });
}

/** Each mutation has a payload of its own. */
function payloadFaults(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ name, type }) => String(type) !== `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload!`)
    .map(({ name }) => `Mutation.${name}: a mutation answers with a payload type of its own`);
}

const OF_A_PUSH = ['action', 'from', 'to', 'actor'] as const;

/** Each subscription sends a type that ends with Push, and each such type names the change and its actor. */
function pushFaults(schema: GraphQLSchema): string[] {
  const misnamed = Object.values(schema.getSubscriptionType()?.getFields() ?? {})
    .filter(({ type }) => !getNamedType(type).name.endsWith('Push'))
    .map(({ name }) => `Subscription.${name}: the type of a push ends with Push`);
  const lacking = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => name.endsWith('Push'))
    .flatMap((type) =>
      OF_A_PUSH.filter((field) => !(field in type.getFields())).map(
        (field) => `${type.name}: a push has ${OF_A_PUSH.join(', ')}, and here is no ${field}`,
      ),
    );
  return [...misnamed, ...lacking];
}

/** `availableActions` names mutations. */
function actionFaults(schema: GraphQLSchema): string[] {
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const names = new Set(mutations.map((name) => name.replace(/[A-Z]/g, '_$&').toUpperCase()));
  const offered = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => type.getFields()['availableActions'] ?? [])
    .map(({ type }) => schema.getType(String(type).replace(/[[\]!]/g, '')));
  return offered
    .filter((type) => isEnumType(type))
    .flatMap((type) => type.getValues().map(({ name }) => `${type.name}.${name}`))
    .filter((value) => !names.has(value.split('.')[1] ?? ''))
    .map((value) => `${value}: no mutation has this name`);
}
