import { demand } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import type { Cast } from '../access/cast.ts';

/** A ticket with fields of four subgraphs: cases, enterprises, grids and assessment. */
export const TICKETS = `subscription Tickets($after: String) {
  ticketChanged(after: $after) {
    cursor eventId kind
    ticket { id state
      case { id number
        grid { code name responsibleOrganization { name } }
        enterprise { name creditCode }
      }
      assignee { code name score { points } }
    }
  }
}`;

export interface TicketPush {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly eventId: string;
    readonly kind: string;
    readonly ticket: {
      readonly id: string;
      readonly case: {
        readonly id: string;
        readonly grid: {
          readonly name: string;
          readonly responsibleOrganization: { readonly name: string } | null;
        };
        readonly enterprise: { readonly name: string };
      };
      readonly assignee: { readonly code: string; readonly score: { readonly points: string } };
    };
  };
}

/** A cursor of now. */
export async function now({ url }: SystemAddress, cast: Cast): Promise<string> {
  return (await demand<{ changeCursor: string }>(url, cast.OPERATOR, '{ changeCursor }')).changeCursor;
}

export async function anEnterprise({ url }: SystemAddress, cast: Cast): Promise<string> {
  type Page = { enterprises: { edges: [{ node: { id: string } }] } };
  const { enterprises } = await demand<Page>(
    url,
    cast.OPERATOR,
    '{ enterprises(first: 1) { edges { node { id } } } }',
  );
  return enterprises.edges[0].node.id;
}
