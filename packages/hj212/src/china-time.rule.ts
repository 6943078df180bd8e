/** HJ 212 times are Asia/Shanghai, which has kept +08:00 without summer time since 1992: no date library is needed. */
const OFFSET_MILLISECONDS = 8 * 60 * 60 * 1000;
const TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3}|)$/;

/**
 * A wire time `YYYYMMDDhhmmss`, optionally with milliseconds (as QN has), as an instant.
 *
 * @returns `null` when the text is no such time or names no real one (`20230230…`, hour 24).
 */
export function parseChinaTime(text: string): Date | null {
  const parts = TIME.exec(text)
    ?.slice(1)
    .map((part) => Number(part));
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // Date.UTC carries 30 February over into March: only a time that prints as it was written is real.
  if (digitsOf(local, text.length) !== text) return null;
  return new Date(local - OFFSET_MILLISECONDS);
}

/** An instant as the wire writes it, `YYYYMMDDhhmmss` (14) or with milliseconds (17). */
export function formatChinaTime(instant: Date, digits: 14 | 17): string {
  return digitsOf(instant.getTime() + OFFSET_MILLISECONDS, digits);
}

function digitsOf(local: number, digits: number): string {
  return new Date(local).toISOString().replace(/\D/g, '').slice(0, digits);
}
