import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Problem } from '@ecogrid/errors';
import { codeTableChange, type TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { Episode } from '../episode/index.ts';
import { comparedBy } from '../exceedance/index.ts';
import type { DeviceRegistry } from '../ingest/index.ts';
import { compareDecimals, type LimitRule } from '../limit-rule/index.ts';
import type { Outlet } from '../outlet/index.ts';
import type { Pollutant } from '../pollutant/index.ts';
import { explanationEn, explanationZh } from './alarm.words.ts';
import type { DryRunAlarmRuleArguments, LimitRuleInput, PublishLimitRuleInput } from './alarm.input.ts';
import type { AlarmRepository } from './alarm.repository.ts';
import type { AlarmExplanation, DryRun } from './alarm.type.ts';
import { tried, verdictOf } from './dry-run.rule.ts';

const PUBLISH = term('publishLimitRule', '发布限值', 'publish a limit');
const TRY = term('dryRunAlarmRule', '试算报警规则', 'try an alarm rule');
const DAY_MS = 24 * 60 * 60_000;
const LONGEST_DAYS = { REAL_TIME: 1, HOURLY: 31, DAILY: 366 } as const;
const MOST_VALUES = 200_000;
const MOST_SHOWN = 200;

interface Parts {
  readonly scope: MutationScope;
  readonly alarms: AlarmRepository;
  readonly registry: DeviceRegistry;
  readonly outbox: Outbox<TopicOf<'enterprises'>>;
}

interface Facts {
  readonly pollutant: Pollutant | null;
  readonly outlet: Outlet | null;
  readonly replaced: LimitRule | null;
}

/** The rules by which alarms are raised: published, tried on the past, and explained. */
export class AlarmService {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishLimitRuleInput): Promise<LimitRule> {
    const { scope, alarms, registry, outbox } = this.parts;
    return perform(scope, actor, input, {
      operation: PUBLISH.code,
      admit: (each) => {
        if (!isDesk(each)) throw new EcoGridError('FORBIDDEN', { action: PUBLISH });
      },
      load: async ({ rule, replacesId }): Promise<Facts> => ({
        pollutant: await alarms.pollutant(rule.pollutantCode),
        outlet: rule.outletId ? await alarms.outlet(rule.outletId) : null,
        replaced: replacesId ? await alarms.rule(replacesId) : null,
      }),
      decide: (facts, given, now) => publishedRule(actor, facts, given, now),
      write: async (rule, { replaced }) => {
        await alarms.insert(rule, replaced);
        await outbox.announce(codeTableChange(actor, changeOf(rule), scope.clock.now()));
        scope.database.afterCommit(() => registry.forget());
        return rule;
      },
      again: async (id) => (await alarms.rule(id)) as LimitRule,
    });
  }

  async dryRun(
    actor: Actor,
    { rule, measuredSince, measuredBefore }: DryRunAlarmRuleArguments,
  ): Promise<DryRun> {
    if (!isDesk(actor)) throw new EcoGridError('FORBIDDEN', { action: TRY });
    const days = LONGEST_DAYS[rule.averaging];
    const length = measuredBefore.getTime() - measuredSince.getTime();
    const problems = problemsOf(rule, 'rule');
    if (length <= 0 || length > days * DAY_MS)
      problems.push({ path: 'measuredBefore', problem: 'range', days });
    if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
    const bounds = boundsOf(rule);
    const points = await this.parts.alarms.points(bounds);
    const { pollutantCode } = rule;
    const about = {
      points: [...points.keys()],
      ...comparedBy(rule),
      pollutantCode,
      measuredSince,
      measuredBefore,
    };
    const values = await this.parts.alarms.values({ ...about, most: MOST_VALUES + 1 });
    const judged = values.slice(0, MOST_VALUES);
    const episodes = tried({ ...rule, ...bounds }, judged);
    return {
      valueCount: judged.length,
      isComplete: judged.length === values.length,
      episodeCount: episodes.length,
      episodes: episodes.slice(0, MOST_SHOWN).map(({ run, first }) => {
        const { bound, peak, firstAt, lastAt, endedAt, readingCount } = run;
        const outletId = points.get(first.monitorPointId) ?? '';
        return { outletId, bound, peak, firstAt, lastAt, endedAt, readingCount };
      }),
    };
  }

  /** Of an episode that the actor was already shown. */
  async explain(
    episode: Episode,
    rule: LimitRule | null,
    pollutant: Pollutant | null,
  ): Promise<AlarmExplanation> {
    const { monitorPointId, deviceId: device, pollutantCode, firstAt, judgedAt } = episode;
    const measuredBefore = new Date(judgedAt.getTime() + 1);
    const about = { points: [monitorPointId], device, pollutantCode, measuredSince: firstAt, measuredBefore };
    const values = rule
      ? await this.parts.alarms.values({ ...about, ...comparedBy(rule), most: MOST_SHOWN })
      : [];
    const readings = values.map((value) => {
      const { isValid, broken } = rule ? verdictOf(rule, value) : { isValid: false, broken: null };
      const { measuredAt, value: text, flag } = value;
      return { measuredAt, value: text, flag, isValid, brokenBound: broken?.bound ?? null };
    });
    const text = explanationZh(episode, rule, pollutant);
    return { episode, rule, readings, text, textEn: explanationEn(episode, rule, pollutant) };
  }
}

/** Such as `w01018 DAILY WATER 2026-08-11`. */
function changeOf(rule: LimitRule): { action: string; subject: string; reason: string } {
  const { pollutantCode, averaging, outletId, medium, effectiveFrom, standard } = rule;
  const subject = [pollutantCode, averaging, outletId ?? medium, effectiveFrom].join(' ');
  return { action: PUBLISH.code, subject, reason: standard };
}

function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}

/** @throws EcoGridError INPUT_INVALID, NOT_FOUND or GUARD_FAILED. */
function publishedRule(
  actor: Actor,
  { pollutant, outlet, replaced }: Facts,
  { rule, standard, basisNote, effectiveFrom, replacesId, ...given }: PublishLimitRuleInput,
  now: Date,
): LimitRule {
  const effectiveTo = given.effectiveTo ?? null;
  const problems = problemsOf(rule, 'input.rule');
  if (!pollutant) problems.push({ path: 'input.rule.pollutantCode', problem: 'unknown' });
  if (rule.outletId && !outlet) problems.push({ path: 'input.rule.outletId', problem: 'unknown' });
  if (effectiveTo !== null && effectiveTo <= effectiveFrom)
    problems.push({ path: 'input.effectiveFrom, input.effectiveTo', problem: 'ordered' });
  if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
  if (effectiveFrom < shanghaiDay(now))
    throw new EcoGridError('GUARD_FAILED', { action: PUBLISH, guard: 'notInThePast' });
  const bounds = boundsOf(rule);
  requireReplaceable(replacesId, replaced, { ...rule, ...bounds }, effectiveFrom);
  const { pollutantCode, averaging, unit, opensAfter, endsAfter, isConverted } = rule;
  return {
    id: newId(),
    ...bounds,
    pollutantCode,
    averaging,
    unit,
    opensAfter,
    endsAfter,
    isConverted,
    standard,
    basisNote,
    effectiveFrom,
    effectiveTo,
    publishedAt: now,
    publishedBy: personOf(actor),
  };
}

/** @throws EcoGridError NOT_FOUND or GUARD_FAILED. */
function requireReplaceable(
  id: string | undefined,
  replaced: LimitRule | null,
  rule: Pick<LimitRule, 'outletId' | 'medium' | 'pollutantCode' | 'averaging'>,
  effectiveFrom: string,
): void {
  if (id === undefined) return;
  if (!replaced) throw new EcoGridError('NOT_FOUND', { thing: 'limitRule', id });
  const isAlike = (['outletId', 'medium', 'pollutantCode', 'averaging'] as const).every(
    (field) => replaced[field] === rule[field],
  );
  if (!isAlike) throw new EcoGridError('GUARD_FAILED', { action: PUBLISH, guard: 'ruleAlike' });
  const { effectiveFrom: begins, effectiveTo: ends } = replaced;
  if (begins >= effectiveFrom || (ends !== null && ends <= effectiveFrom))
    throw new EcoGridError('GUARD_FAILED', { action: PUBLISH, guard: 'ruleInForce', day: effectiveFrom });
}

function boundsOf(rule: LimitRuleInput): Pick<LimitRule, 'outletId' | 'medium' | 'upper' | 'lower'> {
  const { outletId = null, medium = null, upper = null, lower = null } = rule;
  return { outletId, medium, upper, lower };
}

function problemsOf({ outletId, medium, upper, lower }: LimitRuleInput, path: string): Problem[] {
  const problems: Problem[] = [];
  if (Boolean(outletId) === Boolean(medium))
    problems.push({ path: `${path}.outletId, ${path}.medium`, problem: 'exactlyOne' });
  if (!upper && !lower) problems.push({ path: `${path}.upper, ${path}.lower`, problem: 'required' });
  else if (upper && lower && compareDecimals(lower, upper) >= 0)
    problems.push({ path: `${path}.lower`, problem: 'boundOrder' });
  return problems;
}
