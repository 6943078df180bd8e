import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { InvalidValue, type ScalarProblem } from './invalid-value.ts';

/** A scalar whose values are strings on the wire. @param read gives undefined for a value that is none. */
export function stringScalar<Value>(
  config: { readonly name: string; readonly description: string; readonly problem: ScalarProblem },
  read: (text: string) => Value | undefined,
  write: (value: Value) => string,
): GraphQLScalarType<Value, string> {
  const { name, description, problem } = config;
  const parse = (value: unknown): Value => {
    const found = typeof value === 'string' ? read(value) : undefined;
    if (found === undefined) throw new InvalidValue(problem);
    return found;
  };
  return new GraphQLScalarType<Value, string>({
    name,
    description,
    serialize: (value) => write(value as Value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}
