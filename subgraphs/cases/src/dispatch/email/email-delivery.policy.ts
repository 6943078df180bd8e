import { hasRole, holds, type Actor } from '@ecogrid/identity';
import type { EmailDelivery } from './email-delivery.entity.ts';

/** The desk and the receiving organization may see an e-mail. */
export function canReadEmail(
  actor: Actor,
  { organizationCode }: Pick<EmailDelivery, 'organizationCode'>,
): boolean {
  if (isDesk(actor)) return true;
  return holds(actor, ['DEPARTMENT_STAFF', 'STREET_STAFF', 'GRID_HEAD', 'POST_SUPERVISION'], {
    organization: organizationCode,
  });
}

/** The roles that resend dead e-mails. */
export function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}
