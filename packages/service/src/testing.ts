/** Ends the polling that a test leaves behind when it runs into its own time limit, which is the nearer bound. */
const GIVE_UP_MS = 600_000;
const POLL_MS = 10;

/** Polls until the condition holds: for values without events. @returns the value that meets it. */
export async function eventually<Value>(
  look: () => Promise<Value> | Value,
  isSo: (value: Value) => boolean = Boolean,
  ms = GIVE_UP_MS,
): Promise<Value> {
  const giveUp = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (isSo(value)) return value;
    if (Date.now() > giveUp) throw new Error(`Not within ${ms} ms; it is ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
