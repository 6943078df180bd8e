import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type FieldDefinitionNode } from 'graphql';

const folder = new URL('../../schema/subgraphs/', import.meta.url);

/** The subscriptions of all subgraphs. */
const subscriptions: readonly FieldDefinitionNode[] = readdirSync(folder).flatMap((file) =>
  parse(readFileSync(new URL(file, folder), 'utf8')).definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === 'Subscription'
      ? (definition.fields ?? [])
      : [],
  ),
);

/** `@tag(name: "resumable")`: the gateway resumes its clients after the cursor of the last push. */
const isResumable = ({ directives = [] }: FieldDefinitionNode): boolean =>
  directives.some(
    ({ name, arguments: [tag] = [] }) =>
      name.value === 'tag' && tag?.value.kind === Kind.STRING && tag.value.value === 'resumable',
  );

describe('each subscription', () => {
  it('is found', () => {
    expect(subscriptions.map(({ name }) => name.value)).toContain('caseChanged');
  });

  it('takes a cursor, and has the tag by which the gateway resumes it', () => {
    const lacking = subscriptions.filter(
      (field) => !isResumable(field) || !field.arguments?.some(({ name }) => name.value === 'after'),
    );
    expect(lacking.map(({ name }) => name.value)).toEqual([]);
  });
});
