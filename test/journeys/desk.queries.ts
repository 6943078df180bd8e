/** The operations of the desk in the journeys. */
export const REPORT = `query ($id: ID!) { thing: report(id: $id) {
  id state version channel { code } gridMatch { basis explanationEn }
  reviews { level decision at reviewer { number } }
} }`;

export const CASE = `query ($id: ID!) { thing: case(id: $id) {
  id number state version isSuperior misdispatchCount reworkCount reopenCount lookBackDueOn verifyHistory
  grid { code } channel { code } superior { level documentNumber } reopenedBy { state }
  suggestedRoute { role organization { code } }
  tickets { id number state version role reworkCount assignee { code } emails { id kind state } }
  history(first: 60) { edges { node { action } } }
} }`;

export const SUBMIT_REPORT =
  'mutation ($input: SubmitReportInput!) { done: submitReport(input: $input) { reportId receivedAt report { id } } }';

export const DUPLICATES = 'query ($id: ID!) { case(id: $id) { duplicateSuggestions { id } } }';

export const CREDIT =
  'query ($id: ID!) { case(id: $id) { creditedReport { id reporter { number } } mergedCases { id state } } }';

export const ENTRIES = `query ($sourceId: ID!) {
  scoreEntries(first: 50, sourceId: $sourceId) { edges { node { ruleCode points subjectCode } } }
}`;

export const EXPLAIN_ROUTING = `query ($input: ExplainRoutingInput!) { explainRouting(input: $input) {
  gridMatch { grid { code } } lead { organization { code } } assisting { organization { code } } verdicts { rule { code } }
} }`;
