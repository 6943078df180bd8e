import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  GeoPosition,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Division, Grid, gridOf } from '../neighbours/index.ts';
import { Completeness, completenessOf } from './completeness.rule.ts';
import { SupervisedObject } from './supervised-object.entity.ts';
import { NestedObjectsArguments, SupervisedObjectsArguments } from './supervised-object.input.ts';
import { canReadObjectSite, maySeePhone } from './supervised-object.policy.ts';
import type { SupervisedObjectRepository } from './supervised-object.repository.ts';

const SupervisedObjectConnection = connectionType('SupervisedObject', () => SupervisedObject);

@Resolver(() => SupervisedObject)
export class SupervisedObjectResolver {
  constructor(private readonly repository: SupervisedObjectRepository) {}

  @Query(() => SupervisedObject, {
    nullable: true,
    description: 'A supervised object by its id; null when there is none.',
  })
  supervisedObject(
    @Arg('id', () => ID, { description: 'UUIDv7; that of an enterprise is the id of its object.' })
    id: string,
    @Ctx() context: GraphContext,
  ): Promise<SupervisedObject | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => SupervisedObjectConnection, {
    description: 'The register of supervised objects of every kind (监管对象名录), by name.',
  })
  async supervisedObjects(
    @Args(() => SupervisedObjectsArguments) args: SupervisedObjectsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<SupervisedObject>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Division, {
    nullable: true,
    description: 'The street it is registered in (所属街道); null when it was abolished.',
  })
  division(@Root() { divisionCode }: SupervisedObject): Division {
    return { code: divisionCode };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Address (地址); null for those who may not see the site.',
  })
  address(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): string | null {
    return canReadObjectSite(actor, object) ? object.address : null;
  }

  @FieldResolver(() => GeoPosition, {
    nullable: true,
    description: 'Where it is (坐标); null for those who may not see the site.',
  })
  position(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): GeoPosition | null {
    const { longitude, latitude } = object;
    return canReadObjectSite(actor, object) ? { longitude, latitude } : null;
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description:
      'The unit grid whose polygon holds it (属地网格). docs/domain.md row 19. Null outside the district, or for those who may not see the site.',
  })
  grid(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): Grid | null {
    return canReadObjectSite(actor, object) ? gridOf(object.gridCode) : null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it is under priority control (重点管控). docs/domain.md row 33. Null for those who may not see the site.',
  })
  isPriority(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): boolean | null {
    return canReadObjectSite(actor, object) ? object.isPriority : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Telephone (联系电话); null when none is known, and for all but the desk and the enterprise itself.',
  })
  phone(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): string | null {
    return maySeePhone(actor, object) ? object.phone : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The person to call (联系人); null when none is known, and for all but the desk and the enterprise itself.',
  })
  contactName(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): string | null {
    return maySeePhone(actor, object) ? object.contactName : null;
  }

  @FieldResolver(() => Completeness, {
    nullable: true,
    description: 'The completeness of its data (档案完整度); null for those who may not see the site.',
  })
  completeness(@Root() object: SupervisedObject, @Ctx() { actor }: GraphContext): Completeness | null {
    return canReadObjectSite(actor, object) ? completenessOf(object) : null;
  }
}

@Resolver(() => Grid)
export class GridObjectsResolver {
  constructor(private readonly repository: SupervisedObjectRepository) {}

  @FieldResolver(() => SupervisedObjectConnection, {
    description:
      'Supervised objects inside the grid whose sites the actor may see, by name (网格内监管对象).',
  })
  async supervisedObjects(
    @Root() { code }: Grid,
    @Args(() => NestedObjectsArguments) args: NestedObjectsArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<SupervisedObject>> {
    const { first, after, ...filter } = args;
    const key = nestedPageKey(code, { first, after, filter });
    return connectionOf(await context.load(this.repository.pageInGrid, key), args);
  }
}
