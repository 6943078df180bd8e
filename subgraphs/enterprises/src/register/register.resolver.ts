import { IsIn, Matches, MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  PageArguments,
  PayloadMutation,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Person, personNamed } from '../neighbours/index.ts';
import {
  SupervisedObject,
  canReadObjectSite,
  type SupervisedObjectRepository,
} from '../supervised-object/index.ts';
import { ExternalReference } from './external-reference.entity.ts';
import { Difference, MOST_DIFFERENCES, RegisterChange } from './register-change.entity.ts';
import {
  ChangeObjectInput,
  CloseObjectInput,
  DecideRegisterChangeInput,
  LinkObjectInput,
  RegisterObjectInput,
} from './register.input.ts';
import { maySeeDifference } from './register.policy.ts';
import { MOST_REFERENCES, type RegisterRepository } from './register.repository.ts';
import type { RegisterService } from './register.service.ts';
import { RegisterChangeState } from './register.vocabulary.ts';

const RegisterChangeConnection = connectionType('RegisterChange', () => RegisterChange);
const REFUSALS = 'INPUT_INVALID, FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE, GUARD_FAILED, VERSION_STALE';

@ArgsType()
export class RegisterChangesArguments extends PageArguments {
  @Field(() => RegisterChangeState, { nullable: true, description: 'Only changes in this state (状态).' })
  @IsIn(Object.keys(RegisterChangeState))
  state?: RegisterChangeState;
}

@ArgsType()
class ReferenceArguments {
  @Field(() => String, { description: 'The other system (系统), such as CITY-12345.' })
  @Matches(/^[A-Z][A-Z0-9-]{1,31}$/)
  system!: string;

  @Field(() => String, { description: 'The number in that system (编号).' })
  @MaxLength(64)
  reference!: string;
}

@Resolver(() => RegisterChange)
export class RegisterChangeResolver {
  constructor(
    private readonly service: RegisterService,
    private readonly register: RegisterRepository,
    private readonly objects: SupervisedObjectRepository,
  ) {}

  @Query(() => RegisterChangeConnection, {
    description:
      'Changes of the register about sites that the actor may see (登记变更), the newest first. The desk decides on those that are PROPOSED.',
  })
  async registerChanges(
    @Args(() => RegisterChangesArguments) args: RegisterChangesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<RegisterChange>> {
    return connectionOf(await this.register.page(actor, args, args), args);
  }

  @Query(() => RegisterChange, {
    nullable: true,
    description: 'A change of the register by its id; null when there is none the actor may see.',
  })
  registerChange(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<RegisterChange | null> {
    return context.load(this.register.changeById, id);
  }

  @Query(() => SupervisedObject, {
    nullable: true,
    description:
      'A supervised object by its number in another system (外部编号); null when there is none, or for those who may not see the site.',
  })
  async objectByReference(
    @Args(() => ReferenceArguments) { system, reference }: ReferenceArguments,
    @Ctx() context: GraphContext,
  ): Promise<SupervisedObject | null> {
    const found = await this.register.reference(system, reference);
    const object = found && (await context.load(this.objects.byId, found.objectId));
    return object && canReadObjectSite(context.actor, object) ? object : null;
  }

  @PayloadMutation('change', () => RegisterChange, {
    description: `Registers an object (登记): at once by the desk, as a proposal by those who look after its grid. Errors: ${REFUSALS}.`,
  })
  registerObject(
    @Arg('input', () => RegisterObjectInput, { description: 'The kind and the data of the object.' })
    input: RegisterObjectInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RegisterChange> {
    return this.service.register(actor, input);
  }

  @PayloadMutation('change', () => RegisterChange, {
    description: `Changes the data of an object (变更): at once by the desk, as a proposal by those who look after its grid and by the enterprise itself. Errors: ${REFUSALS}.`,
  })
  changeObject(
    @Arg('input', () => ChangeObjectInput, { description: 'The object and the data that change.' })
    input: ChangeObjectInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RegisterChange> {
    return this.service.change(actor, input);
  }

  @PayloadMutation('change', () => RegisterChange, {
    description: `Closes an object (关闭): at once by the desk, as a proposal by those who look after its grid. Errors: ${REFUSALS}.`,
  })
  closeObject(
    @Arg('input', () => CloseObjectInput, { description: 'The object and the reason.' })
    input: CloseObjectInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RegisterChange> {
    return this.service.close(actor, input);
  }

  @PayloadMutation('change', () => RegisterChange, {
    description:
      'Decides on a proposed change (审核变更). For the desk; the proposer does not decide. Code and place are checked again. Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  decideRegisterChange(
    @Arg('input', () => DecideRegisterChangeInput, { description: 'The change and the decision.' })
    input: DecideRegisterChangeInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RegisterChange> {
    return this.service.decide(actor, input);
  }

  @PayloadMutation('object', () => SupervisedObject, {
    description:
      'Gives an object the number that another system has for it (外部编号), unique in its system; a change of the object. For the desk. Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  linkObject(
    @Arg('input', () => LinkObjectInput, { description: 'The object, the system and the number.' })
    input: LinkObjectInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<SupervisedObject> {
    return this.service.link(actor, input);
  }

  @FieldResolver(() => SupervisedObject, {
    nullable: true,
    description: 'The object as it is now; null while its registration is proposed, or was declined.',
  })
  object(
    @Root() { objectId }: RegisterChange,
    @Ctx() context: GraphContext,
  ): Promise<SupervisedObject | null> {
    return context.load(this.objects.byId, objectId);
  }

  @Directive('@listSize(assumedSize: 16)')
  @FieldResolver(() => [Difference], {
    description: `The fields that it changes, with their values, ${MOST_DIFFERENCES} at most (变更项); telephone and contact for the desk and the enterprise itself only.`,
  })
  differences(@Root() change: RegisterChange, @Ctx() { actor }: GraphContext): Difference[] {
    return change.differences.filter(({ field }) => maySeeDifference(actor, change, field));
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The proposer (申请人); null for a service, and for other readers than the proposer and those who see all people.',
  })
  proposer(@Root() { proposedBy }: RegisterChange): Person | null {
    return personNamed(proposedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The person who decided (审核人); null while it waits, for a service, and for other readers than this person and those who see all people.',
  })
  decider(@Root() { decidedBy }: RegisterChange): Person | null {
    return personNamed(decidedBy);
  }
}

@Resolver(() => SupervisedObject)
export class ObjectRegisterResolver {
  constructor(private readonly register: RegisterRepository) {}

  @FieldResolver(() => RegisterChangeConnection, {
    description:
      'The changes of its data, the newest first (变更记录): those that were applied are its history. Empty for those who may not see the site.',
  })
  async changes(
    @Root() { id }: SupervisedObject,
    @Args(() => RegisterChangesArguments) args: RegisterChangesArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<RegisterChange>> {
    const { first, after, ...filter } = args;
    const key = nestedPageKey(id, { first, after, filter });
    return connectionOf(await context.load(this.register.changesOf, key), args);
  }

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [ExternalReference], {
    description: `Its numbers in other systems, ${MOST_REFERENCES} at most (外部编号); empty for those who may not see the site.`,
  })
  async externalReferences(
    @Root() object: SupervisedObject,
    @Ctx() context: GraphContext,
  ): Promise<ExternalReference[]> {
    return canReadObjectSite(context.actor, object)
      ? context.load(this.register.referencesOf, object.id)
      : [];
  }
}
