/** How far DataTime may be from the time of arrival. */
export interface ClockWindow {
  /** Data is sent late after a loss of connection, and again when it is asked for. */
  readonly pastMs: number;
  /** A value from the future would stand first in every list until then. */
  readonly aheadMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function clockWindow(pastDays: number, aheadMinutes: number): ClockWindow {
  return { pastMs: pastDays * DAY_MS, aheadMs: aheadMinutes * MINUTE_MS };
}

/** A battery that is empty gives 1970 or 2000: its time is not believed. */
export function isClockRight(dataTime: Date, receivedAt: Date, { pastMs, aheadMs }: ClockWindow): boolean {
  const ahead = dataTime.getTime() - receivedAt.getTime();
  return ahead <= aheadMs && -ahead <= pastMs;
}
