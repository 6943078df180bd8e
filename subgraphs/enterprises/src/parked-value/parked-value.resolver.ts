import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Device } from '../device/index.ts';
import { ParkedValue } from './parked-value.entity.ts';
import type { ParkedValueRepository } from './parked-value.repository.ts';
import { ParkedKind } from './parked-value.vocabulary.ts';

const ParkedValueConnection = connectionType('ParkedValue', () => ParkedValue);

@ArgsType()
class ParkedValuesArguments extends PageArguments {
  @Field(() => ParkedKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: ParkedKind;

  @Field(() => Date, { nullable: true, description: 'Only those that came in at this moment or later.' })
  receivedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only those that came in before this moment.' })
  receivedBefore?: Date;
}

@Resolver(() => Device)
export class DeviceParkedValuesResolver {
  constructor(private readonly repository: ParkedValueRepository) {}

  @FieldResolver(() => ParkedValueConnection, {
    description:
      'The pairs of its packets that are no readings (未入库数据), the newest first: unmapped factors, unreadable values, data of a wrong clock.',
  })
  async parkedValues(
    @Root() { id }: Device,
    @Args(() => ParkedValuesArguments) { kind, ...args }: ParkedValuesArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<ParkedValue>> {
    const { receivedSince: since, receivedBefore: until } = args;
    const key = nestedPageKey(id, { ...args, since, until, filter: { kind: kind ?? null } });
    return connectionOf(await context.load(this.repository.pageOfDevice, key), args);
  }
}
