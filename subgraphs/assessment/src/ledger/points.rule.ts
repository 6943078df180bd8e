/** Hundredths as a decimal text: 10050 is `100.50`. Whole numbers throughout, so nothing is ever rounded. */
export function decimalOf(hundredths: number): string {
  const size = Math.abs(hundredths);
  const text = `${Math.trunc(size / 100)}.${String(size % 100).padStart(2, '0')}`;
  return hundredths < 0 ? `-${text}` : text;
}

/**
 * The part of the points that fits under a rule's cap.
 * @param already the sum that the rule gave this subject in the period, in hundredths, of either sign.
 */
export function withinCap(points: number, cap: number | null, already: number): number {
  if (cap === null) return points;
  return points >= 0
    ? Math.min(points, Math.max(0, cap - already))
    : Math.max(points, Math.min(0, -cap - already));
}
