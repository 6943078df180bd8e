import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { FlagColumn, IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day, vocabulary } from '@ecogrid/subgraph';

export const TrainingTopic = vocabulary(
  'TrainingTopic',
  'The four topics of the trainings (培训主题). docs/domain.md row 50.',
  {
    SUPERVISION_REQUIREMENTS: 'Requirements of grid supervision (网格化监管要求).',
    MEMBER_DUTIES: 'Duties of grid members (网格员职责).',
    PLATFORM_OPERATION: 'How the platform runs (平台运转模式).',
    KEY_INDUSTRY_INSPECTION: 'Inspection of key industries (重点行业监管检查).',
  },
);
export type TrainingTopic = keyof typeof TrainingTopic;

@ObjectType({ description: 'A trainer (培训讲师), who is no person of the graph. docs/domain.md row 48.' })
@Entity('trainer')
export class Trainer {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Name (姓名).' })
  @TextColumn(40)
  name!: string;

  @Field(() => String, { description: 'Where the trainer comes from (所在单位).' })
  @TextColumn(120, { name: 'organization_name' })
  organizationName!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A training held for those who supervise (专题培训). docs/domain.md rows 46-50.' })
@Entity('training_session')
@Index('ux_training_session_code', ['code'], { unique: true })
export class TrainingSession {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Stable code, such as TRAINING-1.' })
  @TextColumn(32)
  code!: string;

  @Field(() => String, { description: 'Title (名称).' })
  @TextColumn(120)
  title!: string;

  @Field(() => TrainingTopic, { description: 'The topic of the session (主题).' })
  @TextColumn(32)
  topic!: TrainingTopic;

  @Field(() => Day, { description: 'The day.' })
  @TextColumn(10, { name: 'held_on' })
  heldOn!: string;

  @Field(() => String, { description: 'Where it was held (地点).' })
  @TextColumn(120)
  place!: string;

  @UuidColumn({ name: 'trainer_id' })
  trainerId!: string;
}

@ObjectType({
  description: 'One person’s invitation to a training, and its outcome (培训记录). docs/domain.md row 49.',
})
@Entity('attendance')
@Index('ux_attendance_person', ['sessionId', 'personId'], { unique: true })
@Index('ix_attendance_person', ['personId'])
export class Attendance {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'session_id' })
  sessionId!: string;

  @UuidColumn({ name: 'person_id' })
  personId!: string;

  @Field(() => Boolean, { description: 'Whether the person came (是否到场).' })
  @FlagColumn({ name: 'has_attended' })
  hasAttended!: boolean;

  @IntegerColumn({ name: 'score_hundredths', nullable: true })
  scoreHundredths!: number | null;
}
