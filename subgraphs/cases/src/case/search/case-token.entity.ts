import { Entity } from 'typeorm';
import { TextColumn, UuidColumn } from '@ecogrid/database';
import { LONGEST_TOKEN } from './words.rule.ts';

/** A word by which a case is found. Ids are UUIDv7: those of one token are in the order of opening. */
@Entity('case_token', { withoutRowid: true })
export class CaseToken {
  @TextColumn(LONGEST_TOKEN, { primary: true })
  token!: string;

  @UuidColumn({ name: 'case_id', primary: true })
  caseId!: string;
}
