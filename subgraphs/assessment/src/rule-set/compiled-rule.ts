import type { Problem } from '@ecogrid/errors';
import { NAMING_FIELDS } from '../subject/index.ts';
import { compileExpression, type Expression } from './expression.ts';
import { FACT_SCHEMAS, isFactTopic, type Facts } from './fact.schema.ts';
import type { FactTopic } from './fact.vocabulary.ts';
import { RuleKind, type ScoringRule } from './rule-set.entity.ts';

/** Fields that an entry keeps of every fact, to point at its source. */
const LINKS = ['caseId', 'ticketId', 'number'];

/** An EVENT rule whose expressions were checked and can be asked. */
export class CompiledRule {
  private constructor(
    readonly rule: ScoringRule,
    readonly topic: FactTopic,
    /** The field that names the subject. */
    readonly subjectPath: string,
    private readonly condition: Expression,
    private readonly multiplier: Expression | undefined,
  ) {}

  /** @throws Error whose message names the fault of the rule. */
  static of(rule: ScoringRule): CompiledRule {
    const { eventTopic, condition, subjectPath, subjectKind, multiplier } = rule;
    if (!isFactTopic(eventTopic)) throw new Error(`event topic ${eventTopic} is not one that is scored`);
    const paths: readonly string[] = NAMING_FIELDS[subjectKind].filter(
      (name) => name in FACT_SCHEMAS[eventTopic],
    );
    if (subjectPath === null || !paths.includes(subjectPath)) {
      throw new Error(`subject path ${subjectPath} names no ${subjectKind} in ${eventTopic}`);
    }
    const when = labelled('condition', () => compileExpression(eventTopic, condition ?? '', 'bool'));
    const times =
      multiplier === null
        ? undefined
        : labelled('multiplier', () => compileExpression(eventTopic, multiplier, 'int'));
    return new CompiledRule(rule, eventTopic, subjectPath, when, times);
  }

  appliesTo(facts: Facts): boolean {
    return this.condition.evaluate(facts) === true;
  }

  /** Points for the fact, in whole hundredths: multipliers are integers, so nothing is rounded here. */
  pointsFor(facts: Facts): number {
    const times = this.multiplier ? Number(this.multiplier.evaluate(facts)) : 1;
    return this.rule.pointsHundredths * times;
  }

  /** The facts that the rule looked at, and those that lead to the source. */
  inputsFrom(facts: Facts): Record<string, unknown> {
    const used = new Set([
      ...LINKS,
      this.subjectPath,
      ...this.condition.fields,
      ...(this.multiplier?.fields ?? []),
    ]);
    return Object.fromEntries(Object.entries(facts).filter(([name]) => used.has(name)));
  }
}

/** The fault of a rule of any kind; undefined for a valid rule. */
export function faultOf(rule: ScoringRule): Problem | undefined {
  try {
    if (rule.capHundredths !== null && rule.capHundredths <= 0) throw new Error('cap must be above 0');
    if (rule.kind === RuleKind.EVENT) CompiledRule.of(rule);
    else if (rule.eventTopic ?? rule.condition ?? rule.subjectPath ?? rule.multiplier ?? rule.capHundredths) {
      throw new Error('a MANUAL rule has no topic, condition, subject path, multiplier or cap');
    }
    return undefined;
  } catch (error) {
    return { path: `rules.${rule.code}`, problem: 'expression', quote: (error as Error).message };
  }
}

function labelled<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Error(`${what} ${(cause as Error).message}`, { cause });
  }
}
