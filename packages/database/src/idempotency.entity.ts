import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, TextColumn, UuidColumn } from './column-decorators.ts';

/** The result of a mutation under a client's key. A retry receives the same answer and changes nothing. */
@Entity('idempotency_record')
export class IdempotencyRecord {
  /** The actor: keys of one never meet those of another. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  owner!: string;

  @PrimaryColumn({ name: 'request_key', type: 'varchar', length: 64 })
  requestKey!: string;

  @TextColumn(64)
  operation!: string;

  /** SHA-256 of the input, hexadecimal. */
  @TextColumn(64, { name: 'body_hash' })
  bodyHash!: string;

  /** The thing that the mutation answered with. */
  @UuidColumn({ name: 'result_id' })
  resultId!: string;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;
}
