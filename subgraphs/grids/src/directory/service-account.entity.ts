import { Entity, PrimaryColumn } from 'typeorm';
import { TextColumn } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';

/** A program that reads the graph, and the one role it has. */
@Entity('service_account')
export class ServiceAccount {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  name!: string;

  @TextColumn(24)
  role!: Role;
}
