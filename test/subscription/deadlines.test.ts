import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { castOf, type Cast, type Member } from '../access/cast.ts';
import { enterpriseOf, openCase } from '../access/scene.ts';
import { Desk } from '../journeys/desk.ts';
import { socket, subscribe, type Stream } from '../testkit/client.ts';
import { outsideOf, stored, type Outside } from '../testkit/outside.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { now } from './push.ts';

/** Two cases are played to their end; a busy machine takes its time. */
const LONG_MS = 180_000;
const HOUSING = 'DEPT-HOUSING';
const URBAN = 'DEPT-URBAN_MANAGEMENT';
const NOTICES = `subscription ($after: String) { push: deadlineNotice(after: $after) {
  kind escalationLevel ticket { id } case { id }
} }`;
const LOOK_BACKS = 'subscription ($after: String) { push: lookBackDue(after: $after) { case { id } } }';
const OF_TICKET = ['WARNING_FRACTION', 'WARNING_LEAD', 'OVERDUE'];

interface Push {
  readonly kind?: string;
  readonly case: { readonly id: string };
}
type Opened = Awaited<ReturnType<typeof openCase>>;

/**
 * Of two cases in two streets the first is pushed before the second: that nothing of it came to the people of the
 * second shows that it was never sent. The decision of an extension is in test/access/pushes.test.ts.
 */
onSystems()("deadlines at the gateway's socket, %s", (_name, system: SystemAddress) => {
  let cast: Cast;
  let outside: Outside;
  let own: string;
  let other: string;
  const open: Client[] = [];
  beforeAll(async () => {
    cast = await castOf(system);
    outside = await outsideOf(system, 'cases');
    [own, other] = await Promise.all([
      enterpriseOf(system, cast.ENTERPRISE_USER),
      enterpriseOf(system, cast.OTHER_ENTERPRISE),
    ]);
  }, LONG_MS);
  afterEach(async () => {
    for (const client of open.splice(0)) await client.dispose();
  });
  afterAll(() => outside.close());

  function watch(member: Member, query: string, after: string): Stream<{ push: Push }> {
    const client = socket(system.url, cast[member]);
    open.push(client);
    return subscribe(client, query, { after });
  }

  /** Everything that comes until so much of a case has come; others' tests play on the same system. */
  async function received(
    stream: Stream<{ push: Push }>,
    { caseId }: Opened,
    count: number,
  ): Promise<Push[]> {
    const all: Push[] = [];
    while (of(caseId, all).length < count) {
      const { push } = await stream.next();
      // Null for an actor who may not see it; such an actor receives no deadline of it.
      expect(push.case).not.toBeNull();
      all.push(push);
    }
    return all;
  }

  const of = (caseId: string, pushes: readonly Push[]): Push[] =>
    pushes.filter((push) => push.case.id === caseId);

  /** The notice is due at any hour; the scheduler runs when the next notice is planned. */
  async function falls(kinds: readonly string[], { caseId }: Opened): Promise<void> {
    const set = 'UPDATE deadline_notice SET due_at = ?, is_around_the_clock = 1';
    const which = `case_id = ? AND thing <> 'CASE' AND kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
    await outside.change(`${set} WHERE ${which}`, [stored(Date.now() - 60_000), caseId]);
  }

  test(
    'warn a ticket’s department and the head of its street, then announce that it is overdue, to them only',
    async () => {
      const after = await now(system, cast);
      const [office, head, urban, elsewhere] = (
        ['DEPARTMENT_STAFF', 'GRID_HEAD', 'OTHER_DEPARTMENT', 'OTHER_HEAD'] as const
      ).map((member) => watch(member, NOTICES, after));
      const first = await openCase(system, cast, own, HOUSING);
      await falls(OF_TICKET, first);
      const second = await openCase(system, cast, other, URBAN);
      for (const stream of [office, head]) {
        if (!stream) continue;
        const pushes = of(first.caseId, await received(stream, first, 3));
        const about = { ticket: { id: first.ticketId }, case: { id: first.caseId } };
        expect(pushes.toSorted((a, b) => ((a.kind ?? '') < (b.kind ?? '') ? -1 : 1))).toMatchObject([
          { kind: 'OVERDUE', escalationLevel: 'OPERATOR', ...about },
          { kind: 'WARNING_FRACTION', escalationLevel: null, ...about },
          { kind: 'WARNING_LEAD', escalationLevel: null, ...about },
        ]);
      }
      await falls(OF_TICKET, second);
      await openCase(system, cast, own, HOUSING);
      for (const stream of [urban, elsewhere])
        if (stream) expect(of(first.caseId, await received(stream, second, 3))).toEqual([]);
    },
    LONG_MS,
  );

  test(
    'notify the head of the street and the desk of a due look-back, and no department',
    async () => {
      const desk = new Desk(system);
      const after = await now(system, cast);
      const [head, leader, elsewhere, office] = (
        ['GRID_HEAD', 'SHIFT_LEADER', 'OTHER_HEAD', 'DEPARTMENT_STAFF'] as const
      ).map((member) => watch(member, LOOK_BACKS, after));
      expect(await office?.ended).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      const first = await openCase(system, cast, own, HOUSING);
      const second = await openCase(system, cast, other, URBAN);
      await desk.answered('housing', first.caseId, HOUSING);
      await desk.answered('urban', second.caseId, URBAN);
      for (const [subject, watching] of [
        [first, [head, leader]],
        [second, [elsewhere]],
      ] as const) {
        expect(await desk.closed(subject.caseId)).toBe('CLOSED');
        await falls(['LOOK_BACK_DUE'], subject);
        await openCase(system, cast, own, HOUSING);
        for (const stream of watching) {
          const all = stream ? await received(stream, subject, 1) : [];
          expect(of(subject.caseId, all)).toEqual([{ case: { id: subject.caseId } }]);
          expect(subject === second ? of(first.caseId, all) : []).toEqual([]);
        }
      }
    },
    LONG_MS,
  );
});
