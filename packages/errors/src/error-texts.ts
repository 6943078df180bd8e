import { catalogue, type ErrorCode } from './catalogue.ts';
import { guards, type Guard } from './guards.ts';
import { problems, type Problem, type ProblemKey } from './problems.ts';
import { measures, reasons, type Measure, type Reason } from './reasons.ts';
import type { SlotOf, Term, Text } from './text.ts';
import { things, type Thing } from './things.ts';

/** The slots whose values have a text in both languages. Any other slot shows its value as it is. */
interface WordedDetails {
  readonly thing: Thing;
  readonly reason: Reason;
  readonly guard: Guard;
  readonly measure: Measure;
  readonly problems: readonly Problem[];
  readonly action: Term;
  readonly state: Term;
  readonly available: readonly Term[];
}

/** The details of a code: each slot of its text, and further values for the slots of a reason, guard or problem. */
export type DetailsOf<Code extends ErrorCode> = {
  readonly [Slot in SlotOf<(typeof catalogue)[Code]['en']>]: Slot extends keyof WordedDetails
    ? WordedDetails[Slot]
    : unknown;
} & ErrorDetails;

export type ErrorDetails = Readonly<Record<string, unknown>>;
type Language = keyof Text;

const WORDS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  thing: things,
  reason: reasons,
  guard: guards,
  measure: measures,
};
const NONE: Text = { en: 'none', zh: '无' };
const UNKNOWN: Text = { en: 'unknown', zh: '未知' };

/** Both texts of a code with its details filled in. */
export function errorTexts<Code extends ErrorCode>(code: Code, details: DetailsOf<Code>): Text {
  return bothTexts(catalogue[code], details);
}

/** Details as clients receive them: a term as its code, a problem with both its texts. */
export function publicDetails(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, publicValue(name, value)]));
}

function publicValue(name: string, value: unknown): unknown {
  if (isTerm(value)) return value.code;
  if (!Array.isArray(value)) return value;
  if (name === 'problems') return (value as Problem[]).map(withMessages);
  return value.map((each) => publicValue(name, each));
}

function withMessages(problem: Problem): ErrorDetails {
  return { ...problem, messages: problemTexts(problem) };
}

/** Both texts of a fault with its slots filled in. */
export function problemTexts({ problem, ...slots }: Omit<Problem, 'path'>): Text {
  return bothTexts(problems[problem as ProblemKey], slots);
}

function bothTexts(text: Text, details: ErrorDetails): Text {
  return { en: fill(text.en, details, 'en'), zh: fill(text.zh, details, 'zh') };
}

function fill(template: string, details: ErrorDetails, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) =>
    name in details ? textOf(name, details, language) : slot,
  );
}

function textOf(name: string, details: ErrorDetails, language: Language): string {
  const value = details[name];
  const worded = typeof value === 'string' ? WORDS[name]?.[value] : undefined;
  if (worded) return fill(worded[language], details, language);
  if (name === 'problems' && Array.isArray(value)) return problemList(value as Problem[], language);
  return valueText(value, language);
}

function problemList(list: readonly Problem[], language: Language): string {
  const [colon, semicolon] = language === 'zh' ? [':', ';'] : [': ', '; '];
  return list
    .map((each) => each.path + colon + fill(problems[each.problem][language], each, language))
    .join(semicolon);
}

function valueText(value: unknown, language: Language): string {
  if (value === undefined || value === null) return UNKNOWN[language];
  if (isTerm(value)) return language === 'zh' ? `“${value.zh}”` : value.en;
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (value.length === 0) return NONE[language];
  return value.map((each) => valueText(each, language)).join(language === 'zh' ? '、' : ', ');
}

function isTerm(value: unknown): value is Term {
  return typeof value === 'object' && value !== null && 'code' in value && 'zh' in value;
}
