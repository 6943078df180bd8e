import { audienceOf, type Actor } from '@ecogrid/identity';
import type { Audience, AudienceOperation } from '@ecogrid/federated-subscriptions';
import type { Session } from '../auth/session.ts';
import type { Markings } from './markings.ts';

/**
 * Colleagues with the same rights, and the same headers for subgraphs, share one execution, which runs as the group and
 * not as one of them. A selection that depends on the person runs by itself.
 */
export function audiences(
  markings: Markings,
): (session: Session, operation: AudienceOperation) => Audience<Session> | null {
  return (session, { document }) => {
    if (markings.dependsOnPerson(document)) return null;
    const actor = shared(session.actor);
    const { headers } = session;
    const key = JSON.stringify(headers ? [actor, headers] : actor);
    return { key, context: session.asAudience(actor) };
  };
}

function shared(actor: Actor): Actor {
  return actor.kind === 'PUBLIC' ? actor : audienceOf(actor);
}
