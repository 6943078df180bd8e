import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Guard } from '@ecogrid/errors';
import { ROLES, type Actor } from '@ecogrid/identity';
import {
  actorOf,
  operator,
  publicActor,
  withRoles,
  rolesOf,
  gridOf,
  organizationOf,
} from '../../testing/cases.builder.ts';
import { caseWorkflow } from '../../case/index.ts';
import { CASE_ACTIONS } from '../../case/workflow/index.ts';
import { ticketWorkflow, type TicketFacts } from '../../ticket/index.ts';
import { reportWorkflow } from '../../intake/index.ts';
import type { Step, Workflow } from './index.ts';

const actors: readonly Actor[] = [
  publicActor,
  withRoles(operator, 'OPERATOR', 'SHIFT_LEADER'),
  ...ROLES.map((role): Actor => (role === 'BI' ? withRoles(publicActor, 'BI') : actorOf(role))),
];
const GRID = gridOf(actorOf('GRID_MEMBER'));
const CHECKER = actorOf('GRID_HEAD').id;

const facts = {
  gridCode: GRID,
  needsVerification: false,
  verification: null,
  summary: '河道污染' as string | null,
  handlerIds: [] as readonly string[],
  checkerId: CHECKER,
  unmetCriteria: [],
  openTickets: 0,
  isWithoutLead: false,
  isVoidAsked: false,
  voidAskedBy: null,
  lookBackDueOn: null,
};
const cases = [true, false].flatMap((needsVerification) =>
  [null, 'TRUE' as const, 'UNCLEAR' as const].flatMap((verification) =>
    [[], ['RECTIFIED' as const]].flatMap((unmetCriteria) =>
      [true, false].map((flag) => ({
        ...facts,
        needsVerification,
        verification,
        unmetCriteria,
        voidAskedBy: flag ? operator.id : null,
        summary: flag ? null : '河道污染',
        handlerIds: flag ? [operator.id ?? ''] : [],
        isWithoutLead: flag,
        isVoidAsked: flag,
        lookBackDueOn: flag ? '2026-04-03' : null,
      })),
    ),
  ),
);
const reports = [0, 1, 2].flatMap((reviewsDone) =>
  [true, false].flatMap((isDeclined) =>
    [true, false].map((needsVerification) => ({
      gridCode: GRID,
      reporterId: null,
      reviewLevels: ['UNIT' as const, 'STREET' as const],
      reviewsDone,
      reviewerIds: isDeclined ? [operator.id ?? ''] : [],
      isDeclined,
      needsVerification,
      verification: null,
    })),
  ),
);
const NOW = new Date('2026-03-04T01:00:00.000Z');
const tickets = ['DEPT-HOUSING', organizationOf(actorOf('GRID_HEAD'))].flatMap((organizationCode) =>
  [null, 'EXTEND' as const, 'RETURN' as const, 'SUSPEND' as const].flatMap((pendingRequest) =>
    [NOW, new Date(NOW.getTime() + 1)].flatMap((dueAt) =>
      [0, 1].map((extensionCount) => ({
        organizationCode,
        pendingRequest,
        dueAt,
        extensionCount,
        maxExtensions: 1,
        now: NOW,
        requestAskedBy: pendingRequest && operator.id,
      })),
    ),
  ),
);

/** Every state of the table, every actor and every action: the offered actions are the accepted ones. */
function disagreements<
  Facts extends { readonly state: State },
  State extends string,
  Action extends string,
  W extends string,
  G extends Guard,
>(
  workflow: Workflow<Facts, State, Action, W, G>,
  things: ReadonlyArray<Omit<Facts, 'state'>>,
): { asked: number; wrong: string[] } {
  const states = [...new Set(workflow.table.steps.flatMap(({ from, to }) => [...from, ...to]))];
  const actions = [...new Set(workflow.table.steps.map(({ action }) => action))];
  const wrong: string[] = [];
  let asked = 0;
  for (const thing of things)
    for (const state of states)
      for (const actor of actors) {
        const facts = { ...thing, state } as unknown as Facts;
        const offered = workflow.available(actor, facts);
        for (const action of actions) {
          asked += 1;
          if (offered.includes(action) !== accepts(workflow, actor, facts, action))
            wrong.push(`${state} ${rolesOf(actor)} ${action}`);
        }
      }
  return { asked, wrong };
}

function accepts<
  Facts extends { readonly state: State },
  State extends string,
  Action extends string,
  W extends string,
  G extends Guard,
>(workflow: Workflow<Facts, State, Action, W, G>, actor: Actor, facts: Facts, action: Action): boolean {
  try {
    workflow.require(actor, facts, action);
    return true;
  } catch {
    return false;
  }
}

const ACTORS = {
  operator: 'operator',
  shiftLeader: 'shift leader',
  assignee: 'assignee',
  FOLLOWS: '–',
};
type AnyStep = Step<string, string, string, string>;

/** `FILED dispatch → DISPATCHED by operator`, for each state and action of a table. */
function rowsOf(steps: readonly AnyStep[], names: Readonly<Record<string, string>>): string[] {
  const actors = new Map<string, string[]>();
  for (const { from, action, to, who } of steps)
    for (const state of from) {
      const row = `${state} ${action} → ${to.join(' or ')}`;
      actors.set(row, [...(actors.get(row) ?? []), names[who] ?? who]);
    }
  return [...actors].map(([row, who]) => `${row} by ${who.join(', ')}`).sort();
}

const domain = readFileSync(new URL('../../../../../docs/domain.md', import.meta.url), 'utf8');

/** The same of the table in the document, without the rows of its creation. */
function rowsInDocument(thing: string): string[] {
  const [, section = ''] = domain.split(`\n**${thing} (`);
  const [text = ''] = section.split(/\n(?:\*\*|- )/);
  const [, open = ''] = /An open case is in ([^.]*)\./.exec(text) ?? [];
  const statesOf = (list: string): string[] => list.match(/[A-Z_]{2,}|the same/g) ?? [];
  return [...text.matchAll(/^\| ([^–|]+?) → ([^|]+?) +\| (\w+)[^|]*\| ([^|]+?) +\|/gm)]
    .flatMap(([, from = '', to = '', action, who]) =>
      statesOf(from === 'open' ? open : from).map((state) => {
        const reached = statesOf(to).map((each) => (each === 'the same' ? state : each));
        return `${state} ${action} → ${reached.join(' or ')} by ${who}`;
      }),
    )
    .sort();
}

describe('the state tables', () => {
  test('offer exactly the actions that they accept: cases', () => {
    expect(disagreements(caseWorkflow, cases)).toEqual({
      asked: 24 * 14 * actors.length * Object.keys(CASE_ACTIONS).length,
      wrong: [],
    });
  });

  test('offer exactly the actions that they accept: reports', () => {
    expect(disagreements(reportWorkflow, reports).wrong).toEqual([]);
  });

  test('offer exactly the actions that they accept: tickets', () => {
    expect(disagreements(ticketWorkflow, tickets).wrong).toEqual([]);
  });

  test.each([
    [
      'Report',
      reportWorkflow,
      { reviewer: 'the reviewer of the level', member: 'a member or head of the grid' },
    ],
    [
      'Case',
      caseWorkflow,
      {
        member: 'a grid member of the grid',
        checker: 'checker, operator',
        inspector: 'head, member, post-supervision',
      },
    ],
    ['Ticket', ticketWorkflow, {}],
  ] as const)('have the rows of docs/domain.md §4: %s', (thing, { table }, names) => {
    expect(rowsOf(table.steps, { ...ACTORS, ...names })).toEqual(rowsInDocument(thing));
  });

  test('let no actor perform an automatic step', () => {
    expect(() => caseWorkflow.require(operator, { ...facts, state: 'DISPATCHED' }, 'feedback')).toThrow(
      /may not take the feedback/,
    );
    expect(caseWorkflow.follow({ ...facts, state: 'DISPATCHED' }, 'feedback').to).toEqual(['FEEDBACK']);
    expect(() => caseWorkflow.follow({ ...facts, state: 'DISPATCHED', openTickets: 1 }, 'feedback')).toThrow(
      /still open/,
    );
  });

  test('let no actor decide on a request of their own', () => {
    const asked = { ...facts, state: 'FILED', isVoidAsked: true, voidAskedBy: operator.id } as const;
    expect(caseWorkflow.available(operator, asked)).not.toContain('decideVoid');
    expect(() => caseWorkflow.require(operator, asked, 'decideVoid')).toThrow(/the requester cannot decide/);
    expect(caseWorkflow.available({ ...operator, id: 'another' }, asked)).toContain('decideVoid');
    const [ticket] = tickets.filter(({ pendingRequest }) => pendingRequest === 'RETURN');
    const returned = { ...ticket, state: 'ISSUED' } as TicketFacts;
    expect(() => ticketWorkflow.require(operator, returned, 'decideReturn')).toThrow(
      /the requester cannot decide/,
    );
    expect(ticketWorkflow.require({ ...operator, id: 'another' }, returned, 'decideReturn').role).toBe(
      'OPERATOR',
    );
  });

  test('refuse to accept an unverified case whose channel requires verification', () => {
    const unverified = { ...facts, state: 'REPORTED', needsVerification: true } as const;
    expect(() => caseWorkflow.require(operator, unverified, 'accept')).toThrow(/verified as true on site/);
    expect(caseWorkflow.require(operator, { ...unverified, verification: 'TRUE' }, 'accept').role).toBe(
      'OPERATOR',
    );
    const offered = caseWorkflow.available(operator, { ...unverified, verification: 'FALSE' });
    expect(offered).not.toContain('accept');
    expect(offered).not.toContain('sendToVerify');
    expect(offered).toContain('reject');
  });
});
