/** The channels by which a matter comes in (the codes of the channel table). */
export type Channel =
  'MEMBER' | 'SUPERVISOR' | 'OPERATOR' | 'EXCEEDANCE' | 'SUPERIOR' | 'CAMPAIGN' | 'VIDEO' | 'PUBLIC';

/** How far a story has come on the day of the demonstration. */
export type Ending =
  | 'REPORT_RECEIVED'
  | 'REPORT_REJECTED'
  | 'REPORTED'
  | 'VERIFYING'
  | 'REJECTED'
  | 'ACCEPTED'
  | 'MERGED'
  | 'FILED'
  | 'VOID'
  | 'ISSUED'
  | 'HANDLING'
  | 'EXTENDED'
  | 'SUSPENDED'
  | 'REDISPATCHED'
  | 'FEEDBACK'
  | 'CHECKING'
  | 'REWORK'
  | 'CHECKED'
  | 'CLOSED'
  | 'LOOKBACK'
  | 'REOPENED';

/** One matter of the demonstration, from its report to its ending. */
export interface Story {
  /** Unique and stable: idempotency keys are made of it, so that a start that was interrupted goes on. */
  readonly key: string;
  readonly channel: Channel;
  readonly categoryCode: string;
  /** A unit grid; for EXCEEDANCE the index of a water outlet of the seed decides. */
  readonly gridCode: string;
  readonly words: string;
  /** Days before the day of the demonstration on which it begins. */
  readonly daysAgo: number;
  readonly ending: Ending;
  /** The story that a MERGED one is merged into. */
  readonly into?: string;
  /** Of EXCEEDANCE: the index of the outlet among the water outlets of the seed. */
  readonly outlet?: number;
}

/** Named acts; `steps.ts` holds each. */
export type Act =
  | 'submit'
  | 'exceed'
  | 'reviewByMember'
  | 'reviewByHead'
  | 'verifyReport'
  | 'rejectReport'
  | 'adopt'
  | 'sendToVerify'
  | 'recordVerification'
  | 'reject'
  | 'accept'
  | 'merge'
  | 'file'
  | 'requestVoid'
  | 'approveVoid'
  | 'dispatch'
  | 'dispatchWrongly'
  | 'acknowledge'
  | 'requestReturn'
  | 'requestExtension'
  | 'requestSuspension'
  | 'approveRequest'
  | 'redispatch'
  | 'submitResults'
  | 'sendToCheck'
  | 'passCheck'
  | 'failCheck'
  | 'close'
  | 'startLookBack'
  | 'failLookBack';

/** An act, the day of the story on which it happens, and the time of day in Asia/Shanghai. */
export type Step = readonly [act: Act, day: number, time: `${number}:${number}`];

const VERIFIED_ON_SITE: readonly Step[] = [
  ['sendToVerify', 0, '10:05'],
  ['recordVerification', 0, '11:20'],
];

/** From the first word to a case that can be accepted. */
const INTAKE: Readonly<Record<Channel, readonly Step[]>> = {
  MEMBER: [
    ['submit', 0, '09:05'],
    ['reviewByHead', 0, '09:30'],
    ['adopt', 0, '09:50'],
  ],
  SUPERVISOR: [
    ['submit', 0, '08:40'],
    ['reviewByMember', 0, '09:10'],
    ['reviewByHead', 0, '09:35'],
    ['adopt', 0, '09:55'],
  ],
  OPERATOR: [
    ['submit', 0, '09:20'],
    ['adopt', 0, '09:25'],
  ],
  EXCEEDANCE: [['exceed', 0, '08:55']],
  SUPERIOR: [
    ['submit', 0, '09:00'],
    ['adopt', 0, '09:45'],
  ],
  CAMPAIGN: [
    ['submit', 0, '09:15'],
    ['reviewByHead', 0, '09:40'],
    ['adopt', 0, '09:58'],
  ],
  VIDEO: [['submit', 0, '09:10'], ['adopt', 0, '09:30'], ...VERIFIED_ON_SITE],
  PUBLIC: [
    ['submit', 0, '08:35'],
    ['verifyReport', 0, '10:00'],
    ['adopt', 0, '10:10'],
  ],
};

const ACCEPTED: readonly Step[] = [['accept', 0, '13:40']];
const FILED: readonly Step[] = [...ACCEPTED, ['file', 0, '14:00']];
const ISSUED: readonly Step[] = [...FILED, ['dispatch', 0, '14:20']];
const HANDLING: readonly Step[] = [...ISSUED, ['acknowledge', 0, '15:10']];
const FEEDBACK: readonly Step[] = [...HANDLING, ['submitResults', 1, '16:30']];
const CHECKING: readonly Step[] = [...FEEDBACK, ['sendToCheck', 2, '09:00']];
const CHECKED: readonly Step[] = [...CHECKING, ['passCheck', 2, '14:30']];
const CLOSED: readonly Step[] = [...CHECKED, ['close', 2, '16:00']];
/** Two weeks and some days later, when the look-back of the category is due. */
const LOOKBACK: readonly Step[] = [...CLOSED, ['startLookBack', 18, '09:30']];

/** From there to each ending. */
const COURSE: Readonly<Record<Ending, readonly Step[]>> = {
  REPORT_RECEIVED: [],
  REPORT_REJECTED: [],
  REPORTED: [],
  VERIFYING: [],
  REJECTED: [['reject', 0, '13:30']],
  ACCEPTED,
  MERGED: [['merge', 0, '13:45']],
  FILED,
  VOID: [...FILED, ['requestVoid', 1, '09:00'], ['approveVoid', 1, '10:00']],
  ISSUED,
  HANDLING,
  EXTENDED: [...HANDLING, ['requestExtension', 0, '15:40'], ['approveRequest', 0, '16:10']],
  SUSPENDED: [...HANDLING, ['requestSuspension', 0, '15:50'], ['approveRequest', 0, '16:20']],
  REDISPATCHED: [
    ...FILED,
    ['dispatchWrongly', 0, '14:20'],
    ['requestReturn', 0, '15:00'],
    ['approveRequest', 0, '15:30'],
    ['redispatch', 0, '15:45'],
  ],
  FEEDBACK,
  CHECKING,
  REWORK: [...CHECKING, ['failCheck', 2, '15:00']],
  CHECKED,
  CLOSED,
  LOOKBACK,
  REOPENED: [...LOOKBACK, ['failLookBack', 18, '11:00']],
};

/** Endings that come before the intake is complete: the steps of the channel up to here, and those instead. */
const CUT_SHORT: Partial<Record<Ending, { readonly after: Act; readonly then: readonly Step[] }>> = {
  REPORT_RECEIVED: { after: 'submit', then: [] },
  REPORT_REJECTED: { after: 'submit', then: [['rejectReport', 0, '11:00']] },
  VERIFYING: { after: 'sendToVerify', then: [] },
};

/** All that happens in a story, in order. */
export function stepsOf({ channel, ending }: Story): readonly Step[] {
  const intake = INTAKE[channel];
  const cut = CUT_SHORT[ending];
  if (!cut) return [...intake, ...COURSE[ending]];
  return [...intake.slice(0, intake.findIndex(([act]) => act === cut.after) + 1), ...cut.then];
}
