/** The day of now in Asia/Shanghai, `YYYY-MM-DD`: days of results are days of the district. */
export function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
