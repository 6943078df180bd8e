const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1_000;

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`: China has kept UTC+8 without summer time since 1991. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}
