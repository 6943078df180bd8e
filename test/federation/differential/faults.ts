import type { Ask } from './runners.ts';
import type { Answer } from './world.ts';

/** How a subgraph fails: it is away, it refuses, its answer was cut, or it answers less than it was asked. */
const FAILURES: ReadonlyArray<(answer: Answer) => Answer> = [
  () => {
    throw new Error('connect ECONNREFUSED 10.0.0.7:4003');
  },
  () => ({ errors: [{ message: 'too much', extensions: { code: 'ANSWER_TOO_LARGE' } } as never] }),
  () => ({ data: null, errors: [{ message: 'refused' } as never] }),
  () => ({}),
  (answer) => {
    const entities: unknown = answer.data?.['_entities'];
    return Array.isArray(entities) ? { data: { _entities: entities.slice(1) } } : { data: null };
  },
  (answer) => {
    const entities: unknown = answer.data?.['_entities'];
    if (!Array.isArray(entities)) return { errors: [{ message: 'lost' } as never] };
    const errors = [{ message: 'one is lost', path: ['_entities', 0] } as never, ...(answer.errors ?? [])];
    return { data: { _entities: [null, ...(entities.slice(1) as unknown[])] }, errors };
  },
];

/** Subgraphs some of whose answers fail, each in one of several ways. */
export function failing(ask: Ask, below: (bound: number) => number): Ask {
  return (asked) => {
    const answer = ask(asked);
    if (below(4) > 0) return answer;
    return FAILURES[below(FAILURES.length)]!(answer);
  };
}
