import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EMPTY_PAGE } from '@ecogrid/database';
import { maySeePeople } from '@ecogrid/identity';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Person, type PersonRepository } from '../person/index.ts';
import { Asset, AssetKind } from './asset.entity.ts';
import type { AssetRepository } from './asset.repository.ts';

const AssetConnection = connectionType('Asset', () => Asset);

@Resolver(() => Asset)
export class AssetResolver {
  constructor(
    private readonly assets: AssetRepository,
    private readonly people: PersonRepository,
  ) {}

  @Query(() => Asset, {
    nullable: true,
    description: 'A terminal or vehicle by its id; null when there is none the actor may see.',
  })
  asset(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Asset | null> {
    return context.load(this.assets.byId, id);
  }

  @Query(() => AssetConnection, {
    name: 'assets',
    description: 'Terminals and vehicles by code; empty for those who may not see people.',
  })
  async list(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { actor }: GraphContext,
    @Arg('kind', () => AssetKind, { nullable: true, description: 'Only assets of this kind.' })
    kind?: AssetKind,
  ): Promise<Connection<Asset>> {
    return connectionOf(maySeePeople(actor) ? await this.assets.page(kind, page) : EMPTY_PAGE, page);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The current holder (领用人); null while the asset is in store.',
  })
  async holder(@Root() { id }: Asset, @Ctx() context: GraphContext): Promise<Person | null> {
    const issue = await context.load(this.assets.openIssue, id);
    return issue && context.load(this.people.byId, issue.holderId);
  }
}
