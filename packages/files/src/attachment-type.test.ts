import { expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { Field, ID, ObjectType, Query, Resolver, type ClassType } from 'type-graphql';
import { emitSdl } from '@ecogrid/subgraph';
import { AttachedFile, AttachmentType } from './attached-file.entity.ts';

/** A subgraph with one query that returns a file of its own, and with a field of its own in its rows. */
function subgraphWith(query: string): { name: string; typeDefs: ReturnType<typeof parse> } {
  @AttachmentType()
  class Attachment extends AttachedFile {
    subjectId!: string;
  }
  @ObjectType(`Holder${query}`)
  class Holder {
    @Field(() => ID)
    id!: string;

    @Field(() => Attachment)
    file!: Attachment;
  }
  @Resolver()
  class Files {
    @Query(() => Holder, { name: query })
    holder(): Holder {
      throw new Error('not executed');
    }
  }
  const resolvers: Array<ClassType<object>> = [Files];
  return { name: query, typeDefs: parse(emitSdl({ name: query, resolvers })) };
}

test('the type Attachment composes from several subgraphs, and is no entity', () => {
  const { errors = [], supergraphSdl = '' } = composeServices([subgraphWith('report'), subgraphWith('plan')]);
  expect(errors.map(({ message }) => message)).toEqual([]);
  const [, joins = ''] = /type Attachment((?:\s+@join__type\([^)]*\))+)/.exec(supergraphSdl) ?? [];
  expect(joins.match(/graph: \w+/g)).toEqual(['graph: PLAN', 'graph: REPORT']);
  expect(joins).not.toContain('key:');
  expect(supergraphSdl).not.toContain('AttachedFile');
});
