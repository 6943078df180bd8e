import type { Bilingual } from './email-delivery.facts.ts';
import type { EmailKind } from './email-delivery.vocabulary.ts';

export type Language = keyof Bilingual;

/** The fixed texts of each kind of e-mail. */
export interface Words {
  /** Before the ticket's number and its matter. */
  readonly subject: string;
  readonly opening: string;
  /** Names the note of the facts. */
  readonly note: string;
}

/** A kind of e-mail is a word in the vocabulary and a row here. */
export const WORDS: Readonly<Record<keyof typeof EmailKind, Readonly<Record<Language, Words>>>> = {
  TICKET_ISSUED: {
    zh: {
      subject: '转办件',
      opening: '贵单位收到一件转办件,请及时签收,并在期限前办理和反馈。',
      note: '办理要求',
    },
    en: {
      subject: 'Ticket issued',
      opening:
        'A ticket was issued to you. Please acknowledge it, and handle and answer it before its deadline.',
      note: 'Asked for',
    },
  },
  TICKET_UNACKNOWLEDGED: {
    zh: {
      subject: '催签收',
      opening: '贵单位收到的下列转办件尚未签收。请尽快签收,并在期限前办理和反馈。',
      note: '办理要求',
    },
    en: {
      subject: 'Ticket waits to be acknowledged',
      opening:
        'The ticket below was issued to you and is not acknowledged yet. Please acknowledge it, and handle and answer it before its deadline.',
      note: 'Asked for',
    },
  },
  TICKET_REWORK: {
    zh: {
      subject: '转办件返工',
      opening: '下列转办件经核查未通过,已退回贵单位返工。请在新的期限前重新办理和反馈。',
      note: '返工原因',
    },
    en: {
      subject: 'Ticket sent back',
      opening:
        'The check of the ticket below failed, and it is back with you. Please handle and answer it again before its new deadline.',
      note: 'Reason',
    },
  },
  TICKET_RECALLED: {
    zh: { subject: '转办件撤回', opening: '下列转办件已撤回,贵单位无需继续办理。', note: '撤回原因' },
    en: {
      subject: 'Ticket recalled',
      opening: 'The ticket below was recalled. Nothing more is expected of you.',
      note: 'Reason',
    },
  },
};

/** The names of the facts. */
export const LABELS: Readonly<
  Record<Language, Readonly<Record<'ticket' | 'case' | 'what' | 'where' | 'due' | 'link', string>>>
> = {
  zh: {
    ticket: '转办编号',
    case: '案卷编号',
    what: '事项',
    where: '地点',
    due: '办理期限',
    link: '查看与办理',
  },
  en: { ticket: 'Ticket', case: 'Case', what: 'Matter', where: 'Place', due: 'Deadline', link: 'Open it at' },
};

/** Deadlines are formatted in the local time zone, which is named. */
export const ZONE: Readonly<Record<Language, string>> = { zh: '北京时间', en: 'Beijing time' };
