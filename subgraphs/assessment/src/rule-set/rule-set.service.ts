import { EcoGridError, type Problem } from '@ecogrid/errors';
import { CompiledRule, faultOf } from './compiled-rule.ts';
import { RuleKind, type RuleSet, type ScoringRule } from './rule-set.entity.ts';
import type { RuleSetRepository } from './rule-set.repository.ts';

/** A rule set with the rules that apply by themselves, ready to be asked. */
export interface RulesInForce {
  readonly ruleSet: RuleSet;
  readonly rules: readonly CompiledRule[];
}

/** Loads rule sets and finds the one in force. */
export class RuleSetService {
  private readonly compiled = new Map<string, RulesInForce>();

  constructor(private readonly repository: RuleSetRepository) {}

  /**
   * Takes in a new version of a rule set, inside the caller's transaction.
   * @throws EcoGridError INPUT_INVALID that lists every fault: a bad or unknown expression never gets into the ledger.
   */
  async load(ruleSet: RuleSet, rules: readonly ScoringRule[]): Promise<void> {
    const problems = [...limitFaults(ruleSet), ...rules.map(faultOf).filter((fault) => fault !== undefined)];
    if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
    await this.repository.insert(ruleSet, rules);
  }

  /** The rules in force on a day; undefined before the first rule set. */
  async on(day: string): Promise<RulesInForce | undefined> {
    const ruleSet = await this.repository.inForce({ from: day, before: dayAfter(day) });
    return ruleSet ? this.compile(ruleSet) : undefined;
  }

  /** The MANUAL rule of the code that is in force on a day. */
  async manualRule(code: string, day: string): Promise<{ ruleSet: RuleSet; rule: ScoringRule } | undefined> {
    const ruleSet = await this.repository.inForce({ from: day, before: dayAfter(day) });
    const rules = ruleSet ? await this.repository.rules(ruleSet.id) : [];
    const rule = rules.find((each) => each.code === code && each.kind === RuleKind.MANUAL);
    return ruleSet && rule ? { ruleSet, rule } : undefined;
  }

  /** A version is never edited, so a compiled one holds. */
  private async compile(ruleSet: RuleSet): Promise<RulesInForce> {
    let known = this.compiled.get(ruleSet.id);
    if (!known) {
      const rules = await this.repository.rules(ruleSet.id);
      known = {
        ruleSet,
        rules: rules.filter(({ kind }) => kind === RuleKind.EVENT).map((rule) => CompiledRule.of(rule)),
      };
      this.compiled.set(ruleSet.id, known);
    }
    return known;
  }
}

function limitFaults({ floorHundredths, baseHundredths, ceilingHundredths }: RuleSet): Problem[] {
  const ordered = floorHundredths <= baseHundredths && baseHundredths <= ceilingHundredths;
  return ordered ? [] : [{ path: 'baseHundredths', problem: 'base' }];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}
