/** Runs until it is killed, and writes nothing: the end of its parent does not end it. */
setInterval(() => undefined, 60_000);
