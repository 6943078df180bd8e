import { OPERATOR, handlerOf, type Player } from './cast.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** The state of a story so far. */
export interface Progress {
  readonly story: Story;
  reportId: string;
  caseId: string;
  /** The cases of all stories by key. */
  readonly cases: Map<string, string>;
}

interface TicketView {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly organization: string;
}

interface CaseView {
  readonly version: number;
  readonly lead: string;
  readonly assisting: readonly string[];
  readonly tickets: readonly TicketView[];
}

export async function onReport(
  stage: Stage,
  { story, reportId }: Progress,
  player: Player,
  mutation: string,
  more: object,
  turn = '',
): Promise<void> {
  const query = 'query ($id: ID!) { report(id: $id) { version } }';
  const { report } = await stage.ask<{ report: { version: number } | null }>(OPERATOR, query, {
    id: reportId,
  });
  await stage.act(player, mutation, `${story.key}${turn}`, { reportId, version: report?.version, ...more });
}

export async function onCase(
  stage: Stage,
  progress: Progress,
  player: Player,
  mutation: string,
  more: object = {},
): Promise<void> {
  const { version } = await caseOf(stage, progress);
  await stage.act(player, mutation, progress.story.key, { caseId: progress.caseId, version, ...more });
}

/** The same mutation on each ticket that is in one of the states, by a person of its organization. */
export async function onTickets(
  stage: Stage,
  progress: Progress,
  mutation: string,
  states: readonly string[],
  more: object = {},
): Promise<void> {
  const { tickets } = await caseOf(stage, progress);
  for (const { id, version, state, organization } of tickets) {
    if (!states.includes(state)) continue;
    const key = `${progress.story.key}/${organization}`;
    await stage.act(handlerOf(organization), mutation, key, { ticketId: id, version, ...more });
  }
}

const CASE = `query ($id: ID!) { case(id: $id) {
  version
  suggestedRoute { role organization { code } }
  tickets { id version state assignee { code } }
} }`;

interface CaseData {
  readonly case: {
    readonly version: number;
    readonly suggestedRoute: ReadonlyArray<{ role: string; organization: { code: string } }>;
    readonly tickets: ReadonlyArray<{
      id: string;
      version: number;
      state: string;
      assignee: { code: string };
    }>;
  } | null;
}

export async function caseOf(stage: Stage, { story, caseId }: Progress): Promise<CaseView> {
  const { case: found } = await stage.ask<CaseData>(OPERATOR, CASE, { id: caseId });
  if (!found) throw new Error(`The case of ${story.key} is not there`);
  const route = (role: string): string[] =>
    found.suggestedRoute.filter((each) => each.role === role).map(({ organization }) => organization.code);
  const tickets = found.tickets.map(({ assignee, ...ticket }) => ({
    ...ticket,
    organization: assignee.code,
  }));
  const [lead = 'DEPT-ENVIRONMENT'] = route('LEAD');
  return { version: found.version, lead, assisting: route('ASSISTING'), tickets };
}
