import { In, type FindOptionsWhere, type SelectQueryBuilder } from 'typeorm';
import { keysetPage, nestedPages, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import type { CameraPurpose } from '../camera/index.ts';
import { visibleTo } from '../site/index.ts';
import { SupervisedObject, foldedText } from '../supervised-object/index.ts';
import type { EnterpriseRow } from './enterprise.entity.ts';

export interface EnterpriseFilter {
  readonly within?: string | null | undefined;
  readonly isPriority?: boolean | null | undefined;
  readonly isOnlineMonitored?: boolean | null | undefined;
  readonly videoPurpose?: CameraPurpose | null | undefined;
  readonly text?: string | null | undefined;
}

/** Where `canReadObjectSite` finds a row's site. */
const SITE = { grid: 'enterprise.gridCode', enterprise: 'enterprise.creditCode' };
const BY_CREDIT_CODE = { property: 'creditCode', direction: 'ASC' } as const;

export class EnterpriseRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, EnterpriseRow | null> = async (ids) => {
    const rows = await this.of({ id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly byCreditCode: Batch<string, EnterpriseRow | null> = async (codes) => {
    const rows = await this.of({ creditCode: In(codes) });
    return inKeyOrder(codes, rows, ({ creditCode }) => creditCode);
  };

  /** Pages of the enterprises inside grids, for keys made by `nestedPageKey` of grid codes. */
  readonly pageInGrid: Batch<string, Page<EnterpriseRow>> = (keys, { actor }) =>
    nestedPages(this.database.manager, BY_CREDIT_CODE, keys, ({ parent, filter }) =>
      this.query(actor, { ...(filter as EnterpriseFilter), within: parent }),
    );

  page(actor: Actor, filter: EnterpriseFilter, request: PageRequest): Promise<Page<EnterpriseRow>> {
    return keysetPage(this.query(actor, filter), BY_CREDIT_CODE, request);
  }

  private of(where: FindOptionsWhere<SupervisedObject>): Promise<EnterpriseRow[]> {
    const found = this.database.manager.findBy(SupervisedObject, { ...where, kind: 'ENTERPRISE' });
    return found as Promise<EnterpriseRow[]>;
  }

  private query(actor: Actor, filter: EnterpriseFilter): SelectQueryBuilder<EnterpriseRow> {
    const query = this.database.manager
      .createQueryBuilder<EnterpriseRow>(SupervisedObject, 'enterprise')
      .where(`enterprise.kind = 'ENTERPRISE'`);
    if (asksAboutSites(filter)) query.andWhere(scopeClause(visibleTo(actor), SITE));
    const { within, isPriority, isOnlineMonitored, videoPurpose, text } = filter;
    if (within) query.andWhere('enterprise.gridCode LIKE :within', { within: `${within}%` });
    if (typeof isPriority === 'boolean')
      query.andWhere('enterprise.isPriority = :isPriority', { isPriority });
    if (typeof isOnlineMonitored === 'boolean')
      query.andWhere(`${isOnlineMonitored ? '' : 'NOT '}${ONLINE_MONITORED}`);
    if (videoPurpose) query.andWhere(WATCHED, { videoPurpose });
    if (text) query.andWhere(NAMED, { text: foldedText(text) });
    return query;
  }
}

/** An actor who may not see a field may not filter by it either. */
function asksAboutSites({ within, isPriority, isOnlineMonitored, videoPurpose }: EnterpriseFilter): boolean {
  return [within, isPriority, isOnlineMonitored, videoPurpose].some(
    (asked) => (asked ?? undefined) !== undefined,
  );
}

const ONLINE_MONITORED = `EXISTS (SELECT 1 FROM outlet o
  JOIN monitor_point p ON p.outlet_id = o.id JOIN device d ON d.monitor_point_id = p.id
  WHERE o.enterprise_id = enterprise.id)`;
const WATCHED =
  'EXISTS (SELECT 1 FROM camera c WHERE c.enterprise_id = enterprise.id AND c.purpose = :videoPurpose)';
/** INSTR and not LIKE: the words of the caller hold no wildcards. */
const NAMED = 'INSTR(enterprise.searchText, :text) > 0';
