let number = 1;
let isOver = true;

/** The number of this turn of the event loop, in which something is delivered. */
export function beginTurn(): number {
  if (isOver) {
    isOver = false;
    setImmediate(() => {
      number += 1;
      isOver = true;
    });
  }
  return number;
}
