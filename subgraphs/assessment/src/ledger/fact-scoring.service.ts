import { newId } from '@ecogrid/database';
import type { DomainEvent } from '@ecogrid/events';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { type PeriodService } from '../period/index.ts';
import {
  factsOf,
  isFactTopic,
  type CompiledRule,
  type Facts,
  type FactTopic,
  type RuleSetService,
} from '../rule-set/index.ts';
import type { NamedSubjects, SubjectFinder } from '../subject/index.ts';
import { reversalOf, type Ledger } from './ledger.ts';
import type { LedgerRepository } from './ledger.repository.ts';
import type { KnownCase } from './known-case.entity.ts';
import { withinCap } from './points.rule.ts';
import type { ScoreEntry } from './score-entry.entity.ts';

/** The reason of such a reversal, as the ledger shows it. */
const CREDIT_MOVED = '首报人变更';

type Fact = DomainEvent & { readonly topic: FactTopic };

interface Parts {
  readonly clock: Clock;
  readonly periods: PeriodService;
  readonly ruleSets: RuleSetService;
  readonly subjects: SubjectFinder;
  readonly repository: LedgerRepository;
  readonly ledger: Ledger;
}

/** Scores the facts of cases: each rule of the day's rule set against each fact, once for each subject. */
export class FactScoringService {
  constructor(private readonly parts: Parts) {}

  /** Takes one event inside the caller's transaction. Taking it again posts nothing. */
  async take(event: DomainEvent): Promise<void> {
    if (!isFact(event)) return;
    const facts = await this.factsOf(event);
    if (event.topic === 'CaseCredited') await this.moveCredit(event);
    const day = shanghaiDay(event.occurredAt);
    const inForce = await this.parts.ruleSets.on(day);
    const rules =
      inForce?.rules.filter(({ topic }) => topic === event.topic).filter((rule) => rule.appliesTo(facts)) ??
      [];
    if (!inForce || rules.length === 0) return;
    const named = await this.parts.subjects.namedBy(facts, day);
    const drafts = rules.flatMap((rule) => draftsOf(rule, facts, named));
    await this.post(event, await this.notYetPosted(event, drafts), inForce.ruleSet.version);
  }

  /** A case has one first reporter: the points of an earlier word on it are taken back. Ids are of rising time. */
  private async moveCredit({ id, topic, payload, occurredAt }: Fact): Promise<void> {
    const { repository, periods, clock, ledger } = this.parts;
    const standing = await repository.standing(topic, String(payload['caseId']));
    const former = standing.filter(({ sourceEventId }) => sourceEventId < id);
    if (former.length === 0) return;
    const periodCode = await periods.openFor(occurredAt);
    const taken = { periodCode, reason: CREDIT_MOVED, postedBy: null, postedAt: clock.now() };
    await ledger.append(former.map((entry) => reversalOf(entry, taken)));
  }

  private async notYetPosted(event: Fact, drafts: readonly Draft[]): Promise<Draft[]> {
    const posted = await this.parts.repository.ofSourceEvent(event.id);
    const taken = new Set(posted.map(({ ruleId, subjectCode }) => `${ruleId}/${subjectCode}`));
    return drafts.filter((draft) => !taken.has(keyOf(draft)));
  }

  private async post(event: Fact, drafts: readonly Draft[], ruleSetVersion: number): Promise<void> {
    if (drafts.length === 0) return;
    const periodCode = await this.parts.periods.openFor(event.occurredAt);
    const capped = drafts
      .filter(({ rule }) => rule.rule.capHundredths !== null)
      .map(({ rule }) => rule.rule.id);
    const totals =
      capped.length > 0 ? await this.parts.repository.totals(capped, periodCode) : new Map<string, number>();
    const fixed = { ruleSetVersion, periodCode, ...sourceOf(event), postedAt: this.parts.clock.now() };
    await this.parts.ledger.append(
      drafts.map((draft) => entryOf(draft, totals.get(keyOf(draft)) ?? 0, fixed)),
    );
  }

  /** The payload, and the data of the case that only this subgraph keeps. */
  private async factsOf(event: Fact): Promise<Facts> {
    const { topic, payload } = event;
    const known = await this.parts.repository.knownCase(String(payload['caseId']));
    const { channel, gridCode } = known ?? {};
    switch (topic) {
      case 'CheckFailed':
      case 'LookBackFailed':
        return factsOf(topic, { ...payload, channel, gridCode });
      case 'CaseClosed':
        return factsOf(topic, { ...payload, isRepeated: await this.isRepeated(event, known) });
      case 'CaseFiled':
        return this.filed(event, known);
      case 'CaseCredited':
      case 'TicketSettled':
        return factsOf(topic, payload);
    }
  }

  /** Whether the case was closed before with the same outcome: that is counted once, however often it is reopened. */
  private async isRepeated({ id, payload }: Fact, known: KnownCase | null): Promise<boolean> {
    if (!known) return false;
    const outcome = payload['isOnTime'] === true ? 'closedOnTimeEventId' : 'closedLateEventId';
    if (known[outcome] === null) await this.parts.repository.keepClosing(known.id, { [outcome]: id });
    return known[outcome] !== null && known[outcome] !== id;
  }

  private async filed(event: Fact, known: KnownCase | null): Promise<Facts> {
    const { topic, payload } = event;
    const facts = factsOf(topic, {
      ...payload,
      isRefiled: known !== null && known.filedEventId !== event.id,
    });
    const { caseId, channel, gridCode } = facts as Record<string, string>;
    const kept = {
      id: caseId as string,
      channel: channel as string,
      gridCode: gridCode as string,
      filedEventId: event.id,
      closedOnTimeEventId: null,
      closedLateEventId: null,
    };
    if (!known) await this.parts.repository.keepCase(kept);
    return facts;
  }
}

function isFact(event: DomainEvent): event is Fact {
  return isFactTopic(event.topic);
}

interface Draft {
  readonly rule: CompiledRule;
  readonly subjectCode: string;
  readonly points: number;
  readonly inputs: Record<string, unknown>;
}

type Fixed = Pick<
  ScoreEntry,
  'ruleSetVersion' | 'periodCode' | 'sourceTopic' | 'sourceEventId' | 'sourceId' | 'postedAt'
>;

const keyOf = ({ rule, subjectCode }: Draft): string => `${rule.rule.id}/${subjectCode}`;

function draftsOf(rule: CompiledRule, facts: Facts, named: NamedSubjects): Draft[] {
  const points = rule.pointsFor(facts);
  const inputs = rule.inputsFrom(facts);
  return named(rule.rule.subjectKind, rule.subjectPath).map((subjectCode) => ({
    rule,
    subjectCode,
    points,
    inputs,
  }));
}

function sourceOf({
  topic,
  id,
  payload,
}: Fact): Pick<ScoreEntry, 'sourceTopic' | 'sourceEventId' | 'sourceId'> {
  return {
    sourceTopic: topic,
    sourceEventId: id,
    sourceId: String(payload['ticketId'] ?? payload['caseId']),
  };
}

function entryOf(
  { rule: { rule }, subjectCode, points, inputs }: Draft,
  already: number,
  fixed: Fixed,
): ScoreEntry {
  const pointsHundredths = withinCap(points, rule.capHundredths, already);
  const cut = pointsHundredths === points ? {} : { uncappedHundredths: points };
  return {
    id: newId(),
    subjectKind: rule.subjectKind,
    subjectCode,
    ruleId: rule.id,
    ruleCode: rule.code,
    pointsHundredths,
    inputs: { ...inputs, ...cut },
    reversalOf: null,
    reason: null,
    postedBy: null,
    ...fixed,
  };
}
