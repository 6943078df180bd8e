import type { Caller } from '../../access/cast.ts';
import type { Scene } from '../../access/scene.ts';

/** A screen of a client: one operation that fills it, and the SQL statements that it may cost. */
export interface Screen {
  readonly name: string;
  readonly caller: Caller;
  readonly query: string;
  readonly variables?: (scene: Scene) => Readonly<Record<string, unknown>>;
  readonly statements: number;
  /** Paths of the answer that hold something, as `inbox.count.value`; an index is a number. */
  readonly shows: readonly string[];
}

const OPEN = '[FILED, DISPATCHED, FEEDBACK, CHECKING, CHECKED]';

export const SCREENS: readonly Screen[] = [
  {
    name: 'the desk: inbox, new cases, open and overdue ones',
    caller: 'OPERATOR',
    query: `{
      inbox: reports(first: 20, states: [RECEIVED, UNDER_REVIEW]) {
        count { value isCapped }
        edges { node { id description receivedAt channel { name } category { name } grid { name } reporter { name } availableActions } }
      }
      fresh: cases(first: 20, states: [REPORTED, VERIFYING, ACCEPTED]) {
        count { value }
        edges { node { number title state isUrgent channel { name } grid { name } category { name } availableActions } }
      }
      open: cases(first: 20, states: ${OPEN}, orderBy: DUE_AT) {
        count { value isCapped }
        edges { node { number title state dueAt isOverdue grid { name } leadOrganization { shortName } currentTickets { state isOverdue } } }
      }
      overdue: cases(first: 10, isOverdue: true, orderBy: DUE_AT) { count { value } edges { node { number dueAt } } }
    }`,
    statements: 22,
    shows: [
      'inbox.count.value',
      'inbox.edges.0.node.channel.name',
      'open.edges.0.node.leadOrganization.shortName',
    ],
  },
  {
    name: 'a case with all that was done',
    caller: 'OPERATOR',
    query: `query ($id: ID!) { case(id: $id) {
      number title summary state version isOverdue dueAt availableActions unmetCriteria
      channel { name } category { name handlingMinutes } grid { name } place { longitude latitude }
      enterprise { name phone } superior { level documentNumber } campaign { name } checker { name phone }
      creditedReport { description reporter { name } }
      reports(first: 5) { count { value } edges { node { description photos { url } } } }
      tickets { number role state dueAt isOverdue version availableActions assignee { name phone } results { kind text photos { url } } requests { kind state reason } }
      checks { outcome reason checker { name } }
      suggestedRoute { role organization { name } }
      duplicateSuggestions { number title }
      history(first: 50) { edges { node { at action from to note actorRole person { name } } } }
      deadlineNotices(first: 10) { edges { node { kind state dueAt escalationLevel } } }
    } }`,
    variables: ({ caseId }) => ({ id: caseId }),
    statements: 34,
    shows: [
      'case.number',
      'case.tickets.0.assignee.name',
      'case.history.edges.0.node.action',
      'case.reports.count.value',
    ],
  },
  {
    name: 'the map: the unit grids with their open, urgent and overdue cases',
    caller: 'OPERATOR',
    query: `{ grids(level: 4, first: 50) { edges { node {
      code name geometry
      open: cases(states: ${OPEN}) { count { value isCapped } }
      urgent: cases(states: ${OPEN}, isUrgent: true) { count { value } }
      overdue: cases(isOverdue: true) { count { value } }
    } } } }`,
    statements: 3,
    shows: ['grids.edges.24.node.geometry', 'grids.edges.0.node.open.count.value'],
  },
  {
    name: 'the inbox of a department',
    caller: 'DEPARTMENT_STAFF',
    query: `{ me { organization { name score { points }
      waiting: tickets(states: [ISSUED, HANDLING], orderBy: DUE_AT, first: 20) {
        count { value }
        edges { node {
          id number role state version dueAt isOverdue instruction resultKinds needsPhotoAfter availableActions
          case { number title isUrgent category { name } grid { name } place { longitude latitude } enterprise { name } }
          deadlineNotices(first: 3) { edges { node { kind dueAt state } } }
        } }
      }
      overdue: tickets(isOverdue: true) { count { value } }
    } } }`,
    statements: 16,
    shows: ['me.organization.waiting.count.value', 'me.organization.waiting.edges.0.node.case.title'],
  },
  {
    name: 'the first page of a member’s telephone',
    caller: 'GRID_MEMBER',
    query: `{
      me { person { name score { points } } rights { role grid { code name enterprises(first: 20) { edges { node { name } } } } } }
      review: reports(first: 20, states: [RECEIVED, UNDER_REVIEW]) {
        count { value } edges { node { id description version place { longitude latitude } availableActions photos { url } } }
      }
      verify: cases(first: 20, states: [VERIFYING]) { count { value } edges { node { number title version place { longitude latitude } } } }
      here: cases(first: 20, states: ${OPEN}) { count { value } edges { node { number title state } } }
      lookBacks(first: 20, states: [DUE]) { edges { node { dueOn case { number title } } } }
    }`,
    statements: 22,
    shows: ['me.person.name', 'me.rights.0.grid.name', 'review.edges.0.node.description', 'here.count.value'],
  },
  {
    name: 'the reports of a supervisor',
    caller: 'SUPERVISOR',
    query: `{ reports(mine: true, first: 20) {
      count { value }
      edges { node { id description state receivedAt rejectionReason channel { name } category { name } reviews { level decision note } photos { url } case { number state } } }
    } }`,
    statements: 8,
    shows: ['reports.count.value', 'reports.edges.0.node.description'],
  },
  {
    name: 'the ranking as business intelligence sees it',
    caller: 'BI',
    query: `{
      members: ranking(subjectKind: MEMBER, first: 50) { count { value } edges { node { rank subjectCode score { points entryCount } } } }
      departments: ranking(subjectKind: DEPARTMENT, first: 50) { edges { node { rank score { points } organization { name } } } }
      grids: ranking(subjectKind: GRID, first: 50) { edges { node { rank score { points } grid { name } } } }
    }`,
    statements: 10,
    shows: [
      'members.edges.24.node.score.points',
      'departments.edges.0.node.organization.name',
      'grids.edges.0.node.grid.name',
    ],
  },
  {
    name: 'the trainings with those who came',
    caller: 'ASSESSOR',
    query: `{ trainings(first: 10) { edges { node {
      code title topic heldOn place trainer { name organizationName }
      attendances(first: 60) { edges { node { hasAttended testScore person { name organization { shortName } } } } }
    } } } }`,
    statements: 7,
    shows: [
      'trainings.edges.5.node.trainer.name',
      'trainings.edges.0.node.attendances.edges.0.node.person.name',
    ],
  },
  {
    name: 'the wallboard of the city',
    caller: 'CITY',
    query: `{
      open: cases(states: ${OPEN}) { count { value isCapped } }
      overdue: cases(isOverdue: true) { count { value } }
      superior: cases(isSuperior: true, states: ${OPEN}) { count { value } }
      streets: grids(level: 3, first: 10) { edges { node { name score { points } open: cases(states: ${OPEN}) { count { value } } } } }
      departments: ranking(subjectKind: DEPARTMENT, first: 5) { edges { node { rank score { points } organization { shortName } } } }
      exceedances(first: 5) { edges { node { value unit measuredAt pollutant { name } enterprise { name } } } }
      caseHotSpots(from: "2026-01-01", to: "2026-12-31", first: 5) { opened spots { opened grid { name } } }
      latest: cases(first: 5) { edges { node { number title state latestHistory(first: 1) { action at } } } }
    }`,
    statements: 28,
    shows: [
      'open.count.value',
      'streets.edges.4.node.name',
      'departments.edges.0.node.rank',
      'latest.edges.0.node.latestHistory.0.action',
    ],
  },
];
