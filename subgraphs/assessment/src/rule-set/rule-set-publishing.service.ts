import { publishVersion } from '@ecogrid/code-tables';
import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Problem } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { RuleSet, ScoringRule } from './rule-set.entity.ts';
import type { PublishRuleSetInput, ScoringRuleInput } from './rule-set.input.ts';
import type { RuleSetRepository } from './rule-set.repository.ts';
import type { RuleSetService } from './rule-set.service.ts';

const PUBLISH = term('publishRuleSet', '发布计分规则', 'publish a rule set');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'assessment'>>;
  readonly ruleSetRows: RuleSetRepository;
  readonly ruleSets: RuleSetService;
}

/** Publishes versions of rule sets. Entries that are posted already keep the rule that they name. */
export class RuleSetPublishing {
  constructor(private readonly parts: Parts) {}

  publish(actor: Actor, input: PublishRuleSetInput): Promise<RuleSet> {
    const { ruleSetRows, ruleSets } = this.parts;
    const { code, name, nameEn, effectiveFrom, baseHundredths, floorHundredths, ceilingHundredths } = input;
    const points = { baseHundredths, floorHundredths, ceilingHundredths };
    return publishVersion(this.parts, actor, input, {
      action: PUBLISH,
      thing: 'ruleSet',
      code,
      admit: (each) => requireRole(each, PUBLISH, 'ASSESSOR'),
      latest: () => ruleSetRows.latest(code),
      facts: (latest) => Promise.resolve({ version: (latest?.version ?? 0) + 1 }),
      row: ({ version }): RuleSet => {
        requireDistinct(input.rules);
        return { ...points, id: newId(), code, version, name, nameEn, effectiveFrom, effectiveTo: null };
      },
      end: ({ id }, day) => ruleSetRows.end(id, day),
      insert: (ruleSet) =>
        ruleSets.load(
          ruleSet,
          input.rules.map((rule) => ruleOf(rule, ruleSet.id)),
        ),
      existing: (id) => ruleSetRows.existing(id),
    });
  }
}

function ruleOf(rule: ScoringRuleInput, ruleSetId: string): ScoringRule {
  const { eventTopic = null, condition = null, subjectPath = null } = rule;
  const { multiplier = null, capHundredths = null } = rule;
  const given = { eventTopic, condition, subjectPath, multiplier, capHundredths };
  return { ...rule, ...given, id: newId(), ruleSetId };
}

/** @throws EcoGridError INPUT_INVALID. */
function requireDistinct(rules: readonly ScoringRuleInput[]): void {
  const codes = rules.map(({ code }) => code);
  const problems = codes.flatMap((code, index): Problem[] =>
    codes.indexOf(code) < index ? [{ path: `input.rules.${index}.code`, problem: 'arrayUnique' }] : [],
  );
  if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
}
