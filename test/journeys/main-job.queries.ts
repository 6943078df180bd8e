import { mutationOf } from '../testkit/mutation.ts';

/** The operations of the main job. */
export const FREE_DEVICES = `query FreeDevices($after: String) {
  devices(first: 50, after: $after, systemType: WATER_SOURCE) {
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

/** A cursor of now: events from here on are not missed, whenever the subscription begins. */
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

const OF_CASE = 'id version state availableActions';
const OF_TICKET = 'id version state';

export const ACCEPT = mutationOf('acceptCase', OF_CASE);
export const FILE = mutationOf('fileCase', OF_CASE);
export const DISPATCH = mutationOf('dispatchCase', OF_CASE);
export const ACKNOWLEDGE = mutationOf('acknowledgeTicket', OF_TICKET);
export const SUBMIT = mutationOf('submitTicketResult', OF_TICKET);
export const SEND_TO_CHECK = mutationOf('sendCaseToCheck', OF_CASE);
export const RECORD_CHECK = mutationOf('recordCheck', OF_CASE);
export const CLOSE = mutationOf('closeCase', OF_CASE);

export const CASE = `query Case($id: ID!) {
  case(id: $id) { id number state version verifyHistory grid { members(role: GRID_MEMBER) { name } } history(first: 50) { edges { node { action } } } exceedances { value limit } }
}`;

export const ENTRIES = `query Entries($sourceId: ID!) {
  scoreEntries(first: 50, sourceId: $sourceId) {
    edges { node { subjectKind subjectCode points ruleCode sourceTopic sourceEventId } }
  }
}`;
