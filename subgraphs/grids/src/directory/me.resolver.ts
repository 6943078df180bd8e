import { Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { personOf, type Role } from '@ecogrid/identity';
import type { GraphContext } from '@ecogrid/subgraph';
import { RoleName } from '@ecogrid/subgraph';
import { Organization, type OrganizationRepository } from '../organization/index.ts';
import { Person, type PersonRepository } from '../person/index.ts';

@ObjectType({ description: 'On whose behalf this request is made, and what they may do (当前身份).' })
class Me {
  @Field(() => [RoleName], { description: 'Roles held today; empty for the public.' })
  roles!: Role[];

  @Field(() => [String], {
    description: 'Codes of the grids appointed to; everything inside them is theirs.',
  })
  gridCodes!: string[];

  @Field(() => Organization, {
    nullable: true,
    description: 'The organization worked in; null for the public and for services.',
  })
  organization!: Organization | null;

  @Field(() => Person, { nullable: true, description: 'The person; null for the public and for services.' })
  person!: Person | null;
}

@Resolver(() => Me)
export class MeResolver {
  constructor(
    private readonly people: PersonRepository,
    private readonly organizations: OrganizationRepository,
  ) {}

  @Directive('@tag(name: "personal")')
  @Query(() => Me, { description: 'The actor of this request.' })
  async me(@Ctx() context: GraphContext): Promise<Me> {
    const { actor } = context;
    const personId = personOf(actor);
    return {
      roles: [...actor.roles],
      gridCodes: [...actor.grids],
      organization: actor.organizationId
        ? await context.load(this.organizations.byId, actor.organizationId)
        : null,
      person: personId ? await this.people.find({ id: personId }) : null,
    };
  }
}
