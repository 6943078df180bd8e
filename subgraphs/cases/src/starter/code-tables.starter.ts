import { newId, type Database } from '@ecogrid/database';
import { ROLES } from '@ecogrid/identity';
import { z } from '@ecogrid/service';
import { DATED, StarterSet, boundedText, fillEmptyTables } from '@ecogrid/code-tables';
import { SupervisedObjectKind } from '@ecogrid/subgraph';
import { CHINESE_WORK_CALENDAR, withOverrides } from '@ecogrid/work-time';
import {
  Category,
  CloseCriterion,
  Guideline,
  GuidelineClause,
  IntakeChannel,
  IntakeDemand,
  ResultKind,
  ReviewLevel,
} from '../codes/index.ts';
import { DeadlinePolicy, EscalationLevel } from '../deadlines/index.ts';
import { RoutedMedium, RoutingRule, TicketRole } from '../intake/index.ts';
import { WorkCalendarDay, WorkCalendarVersion, sessionsOf } from '../worktime/index.ts';

const code = boundedText(32);
const names = { name: boundedText(80), nameEn: boundedText(120) };
const minutes = z.int().min(1).max(1_000_000);
const no = z.boolean().default(false);

const CATEGORY: z.ZodType<Category> = z.strictObject({
  code,
  ...names,
  ...DATED,
  standardReference: boundedText(120).nullable().default(null),
  guidelineCode: code.nullable().default(null),
  isUrgent: no,
  handlingMinutes: minutes,
  closingMinutes: minutes,
  needsPhotoAfter: no,
  resultKinds: z.array(z.enum(ResultKind)),
  closeCriteria: z.array(z.enum(CloseCriterion)),
  lookBackDays: z.int().min(1).nullable().default(null),
  maxExtensions: z.int().min(0),
  duplicateMetres: z.int().min(0),
  duplicateHours: z.int().min(0),
});

const CHANNEL: z.ZodType<Omit<IntakeChannel, 'sortOrder'>> = z.strictObject({
  code,
  ...names,
  ...DATED,
  reporterRoles: z.array(z.enum(ROLES)).default([]),
  isOpen: no,
  demands: z.array(z.enum(IntakeDemand)).default([]),
  reviewLevels: z.array(z.enum(ReviewLevel)).default([]),
  needsReportVerification: no,
  needsVerification: no,
  needsSitePhoto: no,
  opensCase: no,
  isSuperior: no,
  filingMinutes: minutes,
});

const GUIDELINE = z.strictObject({
  code,
  name: boundedText(120),
  nameEn: boundedText(160),
  source: boundedText(200),
  ...DATED,
  clauses: z.array(z.strictObject({ text: boundedText(2_000), textEn: boundedText(2_000) })).min(1),
});

type RoutingRow = Omit<RoutingRule, 'id' | 'version' | 'reason' | 'publishedAt' | 'publishedBy'>;
const ROUTING_RULE: z.ZodType<RoutingRow> = z.strictObject({
  code: boundedText(64),
  rank: z.int().min(1).max(1_000_000),
  categoryCode: code.nullable().default(null),
  medium: z.enum(RoutedMedium).nullable().default(null),
  objectKind: z.enum(SupervisedObjectKind).nullable().default(null),
  gridCode: boundedText(15).nullable().default(null),
  isUrgent: z.boolean().nullable().default(null),
  organizationCode: boundedText(64),
  role: z.enum(TicketRole),
  ...DATED,
});

const DEADLINE_POLICY: z.ZodType<Omit<DeadlinePolicy, 'id'>> = z.strictObject({
  categoryCode: code.nullable().default(null),
  warnPercent: z.int().min(1).max(100),
  warnLeadMinutes: minutes,
  escalateEveryMinutes: minutes,
  escalationLevels: z.array(z.enum(EscalationLevel)).min(1),
  phoneFromOverdue: z.int().min(1).nullable().default(null),
  acknowledgeMinutes: minutes,
  phoneAfterMinutes: minutes,
  noAnswerMinutes: minutes,
  wrongNumberMinutes: minutes,
  ...DATED,
});

/** The calendar of the installed library, with the changes of the district. */
const WORK_CALENDAR = z
  .strictObject({
    version: boundedText(64).optional(),
    source: boundedText(200),
    workingWeekdays: z.array(z.int().min(0).max(6)).optional(),
    sessions: z
      .array(z.strictObject({ from: z.string(), until: z.string() }))
      .min(1)
      .max(6)
      .optional(),
    days: z.array(z.strictObject({ date: z.iso.date(), isWorkday: z.boolean() })).default([]),
  })
  .transform(({ version, source, workingWeekdays, sessions, days }, context) => {
    const isChanged = workingWeekdays !== undefined || sessions !== undefined || days.length > 0;
    if (isChanged && version === undefined)
      context.addIssue({
        code: 'custom',
        path: ['version'],
        message: 'a changed calendar has its own version',
      });
    try {
      const calendar = {
        ...withOverrides(CHINESE_WORK_CALENDAR, days, version ?? CHINESE_WORK_CALENDAR.version),
        ...(workingWeekdays && { workingWeekdays }),
        ...(sessions && { sessions: sessionsOf(sessions) }),
      };
      return { source, calendar };
    } catch (error) {
      context.addIssue({ code: 'custom', path: ['sessions'], message: (error as Error).message });
      return z.NEVER;
    }
  });

/** Before any case: due times of the first calendar are computed by it from the beginning. */
const ALWAYS = new Date(0);
const FIRST = { version: 1, reason: null, publishedAt: null, publishedBy: null };

/**
 * Fills the code tables of cases that are empty with the starter set.
 * @param directory of other files than those that come with the product.
 * @throws StarterSetError before anything is stored.
 */
export function fillCodeTables(database: Database, directory?: string): Promise<void> {
  const set = new StarterSet(directory);
  const categories = set.rows('categories', CATEGORY, (row) => row.code);
  const channels = set.rows('intake-channels', CHANNEL, (row) => `${row.code} ${row.effectiveFrom}`);
  const guidelines = set.rows('guidelines', GUIDELINE, (row) => `${row.code} ${row.effectiveFrom}`);
  const routing = set.rows('routing-rules', ROUTING_RULE, (row) => row.code);
  const policies = set.rows(
    'deadline-policies',
    DEADLINE_POLICY,
    (row) => `${row.categoryCode} ${row.effectiveFrom}`,
  );
  const calendars = set.rows('work-calendars', WORK_CALENDAR, ({ calendar }) => calendar.version);
  const codes = categories.map((row) => row.code);
  const guided = guidelines.map((row) => row.code);
  set.requireKnown(
    { file: 'categories', field: 'guidelineCode' },
    categories.map((row) => row.guidelineCode),
    guided,
  );
  set.requireKnown(
    { file: 'routing-rules', field: 'categoryCode' },
    routing.map((row) => row.categoryCode),
    codes,
  );
  set.requireKnown(
    { file: 'deadline-policies', field: 'categoryCode' },
    policies.map((row) => row.categoryCode),
    codes,
  );
  if (policies.length > 0 && !policies.some((row) => row.categoryCode === null))
    set.add({ file: 'deadline-policies', field: 'categoryCode' }, 'no row is for all categories');
  set.requireFaultless();
  return fillEmptyTables(database, [
    [{ entity: Category, rows: categories }],
    [{ entity: IntakeChannel, rows: channels.map((row, index) => ({ ...row, sortOrder: index + 1 })) }],
    guidelineTables(guidelines),
    [{ entity: RoutingRule, rows: routing.map((row) => ({ id: newId(), ...FIRST, ...row })) }],
    [{ entity: DeadlinePolicy, rows: policies.map((row) => ({ id: newId(), ...row })) }],
    calendarTables(calendars),
  ]);
}

function guidelineTables(given: ReadonlyArray<z.infer<typeof GUIDELINE>>) {
  const guidelines = given.map((row) => ({ ...row, id: newId() }));
  const clauses = guidelines.flatMap(({ id: guidelineId, clauses: texts }) =>
    texts.map((text, index) => ({ ...text, id: newId(), guidelineId, number: index + 1 })),
  );
  return [
    { entity: Guideline, rows: guidelines.map(({ clauses: _, ...row }) => row) },
    { entity: GuidelineClause, rows: clauses },
  ] as const;
}

function calendarTables(calendars: ReadonlyArray<z.infer<typeof WORK_CALENDAR>>) {
  const published = { effectiveFrom: ALWAYS, publishedAt: ALWAYS, publishedBy: null };
  return [
    {
      entity: WorkCalendarVersion,
      rows: calendars.map(({ source, calendar: { version, workingWeekdays, sessions } }) => ({
        ...published,
        source,
        version,
        workingWeekdays: [...workingWeekdays],
        sessions: [...sessions],
      })),
    },
    {
      entity: WorkCalendarDay,
      rows: calendars.flatMap(({ calendar: { version, decisions } }) =>
        [...decisions].map(([date, isWorkday]) => ({ version, date, isWorkday })),
      ),
    },
  ] as const;
}
