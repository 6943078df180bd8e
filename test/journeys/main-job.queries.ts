/** The operations of the main job. */
export const FREE_DEVICES = `query FreeDevices($after: String) {
  devices(first: 50, after: $after, systemType: "32") {
    edges { node {
      mn systemType crcOrder protocolVersion
      monitorPoint { outlet { id code
        openCase { id }
        limitRules { averaging upper pollutant { code } }
      } }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A cursor of now: what happens from here on is not missed, whenever the subscription begins. */
export const NOW = `{ changeCursor }`;

export const CASE_CHANGED = `subscription CaseChanged($after: String) { caseChanged(after: $after) { cursor action case { id number state version outlet { id } } } }`;

/** One selection over four subgraphs: ticket and case, enterprise and outlet, grid and its people, the score so far. */
export const TICKET_CHANGED = `subscription TicketChanged($after: String) {
  ticketChanged(after: $after) {
    cursor eventId kind occurredAt
    ticket {
      id state version dueAt isOverdue
      case {
        id number
        grid { code name members(role: GRID_MEMBER) { number name } }
        enterprise { name creditCode }
        outlet { code name }
      }
      assignee { code name score { points } }
    }
  }
}`;

const act = (name: string, input: string, type: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { id version state ${type === 'Case' ? 'availableActions' : ''} } }`;

export const ACCEPT = act('acceptCase', 'AcceptCaseInput', 'Case');
export const FILE = act('fileCase', 'FileCaseInput', 'Case');
export const DISPATCH = act('dispatchCase', 'DispatchCaseInput', 'Case');
export const ACKNOWLEDGE = act('acknowledgeTicket', 'AcknowledgeTicketInput', 'Ticket');
export const SUBMIT = act('submitTicketResult', 'SubmitTicketResultInput', 'Ticket');
export const SEND_TO_CHECK = act('sendCaseToCheck', 'SendCaseToCheckInput', 'Case');
export const RECORD_CHECK = act('recordCheck', 'RecordCheckInput', 'Case');
export const CLOSE = act('closeCase', 'CloseCaseInput', 'Case');

export const CASE = `query Case($id: ID!) {
  case(id: $id) { id number state version verifyHistory grid { members(role: GRID_MEMBER) { name } } history(first: 50) { edges { node { action } } } exceedances { value limit } }
}`;

export const ENTRIES = `query Entries($sourceId: ID!) {
  scoreEntries(first: 50, sourceId: $sourceId) {
    edges { node { subjectKind subjectCode points ruleCode sourceTopic sourceEventId } }
  }
}`;
