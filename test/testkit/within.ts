/** The promise, or an error that says what did not happen in time. */
export async function within<Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${ms} ms: ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Polls until the condition holds: for values without events, such as metrics. */
export async function eventually<Value>(
  ms: number,
  look: () => Promise<Value> | Value,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  const giveUp = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (isSo(value)) return value;
    if (Date.now() > giveUp) throw new Error(`Not within ${ms} ms; it is ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
