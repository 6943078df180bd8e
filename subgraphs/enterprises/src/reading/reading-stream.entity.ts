import { Entity, Index } from 'typeorm';
import { IntegerColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import type { ReadingInterval } from './reading.vocabulary.ts';

/**
 * The values of one interval that one device sends from one point: a device that is moved begins another stream. Its
 * number begins the key of readings. See docs/decisions/0105.
 */
@Entity('reading_stream')
@Index('ux_reading_stream', ['deviceId', 'monitorPointId', 'interval'], { unique: true })
@Index('ix_reading_stream_point', ['monitorPointId'])
export class ReadingStream {
  @IntegerColumn({ primary: true })
  number!: number;

  @UuidColumn({ name: 'device_id' })
  deviceId!: string;

  @UuidColumn({ name: 'monitor_point_id' })
  monitorPointId!: string;

  @TextColumn(16, { name: 'interval_kind' })
  interval!: ReadingInterval;
}
