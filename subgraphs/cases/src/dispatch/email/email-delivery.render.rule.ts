import type { EmailDelivery } from './email-delivery.entity.ts';
import { LABELS, WORDS, ZONE, type Language } from './email-delivery.words.ts';

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Rendered = Pick<EmailDelivery, 'kind' | 'ticketId' | 'facts'>;
type Line = readonly [label: string, value: string];

const LANGUAGES: readonly Language[] = ['zh', 'en'];
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An e-mail in both languages, each once as text and once as HTML. @param publicUrl where links begin. */
export function rendered(email: Rendered, publicUrl: string): RenderedEmail {
  const link = new URL(`tickets/${email.ticketId}`, publicUrl.replace(/\/*$/, '/')).href;
  const parts = LANGUAGES.map((language) => partOf(email, language, link));
  return {
    subject: subjectOf(email),
    text: parts.map(({ opening, lines }) => [opening, '', ...lines.map(asText), ''].join('\n')).join('\n'),
    html: `<!DOCTYPE html><html><body>${parts.map((part) => asHtml(part, link)).join('<hr>')}</body></html>`,
  };
}

interface Part {
  readonly language: Language;
  readonly opening: string;
  readonly lines: readonly Line[];
}

function subjectOf({ kind, facts }: Rendered): string {
  const { zh, en } = WORDS[kind];
  const { ticketNumber, what } = facts;
  return `【${zh.subject}】${ticketNumber} ${what.zh} | ${en.subject}: ${what.en}`;
}

function partOf({ kind, facts }: Rendered, language: Language, link: string): Part {
  const { opening, note } = WORDS[kind][language];
  const labels = LABELS[language];
  const due = `${shanghai.format(new Date(facts.dueAt))} (${ZONE[language]})`;
  const lines: Line[] = [
    [labels.ticket, facts.ticketNumber],
    [labels.case, facts.caseNumber],
    [labels.what, facts.what[language]],
    [labels.where, facts.where],
    [labels.due, due],
    ...(facts.note === null ? [] : [[note, facts.note] as const]),
    [labels.link, link],
  ];
  return { language, opening, lines };
}

/** A value of several lines is indented: it cannot pass for a line of ours. */
function asText([label, value]: Line): string {
  return `${label}: ${value.trim().replace(/\s*[\r\n\u2028\u2029]+\s*/g, '\n    ')}`;
}

function asHtml({ language, opening, lines }: Part, link: string): string {
  const rows = lines.map(([label, value]) => {
    const shown = escaped(value.trim()).replace(/\r?\n|[\u2028\u2029]/g, '<br>');
    const cell = value === link ? `<a href="${escaped(link)}">${shown}</a>` : shown;
    return `<tr><th align="left" valign="top">${escaped(label)}</th><td>${cell}</td></tr>`;
  });
  return `<div lang="${language}"><p>${escaped(opening)}</p><table>${rows.join('')}</table></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
