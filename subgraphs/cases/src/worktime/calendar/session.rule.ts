import type { WorkSession } from '@ecogrid/work-time';

/** Working hours as people write them, `08:30`, and as rules count them, minutes after midnight. */
export interface WrittenSession {
  readonly from: string;
  readonly until: string;
}

export function writtenSession({ startMinute, endMinute }: WorkSession): WrittenSession {
  return { from: timeOf(startMinute), until: timeOf(endMinute) };
}

/** @throws RangeError when hours are empty, overlap or are out of order. */
export function sessionsOf(written: readonly WrittenSession[]): WorkSession[] {
  const sessions = written.map(({ from, until }) => ({
    startMinute: minuteOf(from),
    endMinute: minuteOf(until),
  }));
  sessions.forEach(({ startMinute, endMinute }, index) => {
    const before = sessions[index - 1]?.endMinute ?? 0;
    if (startMinute < before || endMinute <= startMinute)
      throw new RangeError(`working hours must ascend and lie apart, got ${JSON.stringify(written)}`);
  });
  return sessions;
}

function timeOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
