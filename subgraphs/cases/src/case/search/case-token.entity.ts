import { Entity } from 'typeorm';
import { TokenRow } from '@ecogrid/search-tokens';

/** A word by which a case is found. */
@Entity('case_token', { withoutRowid: true })
export class CaseToken extends TokenRow {}
