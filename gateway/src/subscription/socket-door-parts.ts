import type { FederatedSubscriptions } from '@ecogrid/federated-subscriptions';
import type { Logger } from '@ecogrid/service';
import type { AuthParts, Session } from '../auth/session.ts';
import type { Documents } from '../documents/documents.ts';
import type { Admission } from '../execution/admission.ts';
import type { GraphQLServer } from '../execution/graphql-server.ts';
import type { SocketLimits } from './socket-limits.ts';

/** The parts that every socket works with. */
export interface SocketDoorParts {
  readonly auth: AuthParts;
  readonly documents: Documents;
  readonly admission: Admission;
  readonly server: GraphQLServer;
  readonly subscriptions: FederatedSubscriptions<Session>;
  readonly limits: SocketLimits;
  readonly logger: Logger;
}
