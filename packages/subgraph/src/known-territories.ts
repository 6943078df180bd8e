import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLSchema,
} from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import type { Batch, GraphContext } from './context.ts';

/** Says of each code whether it names a grid, or a community in which a grid lies. */
export type Territories = Batch<string, boolean>;

/** 6 digits for the zone, 9 for a street, 12 for a community, 15 for a unit grid. */
const CODE = /^\d{6}(\d{3}){0,3}$/;

interface Arguments {
  readonly within?: unknown;
  readonly gridCode?: unknown;
  readonly input?: { readonly within?: unknown };
}

/**
 * Makes every field with an argument `within` or `gridCode`, or with a field `within` of its input, refuse a code that
 * names no territory: a filter that can match nothing hides a typing error. A subscription refuses before it begins.
 */
export function requireKnownTerritories(
  schema: GraphQLSchema,
  territories: Territories | undefined,
): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const field of types.flatMap((type) => Object.values(type.getFields()))) {
    if (!field.args.some(namesTerritory)) continue;
    if (!territories) throw new Error(`${field.name} names a territory, and no feature knows territories`);
    const entry = field.subscribe ? 'subscribe' : 'resolve';
    const next = field[entry] ?? defaultFieldResolver;
    field[entry] = async (source, args: Arguments, context: GraphContext, info): Promise<unknown> => {
      await requireKnown(args, (code) => context.load(territories, code));
      return next(source, args, context, info);
    };
  }
  return schema;
}

function namesTerritory({ name, type }: GraphQLArgument): boolean {
  if (name === 'within' || name === 'gridCode') return true;
  const input = getNamedType(type);
  return name === 'input' && isInputObjectType(input) && 'within' in input.getFields();
}

/** @throws EcoGridError INPUT_INVALID with the path of the code. */
async function requireKnown(
  { within, gridCode, input }: Arguments,
  isKnown: (code: string) => Promise<boolean>,
): Promise<void> {
  for (const [path, code] of Object.entries({ within, gridCode, 'input.within': input?.within })) {
    if (typeof code !== 'string' || (CODE.test(code) && (await isKnown(code)))) continue;
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'gridCode' }] });
  }
}
