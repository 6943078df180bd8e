import { hasRole, type Actor } from '@ecogrid/identity';
import { READERS_OF_ACTIONS, type HistoryAction } from './history.vocabulary.ts';

/**
 * The actions that an actor does not see, neither as a line of a history nor as a push: the name of an action may
 * betray the withheld content.
 */
export function hiddenActions(actor: Actor): HistoryAction[] {
  return RESTRICTED.filter((action) => !hasRole(actor, ...(READERS_OF_ACTIONS[action] ?? [])));
}

export function maySeeAction(actor: Actor, action: string): boolean {
  return !hiddenActions(actor).some((hidden) => hidden === action);
}

const RESTRICTED = Object.keys(READERS_OF_ACTIONS) as HistoryAction[];
