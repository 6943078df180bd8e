import {
  GraphQLID,
  GraphQLScalarType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const lowered = (id: unknown): unknown => (typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : id);
const { parseValue, parseLiteral, ...rest } = GraphQLID.toConfig();

/** `ID` as inputs are read: RFC 9562 has UUIDs in either case, and the database keeps them in lower case. */
const InputId = new GraphQLScalarType({
  ...rest,
  parseValue: (value) => lowered(parseValue(value)),
  parseLiteral: (node, variables) => lowered(parseLiteral(node, variables)),
});

/** Reads every argument and input field of the type `ID` with {@link InputId}. @returns the same schema. */
export function readUuidsInEitherCase(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    const inputs = isInputObjectType(type)
      ? Object.values(type.getFields())
      : isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap(({ args }) => args)
        : [];
    for (const input of inputs) input.type = withInputId(input.type);
  }
  schema.getTypeMap()['ID'] = InputId;
  return schema;
}

function withInputId(type: GraphQLInputType): GraphQLInputType {
  if (isNonNullType(type)) return new GraphQLNonNull(withInputId(type.ofType) as never);
  if (isListType(type)) return new GraphQLList(withInputId(type.ofType));
  return type === GraphQLID ? InputId : type;
}
