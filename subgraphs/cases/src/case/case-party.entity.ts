import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import type { CaseState } from './workflow/index.ts';

/** An organization with a ticket of a case. */
@Entity('case_party')
@Index('ix_case_party_created', ['organizationCode', 'createdAt', 'caseId'])
@Index('ix_case_party_updated', ['organizationCode', 'updatedAt', 'caseId'])
@Index('ix_case_party_state_created', ['organizationCode', 'state', 'createdAt', 'caseId'])
@Index('ix_case_party_state_due', ['organizationCode', 'state', 'dueOrder', 'caseId'])
export class CaseParty {
  @UuidColumn({ name: 'case_id', primary: true })
  caseId!: string;

  @TextColumn(64, { name: 'organization_code', primary: true })
  organizationCode!: string;

  /** State and times of the case: an index keeps the cases of an organization in order. */
  @TextColumn(24)
  state!: keyof typeof CaseState;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  @InstantColumn({ name: 'updated_at' })
  updatedAt!: Date;

  @InstantColumn({ name: 'due_order' })
  dueOrder!: Date;
}

/** The last number given out, by year and division. */
@Entity('case_counter')
export class CaseCounter {
  @TextColumn(24, { primary: true })
  scope!: string;

  @IntegerColumn()
  last!: number;
}
