/** Time is injected: nothing but this file and its tests asks the machine. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1_000;

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`: China has kept UTC+8 without summer time since 1992. */
export function shanghaiDay(moment: Date): string {
  return new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The minute in Asia/Shanghai as readers see it, `YYYY-MM-DD HH:mm`. */
export function shanghaiMinute(moment: Date): string {
  const local = new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

/** The moment at which a day, `YYYY-MM-DD`, begins in Asia/Shanghai. */
export function shanghaiMidnight(day: string): Date {
  return new Date(`${day}T00:00:00.000+08:00`);
}
