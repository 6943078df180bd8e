import { defaultFieldResolver, getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Batch, GraphContext } from './context.ts';

/** Says of each id of a person whether the actor may see the person. */
export type SightOfPeople = Batch<string, boolean>;

/**
 * Makes every field that names a person of another subgraph null where the actor may not see the person
 * (docs/domain.md §7). The subgraph of people hides the person; this rule hides the id.
 */
export function hidePeople(schema: GraphQLSchema, sight: SightOfPeople | undefined): GraphQLSchema {
  if (!sight) return schema;
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const field of types.flatMap((type) => Object.values(type.getFields()))) {
    if (getNamedType(field.type).name !== 'Person') continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args, context: GraphContext, info): Promise<unknown> => {
      const person = (await resolve(source, args, context, info)) as { readonly id: string } | null;
      return person && (await context.load(sight, person.id)) ? person : null;
    };
  }
  return schema;
}
