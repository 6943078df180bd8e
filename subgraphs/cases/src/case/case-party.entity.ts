import { Entity, Index } from 'typeorm';
import { IntegerColumn, TextColumn, UuidColumn } from '@ecogrid/database';

/** An organization with a ticket of a case. */
@Entity('case_party')
@Index('ix_case_party_organization', ['organizationCode'])
export class CaseParty {
  @UuidColumn({ name: 'case_id', primary: true })
  caseId!: string;

  @TextColumn(64, { name: 'organization_code', primary: true })
  organizationCode!: string;
}

/** The last number given out, by year and division. */
@Entity('case_counter')
export class CaseCounter {
  @TextColumn(24, { primary: true })
  scope!: string;

  @IntegerColumn()
  last!: number;
}
