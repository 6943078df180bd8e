import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, LongTextColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const AuditKind = vocabulary('AuditKind', 'The kinds of acts that the audit keeps (审计类别).', {
  RIGHTS: 'A change of rights: an appointment or a login account (权限变更).',
  PEOPLE: 'A person or an organization was registered (人员与机构变更).',
  CODE_TABLE: 'A version of a code table was published or ended (代码表变更).',
  IMPORT: 'Rows were imported, or an import was undone (导入).',
  EXPORT: 'Rows were exported (导出).',
});
export type AuditKind = keyof typeof AuditKind;

@ObjectType({
  description: 'An act that the audit keeps (审计记录). It is never edited. For administrators.',
})
@Entity('audit_entry')
@Index('ix_audit_entry_at', ['occurredAt'])
@Index('ix_audit_entry_kind', ['kind', 'occurredAt'])
@Index('ix_audit_entry_person', ['personId', 'occurredAt'])
export class AuditEntry {
  /** Of an act in another subgraph, the id of the event. */
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Date, { description: 'When it was done, UTC (时间).' })
  @InstantColumn({ name: 'occurred_at' })
  occurredAt!: Date;

  @Field(() => AuditKind, { description: 'The kind of the act (类别).' })
  @TextColumn(16)
  kind!: AuditKind;

  @Field(() => String, {
    description: 'The mutation by which it was done, or `admin init` for the command (操作).',
  })
  @TextColumn(64)
  action!: string;

  /** Null for the operator of the machine. */
  @TextColumn(64, { name: 'person_id', nullable: true })
  personId!: string | null;

  @Field(() => String, {
    description:
      'The thing it was done to: a personnel number with a role, or a code with its version (对象).',
  })
  @TextColumn(200)
  subject!: string;

  @Field(() => String, { nullable: true, description: 'The reason that was given (原因); null without one.' })
  @LongTextColumn({ nullable: true })
  reason!: string | null;
}
