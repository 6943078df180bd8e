import { CALLERS, type Caller } from './cast.ts';
import type { Scene } from './scene.ts';

/** The outcome for a caller: rows, an empty list, null, or the code of the refusal. */
export type Outcome =
  | 'rows'
  | 'empty'
  | 'null'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'VERSION_STALE'
  | 'STATE_NOT_ALLOWED'
  | 'GUARD_FAILED'
  | 'CURSOR_INVALID'
  | 'PLACE_OUTSIDE'
  | 'NO_CODE';

/** The outcome of each role; roles that are not named get `others`. */
export type Decision = { readonly others: Outcome } & { readonly [outcome in Outcome]?: readonly Caller[] };

export interface RootField {
  /** The operation. */
  readonly ask: string;
  readonly variables?: (scene: Scene, caller: Caller) => Record<string, unknown>;
  readonly decision: Decision;
}

/** 坐席 and 值班长. */
const DESK: readonly Caller[] = ['OPERATOR', 'SHIFT_LEADER'];
/** The roles that see the whole zone. */
const ZONE: readonly Caller[] = [...DESK, 'POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR', 'BI'];
/** The roles that see their territory, which contains the scene. */
const TERRITORY: readonly Caller[] = ['GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF'];
const STAFF: readonly Caller[] = CALLERS.filter(
  (caller) => caller !== 'ENTERPRISE_USER' && caller !== 'PUBLIC',
);

const everyRole: Decision = { others: 'rows' };
const rowsFor = (callers: readonly Caller[], others: Outcome): Decision => ({ rows: callers, others });

const page = (field: string, decision: Decision, args = ''): RootField => ({
  ask: `{ root: ${field}${args && `(${args})`} { edges { cursor } } }`,
  decision,
});
const list = (field: string, decision: Decision, selection = 'code', args = ''): RootField => ({
  ask: `{ root: ${field}${args && `(${args})`} { ${selection} } }`,
  decision,
});
const byId = (field: string, id: (scene: Scene) => string, decision: Decision): RootField => ({
  ask: `query ($id: ID!) { root: ${field}(id: $id) { id } }`,
  variables: (scene) => ({ id: id(scene) }),
  decision,
});

/** Types without rows in the scene, asked by an unknown id. The visibility of rows is in rows.table.ts. */
const unknown = (field: string): RootField => byId(field, () => NO_ID, { others: 'null' });
const NO_ID = '00000000-0000-7000-8000-000000000000';

const READS_CASE = [...ZONE, ...TERRITORY, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] as const;
const READS_TICKET = [...ZONE, ...TERRITORY, 'DEPARTMENT_STAFF'] as const;
const READS_LETTER = [...DESK, 'DEPARTMENT_STAFF'] as const;
const READS_REPORT = [...ZONE.filter((caller) => caller !== 'BI'), ...TERRITORY, 'SUPERVISOR' as const];
/** Supervisors only report, and analysis wants no names. */
const SEES_PEOPLE = STAFF.filter((caller) => caller !== 'SUPERVISOR' && caller !== 'BI');
const SEES_EVERYBODY: readonly Caller[] = [...ZONE.filter((caller) => caller !== 'BI'), 'ADMINISTRATOR'];
const READS_SITE = [...ZONE, ...TERRITORY, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] as const;
const READS_DEVICE = [...DESK, 'POST_SUPERVISION', 'ENTERPRISE_USER'] as const;

/** A department's score; the territory's own scores are the scoring tests' matter. */
const READS_SCORE = [...ZONE, 'DEPARTMENT_STAFF'] as const;

export const QUERIES: Readonly<Record<string, RootField>> = {
  // grids
  me: list('me', everyRole, 'roles'),
  division: list('division', everyRole, 'code', 'code: "370871"'),
  divisions: list('divisions', everyRole, 'code'),
  grid: list('grid', everyRole, 'code', 'code: "370871001"'),
  grids: page('grids', everyRole),
  gridsAt: list('gridsAt', everyRole, 'code', 'position: { longitude: 116.622405, latitude: 35.409751 }'),
  organization: list('organization', everyRole, 'code', 'code: "DEPT-HOUSING"'),
  organizations: page('organizations', everyRole),
  person: list('person', rowsFor(SEES_EVERYBODY, 'null'), 'id', 'number: "P0002"'),
  people: page('people', rowsFor(SEES_PEOPLE, 'empty')),
  assets: page('assets', rowsFor(SEES_PEOPLE, 'empty')),
  asset: unknown('asset'),
  appointment: unknown('appointment'),
  auditEntries: page('auditEntries', rowsFor(['ADMINISTRATOR'], 'empty')),
  // enterprises
  pollutant: list('pollutant', everyRole, 'code', 'code: "w01018"'),
  outlet: byId('outlet', ({ outletId }) => outletId, rowsFor(READS_SITE, 'null')),
  monitorPoint: byId('monitorPoint', ({ pointId }) => pointId, rowsFor(READS_SITE, 'null')),
  device: byId('device', ({ deviceId }) => deviceId, rowsFor(READS_DEVICE, 'null')),
  camera: unknown('camera'),
  limitRule: unknown('limitRule'),
  enterprise: byId('enterprise', ({ enterprise }) => enterprise.id, everyRole),
  enterprises: page('enterprises', everyRole),
  supervisedObject: byId('supervisedObject', ({ enterprise }) => enterprise.id, everyRole),
  supervisedObjects: page('supervisedObjects', everyRole),
  objectByReference: list(
    'objectByReference',
    { others: 'null' },
    'id',
    'system: "CITY-12345", reference: "unknown"',
  ),
  registerChange: byId(
    'registerChange',
    ({ registerChangeId }) => registerChangeId,
    rowsFor(READS_SITE, 'null'),
  ),
  registerChanges: page('registerChanges', rowsFor(READS_SITE, 'empty')),
  registerImport: {
    ask: 'query ($number: Int!) { root: registerImport(number: $number) { id } }',
    variables: ({ registerImportNumber: number }) => ({ number }),
    decision: rowsFor(DESK, 'null'),
  },
  registerImports: list('registerImports', rowsFor(DESK, 'empty'), 'id'),
  registerImportTemplates: list('registerImportTemplates', everyRole, 'kind'),
  directoryImport: {
    ask: 'query ($number: Int!) { root: directoryImport(number: $number) { id } }',
    variables: ({ directoryImportNumber: number }) => ({ number }),
    decision: rowsFor(['ADMINISTRATOR'], 'null'),
  },
  directoryImports: list('directoryImports', rowsFor(['ADMINISTRATOR'], 'empty'), 'id'),
  directoryImportTemplates: list('directoryImportTemplates', everyRole, 'kind'),
  pollutants: list('pollutants', everyRole),
  limitRules: page('limitRules', everyRole),
  outlets: page('outlets', rowsFor(READS_SITE, 'empty')),
  monitorPoints: page('monitorPoints', rowsFor(READS_SITE, 'empty')),
  cameras: page('cameras', rowsFor(READS_SITE, 'empty')),
  devices: page('devices', rowsFor(READS_DEVICE, 'empty')),
  unknownDevices: page('unknownDevices', rowsFor(DESK, 'empty')),
  reading: {
    ask: `query ($deviceId: ID!, $pollutantCode: String!, $statistic: ReadingStatistic!, $interval: ReadingInterval!, $measuredAt: DateTime!, $sequence: Int!) {
      root: reading(deviceId: $deviceId, pollutantCode: $pollutantCode, statistic: $statistic, interval: $interval, measuredAt: $measuredAt, sequence: $sequence) { value } }`,
    variables: ({ reading }) => reading,
    decision: rowsFor(READS_SITE, 'null'),
  },
  exceedance: byId('exceedance', ({ exceedanceId }) => exceedanceId, rowsFor(READS_SITE, 'null')),
  exceedances: page('exceedances', rowsFor(READS_SITE, 'empty')),
  episode: byId('episode', ({ episodeId }) => episodeId, rowsFor(READS_SITE, 'null')),
  explainAlarm: {
    ask: 'query ($id: ID!) { root: explainAlarm(episodeId: $id) { text } }',
    variables: ({ episodeId }) => ({ id: episodeId }),
    decision: rowsFor(READS_SITE, 'null'),
  },
  dryRunAlarmRule: list(
    'dryRunAlarmRule',
    rowsFor(DESK, 'FORBIDDEN'),
    'valueCount',
    `rule: { medium: WATER, pollutantCode: "w01018", averaging: DAILY, upper: "50", unit: "mg/L" }, measuredSince: "2026-07-01T00:00:00Z", measuredBefore: "2026-07-02T00:00:00Z"`,
  ),
  episodes: page('episodes', rowsFor(READS_SITE, 'empty')),
  // cases
  campaigns: list('campaigns', rowsFor(STAFF, 'empty')),
  campaign: list('campaign', rowsFor(STAFF, 'null'), 'code', 'code: "CAMPAIGN-1"'),
  category: list('category', everyRole, 'code', 'code: "RIVER"'),
  intakeChannel: list('intakeChannel', everyRole, 'code', 'code: "MEMBER"'),
  guideline: unknown('guideline'),
  lookBack: unknown('lookBack'),
  phoneReminder: unknown('phoneReminder'),
  inspection: byId('inspection', ({ inspectionId }) => inspectionId, rowsFor(ZONE, 'null')),
  categories: list('categories', everyRole),
  deadlinePolicies: list('deadlinePolicies', everyRole, 'id'),
  /** The scene's ticket is new: no call is due. */
  phoneReminders: page('phoneReminders', { others: 'empty' }, 'dueBefore: "2020-01-01T00:00:00Z"'),
  workCalendar: list('workCalendar', everyRole, 'version'),
  workCalendars: list('workCalendars', everyRole, 'version'),
  intakeChannels: list('intakeChannels', everyRole),
  guidelines: list('guidelines', everyRole),
  routingRules: list('routingRules', rowsFor(STAFF, 'empty')),
  explainRouting: list(
    'explainRouting',
    rowsFor(STAFF, 'FORBIDDEN'),
    'on',
    'input: { categoryCode: "RIVER", gridCode: "370871001" }',
  ),
  changeCursor: { ask: '{ root: changeCursor }', decision: everyRole },
  report: byId('report', ({ reportId }) => reportId, rowsFor(READS_REPORT, 'null')),
  reports: page('reports', rowsFor(READS_REPORT, 'empty')),
  case: byId('case', ({ caseId }) => caseId, rowsFor(READS_CASE, 'null')),
  cases: page('cases', rowsFor(READS_CASE, 'empty')),
  caseHotSpots: {
    ask: '{ root: caseHotSpots(from: "2026-01-01", to: "2026-01-31") { opened spots { opened } } }',
    decision: rowsFor([...ZONE, ...TERRITORY], 'null'),
  },
  ticket: byId('ticket', ({ ticketId }) => ticketId, rowsFor(READS_TICKET, 'null')),
  tickets: page('tickets', rowsFor(READS_TICKET, 'empty')),
  /** In the scene no e-mail was given up; that the desk alone sees those that were is a test beside the code. */
  deadEmails: page('deadEmails', { others: 'empty' }),
  /** No category looks back so soon. */
  lookBacks: page('lookBacks', { others: 'empty' }, 'dueTo: "2020-01-01"'),
  postSupervisionSample: byId('postSupervisionSample', ({ sampleId }) => sampleId, rowsFor(ZONE, 'null')),
  postSupervisionSamples: page('postSupervisionSamples', rowsFor(ZONE, 'empty')),
  inspections: page('inspections', rowsFor(ZONE, 'empty'), 'state: DUE'),
  // assessment
  document: list('document', everyRole, 'code', 'code: "DOC-HANDBOOK"'),
  documents: list('documents', everyRole),
  period: list('period', rowsFor(STAFF, 'null'), 'code', 'code: "2026-01"'),
  periods: list('periods', rowsFor(STAFF, 'empty')),
  ruleSet: list('ruleSet', rowsFor(STAFF, 'null'), 'code', 'code: "JN-GX-2026"'),
  ruleSets: list('ruleSets', rowsFor(STAFF, 'empty')),
  scoreEntry: unknown('scoreEntry'),
  scoringRule: unknown('scoringRule'),
  training: list('training', rowsFor(STAFF, 'null'), 'code', 'code: "TRAINING-1"'),
  trainings: page('trainings', rowsFor(STAFF, 'empty')),
  scoreEntries: page(
    'scoreEntries',
    rowsFor(READS_SCORE, 'empty'),
    'subjectKind: DEPARTMENT, subjectCode: "DEPT-HOUSING"',
  ),
  explainScore: list(
    'explainScore',
    rowsFor(READS_SCORE, 'null'),
    'score { points }',
    'subjectKind: DEPARTMENT, subjectCode: "DEPT-HOUSING"',
  ),
  ranking: page('ranking', rowsFor(READS_SCORE, 'empty'), 'subjectKind: DEPARTMENT'),
};

/** A stale version: permitted actors are refused with VERSION_STALE, and the scene is unchanged. */
const STALE = 1_000_000;

/** Actors who see the object receive FORBIDDEN or the guard; for others it does not exist. */
const outcomeFor = (readers: readonly Caller[], actors: readonly Caller[], outcome: Outcome): Decision => ({
  FORBIDDEN: readers.filter((reader) => !actors.includes(reader)),
  [outcome]: actors,
  others: 'NOT_FOUND',
});

const act = (
  field: string,
  target: (scene: Scene, caller: Caller) => object,
  decision: Decision,
  answer = '__typename',
): RootField => ({
  ask: `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) { root: ${field}(input: $input) { ${answer} } }`,
  variables: (scene, caller) => ({ input: target(scene, caller) }),
  decision,
});
/** A mutation of imports, whose input is the same in every subgraph. */
const onImport = (
  field: string,
  input: string,
  target: (scene: Scene) => object,
  decision: Decision,
): RootField => ({
  ask: `mutation ($input: ${input}!) { root: ${field}(input: $input) { __typename } }`,
  variables: (scene) => ({ input: target(scene) }),
  decision,
});
const FILE = { format: 'CSV', sizeBytes: 1, sha256: '0'.repeat(64) };

type Doers = readonly [actors: readonly Caller[], outcome: Outcome];
/** The scene's case is dispatched: most actions come too early or too late. */
const onCase = (field: string, further: object, ...doers: Doers): RootField =>
  act(field, ({ caseId }) => ({ caseId, version: STALE, ...further }), outcomeFor(READS_CASE, ...doers));
const onTicket = (field: string, further: object, ...doers: Doers): RootField =>
  act(
    field,
    ({ ticketId }) => ({ ticketId, version: STALE, ...further }),
    outcomeFor(READS_TICKET, ...doers),
  );
const onReport = (field: string, further: object, ...doers: Doers): RootField =>
  act(
    field,
    ({ reportId }) => ({ reportId, version: STALE, ...further }),
    outcomeFor(READS_REPORT, ...doers),
  );

const reason = 'because of the table';

/** The demands of the usual channel of a role beside a place: superiors name their document, street staff a campaign. */
const CARRIED: { readonly [caller in Caller]?: object } = {
  CITY: { superior: { level: 'CITY', documentNumber: '济环督〔2026〕7号' } },
  PROVINCE: { superior: { level: 'PROVINCE', documentNumber: '鲁环督〔2026〕7号' } },
  STREET_STAFF: { campaignCode: 'CAMPAIGN-4' },
  POST_SUPERVISION: { campaignCode: 'CAMPAIGN-4' },
};

const LATER_LEVELS: readonly Caller[] = ['GRID_HEAD', ...DESK];

export const MUTATIONS: Readonly<Record<string, RootField>> = {
  submitReport: act(
    'submitReport',
    ({ enterprise }, caller) => ({
      description: '异味',
      object: { id: enterprise.id },
      ...CARRIED[caller],
    }),
    everyRole,
    'reportId',
  ),
  /** The grid member is next: the other levels learn that. */
  reviewReport: act('reviewReport', ({ reportId }) => ({ reportId, version: STALE, decision: 'APPROVED' }), {
    ...outcomeFor(READS_REPORT, ['GRID_MEMBER', ...LATER_LEVELS], 'VERSION_STALE'),
    VERSION_STALE: ['GRID_MEMBER'],
    GUARD_FAILED: LATER_LEVELS,
  }),
  verifyReport: onReport('verifyReport', { answer: 'TRUE' }, ['GRID_MEMBER', 'GRID_HEAD'], 'GUARD_FAILED'),
  rejectReport: onReport('rejectReport', { reason }, DESK, 'VERSION_STALE'),
  adoptReport: onReport('adoptReport', {}, DESK, 'GUARD_FAILED'),
  registerObject: act(
    'registerObject',
    () => ({
      kind: 'COAL_YARD',
      attributes: {
        name: '示例煤场',
        divisionCode: '370871001',
        address: '示例路',
        position: { longitude: 0, latitude: 0 },
      },
    }),
    { PLACE_OUTSIDE: DESK, others: 'FORBIDDEN' },
  ),
  changeObject: act(
    'changeObject',
    ({ enterprise }) => ({ objectId: enterprise.id, version: STALE, attributes: { isPriority: true } }),
    { VERSION_STALE: [...DESK, ...TERRITORY, 'ENTERPRISE_USER'], others: 'FORBIDDEN' },
  ),
  closeObject: act('closeObject', ({ enterprise }) => ({ objectId: enterprise.id, version: STALE, reason }), {
    VERSION_STALE: [...DESK, ...TERRITORY],
    others: 'FORBIDDEN',
  }),
  decideRegisterChange: act(
    'decideRegisterChange',
    ({ registerChangeId }) => ({ changeId: registerChangeId, version: STALE, decision: 'APPROVED' }),
    { VERSION_STALE: DESK, others: 'FORBIDDEN' },
  ),
  linkObject: act(
    'linkObject',
    () => ({ objectId: NO_ID, version: 1, system: 'CITY-12345', reference: 'unknown' }),
    {
      NOT_FOUND: DESK,
      others: 'FORBIDDEN',
    },
  ),
  createRegisterImport: onImport(
    'createRegisterImport',
    'CreateImportInput',
    () => ({ kind: 'OBJECTS', ...FILE }),
    rowsFor(DESK, 'FORBIDDEN'),
  ),
  checkRegisterImport: onImport(
    'checkRegisterImport',
    'CheckImportInput',
    ({ registerImportNumber: number }) => ({ number, version: 1 }),
    { STATE_NOT_ALLOWED: DESK, others: 'FORBIDDEN' },
  ),
  runRegisterImport: onImport(
    'runRegisterImport',
    'RunImportInput',
    ({ registerImportNumber: number }) => ({ number, version: 1, mode: 'VALID_ROWS' }),
    { STATE_NOT_ALLOWED: DESK, others: 'FORBIDDEN' },
  ),
  undoRegisterImport: onImport(
    'undoRegisterImport',
    'UndoImportInput',
    ({ registerImportNumber: number }) => ({ number, version: 1, reason: '导错文件' }),
    { STATE_NOT_ALLOWED: DESK, others: 'FORBIDDEN' },
  ),
  exportRegister: onImport(
    'exportRegister',
    'ExportInput',
    () => ({ kind: 'ENTERPRISES', format: 'CSV' }),
    rowsFor(READS_SITE, 'FORBIDDEN'),
  ),
  createDirectoryImport: onImport(
    'createDirectoryImport',
    'CreateImportInput',
    () => ({ kind: 'PEOPLE', ...FILE }),
    rowsFor(['ADMINISTRATOR'], 'FORBIDDEN'),
  ),
  checkDirectoryImport: onImport(
    'checkDirectoryImport',
    'CheckImportInput',
    ({ directoryImportNumber: number }) => ({ number, version: 1 }),
    { STATE_NOT_ALLOWED: ['ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  runDirectoryImport: onImport(
    'runDirectoryImport',
    'RunImportInput',
    ({ directoryImportNumber: number }) => ({ number, version: 1, mode: 'VALID_ROWS' }),
    { STATE_NOT_ALLOWED: ['ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  undoDirectoryImport: onImport(
    'undoDirectoryImport',
    'UndoImportInput',
    ({ directoryImportNumber: number }) => ({ number, version: 1, reason: '导错文件' }),
    { STATE_NOT_ALLOWED: ['ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  exportDirectory: onImport(
    'exportDirectory',
    'ExportInput',
    () => ({ kind: 'PEOPLE', format: 'CSV' }),
    rowsFor(['ADMINISTRATOR'], 'FORBIDDEN'),
  ),
  publishLimitRule: act(
    'publishLimitRule',
    () => ({
      rule: { medium: 'WATER', pollutantCode: 'w01018', averaging: 'DAILY', upper: '50', unit: 'mg/L' },
      standard: 'GB 18918-2002 1A',
      basisNote: reason,
      effectiveFrom: '2020-01-01',
    }),
    { GUARD_FAILED: DESK, others: 'FORBIDDEN' },
  ),
  sendCaseToVerify: onCase('sendCaseToVerify', {}, DESK, 'STATE_NOT_ALLOWED'),
  recordVerification: onCase('recordVerification', { answer: 'TRUE' }, ['GRID_MEMBER'], 'STATE_NOT_ALLOWED'),
  acceptCase: onCase('acceptCase', {}, DESK, 'STATE_NOT_ALLOWED'),
  rejectCase: onCase('rejectCase', { reason }, DESK, 'STATE_NOT_ALLOWED'),
  mergeCase: act(
    'mergeCase',
    ({ caseId }) => ({ caseId, version: STALE, intoCaseId: caseId }),
    outcomeFor(READS_CASE, DESK, 'STATE_NOT_ALLOWED'),
  ),
  moveCase: onCase('moveCase', { place: { longitude: 0, latitude: 0 }, reason }, DESK, 'PLACE_OUTSIDE'),
  unmergeCase: onCase('unmergeCase', {}, DESK, 'STATE_NOT_ALLOWED'),
  amendCase: onCase('amendCase', { summary: reason }, DESK, 'VERSION_STALE'),
  fileCase: onCase('fileCase', {}, ['SHIFT_LEADER'], 'STATE_NOT_ALLOWED'),
  dispatchCase: onCase('dispatchCase', { leadOrganizationCode: 'DEPT-HOUSING' }, DESK, 'STATE_NOT_ALLOWED'),
  redispatchCase: onCase('redispatchCase', { leadOrganizationCode: 'DEPT-HOUSING' }, DESK, 'GUARD_FAILED'),
  sendCaseToCheck: onCase('sendCaseToCheck', { checkerNumber: 'P0133' }, DESK, 'STATE_NOT_ALLOWED'),
  recordCheck: onCase('recordCheck', { outcome: 'PASSED' }, DESK, 'STATE_NOT_ALLOWED'),
  closeCase: onCase('closeCase', {}, ['SHIFT_LEADER'], 'STATE_NOT_ALLOWED'),
  requestVoid: onCase('requestVoid', { reason }, DESK, 'VERSION_STALE'),
  decideVoid: onCase('decideVoid', { decision: 'APPROVED' }, ['SHIFT_LEADER'], 'GUARD_FAILED'),
  startLookBack: onCase(
    'startLookBack',
    {},
    ['GRID_HEAD', 'GRID_MEMBER', 'POST_SUPERVISION'],
    'STATE_NOT_ALLOWED',
  ),
  recordLookBack: onCase(
    'recordLookBack',
    { outcome: 'PASSED' },
    ['GRID_HEAD', 'GRID_MEMBER', 'POST_SUPERVISION'],
    'STATE_NOT_ALLOWED',
  ),
  /** In a period in which nothing was closed. */
  drawSample: act('drawSample', () => ({ closedFrom: '2020-01-01', closedTo: '2020-01-01', size: 1 }), {
    GUARD_FAILED: ['POST_SUPERVISION'],
    others: 'FORBIDDEN',
  }),
  recordInspection: act(
    'recordInspection',
    ({ inspectionId }) => ({ inspectionId, version: STALE, outcome: 'PASSED' }),
    outcomeFor(ZONE, ['POST_SUPERVISION'], 'VERSION_STALE'),
  ),
  publishRoutingRule: act(
    'publishRoutingRule',
    () => ({
      code: 'FROM-THE-TABLE',
      version: STALE,
      rank: 1,
      role: 'LEAD',
      reason,
      organizationCode: 'DEPT-WATER',
      effectiveFrom: '2999-01-01',
    }),
    { VERSION_STALE: ['SHIFT_LEADER'], others: 'FORBIDDEN' },
  ),
  endRoutingRule: act(
    'endRoutingRule',
    () => ({ code: 'RULE-010', version: STALE, effectiveTo: '2999-01-01', reason }),
    { VERSION_STALE: ['SHIFT_LEADER'], others: 'FORBIDDEN' },
  ),
  publishGuideline: act(
    'publishGuideline',
    () => ({
      code: 'GUIDE-COAL',
      name: '导则',
      nameEn: 'Guide',
      source: 'the table',
      reason,
      clauses: [{ text: '条款', textEn: 'Clause' }],
      effectiveFrom: '2999-01-01',
    }),
    { VERSION_STALE: ['SHIFT_LEADER'], others: 'FORBIDDEN' },
  ),
  publishDeadlinePolicy: act(
    'publishDeadlinePolicy',
    () => ({
      warnPercent: 75,
      warnLeadMinutes: 60,
      escalateEveryMinutes: 60,
      escalationLevels: ['OPERATOR'],
      acknowledgeMinutes: 60,
      phoneAfterMinutes: 60,
      noAnswerMinutes: 60,
      wrongNumberMinutes: 60,
      reason,
      effectiveFrom: '2999-01-01',
    }),
    { VERSION_STALE: ['SHIFT_LEADER'], others: 'FORBIDDEN' },
  ),
  publishRuleSet: act(
    'publishRuleSet',
    () => ({
      code: 'JN-GX-2026',
      name: '规则',
      nameEn: 'Rules',
      reason,
      effectiveFrom: '2999-01-01',
      baseHundredths: 0,
      floorHundredths: 0,
      ceilingHundredths: 0,
      rules: [
        {
          code: 'RULE',
          subjectKind: 'DEPARTMENT',
          kind: 'MANUAL',
          pointsHundredths: 1,
          text: '规则',
          textEn: 'Rule',
        },
      ],
    }),
    { VERSION_STALE: ['ASSESSOR'], others: 'FORBIDDEN' },
  ),
  publishDocument: act(
    'publishDocument',
    () => ({
      code: 'DOC-HANDBOOK',
      type: 'HANDBOOK',
      title: '手册',
      titleEn: 'Handbook',
      version: '9',
      issuerOrganizationCode: 'DEPT-ENVIRONMENT',
      reason,
      effectiveFrom: '2999-01-01',
    }),
    { VERSION_STALE: ['ASSESSOR'], others: 'FORBIDDEN' },
  ),
  /** A photo is uploaded by those who may answer the ticket, once it is in hand; one of the scene is not. */
  createUpload: act(
    'createUpload',
    ({ ticketId: subjectId }) => ({
      purpose: 'TICKET_RESULT',
      subjectId,
      mediaType: 'image/png',
      sizeBytes: 1,
      sha256: '0'.repeat(64),
    }),
    outcomeFor(READS_TICKET, ['DEPARTMENT_STAFF'], 'STATE_NOT_ALLOWED'),
    'url',
  ),
  acknowledgeTicket: onTicket('acknowledgeTicket', {}, ['DEPARTMENT_STAFF'], 'VERSION_STALE'),
  submitTicketResult: onTicket('submitTicketResult', {}, ['DEPARTMENT_STAFF'], 'STATE_NOT_ALLOWED'),
  recallTicket: onTicket('recallTicket', { reason }, DESK, 'VERSION_STALE'),
  resendEmail: act(
    'resendEmail',
    ({ emailId }) => ({ emailId, version: STALE }),
    outcomeFor(READS_LETTER, DESK, 'STATE_NOT_ALLOWED'),
  ),
  requestExtension: onTicket(
    'requestExtension',
    { extendByWorkMinutes: 60, reason },
    ['DEPARTMENT_STAFF'],
    'STATE_NOT_ALLOWED',
  ),
  requestReturn: onTicket('requestReturn', { reason }, ['DEPARTMENT_STAFF'], 'VERSION_STALE'),
  requestSuspension: onTicket('requestSuspension', { reason }, ['DEPARTMENT_STAFF'], 'STATE_NOT_ALLOWED'),
  decideTicketRequest: onTicket('decideTicketRequest', { decision: 'APPROVED' }, DESK, 'GUARD_FAILED'),
  resumeTicket: onTicket('resumeTicket', {}, ['DEPARTMENT_STAFF', 'SHIFT_LEADER'], 'STATE_NOT_ALLOWED'),
  logPhoneReminder: act(
    'logPhoneReminder',
    () => ({
      reminderId: '00000000-0000-7000-8000-000000000000',
      version: STALE,
      outcome: 'REACHED',
      callee: '值班室',
    }),
    { others: 'NOT_FOUND' },
  ),
  publishWorkCalendar: act(
    'publishWorkCalendar',
    () => ({
      version: 'a version of the past',
      source: 'the table',
      days: [],
      effectiveFrom: '2020-01-01T00:00:00.000Z',
    }),
    { GUARD_FAILED: ['SHIFT_LEADER'], others: 'FORBIDDEN' },
  ),
  registerOrganization: act(
    'registerOrganization',
    () => ({
      code: 'DEPT-WATER',
      name: '水务局',
      nameEn: 'Water',
      shortName: '水务',
      kind: 'DEPARTMENT',
      divisionCode: '370871',
      email: 'water@ecogrid.example',
      phone: '0537-1500000',
    }),
    { GUARD_FAILED: ['ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  registerPerson: act(
    'registerPerson',
    () => ({ number: 'P0001', name: '某人', phone: '15400000000', organizationCode: 'DEPT-WATER' }),
    { GUARD_FAILED: ['ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  changeOrganization: act('changeOrganization', () => ({ code: 'NONE-SUCH', name: '某局', version: 1 }), {
    NOT_FOUND: ['ADMINISTRATOR'],
    others: 'FORBIDDEN',
  }),
  changePerson: act('changePerson', () => ({ number: 'P9999', name: '某人', version: 1 }), {
    NOT_FOUND: ['ADMINISTRATOR'],
    others: 'FORBIDDEN',
  }),
  linkAccount: act('linkAccount', () => ({ personNumber: 'P9999', subject: 'an account' }), {
    NOT_FOUND: ['ADMINISTRATOR'],
    others: 'FORBIDDEN',
  }),
  unlinkAccount: act('unlinkAccount', () => ({ accountId: '00000000-0000-7000-8000-000000000000' }), {
    NOT_FOUND: ['ADMINISTRATOR'],
    others: 'FORBIDDEN',
  }),
  appoint: act('appoint', () => ({ personNumber: 'P9999', role: 'SUPERVISOR' }), {
    NOT_FOUND: ['SHIFT_LEADER', 'ADMINISTRATOR'],
    others: 'FORBIDDEN',
  }),
  endAppointment: act(
    'endAppointment',
    () => ({ appointmentId: '00000000-0000-7000-8000-000000000000', version: STALE }),
    { NOT_FOUND: ['SHIFT_LEADER', 'ADMINISTRATOR'], others: 'FORBIDDEN' },
  ),
  postManualEntry: act(
    'postManualEntry',
    () => ({ ruleCode: 'NO-SUCH-RULE', subjectCode: 'DEPT-HOUSING', reason }),
    { NOT_FOUND: ['ASSESSOR'], others: 'FORBIDDEN' },
  ),
  reverseEntry: act('reverseEntry', () => ({ entryId: '00000000-0000-7000-8000-000000000000', reason }), {
    NOT_FOUND: ['ASSESSOR'],
    others: 'FORBIDDEN',
  }),
};

const watch = (field: string, decision: Decision): RootField => ({
  ask: `subscription { root: ${field}(after: "no cursor") { cursor } }`,
  decision,
});

/** An invalid cursor: permitted actors receive CURSOR_INVALID, the others FORBIDDEN. */
export const SUBSCRIPTIONS: Readonly<Record<string, RootField>> = {
  caseChanged: watch('caseChanged', { CURSOR_INVALID: READS_CASE, others: 'FORBIDDEN' }),
  reportChanged: watch('reportChanged', {
    CURSOR_INVALID: [...ZONE.filter((caller) => caller !== 'BI'), ...TERRITORY],
    others: 'FORBIDDEN',
  }),
  ticketChanged: watch('ticketChanged', {
    CURSOR_INVALID: [...DESK, ...TERRITORY, 'DEPARTMENT_STAFF', 'POST_SUPERVISION'],
    others: 'FORBIDDEN',
  }),
  deadlineNotice: watch('deadlineNotice', { CURSOR_INVALID: READS_TICKET, others: 'FORBIDDEN' }),
  extensionDecided: watch('extensionDecided', { CURSOR_INVALID: READS_TICKET, others: 'FORBIDDEN' }),
  lookBackDue: watch('lookBackDue', { CURSOR_INVALID: [...ZONE, ...TERRITORY], others: 'FORBIDDEN' }),
  episodeChanged: watch('episodeChanged', { others: 'CURSOR_INVALID' }),
  exceedanceRaised: watch('exceedanceRaised', { others: 'CURSOR_INVALID' }),
  registerImportChanged: watch('registerImportChanged', { others: 'CURSOR_INVALID' }),
  directoryImportChanged: watch('directoryImportChanged', { others: 'CURSOR_INVALID' }),
};

/** The decision, spelt out for every caller. */
export function expected({ others, ...named }: Decision): Record<Caller, Outcome> {
  const outcomes = Object.entries(named).flatMap(([outcome, callers]) =>
    callers.map((caller) => [caller, outcome] as const),
  );
  return {
    ...Object.fromEntries(CALLERS.map((caller) => [caller, others])),
    ...Object.fromEntries(outcomes),
  } as Record<Caller, Outcome>;
}

/** The intended readers of each free text of the public API. A new input must be given some here; `canary.test.ts` compares them with the schema, and says each of them. */
export const FREE_TEXTS: Readonly<
  Record<
    | 'REPORTER'
    | 'ON_SITE'
    | 'CASE'
    | 'ORGANIZATION'
    | 'OFFICE'
    | 'RULE'
    | 'AUDIT'
    | 'SCORE'
    | 'REGISTER'
    | 'PERSONAL'
    | 'PERSON'
    | 'ACCOUNT',
    readonly string[]
  >
> = {
  // The words of a reporter.
  REPORTER: ['SubmitReport.description', 'SubmitReport.object.name', 'SubmitReport.placeDescription'],
  // Notes about the words of a reporter.
  ON_SITE: ['RecordVerification.note', 'ReviewReport.note', 'VerifyReport.note'],
  // The words of the desk and of authorities about a case, for every reader of the case.
  CASE: [
    ...['AdoptReport.objectName', 'AdoptReport.summary', 'AdoptReport.title'],
    ...['AmendCase.objectName', 'AmendCase.summary', 'AmendCase.title'],
    'DispatchCase.instruction',
    ...['RecordInspection.findings', 'RedispatchCase.instruction', 'SubmitReport.superior.documentNumber'],
  ],
  // The notes of a handling, for those who supervise it.
  OFFICE: [
    ...['DecideVoid.note', 'LogPhoneReminder.callee', 'LogPhoneReminder.note', 'MoveCase.reason'],
    ...['RecordLookBack.note', 'RejectCase.reason', 'RejectReport.reason', 'RequestVoid.reason'],
  ],
  // The words of an organization about its own ticket, and those of the desk that answer them.
  ORGANIZATION: [
    ...['DecideTicketRequest.note', 'RecallTicket.reason', 'RecordCheck.reason'],
    ...['RequestExtension.reason', 'RequestReturn.reason', 'RequestSuspension.reason'],
    ...['SubmitTicketResult.enforcement.documentNumber', 'SubmitTicketResult.enforcement.text'],
    ...['SubmitTicketResult.rectification.text', 'SubmitTicketResult.verification.text'],
  ],
  // The words of rules and documents, which are published.
  RULE: [
    ...['EndRoutingRule.reason', 'PublishLimitRule.basisNote', 'PublishLimitRule.standard'],
    ...['PublishRoutingRule.reason', 'PublishWorkCalendar.source'],
    ...['PublishGuideline.clauses.text', 'PublishGuideline.clauses.textEn', 'PublishGuideline.name'],
    ...['PublishGuideline.nameEn', 'PublishGuideline.source', 'PublishRuleSet.name', 'PublishRuleSet.nameEn'],
    ...['PublishRuleSet.rules.text', 'PublishRuleSet.rules.textEn'],
    ...['PublishDocument.title', 'PublishDocument.titleEn'],
  ],
  // The reasons of changes that stand in the audit alone.
  AUDIT: [
    ...['PublishDeadlinePolicy.reason', 'PublishDocument.reason', 'PublishGuideline.reason'],
    ...['PublishRuleSet.reason', 'UndoImport.reason'],
  ],
  // The reasons of scores.
  SCORE: ['PostManualEntry.reason', 'ReverseEntry.reason'],
  // The data of supervised objects by the rules of the register, and of people and organizations; none is about a reporter.
  REGISTER: [
    'ChangeObject.attributes.address',
    'ChangeObject.attributes.industryName',
    'ChangeObject.attributes.name',
    'ChangeObject.attributes.nameEn',
    'RegisterObject.attributes.address',
    'RegisterObject.attributes.industryName',
    'RegisterObject.attributes.name',
    'RegisterObject.attributes.nameEn',
    ...['RegisterOrganization.name', 'RegisterOrganization.nameEn', 'RegisterOrganization.shortName'],
    ...['ChangeOrganization.name', 'ChangeOrganization.nameEn', 'ChangeOrganization.shortName'],
  ],
  // The name of a person, for those who see the person; the account, for administrators.
  PERSON: ['RegisterPerson.name', 'ChangePerson.name'],
  ACCOUNT: ['LinkAccount.subject'],
  // The people of a supervised object and the words of its changes, for those who see its outlets.
  PERSONAL: [
    'ChangeObject.attributes.contactName',
    'ChangeObject.attributes.creditCodeOverrideReason',
    'ChangeObject.attributes.phone',
    'ChangeObject.note',
    'CloseObject.reason',
    'DecideRegisterChange.note',
    'LinkObject.reference',
    'RegisterObject.attributes.contactName',
    'RegisterObject.attributes.creditCodeOverrideReason',
    'RegisterObject.attributes.phone',
    'RegisterObject.note',
  ],
};
