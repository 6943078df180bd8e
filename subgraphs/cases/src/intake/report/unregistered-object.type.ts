import { Field, ObjectType } from 'type-graphql';
import { SupervisedObjectKind } from '@ecogrid/subgraph';

@ObjectType({
  description: 'An object that the register does not hold, in words (未登记对象).',
})
export class UnregisteredObject {
  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'The kind (监管对象类别); null when not said.',
  })
  kind!: SupervisedObjectKind | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name: in a case by the desk, in a report by the reporter. Null when not said, and in a report for those who may not read the words of the reporter.',
  })
  name!: string | null;
}

interface About {
  readonly supervisedObjectId: string | null;
  readonly objectKind: SupervisedObjectKind | null;
  readonly objectName: string | null;
}

/** The words about an object that the register does not hold; null when it holds it, and without any word. */
export function unregisteredOf({
  supervisedObjectId,
  objectKind: kind,
  objectName: name,
}: About): UnregisteredObject | null {
  return supervisedObjectId === null && (kind ?? name) !== null ? { kind, name } : null;
}
