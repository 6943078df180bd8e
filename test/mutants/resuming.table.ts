import type { Mutant } from './mutant.ts';

const PACKAGE = 'packages/federated-subscriptions/src';
const unit = (named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${PACKAGE}/resume.test.ts`,
  named,
});
const batches = (named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${PACKAGE}/batches.test.ts`,
  named,
});
const share = (named: string, asksSharedSystems = false): Mutant['judge'] => ({
  project: 'system',
  file: 'test/subscription/soak-share.test.ts',
  named,
  asksSharedSystems,
});

const MEMORY_OF_ONE_PROCESS = {
  file: `${PACKAGE}/streams.ts`,
  find: 'const missed = host.recent.since(start.after);',
  put: 'const missed = host.recent.since(start.after) ?? [];',
};

/** Coming back after a cursor: no gap, no repeat, wherever. */
export const RESUMING: readonly Mutant[] = [
  {
    id: 'cursor-not-handed-on',
    breaks: 'a client that was away gets the missed events',
    complaints: ['graphql-ws #85'],
    file: `${PACKAGE}/upstream-session.ts`,
    find: '{ ...start.variables, ...cursorVariables(cursor, start.after) }',
    put: '{ ...start.variables, ...cursorVariables(cursor, undefined) }',
    judge: unit('gets the missed events, then joins its audience'),
  },
  {
    id: 'brief-absence-not-made-up',
    breaks: 'a client that was away briefly gets the events that its audience still holds',
    complaints: ['apollo-client #1639'],
    file: `${PACKAGE}/streams.ts`,
    find: '      for (const result of missed) member.deliver(result);',
    put: '',
    judge: unit('needs no upstream when the audience still has the missed events'),
  },
  {
    id: 'gap-at-the-move',
    breaks: 'random disconnects: no gaps where a client moves to its audience',
    complaints: ['apollo-client #1639'],
    file: `${PACKAGE}/subscription-stream.ts`,
    find: '      for (const result of missed) member.deliver(result);',
    put: '',
    judge: unit('misses nothing and gets nothing twice in 400 random disconnects'),
  },
  {
    id: 'repeat-at-the-border',
    breaks: 'random disconnects: no repeats',
    file: `${PACKAGE}/recent-results.ts`,
    find: 'this.entries.slice(index + 1)',
    put: 'this.entries.slice(index)',
    judge: unit('misses nothing and gets nothing twice in 400 random disconnects'),
  },
  {
    id: 'disconnects-lose-tickets',
    breaks: 'random disconnects while tickets flow: no gaps',
    complaints: ['graphql-ws #85', 'Hasura #3517'],
    ...MEMORY_OF_ONE_PROCESS,
    judge: share('disconnects lose and repeat no ticket', true),
  },
  {
    id: 'gateway-remembers-alone',
    breaks: 'a gateway killed, its clients resumed on the other: no gap',
    ...MEMORY_OF_ONE_PROCESS,
    judge: share('gateway-killed and its clients resumed on the other'),
  },
  {
    id: 'nats-restart-loses-tickets',
    breaks: 'NATS killed and restarted while tickets flow: none lost',
    file: 'packages/events/src/nats/nats-relay.ts',
    find: '(await Promise.all(acknowledged)).map(({ seq }) => seq);',
    put: "(await Promise.allSettled(acknowledged)).flatMap((each) => (each.status === 'fulfilled' ? [each.value.seq] : []));",
    judge: share('nats-killed and restarted under load'),
  },
  {
    id: 'cursor-splits-the-audience',
    breaks: '`after` is outside the key: a client that has caught up joins the shared execution',
    file: `${PACKAGE}/prepared-operation.ts`,
    find: 'documentWithRoot(analysed, withoutCursor(root, bound))',
    put: 'documentWithRoot(analysed, withoutCursor(root, undefined))',
    judge: unit('may write the cursor into the text, and joins the same audience'),
  },
  {
    id: 'caught-up-stays-alone',
    breaks: 'a client that has caught up closes its own upstream',
    file: `${PACKAGE}/subscription-stream.ts`,
    find: 'for (const guest of this.guests) this.welcome(guest);',
    put: '',
    judge: unit('that is ahead of its audience joins when the audience has delivered the same event'),
  },
  {
    id: 'caught-up-stays-behind',
    breaks: 'a client behind its audience joins it once it has caught up',
    file: `${PACKAGE}/subscription-stream.ts`,
    find: 'this.host?.welcome(this);',
    put: '',
    judge: unit('gets the missed events, then joins its audience'),
  },
  {
    id: 'portions-wait-for-each-other',
    breaks: 'a replay fetches for the next events while these are delivered',
    file: `${PACKAGE}/event-completion.ts`,
    find: 'if (together) ahead = next();\n      yield { these, together };\n      if (!together) ahead',
    put: 'yield { these, together };\n      ahead',
    judge: batches('are delivered while the entities of the next batch are fetched'),
  },
  {
    id: 'portion-begun-before-those-alone',
    breaks: 'a replay fetches for the next events after those that had to be run alone, not before',
    file: `${PACKAGE}/event-completion.ts`,
    find: 'if (together) ahead = next();\n      yield { these, together };\n      if (!together) ahead = next();',
    put: 'ahead = next();\n      yield { these, together };',
    judge: batches('wait for one that runs alone before the next batch is fetched'),
  },
  {
    id: 'swap-loses-running-streams',
    breaks: 'the supergraph is swapped live: running subscriptions go on on the new plan',
    file: `${PACKAGE}/schema-swap.ts`,
    find: 'stream.replan(cache.resolve(document, operationName, stream.variables).prepared);',
    put: 'stream.fail(schemaChanged([]));\n    void [cache, document, operationName];',
    judge: {
      project: 'system',
      file: 'test/subscription/live-swap.test.ts',
      named: 'goes on without a gap or a repeat',
    },
  },
];
