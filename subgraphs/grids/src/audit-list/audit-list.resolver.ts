import { IsIn, IsUUID } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { AuditEntry, AuditKind, type AuditRepository } from '../audit/index.ts';
import { Person, type PersonRepository } from '../person/index.ts';

const AuditEntryConnection = connectionType('AuditEntry', () => AuditEntry);

@ArgsType()
class AuditArguments extends PageArguments {
  @Field(() => AuditKind, { nullable: true, description: 'Only acts of this kind.' })
  @IsIn(Object.keys(AuditKind))
  kind?: AuditKind;

  @Field(() => ID, { nullable: true, description: 'Only acts of this person.' })
  @IsUUID()
  personId?: string;

  @Field(() => Date, { nullable: true, description: 'Only acts at this moment or later.' })
  doneSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only acts before this moment.' })
  doneBefore?: Date;
}

@Resolver(() => AuditEntry)
export class AuditListResolver {
  constructor(
    private readonly audit: AuditRepository,
    private readonly people: PersonRepository,
  ) {}

  @Query(() => AuditEntryConnection, {
    description:
      'Changes of rights, of people and of code tables in all subgraphs, the newest first (审计). For administrators; empty for others.',
  })
  async auditEntries(
    @Args(() => AuditArguments) args: AuditArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<AuditEntry>> {
    return connectionOf(await this.audit.page(actor, args, args), args);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it (操作人); null for the operator of the machine.',
  })
  person(@Root() { personId }: AuditEntry, @Ctx() context: GraphContext): Promise<Person | null> {
    return personId ? context.load(this.people.byId, personId) : Promise.resolve(null);
  }
}
