import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import type { ResolverData } from 'type-graphql';
import { EcoGridError, problems, type Problem, type ProblemKey } from '@ecogrid/errors';

/** The names of the constraint values of each decorator, in the order of its arguments. */
const SLOTS: Partial<Record<ProblemKey, readonly string[]>> = {
  arrayMaxSize: ['max'],
  arrayMinSize: ['min'],
  isIn: ['values'],
  isLength: ['min', 'max'],
  matches: ['pattern'],
  max: ['max'],
  maxLength: ['max'],
  min: ['min'],
};

/**
 * Validates an argument with its class-validator decorators, on behalf of type-graphql.
 * @throws EcoGridError INPUT_INVALID with the path and the fault of every invalid field.
 */
export async function requireValid(value: unknown, type: unknown, { info }: ResolverData): Promise<void> {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const found = await Promise.all(
    [value]
      .flat()
      .map((each: object) => validate(each, { skipMissingProperties: true, forbidUnknownValues: false })),
  );
  const faults = found.flat();
  if (faults.length === 0) return;
  const root = argumentOf(info, type);
  throw new EcoGridError('INPUT_INVALID', { problems: faults.flatMap((fault) => problemsOf(fault, root)) });
}

/** The argument whose type is the class; none for a class that declares several arguments. */
function argumentOf({ parentType, fieldName }: GraphQLResolveInfo, type: unknown): readonly string[] {
  const args = parentType.getFields()[fieldName]?.args ?? [];
  const name = (type as { readonly name?: string }).name;
  return args.filter((each) => getNamedType(each.type).name === name).map((each) => each.name);
}

function problemsOf(fault: ValidationError, parents: readonly string[]): Problem[] {
  const path = [...parents, fault.property];
  const own = Object.keys(fault.constraints ?? {}).map((name) => ({
    path: path.join('.'),
    problem: keyOf(name),
    ...slotsOf(fault, name),
  }));
  return [...own, ...(fault.children ?? []).flatMap((child) => problemsOf(child, path))];
}

function keyOf(constraint: string): ProblemKey {
  return Object.hasOwn(problems, constraint) ? (constraint as ProblemKey) : 'unknown';
}

/** class-validator puts the values of a constraint into its English text only; its metadata hold them apart. */
function slotsOf({ target, property }: ValidationError, name: string): Record<string, unknown> {
  if (!target) return {};
  const metadata = getMetadataStorage()
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .find((each) => each.propertyName === property && each.name === name);
  const values: unknown[] = metadata?.constraints ?? [];
  const names = SLOTS[keyOf(name)] ?? [];
  return Object.fromEntries(names.map((slot, index) => [slot, publicValue(values[index])]));
}

function publicValue(value: unknown): unknown {
  return value instanceof RegExp ? value.source : value;
}
