import { isEffective } from '../category/index.ts';
import type { RoutingRule } from './routing-rule.entity.ts';
import type { TicketRole } from './routing.vocabulary.ts';

/** What of a case the rules look at. */
export interface Routed {
  readonly categoryCode: string | null;
  readonly pollutantCode: string | null;
  readonly gridCode: string | null;
}

export interface Suggestion {
  readonly organizationCode: string;
  readonly role: keyof typeof TicketRole;
  readonly ruleId: string;
}

/** HJ 212 factor codes begin with w (water) or a (air). */
const MEDIA: Readonly<Record<string, string>> = { w: 'WATER', a: 'AIR' };

/** The first fitting lead and every fitting assisting organization, each once, on a day. */
export function suggestedRoute(rules: readonly RoutingRule[], routed: Routed, day: string): Suggestion[] {
  const fitting = [...rules]
    .filter((rule) => isEffective(rule, day) && fits(rule, routed))
    .sort((a, b) => a.rank - b.rank)
    .flatMap((rule) => suggestionOf(rule, routed));
  const lead = fitting.find(({ role }) => role === 'LEAD');
  const assisting = fitting.filter(({ role }) => role === 'ASSISTING');
  const chosen = lead ? [lead, ...assisting] : assisting;
  return chosen.filter(
    (each, index) => chosen.findIndex((other) => other.organizationCode === each.organizationCode) === index,
  );
}

function fits(rule: RoutingRule, { categoryCode, pollutantCode, gridCode }: Routed): boolean {
  return (
    (rule.categoryCode === null || rule.categoryCode === categoryCode) &&
    (rule.medium === null || rule.medium === MEDIA[pollutantCode?.charAt(0) ?? '']) &&
    (rule.gridCode === null || (gridCode?.startsWith(rule.gridCode) ?? false))
  );
}

function suggestionOf({ organizationCode, role, id }: RoutingRule, { gridCode }: Routed): Suggestion[] {
  const street = (gridCode?.length ?? 0) >= 9 ? gridCode?.slice(0, 9) : undefined;
  if (!organizationCode.includes('{street}')) return [{ organizationCode, role, ruleId: id }];
  return street ? [{ organizationCode: organizationCode.replace('{street}', street), role, ruleId: id }] : [];
}
