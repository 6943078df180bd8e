import { Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { personOf, type Right as HeldRight, type Role } from '@ecogrid/identity';
import type { Batch, GraphContext } from '@ecogrid/subgraph';
import { RoleName } from '@ecogrid/subgraph';
import { Grid, type GridRepository } from '../grid/index.ts';
import { Organization, type OrganizationRepository } from '../organization/index.ts';
import { Person, type PersonRepository } from '../person/index.ts';

@ObjectType({
  description: 'A role together with its scope (职权). The scope belongs to this role alone.',
})
class Right {
  @Field(() => RoleName, { description: 'The role (角色).' })
  role!: Role;

  @Field(() => Grid, {
    nullable: true,
    description: 'The grid that the role is held for, with everything inside it; null for other roles.',
  })
  grid!: Grid | null;

  @Field(() => Organization, {
    nullable: true,
    description: 'The organization in which the role is held; null for services.',
  })
  organization!: Organization | null;

  @Field(() => String, {
    nullable: true,
    description: 'Credit code of the enterprise that the person speaks for; null for other roles.',
  })
  enterpriseCode!: string | null;
}

const MOST_RIGHTS = 200;

@ObjectType({ description: 'The actor of a request, and the rights of the actor (当前身份).' })
class Me {
  @Field(() => [RoleName], { description: 'Roles held today; empty for the public.' })
  roles!: Role[];

  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [Right], {
    description: `Roles with their scopes, ${MOST_RIGHTS} at most; empty for the public.`,
  })
  rights!: Right[];

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
    private readonly grids: GridRepository,
  ) {}

  @Directive('@tag(name: "personal")')
  @Query(() => Me, { description: 'The actor of this request.' })
  async me(@Ctx() context: GraphContext): Promise<Me> {
    const { actor } = context;
    const personId = personOf(actor);
    const person = personId ? await this.people.find({ id: personId }) : null;
    return {
      roles: [...new Set(actor.rights.map(({ role }) => role))],
      rights: await Promise.all(
        actor.rights.slice(0, MOST_RIGHTS).map((right) => this.right(right, context)),
      ),
      organization: await load(context, this.organizations.byCode, person?.organizationCode ?? null),
      person,
    };
  }

  private async right(
    { role, grid, organization, enterprise }: HeldRight,
    context: GraphContext,
  ): Promise<Right> {
    return {
      role,
      grid: await load(context, this.grids.byCode, grid),
      organization: await load(context, this.organizations.byCode, organization),
      enterpriseCode: enterprise,
    };
  }
}

async function load<Thing>(
  context: GraphContext,
  batch: Batch<string, Thing | null>,
  key: string | null,
): Promise<Thing | null> {
  return key === null ? null : context.load(batch, key);
}
