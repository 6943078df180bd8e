import Sequencer from '@jest/test-sequencer';

/** Tests with kills, load and random input run last, after every other test has reported. */
const LAST = /test\/faults\/|soak-share|fuzz|\.property\.test/;
/** Slower than any unit test, and often waiting: begun first, beside unit tests. */
const FIRST = /\/test\//;

const rankOf = ({ path }) => (LAST.test(path) ? 2 : FIRST.test(path) ? 0 : 1);

/** Within a rank in the order of Jest: what failed, then what took longest. */
export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
