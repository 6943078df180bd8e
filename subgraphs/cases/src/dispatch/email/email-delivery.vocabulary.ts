import { actions, vocabulary } from '@ecogrid/subgraph';

export const EmailKind = vocabulary('EmailKind', 'The kinds of e-mails to organizations (邮件类别).', {
  TICKET_ISSUED: 'A transfer ticket was issued to it (转办件下发).',
  TICKET_UNACKNOWLEDGED: 'A ticket that it has waits to be acknowledged (催签收).',
  TICKET_REWORK: 'A ticket that it had answered was sent back by a failed check (返工).',
  TICKET_RECALLED: 'A ticket that it had was recalled (转办件撤回).',
});

export const EmailDeliveryState = vocabulary(
  'EmailDeliveryState',
  'The state of an e-mail delivery (邮件状态).',
  {
    QUEUED: 'Queued for sending (待发送).',
    SENDING: 'Being sent (发送中).',
    SENT: 'Accepted by the mail server, or stored as a file (已发送).',
    FAILED: 'The last attempt failed; another follows (发送失败,待重试).',
    DEAD: 'No further attempt: an operator corrects the fault and resends it (死信).',
  },
);

export const EmailDeliveryFault = vocabulary(
  'EmailDeliveryFault',
  'The reasons why an attempt to send an e-mail failed (投递失败原因).',
  {
    NO_ADDRESS: 'The organization has no e-mail address that can be written to (无有效邮箱).',
    REFUSED:
      'The mail server refuses it for good, as to an unknown address or a full mailbox (5xx, 永久拒收).',
    DEFERRED: 'The mail server does not take it now (4xx, 暂时拒收).',
    NOT_ADMITTED: 'The mail server does not let us in: greeting or login is refused (服务器拒绝连接或认证).',
    UNREACHABLE: 'No connection: name, network or encryption (无法连接).',
    TIMED_OUT: 'The mail server took too long (超时).',
    BROKEN_OFF:
      'The connection ended before the mail server had answered; it may have taken the e-mail (连接中断).',
    NOT_STORED: 'The file could not be written (文件写入失败).',
  },
);

const emailActions = actions('EmailDeliveryAction', 'The actions on an e-mail (邮件操作).', {
  resend: { mutation: 'resendEmail', means: 'Resend a dead e-mail (重新发送).' },
});
export const EmailDeliveryAction = emailActions.terms;
/** The mutations that perform them, as the graph shows the available ones. */
export const OfferedEmailDeliveryAction = emailActions.Offered;
export const offeredEmailDeliveryActions = emailActions.offered;
