import { Field, Mutation, ObjectType, type ClassType } from 'type-graphql';

type Method<Row> = (...given: never[]) => Promise<Row>;

/**
 * Declares a mutation, named as its method unless a name is given, that answers with a payload: the type
 * `<Mutation>Payload` of its own, with one field for the result of the method. A payload can get further fields without
 * a change for its clients.
 */
export function PayloadMutation<Row extends object>(
  field: string,
  type: () => ClassType<Row>,
  { description, name: given }: { readonly description: string; readonly name?: string },
) {
  return (resolver: object, method: string, descriptor: TypedPropertyDescriptor<Method<Row>>): void => {
    const answer = descriptor.value as Method<Row>;
    const name = given ?? method;
    const payload = payloadType(name, field, type);
    descriptor.value = async function (this: unknown, ...values: never[]): Promise<Row> {
      return { [field]: await answer.apply(this, values) } as Row;
    };
    Mutation(() => payload, { description, name })(resolver, method, descriptor);
  };
}

function payloadType<Row extends object>(name: string, field: string, type: () => ClassType<Row>): ClassType {
  @ObjectType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`, {
    description: `The answer of \`${name}\`.`,
  })
  class Payload {}
  Field(type, { description: 'As it is after the mutation.' })(Payload.prototype, field);
  return Payload;
}
