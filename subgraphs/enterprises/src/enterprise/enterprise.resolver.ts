import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  GeoPosition,
  connectionOf,
  connectionType,
  requireOneKey,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Division, Grid, gridOf, personNamed } from '../neighbours/index.ts';
import {
  HazardousWasteRole,
  SupervisedObject,
  canReadObjectSite,
  maySeePhone,
} from '../supervised-object/index.ts';
import { CreditCodeOverride, Enterprise, PollutantPermit, type EnterpriseRow } from './enterprise.entity.ts';
import { EnterprisesArguments } from './enterprise.input.ts';
import type { EnterpriseRepository } from './enterprise.repository.ts';

export const EnterpriseConnection = connectionType('Enterprise', () => Enterprise);

@Resolver(() => Enterprise)
export class EnterpriseResolver {
  constructor(private readonly repository: EnterpriseRepository) {}

  @Query(() => Enterprise, {
    nullable: true,
    description: 'An enterprise by exactly one of its keys; null when there is none.',
  })
  enterprise(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { nullable: true, description: 'UUIDv7.' }) id?: string,
    @Arg('creditCode', () => String, {
      nullable: true,
      description: 'Unified social credit code (统一社会信用代码).',
    })
    creditCode?: string,
  ): Promise<EnterpriseRow | null> {
    const [key, value] = requireOneKey({ id, creditCode });
    return context.load(key === 'id' ? this.repository.byId : this.repository.byCreditCode, value);
  }

  @Query(() => EnterpriseConnection, {
    description: 'The register of enterprises (企业名录), by credit code.',
  })
  async enterprises(
    @Args(() => EnterprisesArguments) args: EnterprisesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<EnterpriseRow>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Division, {
    nullable: true,
    description: 'The street it is registered in (所属街道); null when it was abolished.',
  })
  division(@Root() { divisionCode }: EnterpriseRow): Division {
    return { code: divisionCode };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Address (地址); null for those who may not see the site.',
  })
  address(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): string | null {
    return canReadObjectSite(actor, enterprise) ? enterprise.address : null;
  }

  @FieldResolver(() => GeoPosition, {
    nullable: true,
    description: 'Where it stands (坐标); null for those who may not see the site.',
  })
  position(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): GeoPosition | null {
    const { longitude, latitude } = enterprise;
    return canReadObjectSite(actor, enterprise) ? { longitude, latitude } : null;
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description:
      'The unit grid whose polygon holds it (属地网格). docs/domain.md row 19. Null outside the district, or for those who may not see the site.',
  })
  grid(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): Grid | null {
    return canReadObjectSite(actor, enterprise) ? gridOf(enterprise.gridCode) : null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it is under priority control (重点管控). docs/domain.md row 33. Null for those who may not see the site.',
  })
  isPriority(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): boolean | null {
    return canReadObjectSite(actor, enterprise) ? enterprise.isPriority : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Telephone (联系电话); null for all but the desk and the enterprise itself.',
  })
  phone(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): string | null {
    return maySeePhone(actor, enterprise) ? enterprise.phone : null;
  }

  @FieldResolver(() => CreditCodeOverride, {
    nullable: true,
    description:
      'Set when the credit code fails its check digit and was accepted all the same; null otherwise, or for those who may not see the site.',
  })
  creditCodeOverride(
    @Root() enterprise: EnterpriseRow,
    @Ctx() { actor }: GraphContext,
  ): CreditCodeOverride | null {
    const kept = canReadObjectSite(actor, enterprise) ? enterprise.creditCodeOverride : null;
    return (
      kept && { ...kept, acceptedBy: personNamed(kept.acceptedBy), acceptedAt: new Date(kept.acceptedAt) }
    );
  }
}

/** The fields of an enterprise that only readers of the site see. */
@Resolver(() => Enterprise)
export class EnterpriseSiteResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it is a scattered polluter (散乱污). docs/domain.md row 45. Null for those who may not see the site.',
  })
  isScatteredPolluter(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): boolean | null {
    return canReadObjectSite(actor, enterprise) ? enterprise.isScatteredPolluter : null;
  }

  @FieldResolver(() => HazardousWasteRole, {
    nullable: true,
    description:
      'Its part in hazardous waste (危险废物角色); null without one, or for those who may not see the site.',
  })
  hazardousWasteRole(
    @Root() enterprise: EnterpriseRow,
    @Ctx() { actor }: GraphContext,
  ): HazardousWasteRole | null {
    return canReadObjectSite(actor, enterprise) ? enterprise.hazardousWasteRole : null;
  }

  @FieldResolver(() => PollutantPermit, {
    nullable: true,
    description:
      'Its pollutant permit (排污许可证); null without one, or for those who may not see the site.',
  })
  permit(@Root() enterprise: EnterpriseRow, @Ctx() { actor }: GraphContext): PollutantPermit | null {
    const { permitNumber: number, permitFrom: from, permitTo: to } = enterprise;
    return number !== null && canReadObjectSite(actor, enterprise) ? { number, from, to } : null;
  }
}

/** The object of an enterprise and the enterprise of an object are one row. */
@Resolver(() => Enterprise)
export class EnterpriseObjectResolver {
  @FieldResolver(() => SupervisedObject, {
    description: 'The enterprise as an object of the register (监管对象), with the same id.',
  })
  supervisedObject(@Root() enterprise: EnterpriseRow): SupervisedObject {
    return enterprise;
  }
}

@Resolver(() => SupervisedObject)
export class ObjectEnterpriseResolver {
  @FieldResolver(() => Enterprise, {
    nullable: true,
    description: 'The enterprise that it is (企业); null for an object of another kind.',
  })
  enterprise(@Root() object: SupervisedObject): Enterprise | null {
    return object.kind === 'ENTERPRISE' ? (object as EnterpriseRow) : null;
  }
}
