import type { Mutant } from './mutant.ts';

const PACKAGE = 'packages/federated-subscriptions/src';
const unit = (file: string, named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${PACKAGE}/${file}`,
  named,
});
const audience = (named: string): Mutant['judge'] => ({
  project: 'system',
  file: 'test/subscription/audience.test.ts',
  named,
});

const REMOTE = 'gateway/src/upstream/remote-subscriptions';
const pending = (named: string): Mutant['judge'] => ({
  project: 'system',
  file: 'test/subscription/pending.test.ts',
  named,
});
const remote = (named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${REMOTE}.test.ts`,
  named,
});

/** Audiences: the members that share an execution, and the rest when they go. */
export const SHARING: readonly Mutant[] = [
  {
    id: 'upstream-outlives-its-clients',
    breaks: 'the last client leaves: the upstream is closed',
    complaints: ['Hive router #1494'],
    file: `${PACKAGE}/subscription-stream.ts`,
    find: 'if (this.members.size === 0 && this.guests.size === 0) this.finish(() => undefined);',
    put: '',
    judge: unit('audience.test.ts', 'closes at once when the last does'),
  },
  {
    id: 'upstream-not-stopped',
    breaks: 'the last client leaves: the subgraph receives a completion, without an event',
    complaints: ['Mercurius #392'],
    file: `${PACKAGE}/upstream-reader.ts`,
    find: '.then(() => iterator?.return?.())',
    put: '.then(() => void iterator)',
    judge: unit(
      'lifetime.test.ts',
      'closes its upstream at once on return, with a next pending and no event',
    ),
  },
  {
    id: 'pending-upstream-left-open',
    breaks: 'left while subscribe is pending: the upstream is closed the moment it appears',
    complaints: ['Hive router #1494'],
    file: `${PACKAGE}/upstream-reader.ts`,
    find: 'if (this.over) return this.closeIterator();',
    put: 'if (this.over) return;',
    judge: unit('lifetime.test.ts', 'that is still pending is closed the moment it appears'),
  },
  {
    id: 'cycles-leave-upstreams',
    breaks: 'cycles of subscribe and unsubscribe, a third during pending: nothing left',
    complaints: ['Hive router #1494'],
    file: `${PACKAGE}/upstream-reader.ts`,
    find: 'if (this.over) return this.closeIterator();',
    put: 'if (this.over) return;',
    judge: unit('lifetime.test.ts', 'leave no upstream, a third of them ended while it was pending'),
  },
  {
    id: 'gateway-forgets-to-complete',
    breaks: 'cycles through the gateway: no stream left at the source',
    complaints: ['Hive router #1494'],
    file: `${REMOTE}.ts`,
    find: "if (this.upstreams.delete(id)) socket.send({ id, type: 'complete' });",
    put: 'this.upstreams.delete(id);\n    void socket;',
    judge: {
      project: 'system',
      file: 'test/subscription/soak-share.test.ts',
      named: 'cycles of subscribing and leaving leave nothing behind',
    },
  },
  {
    id: 'unanswered-subscribe-left-open',
    breaks:
      'the last client leaves before the subgraph has answered: it receives a completion, without an answer',
    complaints: ['Hive router #1494'],
    file: `${REMOTE}.ts`,
    find: "if (this.upstreams.delete(id)) socket.send({ id, type: 'complete' });",
    put: 'this.upstreams.delete(id);\n    void socket;',
    judge: pending('is completed without an answer when the last client leaves'),
  },
  {
    id: 'deserted-subscribe-asked-late',
    breaks: 'the last client leaves before the subgraph could be asked: it is not asked',
    file: `${REMOTE}.ts`,
    find: 'signal?.throwIfAborted();',
    put: 'void signal;',
    judge: pending('is never requested when the last client leaves before the socket is acknowledged'),
  },
  {
    id: 'silent-subgraph-awaited-for-ever',
    breaks: 'a subgraph that takes a socket and says nothing is given up',
    file: 'gateway/src/upstream/subgraph-socket.ts',
    find: "setTimeout(() => this.terminate('did not acknowledge'), times.acknowledgeMs)",
    put: 'setTimeout(() => undefined, times.acknowledgeMs)',
    judge: remote('fail when the subgraph takes the socket and never acknowledges it'),
  },
  {
    id: 'dead-link-unnoticed',
    breaks: 'a subgraph that answers no heartbeat is given up',
    file: 'gateway/src/upstream/subgraph-socket.ts',
    find: 'if (this.unanswered >= UNANSWERED_LIMIT)',
    put: 'if (this.unanswered < 0)',
    judge: remote('fail when the subgraph answers no heartbeat'),
  },
  {
    id: 'lost-upstream-not-opened-again',
    breaks: 'an upstream whose connection is lost goes on from its last cursor',
    file: `${PACKAGE}/subscription-stream.ts`,
    find: 'return cause instanceof UpstreamDisconnected && (hasCursor || !this.wasOpen);',
    put: 'return cause instanceof UpstreamDisconnected && this.wasOpen && !hasCursor;',
    judge: unit('reconnection.test.ts', 'is opened again after its last event'),
  },
  {
    id: 'frame-ends-the-gateway',
    breaks: 'a frame of a subgraph that is no JSON ends no process',
    file: 'gateway/src/upstream/upstream-frame.ts',
    find: `  } catch {
    return undefined;
  }`,
    put: `  } catch (error) {
    throw error;
  }`,
    judge: remote('fail when the subgraph sends "not json"'),
  },
  {
    id: 'subgraph-keeps-its-source',
    breaks: 'a subgraph closes a source of events without readers',
    complaints: ['Mercurius #392'],
    file: 'packages/subgraph/src/pushed-results.ts',
    find: 'await this.source.return?.();',
    put: '',
    judge: {
      project: 'unit',
      file: 'packages/subgraph/src/pushed-results.test.ts',
      named: 'close their source when their reader leaves',
    },
  },
  {
    id: 'silent-after-the-first-leaves',
    breaks: 'the first client leaves: the rest go on',
    complaints: ['Apollo Router #7879'],
    file: `${PACKAGE}/subscription-stream.ts`,
    find: `    this.members.delete(member);
    this.closeIfDeserted();`,
    put: `    const [first] = this.members;
    if (first === member) this.session?.reader.close();
    this.members.delete(member);
    this.closeIfDeserted();`,
    judge: unit('audience.test.ts', 'goes on when the first leaves'),
  },
  {
    id: 'silent-after-the-first-socket-closes',
    breaks: 'the first socket closes: the rest go on, through the gateway',
    complaints: ['Apollo Router #7879'],
    file: `${PACKAGE}/subscription-stream.ts`,
    find: `    this.members.delete(member);
    this.closeIfDeserted();`,
    put: `    const [first] = this.members;
    if (first === member) this.session?.reader.close();
    this.members.delete(member);
    this.closeIfDeserted();`,
    judge: audience('has one upstream; the last client to leave closes it without an event'),
  },
  {
    id: 'ended-audience-still-joined',
    breaks: 'a client that comes after the last has left gets an open upstream',
    complaints: ['Apollo Router #8104'],
    file: `${PACKAGE}/streams.ts`,
    find: 'if (stream.key !== undefined && this.shared.get(stream.key) === stream) this.shared.delete(stream.key);',
    put: '',
    judge: unit('audience.test.ts', 'opens a new upstream for a client that comes after the last has left'),
  },
  {
    id: 'audience-of-a-guest-left-open',
    breaks: 'a client that leaves while it catches up leaves nothing behind',
    complaints: ['Apollo Router #8067', 'Apollo Router #8104'],
    file: `${PACKAGE}/subscription-stream.ts`,
    find: 'this.host?.dismiss(this);',
    put: '',
    judge: unit('resume.test.ts', 'that leaves while it catches up leaves nothing behind'),
  },
  {
    id: 'rights-not-in-the-key',
    breaks: 'other rights are another audience, in the package',
    file: `${PACKAGE}/streams.ts`,
    find: 'return JSON.stringify([key, prepared.operationName',
    put: 'void key;\n  return JSON.stringify([prepared.operationName',
    judge: unit('audience.test.ts', 'is not shared by a caller with other rights'),
  },
  {
    id: 'rights-not-in-the-gateways-key',
    breaks: 'other rights are another audience, in the gateway',
    file: 'gateway/src/subscription/audience.ts',
    find: 'JSON.stringify(headers ? [actor, headers] : actor)',
    put: 'JSON.stringify(headers ? [actor.kind, headers] : actor.kind)',
    judge: audience('is another one for other rights and for another operation'),
  },
  {
    id: 'person-in-the-key',
    breaks: 'identical operations of clients with the same rights share one upstream',
    file: 'packages/identity/src/actor.ts',
    find: "return { ...actor, kind: 'AUDIENCE', id: null };",
    put: "return { ...actor, kind: 'AUDIENCE' };",
    judge: audience('has one upstream; the last client to leave'),
  },
  {
    id: 'person-readable-by-an-audience',
    breaks: 'in the shared execution, reading actor.person throws',
    file: 'packages/identity/src/actor.ts',
    find: "if (actor.kind === 'AUDIENCE')",
    put: "if (actor.kind === 'AUDIENCE' && actor.id !== null)",
    judge: {
      project: 'unit',
      file: 'packages/identity/src/actor.test.ts',
      named: 'is the same for colleagues and names no person',
    },
  },
  {
    id: 'personal-field-unmarked',
    breaks: 'fields that depend on the person are marked in the SDL; a test finds unmarked ones',
    file: 'schema/supergraph.graphql',
    find: 'availableActions: [CaseAction!]! @join__field(graph: CASES) @tag(name: "personal")',
    put: 'availableActions: [CaseAction!]! @join__field(graph: CASES)',
    judge: audience('is independent of its members'),
  },
  {
    id: 'personal-field-of-tickets-unmarked',
    breaks: 'the requester does not decide a request: the available actions of a ticket depend on the person',
    file: 'schema/supergraph.graphql',
    find: 'availableActions: [TicketAction!]! @join__field(graph: CASES) @tag(name: "personal")',
    put: 'availableActions: [TicketAction!]! @join__field(graph: CASES)',
    judge: audience('is independent of its members'),
  },
  {
    id: 'personal-selection-shared',
    breaks: 'a selection that needs the person runs by itself',
    file: 'gateway/src/subscription/audience.ts',
    find: 'if (markings.dependsOnPerson(document)) return null;',
    put: 'void markings.dependsOnPerson(document);',
    judge: audience('has no member whose selection depends on the person'),
  },
];
