import { Workflow, inZone } from '../../kernel/index.ts';
import type { EmailDelivery } from './email-delivery.entity.ts';
import { EmailDeliveryAction, EmailDeliveryState } from './email-delivery.vocabulary.ts';

/** The actions of people on e-mails; the sender changes the other states. */
export const emailDeliveryWorkflow = new Workflow<
  Pick<EmailDelivery, 'state'>,
  keyof typeof EmailDeliveryState,
  keyof typeof EmailDeliveryAction,
  'operator',
  never
>({
  thing: 'emailDelivery',
  states: EmailDeliveryState,
  actions: EmailDeliveryAction,
  steps: [{ from: ['DEAD'], action: 'resend', to: ['QUEUED'], who: 'operator', guards: [] }],
  permissions: { operator: inZone('OPERATOR') },
  guards: {},
});
