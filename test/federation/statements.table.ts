/** A nested selection, and the most SQL statements that it may cost however long its lists are. */
export interface Selection {
  readonly name: string;
  readonly query: string;
  readonly statements: number;
  /** The role that asks; absent: an operator. */
  readonly role?: 'ADMINISTRATOR';
}

export const SELECTIONS: readonly Selection[] = [
  {
    name: 'people with their login accounts',
    query: 'people(first: $first) { edges { node { number loginAccounts { subject } } } }',
    statements: 2,
    role: 'ADMINISTRATOR',
  },
  {
    name: 'the audit with the people who acted',
    query: 'auditEntries(first: $first) { edges { node { action person { name } } } }',
    statements: 2,
    role: 'ADMINISTRATOR',
  },
  {
    name: 'grids with their division, parent, organization and members',
    query:
      'grids(first: $first) { edges { node { code division { name } parent { name } responsibleOrganization { name } members { name organization { name } } } } }',
    statements: 7,
  },
  {
    name: 'people with every appointment, its grid and organization',
    query:
      'people(first: $first) { edges { node { name organization { name } appointments { role grid { name } organization { name } } } } }',
    statements: 5,
  },
  {
    name: 'the rights of the actor, with their grids and organizations',
    query: 'me { rights { role grid { name } organization { name } } }',
    statements: 3,
  },
  {
    name: 'assets with their holders',
    query: 'assets(first: $first) { edges { node { code holder { name phone } } } }',
    statements: 3,
  },
  {
    name: 'enterprises with outlets, limit rules, points, devices and readings, and the grid of another subgraph',
    query:
      'enterprises(first: $first) { edges { node { name grid { name members { name } } outlets { code limitRules { upper pollutant { name } } monitorPoints { code devices { mn } } } } } }',
    statements: 10,
  },
  {
    name: 'grids with the enterprises and cases that other subgraphs add',
    query:
      'grids(first: $first) { edges { node { name enterprises(first: 2) { count { value } edges { node { name } } } cases(first: 2) { edges { node { number } } } score { points } } } }',
    statements: 14,
  },
  {
    name: 'a map of grids with their open and overdue cases, counted',
    query:
      'grids(first: $first) { count { value } edges { node { name open: cases(states: [FILED, DISPATCHED, FEEDBACK, CHECKING]) { count { value isCapped } } overdue: cases(isOverdue: true) { count { value } } urgent: cases(isUrgent: true, orderBy: DUE_AT, first: 2) { edges { node { number } } } } } }',
    statements: 6,
  },
  {
    name: 'organizations with their tickets in time order, and the count of those',
    query:
      'organizations(first: $first) { edges { node { name tickets(orderBy: DUE_AT, first: 2) { count { value } edges { node { number case { number reports(first: 2, mine: false) { count { value } edges { node { description } } } } } } } } } }',
    statements: 12,
  },
  {
    name: 'cases with tickets, results, checks, reports, history and its proof, exceedances and routes',
    query:
      'cases(first: $first) { edges { node { number isOverdue category { name } grid { name } enterprise { name } outlet { name } unregisteredObject { kind name } leadTicket { number } tickets { state assignee { name } results { kind } availableActions } checks { outcome } reports { edges { node { description } } } history { count { value } edges { node { action } } } verifyHistory exceedances { value } episodes { peak } previousCase { number } suggestedRoute { organization { name } } availableActions } } }',
    statements: 34,
  },
  {
    name: 'hot spots with their grids and categories',
    query:
      'caseHotSpots(from: "2026-01-01", to: "2026-12-31", first: $first) { opened spots { opened grid { name } categories { opened category { name } } } }',
    statements: 3,
  },
  {
    name: 'tickets with their case, its places, and the score of their organization',
    query:
      'tickets(first: $first) { edges { node { state dueAt case { number grid { name members { name } } enterprise { name } outlet { name } } assignee { name score { points } } } } }',
    statements: 16,
  },
  {
    name: 'tickets with their deadline notices and phone reminders',
    query:
      'tickets(first: $first) { edges { node { calendarVersion deadlineNotices(first: 5) { count { value } edges { node { kind escalationLevel dueAt } } } phoneReminders { phone organization { name } logs { outcome caller { name } } } } } }',
    statements: 9,
  },
  {
    name: 'phone reminders with their tickets and organizations',
    query:
      'phoneReminders(first: $first) { edges { node { state phone organization { name } ticket { number case { number } } logs { outcome } } } }',
    statements: 8,
  },
  {
    name: 'tickets with their e-mails, the organizations, and back again',
    query:
      'tickets(first: $first) { edges { node { number emails { state fault messageId organization { name } ticket { number } availableActions } } } }',
    statements: 5,
  },
  {
    name: 'samples of closed cases with their population and inspections',
    query:
      'postSupervisionSamples(first: $first) { edges { node { seed drawer { name } population(first: 5) { count { value } edges { node { digest case { number } } } } inspections(first: 5) { count { value } edges { node { state case { number } recorder { name } photos { url } lookBack { state } availableActions } } } } } }',
    statements: 10,
  },
  {
    name: 'inspections with their case, and the inspections of that',
    query:
      'inspections(first: $first) { edges { node { findings sample { seed } case { number inspections { state } } } } }',
    statements: 5,
  },
  {
    name: 'organizations with their tickets and scores',
    query:
      'organizations(first: $first) { edges { node { name score { points } tickets(first: 2) { edges { node { number } } } } } }',
    statements: 10,
  },
  {
    name: 'score entries with rule, subject and source',
    query:
      'scoreEntries(first: $first) { edges { node { points rule { text } organization { name } grid { name } person { name } case { number } ticket { number } } } }',
    statements: 12,
  },
  {
    name: 'trainings with their attendances and people',
    query:
      'trainings(first: $first) { edges { node { title attendances(first: 60) { count { value } edges { node { hasAttended person { name organization { name } } } } } } } }',
    statements: 6,
  },
  {
    name: 'cases with their channel, place, lead, checker, assignment from above, campaign and camera',
    query:
      'cases(first: $first) { edges { node { number channel { name } place { longitude } leadOrganization { name } checker { name } superior { documentNumber } campaign { name } camera { name } gridMatch { grid { name } candidates { grid { name } } } } } }',
    statements: 8,
  },
  {
    name: 'cases with their credited report, their current tickets and their last event',
    query:
      'cases(first: $first) { edges { node { number creditedReport { description reporter { name } case { number } } currentTickets { state } latestHistory(first: 3) { action person { name } } checks { checker { name } } } } }',
    statements: 9,
  },
  {
    name: 'cases with the photos of their problem, and the places of those photos',
    query:
      'cases(first: $first) { edges { node { number problemPhotos { url takenPlace { longitude } } } } }',
    statements: 8,
  },
  {
    name: 'cases with verifications, merges, void requests and deadline notices',
    query:
      'cases(first: $first) { edges { node { number verifications { answer place { longitude } verifier { name } photos { url } } mergedInto { number } mergedCases { number } duplicateSuggestions { number } deadlineNotices(first: 2) { count { value } edges { node { kind } } } voidRequests { state asker { name } decider { name } } } } }',
    statements: 11,
  },
  {
    name: 'look-backs with their case, and the look-backs of that',
    query:
      'lookBacks(first: $first) { edges { node { state grid { name } recorder { name } case { number lookBacks { state case { number } } reopenedBy { state } } } } }',
    statements: 5,
  },
  {
    name: 'reports with their objects and reporters',
    query:
      'reports(first: $first) { edges { node { description channel { name } category { name guideline { name clauses { text } } } grid { name } place { longitude } enterprise { name } supervisedObject { name } unregisteredObject { kind name } exceedance { value } reporter { name } case { number } gridMatch { grid { name } candidates { grid { name } } } superior { documentNumber } campaign { name } camera { name } } } }',
    statements: 15,
  },
  {
    name: 'reports with their reviews, visits and photos',
    query:
      'reports(first: $first) { edges { node { description reviews { level reviewer { name } } photos { url uploader { name } } verifications { answer place { longitude } verifier { name } photos { url } } } } }',
    statements: 7,
  },
  {
    name: 'tickets with requests and results, their people and photos',
    query:
      'tickets(first: $first) { edges { node { state requests { kind asker { name } decider { name } } results { kind submitter { name } photos { url } } } } }',
    statements: 6,
  },
  {
    name: 'enterprises with their division, cases and cameras',
    query:
      'enterprises(first: $first) { edges { node { name position { longitude } permit { number } creditCodeOverride { reason acceptedBy { number } } division { name children { name } parent { name } } cases(first: 2) { edges { node { number } } } cameras { name position { longitude } grid { name } enterprise { name } } } } }',
    statements: 10,
  },
  {
    name: 'supervised objects with their division, grid, enterprise and cases',
    query:
      'supervisedObjects(first: $first) { edges { node { name kind position { longitude } completeness { percent } externalReferences { reference } changes(first: 2) { count { value } edges { node { state } } } division { name } grid { name supervisedObjects(first: 2) { count { value } edges { node { name } } } } enterprise { creditCode supervisedObject { version } } cases(first: 2) { edges { node { number supervisedObject { kind name } } } } } } }',
    statements: 12,
  },
  {
    name: 'changes of the register with their object and people',
    query:
      'registerChanges(first: $first) { edges { node { state differences { field before after } proposer { name } decider { name } object { name } } } }',
    statements: 3,
  },
  {
    name: 'imports with their faults, and the columns of templates',
    query:
      'registerImports { number faults { row message } } registerImportTemplates { columns { heading } }',
    statements: 2,
  },
  {
    name: 'outlets with their place, enterprise and cases',
    query:
      'outlets(first: $first) { edges { node { code position { longitude } grid { name } enterprise { name } cases(first: 2) { edges { node { number } } } openCase { number } limitRules { outlet { code } } } } }',
    statements: 8,
  },
  {
    name: 'points with their place and outlet',
    query:
      'monitorPoints(first: $first) { edges { node { code position { longitude } grid { name } outlet { code } } } }',
    statements: 5,
  },
  {
    name: 'points with a chart and its limits',
    query:
      'outlets(first: $first) { edges { node { monitorPoints { series(pollutantCode: "w01018", interval: HOUR, measuredSince: "2026-08-01T00:00:00Z", measuredBefore: "2026-08-01T03:00:00Z") { unit limits { rule { upper } } } } } } }',
    statements: 5,
  },
  {
    name: 'five charts with all their places, as long as an operation may select',
    query:
      'monitorPoints(first: 5) { edges { node { series(pollutantCode: "w01018", interval: HOUR, measuredSince: "2026-08-01T00:00:00Z", measuredBefore: "2026-08-01T03:00:00Z") { points { value } } } } }',
    statements: 4,
  },
  {
    name: 'readings with their pollutant and device, and the other readings of the device',
    query:
      'exceedances(first: $first) { edges { node { reading { value corrections { value } pollutant { name } device { mn readings(first: 2) { count { value } edges { node { value } } } } monitorPoint { code readings(first: 2) { count { value } edges { node { value } } } } } } } }',
    statements: 13,
  },
  {
    name: 'devices with their factors, point, outlet and parked values',
    query:
      'devices(first: $first) { edges { node { mn monitorPoint { code } outlet { code } factors { unit pollutant { name } } parkedValues(first: 2) { count { value } edges { node { name text } } } faults(first: 2) { count { value } edges { node { kind } } } } } }',
    statements: 9,
  },
  {
    name: 'exceedances with the reading, the limit and the place',
    query:
      'exceedances(first: $first) { edges { node { value reading { value } limitRule { upper } pollutant { name } outlet { code } enterprise { name } grid { name } } } }',
    statements: 9,
  },
  {
    name: 'episodes with the one before, the limit and the place',
    query:
      'episodes(first: $first) { edges { node { peak durationMinutes previous { peak } limitRule { upper } pollutant { name } monitorPoint { code } outlet { code } enterprise { name } grid { name } } } }',
    statements: 9,
  },
  {
    name: 'organizations and grids with their parents and children',
    query:
      'organizations(first: $first) { edges { node { name parent { name } children { name } } } } grids(first: $first) { edges { node { name children { name } } } }',
    statements: 6,
  },
  {
    name: 'members with their appointments, scores, trainings and trainers',
    query:
      'people(role: GRID_MEMBER, first: $first) { edges { node { name appointments { role person { name } } score { points ruleSet { code rules { text } } period { code } } trainings { hasAttended session { title trainer { name } } } } } }',
    statements: 11,
  },
  {
    name: 'score entries with their period, their reversed entry and their author',
    query:
      'scoreEntries(first: $first) { edges { node { points period { code } reversalOf { points } postedBy { name } } } }',
    statements: 5,
  },
  {
    name: 'a ranking with its subjects',
    query:
      'ranking(subjectKind: DEPARTMENT, first: $first) { edges { node { rank score { points } organization { name } grid { name } person { name } } } }',
    statements: 10,
  },
  {
    name: 'the explanation of a score, line by line',
    query:
      'explainScore(subjectKind: DEPARTMENT, subjectCode: "DEPT-HOUSING") { score { points } lines(first: $first) { edges { node { points rule { text } } } } }',
    statements: 7,
  },
  {
    name: 'the explanation of an alarm, and the trial of a rule',
    query:
      'explainAlarm(episodeId: "00000000-0000-7000-8000-000000000000") { episode { peak } rule { upper } readings { value } } dryRunAlarmRule(rule: { medium: WATER, pollutantCode: "w01018", averaging: REAL_TIME, upper: "100", unit: "mg/L" }, measuredSince: "2026-08-01T00:00:00Z", measuredBefore: "2026-08-02T00:00:00Z") { episodes { peak outlet { code } } }',
    statements: 5,
  },
  {
    name: 'the rules of routing, and their result for a case',
    query:
      'routingRules { code category { name } grid { name } publisher { name } } explainRouting(input: { categoryCode: "RIVER", gridCode: "370871001" }) { gridMatch { grid { name } candidates { grid { name } } } lead { organization { name } } assisting { organization { name } } verdicts { mismatches rule { code } organization { name } } }',
    statements: 9,
  },
  {
    name: 'published documents, guidelines and calendars',
    query:
      'documents { title versions { version issuer { name } } } guidelines { name clauses { text } } categories { name guideline { name } } workCalendars { version sessions { from until } days { date } }',
    statements: 10,
  },
];
