import type { Member } from './cast.ts';
import type { Scene } from './scene.ts';

/** An entry point that could reveal the object. */
export interface Door {
  readonly path: string;
  readonly query: string;
  /** The actors who can reach the object this way; absent: all. */
  readonly through?: readonly Member[];
}

export interface Thing {
  readonly name: string;
  readonly id: (scene: Scene) => string;
  readonly seenBy: readonly Member[];
  readonly doors: readonly Door[];
}

const DESK = ['OPERATOR', 'SHIFT_LEADER'] as const;
const ZONE = [...DESK, 'POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR', 'BI'] as const;
const TERRITORY = ['GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF'] as const;
const READS_CASE = [...ZONE, ...TERRITORY, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] as const;
const READS_TICKET = [...ZONE, ...TERRITORY, 'DEPARTMENT_STAFF'] as const;
/** Analysis reads neither reports nor people. */
const ZONE_BUT_BI = [...DESK, 'POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR'] as const;
const READS_REPORT = [...ZONE_BUT_BI, ...TERRITORY, 'SUPERVISOR'] as const;
const READS_SITE = [
  ...ZONE,
  ...TERRITORY,
  'DEPARTMENT_STAFF',
  'OTHER_DEPARTMENT',
  'ENTERPRISE_USER',
] as const;
const READS_DEVICE = [...DESK, 'POST_SUPERVISION', 'ENTERPRISE_USER'] as const;
/** People of the first unit grid. */
const SEES_PEOPLE = [...ZONE_BUT_BI, ...TERRITORY, 'ADMINISTRATOR'] as const;

/** A selection with more than the key: another subgraph has to be asked, and it decides. */
const CASE = '{ edges { node { id number } } }';
/** Readings are many: only the scene's own moment. */
const THEN =
  '(measuredSince: $measuredAt, measuredBefore: $measuredBefore) { edges { node { measuredAt value } } }';
const TICKET = '{ edges { node { id number } } }';
const INSPECTION = '{ edges { node { id findings } } }';

/** Each thing by every way to it. A query names the thing by the scene's ids and must not select its way's ids. */
export const THINGS: readonly Thing[] = [
  {
    name: 'a case',
    id: ({ caseId }) => caseId,
    seenBy: READS_CASE,
    doors: [
      { path: 'case(id)', query: 'query ($caseId: ID!) { case(id: $caseId) { id number } }' },
      {
        path: 'case(number)',
        query: 'query ($caseNumber: String!) { case(number: $caseNumber) { id title } }',
      },
      { path: 'cases(text)', query: `query ($caseNumber: Text!) { cases(text: $caseNumber) ${CASE} }` },
      { path: 'cases(within)', query: `query ($gridCode: String!) { cases(within: $gridCode) ${CASE} }` },
      {
        path: 'cases(organizationCode)',
        query: `{ cases(organizationCode: "DEPT-HOUSING") ${CASE} }`,
        // The handler of a case is visible only to actors who may see its tickets.
        through: READS_TICKET,
      },
      { path: 'Grid.cases', query: `query ($gridCode: String!) { grid(code: $gridCode) { cases ${CASE} } }` },
      { path: 'Grid.cases of the zone', query: `{ grid(code: "370871") { cases ${CASE} } }` },
      {
        path: 'Enterprise.cases',
        query: `query ($enterpriseId: ID!) { enterprise(id: $enterpriseId) { cases ${CASE} } }`,
      },
      {
        path: 'SupervisedObject.cases',
        query: `query ($enterpriseId: ID!) { supervisedObject(id: $enterpriseId) { cases ${CASE} } }`,
      },
      {
        path: 'cases(supervisedObjectId)',
        query: `query ($enterpriseId: ID!) { cases(supervisedObjectId: $enterpriseId) ${CASE} }`,
      },
      {
        path: 'Ticket.case',
        query: 'query ($ticketId: ID!) { ticket(id: $ticketId) { case { id number } } }',
        through: READS_TICKET,
      },
      {
        path: 'Organization.tickets.case',
        query: '{ organization(code: "DEPT-HOUSING") { tickets { edges { node { case { id number } } } } } }',
        through: READS_TICKET,
      },
      {
        path: 'Report.case',
        query: 'query ($caseReportId: ID!) { report(id: $caseReportId) { case { id number } } }',
        through: [...ZONE_BUT_BI, ...TERRITORY],
      },
    ],
  },
  {
    name: 'a ticket',
    id: ({ ticketId }) => ticketId,
    seenBy: READS_TICKET,
    doors: [
      { path: 'ticket(id)', query: 'query ($ticketId: ID!) { ticket(id: $ticketId) { id number } }' },
      {
        path: 'tickets(within)',
        query: `query ($gridCode: String!) { tickets(within: $gridCode) ${TICKET} }`,
      },
      { path: 'tickets(organizationCode)', query: `{ tickets(organizationCode: "DEPT-HOUSING") ${TICKET} }` },
      { path: 'Organization.tickets', query: `{ organization(code: "DEPT-HOUSING") { tickets ${TICKET} } }` },
      { path: 'Case.tickets', query: 'query ($caseId: ID!) { case(id: $caseId) { tickets { id number } } }' },
      {
        path: 'Case.leadTicket',
        query: 'query ($caseId: ID!) { case(id: $caseId) { leadTicket { id number } } }',
      },
      {
        path: 'Case.currentTickets',
        query: 'query ($caseId: ID!) { case(id: $caseId) { currentTickets { id number } } }',
      },
    ],
  },
  {
    name: 'an e-mail about a ticket',
    id: ({ emailId }) => emailId,
    seenBy: [...DESK, 'DEPARTMENT_STAFF'],
    doors: [
      {
        path: 'Ticket.emails',
        query: 'query ($ticketId: ID!) { ticket(id: $ticketId) { emails { id address } } }',
      },
      {
        path: 'Case.tickets.emails',
        query: 'query ($caseId: ID!) { case(id: $caseId) { tickets { emails { id answer } } } }',
      },
      {
        path: 'Organization.tickets.emails',
        query:
          '{ organization(code: "DEPT-HOUSING") { tickets { edges { node { emails { id fault } } } } } }',
      },
    ],
  },
  {
    name: "a supervisor's report",
    id: ({ reportId }) => reportId,
    seenBy: READS_REPORT,
    doors: [
      { path: 'report(id)', query: 'query ($reportId: ID!) { report(id: $reportId) { id description } }' },
      { path: 'reports', query: '{ reports { edges { node { id } } } }' },
      {
        path: 'reports(within)',
        query: 'query ($gridCode: String!) { reports(within: $gridCode) { edges { node { id } } } }',
      },
    ],
  },
  {
    name: 'the report behind a case',
    id: ({ caseReportId }) => caseReportId,
    seenBy: [...ZONE_BUT_BI, ...TERRITORY],
    doors: [
      {
        path: 'report(id)',
        query: 'query ($caseReportId: ID!) { report(id: $caseReportId) { id description } }',
      },
      {
        path: 'Case.reports',
        query: 'query ($caseId: ID!) { case(id: $caseId) { reports { edges { node { id } } } } }',
      },
      {
        path: 'Case.creditedReport',
        query: 'query ($caseId: ID!) { case(id: $caseId) { creditedReport { id description } } }',
      },
      {
        path: 'Organization.tickets.case.creditedReport',
        query:
          '{ organization(code: "DEPT-HOUSING") { tickets { edges { node { case { creditedReport { id } } } } } } }',
      },
    ],
  },
  {
    name: 'an inspection by post-supervision',
    id: ({ inspectionId }) => inspectionId,
    seenBy: ZONE,
    doors: [
      { path: 'inspections(state)', query: `{ inspections(state: DUE, first: 50) ${INSPECTION} }` },
      {
        path: 'Case.inspections',
        query: 'query ($closedCaseId: ID!) { case(id: $closedCaseId) { inspections { id state } } }',
      },
      {
        path: 'Organization.tickets.case.inspections',
        query:
          '{ organization(code: "DEPT-HOUSING") { tickets { edges { node { case { inspections { id } } } } } } }',
      },
      {
        path: 'PostSupervisionSample.inspections',
        query: `query ($sampleId: ID!) { postSupervisionSample(id: $sampleId) { inspections ${INSPECTION} } }`,
      },
      {
        path: 'postSupervisionSamples.inspections',
        query: `{ postSupervisionSamples { edges { node { inspections ${INSPECTION} } } } }`,
      },
    ],
  },
  {
    name: 'a sample of closed cases',
    id: ({ sampleId }) => sampleId,
    seenBy: ZONE,
    doors: [
      {
        path: 'postSupervisionSample(id)',
        query: 'query ($sampleId: ID!) { postSupervisionSample(id: $sampleId) { id seed } }',
      },
      { path: 'postSupervisionSamples', query: '{ postSupervisionSamples { edges { node { id seed } } } }' },
      {
        path: 'Case.inspections.sample',
        query:
          'query ($closedCaseId: ID!) { case(id: $closedCaseId) { inspections { sample { id seed } } } }',
      },
    ],
  },
  {
    name: 'a closed case that was drawn',
    id: ({ closedCaseId }) => closedCaseId,
    seenBy: READS_CASE,
    doors: [
      {
        path: 'Inspection.case',
        query: '{ inspections(state: DUE, first: 50) { edges { node { case { id number } } } } }',
        through: ZONE,
      },
      {
        path: 'PostSupervisionSample.population.case',
        query:
          'query ($sampleId: ID!) { postSupervisionSample(id: $sampleId) { population(first: 50) { edges { node { case { id number } } } } } }',
        through: ZONE,
      },
    ],
  },
  {
    name: 'an exceedance',
    id: ({ exceedanceId }) => exceedanceId,
    seenBy: READS_SITE,
    doors: [
      {
        path: 'exceedance(id)',
        query: 'query ($exceedanceId: ID!) { exceedance(id: $exceedanceId) { id value } }',
      },
      { path: 'exceedances', query: '{ exceedances { edges { node { id } } } }' },
      {
        path: 'exceedances(enterpriseCode)',
        query:
          'query ($creditCode: String!) { exceedances(enterpriseCode: $creditCode) { edges { node { id } } } }',
      },
      {
        path: 'exceedances(outletId)',
        query: 'query ($outletId: ID!) { exceedances(outletId: $outletId) { edges { node { id } } } }',
      },
      {
        path: 'exceedances(within)',
        query: 'query ($gridCode: String!) { exceedances(within: $gridCode) { edges { node { id } } } }',
      },
    ],
  },
  {
    name: 'an episode',
    id: ({ episodeId }) => episodeId,
    seenBy: READS_SITE,
    doors: [
      {
        path: 'episode(id)',
        query: 'query ($episodeId: ID!) { episode(id: $episodeId) { id peak } }',
      },
      { path: 'episodes', query: '{ episodes { edges { node { id } } } }' },
      {
        path: 'episodes(enterpriseCode)',
        query:
          'query ($creditCode: String!) { episodes(enterpriseCode: $creditCode) { edges { node { id } } } }',
      },
      {
        path: 'episodes(outletId)',
        query: 'query ($outletId: ID!) { episodes(outletId: $outletId) { edges { node { id } } } }',
      },
      {
        path: 'episodes(within)',
        query: 'query ($gridCode: String!) { episodes(within: $gridCode) { edges { node { id } } } }',
      },
    ],
  },
  {
    name: "an enterprise's reading",
    id: ({ measuredAt }) => measuredAt,
    seenBy: READS_SITE,
    doors: [
      {
        path: 'Exceedance.reading',
        query:
          'query ($exceedanceId: ID!) { exceedance(id: $exceedanceId) { reading { measuredAt value } } }',
      },
      {
        path: 'Enterprise.outlets.monitorPoints.readings',
        query: `query ($measuredAt: DateTime!, $measuredBefore: DateTime!, $enterpriseId: ID!) { enterprise(id: $enterpriseId) { outlets { monitorPoints { readings${THEN} } } } }`,
      },
      {
        path: 'Grid.enterprises.outlets.monitorPoints.readings',
        query: `query ($measuredAt: DateTime!, $measuredBefore: DateTime!, $gridCode: String!) { grid(code: $gridCode) { enterprises(first: 5) { edges { node { outlets { monitorPoints { readings${THEN} } } } } } } }`,
      },
      {
        path: 'Enterprise.outlets.monitorPoints.devices.readings',
        query: `query ($measuredAt: DateTime!, $measuredBefore: DateTime!, $enterpriseId: ID!) { enterprise(id: $enterpriseId) { outlets { monitorPoints { devices { readings${THEN} } } } } }`,
        through: READS_DEVICE,
      },
      {
        path: 'devices(enterpriseCode).readings',
        query: `query ($measuredAt: DateTime!, $measuredBefore: DateTime!, $creditCode: String!) { devices(enterpriseCode: $creditCode) { edges { node { readings${THEN} } } } }`,
        through: READS_DEVICE,
      },
    ],
  },
  {
    name: 'a change of the register',
    id: ({ registerChangeId }) => registerChangeId,
    seenBy: READS_SITE,
    doors: [
      {
        path: 'registerChange(id)',
        query: 'query ($registerChangeId: ID!) { registerChange(id: $registerChangeId) { id state } }',
      },
      {
        path: 'registerChanges(state)',
        query: '{ registerChanges(state: PROPOSED, first: 200) { edges { node { id state } } } }',
      },
      {
        path: 'SupervisedObject.changes',
        query:
          'query ($enterpriseId: ID!) { supervisedObject(id: $enterpriseId) { changes(first: 200) { edges { node { id state } } } } }',
      },
    ],
  },
  {
    name: 'an outlet',
    id: ({ outletId }) => outletId,
    seenBy: READS_SITE,
    doors: [
      {
        path: 'outlets(within)',
        query: 'query ($gridCode: String!) { outlets(within: $gridCode) { edges { node { id code } } } }',
      },
      {
        path: 'Enterprise.outlets',
        query: 'query ($enterpriseId: ID!) { enterprise(id: $enterpriseId) { outlets { id code } } }',
      },
      {
        path: 'Exceedance.outlet',
        query: 'query ($exceedanceId: ID!) { exceedance(id: $exceedanceId) { outlet { id code } } }',
      },
    ],
  },
  {
    name: 'a person',
    id: () => 'P0015',
    seenBy: SEES_PEOPLE,
    doors: [
      { path: 'person(number)', query: '{ person(number: "P0015") { number } }' },
      { path: 'people', query: '{ people(role: GRID_MEMBER) { edges { node { number } } } }' },
      {
        path: 'people(within)',
        query: 'query ($gridCode: String!) { people(within: $gridCode) { edges { node { number } } } }',
      },
      {
        path: 'Grid.members',
        query: 'query ($gridCode: String!) { grid(code: $gridCode) { members { number } } }',
      },
      {
        path: 'Asset.holder',
        query: '{ assets(kind: TERMINAL, first: 50) { edges { node { holder { number } } } } }',
      },
      {
        path: 'Attendance.person',
        query:
          '{ trainings(first: 10) { edges { node { attendances(first: 60) { edges { node { person { number } } } } } } } }',
      },
    ],
  },
  {
    name: 'the one who reported',
    id: () => 'P0040',
    seenBy: SEES_PEOPLE,
    doors: [
      {
        path: 'Report.reporter',
        query: 'query ($reportId: ID!) { report(id: $reportId) { reporter { number } } }',
        through: READS_REPORT,
      },
    ],
  },
];
