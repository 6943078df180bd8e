import type { Mutant } from './mutant.ts';

const gateway = (file: string, named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `gateway/src/${file}`,
  named,
});

/** Faults by which a request, a peer or a selection could stop the gateway. */
export const BOUNDS: readonly Mutant[] = [
  {
    id: 'declared-lists-counted-once',
    breaks: 'the cost of an operation uses the declared size of lists',
    file: 'gateway/src/execution/operation-cost.ts',
    find: 'if (declared !== undefined) return declared;',
    put: 'if (declared !== undefined) return 1;',
    judge: gateway('execution/operation-cost.test.ts', 'a list by its declared maximum'),
  },
  {
    id: 'unestimated-admitted',
    breaks: 'an operation that cannot be estimated is refused',
    file: 'gateway/src/execution/operation-cost.ts',
    find: 'throw unestimated(error);',
    put: 'return unestimated(error) ? 0 : 0;',
    judge: gateway('execution/operation-cost.test.ts', 'is not estimated, and the operation refused'),
  },
  {
    id: 'answers-without-sum',
    breaks: 'the answers of all fetches of a request are bounded together',
    file: 'gateway/src/upstream/answer-budget.ts',
    find: "if (this.bytes > maxBytes) this.exceed('BYTES', maxBytes);",
    put: 'void maxBytes;',
    judge: gateway('upstream/answer-budget.test.ts', 'the answers of subgraphs for one request'),
  },
  {
    id: 'fetches-go-on-past-the-bound',
    breaks: 'past a bound the fetches under way are aborted',
    file: 'gateway/src/upstream/answer-budget.ts',
    find: 'this.exceeded ??= error;\n    this.controller.abort();',
    put: 'this.exceeded ??= error;',
    judge: gateway('upstream/answer-budget.test.ts', 'is not sent, and those beside it are aborted'),
  },
  {
    id: 'subgraph-frame-of-any-form',
    breaks: 'a frame of a subgraph that is no JSON object ends its socket and not the process',
    file: 'gateway/src/upstream/upstream-frame.ts',
    find: 'if (!isRecord(message)) return undefined;\n  const { type, id, payload } = message;',
    put: 'const { type, id, payload } = message as Record<string, unknown>;',
    judge: gateway('upstream/remote-subscriptions.test.ts', 'fail when the subgraph sends "null"'),
  },
  {
    id: 'lost-socket-keeps-streams',
    breaks: 'the streams of a socket that is lost fail, and are opened again',
    file: 'gateway/src/upstream/remote-subscriptions.ts',
    find: 'for (const { answers } of this.upstreams.values()) answers.fail(cause);',
    put: 'void cause;',
    judge: gateway('upstream/remote-subscriptions.test.ts', 'fail when the subgraph closes the socket'),
  },
  {
    id: 'alias-hides-key',
    breaks: 'a selection whose alias hides a key is refused',
    file: 'gateway/src/execution/key-fields.ts',
    find: 'if (isHidden(field)) throw hidden',
    put: 'if (isHidden(field) && field.arguments === undefined) throw hidden',
    judge: gateway('execution/admission.test.ts', 'refuses an alias that hides a key inside'),
  },
  {
    id: 'alias-hides-key-of-an-interface',
    breaks: 'a selection whose alias hides a key behind an interface is refused',
    file: 'gateway/src/execution/key-fields.ts',
    find: '? [type, ...schema.getPossibleTypes(type)]',
    put: '? [type]',
    judge: gateway('execution/admission.test.ts', 'a key behind an interface'),
  },
];
