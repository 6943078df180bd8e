import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import type { TicketRole } from './routing.vocabulary.ts';

/** One rule of the industry guidelines (行业导则): who handles what. Rules are asked in order; an empty condition holds. */
@Entity('routing_rule')
@Index('ix_routing_rule_rank', ['rank'])
export class RoutingRule {
  @PrimaryUuid()
  id!: string;

  /** The first fitting rule names the lead; every fitting one with the assisting role adds an organization. */
  @IntegerColumn()
  rank!: number;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  /** WATER or AIR: the medium of the pollutant. */
  @TextColumn(16, { nullable: true })
  medium!: string | null;

  /** The case's grid lies in the grid of this code. */
  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  /** `{street}` stands for the nine digits of the street that the case lies in. */
  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @TextColumn(16)
  role!: keyof typeof TicketRole;

  /** First day in force, YYYY-MM-DD, Asia/Shanghai. */
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  /** First day no longer in force; null while it is. */
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;
}
