import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, UuidColumn } from '@ecogrid/database';

/** An episode of exceedance and the case that it is part of, as its events tell. Once for each episode. */
@Entity('case_episode')
@Index('ix_case_episode_case', ['caseId'])
export class CaseEpisode {
  @UuidColumn({ name: 'episode_id', primary: true })
  episodeId!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  /** The version of the episode that was learnt last. */
  @IntegerColumn({ name: 'episode_version' })
  episodeVersion!: number;

  /** The closed case that the case follows, of the same outlet and factor; null when it joined a case or is the first. */
  @UuidColumn({ name: 'previous_case_id', nullable: true })
  previousCaseId!: string | null;

  @InstantColumn({ name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
