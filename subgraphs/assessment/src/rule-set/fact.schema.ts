import { FactTopic } from './fact.vocabulary.ts';

/** Types that a field of a fact may have; `string?` is one that may be null. */
export type FactType = 'string' | 'string?' | 'int' | 'bool';

/** A field of a fact, as conditions may name it: `event.<field>`. */
export type FactValue = string | number | boolean | null;
export type Facts = Readonly<Record<string, FactValue>>;

const ofCase = { caseId: 'string', categoryCode: 'string', channel: 'string', gridCode: 'string' } as const;

/**
 * The fields of scored facts: the payloads that cases announces, and the fields that this subgraph adds from its own
 * projection (`isRefiled`; `isRepeated`, that the case was closed before with the same `isOnTime`; `channel` and
 * `gridCode` of a failed check or look-back). An expression is checked against it at load.
 */
export const FACT_SCHEMAS = {
  CaseFiled: {
    ...ofCase,
    number: 'string',
    supervisedObjectId: 'string?',
    reporterId: 'string?',
    isOnTime: 'bool',
    isRefiled: 'bool',
  },
  CaseCredited: { ...ofCase, number: 'string', reporterId: 'string?' },
  TicketSettled: {
    ...ofCase,
    number: 'string',
    ticketId: 'string',
    organizationCode: 'string',
    kind: 'string',
    isOnTime: 'bool',
    reworkCount: 'int',
  },
  CheckFailed: {
    caseId: 'string',
    ticketId: 'string',
    organizationCode: 'string',
    channel: 'string',
    gridCode: 'string',
    reason: 'string',
    count: 'int',
  },
  CaseClosed: {
    ...ofCase,
    number: 'string',
    leadOrganizationCode: 'string?',
    reporterId: 'string?',
    isOnTime: 'bool',
    isSuperior: 'bool',
    reworkCount: 'int',
    isRepeated: 'bool',
  },
  LookBackFailed: {
    ...ofCase,
    number: 'string',
    lookBackId: 'string',
    leadOrganizationCode: 'string?',
    count: 'int',
  },
} as const satisfies Record<FactTopic, Record<string, FactType>>;

export const FACT_TOPICS: readonly FactTopic[] = Object.values(FactTopic);

export function isFactTopic(topic: string | null): topic is FactTopic {
  return topic !== null && Object.hasOwn(FACT_SCHEMAS, topic);
}

/**
 * The fields of a fact that rules may use, and nothing else of its payload.
 * @throws Error that names the first field which is absent or of another type.
 */
export function factsOf(topic: FactTopic, payload: Readonly<Record<string, unknown>>): Facts {
  const fields = Object.entries<FactType>(FACT_SCHEMAS[topic]);
  return Object.fromEntries(
    fields.map(([name, type]) => [name, checked(topic, name, type, payload[name] ?? null)]),
  );
}

function checked(topic: string, name: string, type: FactType, value: unknown): FactValue {
  const fits = type === 'string?' ? value === null || typeof value === 'string' : typeOf(value) === type;
  if (!fits) throw new Error(`${topic}.${name} must be ${type}, and is ${typeOf(value)}`);
  return value as FactValue;
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value;
}
