import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Directive } from 'type-graphql';
import {
  PageArguments,
  PayloadMutation,
  connectionOf,
  connectionType,
  requireOneKey,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Organization, OrganizationKind } from './organization.entity.ts';
import { ChangeOrganizationInput, RegisterOrganizationInput } from './organization.input.ts';
import { MOST_CHILDREN, type OrganizationRepository } from './organization.repository.ts';
import type { OrganizationService } from './organization.service.ts';

const OrganizationConnection = connectionType('Organization', () => Organization);

@Resolver(() => Organization)
export class OrganizationResolver {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly service: OrganizationService,
  ) {}

  @PayloadMutation('organization', () => Organization, {
    description:
      'Registers an organization (登记机构). For administrators. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, INPUT_INVALID.',
  })
  registerOrganization(
    @Arg('input', () => RegisterOrganizationInput, { description: 'The organization.' })
    input: RegisterOrganizationInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Organization> {
    return this.service.register(actor, input);
  }

  @PayloadMutation('organization', () => Organization, {
    description:
      'Changes the data of an organization (变更机构); the audit names the fields. For administrators. Errors: FORBIDDEN, NOT_FOUND, VERSION_STALE, INPUT_INVALID.',
  })
  changeOrganization(
    @Arg('input', () => ChangeOrganizationInput, { description: 'The changes.' })
    input: ChangeOrganizationInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Organization> {
    return this.service.change(actor, input);
  }

  @Query(() => Organization, {
    nullable: true,
    description:
      'An organization by its code or its id; null when there is none. Errors: INPUT_INVALID unless exactly one of them is given.',
  })
  async organization(
    @Ctx() context: GraphContext,
    @Arg('code', () => String, { nullable: true, description: 'Its stable code, such as DEPT-WATER.' })
    code?: string,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string,
  ): Promise<Organization | null> {
    const [key, value] = requireOneKey({ code, id });
    return context.load(key === 'code' ? this.organizations.byCode : this.organizations.byId, value);
  }

  @Query(() => OrganizationConnection, { name: 'organizations', description: 'Organizations by code.' })
  async list(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('kind', () => OrganizationKind, { nullable: true, description: 'Only organizations of this kind.' })
    kind?: OrganizationKind,
  ): Promise<Connection<Organization>> {
    return connectionOf(await this.organizations.page(kind, page), page);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization this one reports to; null at the top.',
  })
  parent(@Root() { parentCode }: Organization, @Ctx() context: GraphContext): Promise<Organization | null> {
    return parentCode ? context.load(this.organizations.byCode, parentCode) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 60)')
  @FieldResolver(() => [Organization], {
    description: `The organizations that report to this one, by code, ${MOST_CHILDREN} at most.`,
  })
  children(@Root() { code }: Organization, @Ctx() context: GraphContext): Promise<Organization[]> {
    return context.load(this.organizations.childrenOf, code);
  }
}
