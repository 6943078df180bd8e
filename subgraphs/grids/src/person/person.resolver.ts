import { MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { maySeePseudonyms, type Role } from '@ecogrid/identity';
import {
  RoleName,
  PageArguments,
  PayloadMutation,
  TextField,
  connectionOf,
  connectionType,
  requireOneKey,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Organization, type OrganizationRepository } from '../organization/index.ts';
import { Person } from './person.entity.ts';
import { ChangePersonInput, RegisterPersonInput } from './person.input.ts';
import type { PersonRepository } from './person.repository.ts';
import type { PersonService } from './person.service.ts';

const PersonConnection = connectionType('Person', () => Person);

@ArgsType()
class PeopleArguments extends PageArguments {
  @Field(() => RoleName, { nullable: true, description: 'Only people who hold this role today.' })
  role?: Role;

  @Field(() => String, {
    nullable: true,
    description: 'Only people appointed inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only people of the organization with this code.' })
  @MaxLength(64)
  organizationCode?: string;

  @TextField(1, 40, {
    nullable: true,
    description: 'Only people whose name holds this text of 1 to 40 characters.',
  })
  name?: string;
}

@Resolver(() => Person)
export class PersonResolver {
  constructor(
    private readonly people: PersonRepository,
    private readonly organizations: OrganizationRepository,
    private readonly service: PersonService,
  ) {}

  @PayloadMutation('person', () => Person, {
    description:
      'Registers a person (登记人员). For administrators. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED.',
  })
  registerPerson(
    @Arg('input', () => RegisterPersonInput, { description: 'The person.' }) input: RegisterPersonInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Person> {
    return this.service.register(actor, input);
  }

  @PayloadMutation('person', () => Person, {
    description:
      'Changes the data of a person (变更人员); the audit names the fields. For administrators. Errors: FORBIDDEN, NOT_FOUND, VERSION_STALE, INPUT_INVALID.',
  })
  changePerson(
    @Arg('input', () => ChangePersonInput, { description: 'The changes.' }) input: ChangePersonInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Person> {
    return this.service.change(actor, input);
  }

  @Query(() => Person, {
    nullable: true,
    description:
      'A person by exactly one of the keys; null when there is none the actor may see. Errors: INPUT_INVALID.',
  })
  person(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { nullable: true, description: 'UUIDv7.' }) id?: string,
    @Arg('number', () => String, { nullable: true, description: 'Personnel number, such as P0001.' })
    number?: string,
  ): Promise<Person | null> {
    const [key, value] = requireOneKey({ id, number });
    return context.load(key === 'id' ? this.people.byId : this.people.byNumber, value);
  }

  @Query(() => PersonConnection, {
    name: 'people',
    description: 'The people that the actor may see, by personnel number.',
  })
  async list(
    @Args(() => PeopleArguments) args: PeopleArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Person>> {
    return connectionOf(await this.people.page(actor, args, args), args);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Mobile telephone (手机); null for those who have no reason to call.',
  })
  async phone(@Root() { id, phone }: Person, @Ctx() context: GraphContext): Promise<string | null> {
    return (await context.load(this.people.isReachable, id)) ? phone : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'E-mail; null when there is none, or for those who have no reason to write.',
  })
  async email(@Root() { id, email }: Person, @Ctx() context: GraphContext): Promise<string | null> {
    return (await context.load(this.people.isReachable, id)) ? email : null;
  }

  @FieldResolver(() => String, {
    name: 'pseudonym',
    nullable: true,
    description:
      'The random text by which BI follows the person from period to period (假名). It never changes. For assessors; null for others. BI, which sees no people, reads it beside scores and attendances.',
  })
  shownPseudonym(@Root() { pseudonym }: Person, @Ctx() { actor }: GraphContext): string | null {
    return maySeePseudonyms(actor) ? pseudonym : null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where the person works; null when it was dissolved.',
  })
  organization(
    @Root() { organizationCode }: Person,
    @Ctx() context: GraphContext,
  ): Promise<Organization | null> {
    return context.load(this.organizations.byCode, organizationCode);
  }
}
