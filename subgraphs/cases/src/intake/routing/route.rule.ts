import { isEffective } from '../../codes/index.ts';
import type { RoutingRule } from './routing-rule.entity.ts';
import type { RoutedMedium, RoutingMismatch, RoutingUse, TicketRole } from './routing.vocabulary.ts';

/** The facts of a case that the rules examine. */
export interface Routed {
  readonly categoryCode: string | null;
  readonly medium: keyof typeof RoutedMedium | null;
  readonly objectKind: string | null;
  readonly gridCode: string | null;
  readonly isUrgent: boolean;
}

export interface Suggestion {
  readonly organizationCode: string;
  readonly role: keyof typeof TicketRole;
  readonly ruleId: string;
}

/** The verdict of one rule on a case. */
export interface Verdict {
  readonly rule: RoutingRule;
  /** Empty when it fits. */
  readonly mismatches: ReadonlyArray<keyof typeof RoutingMismatch>;
  /** The selected organization, with the street resolved; null when the rule does not match. */
  readonly organizationCode: string | null;
  readonly use: keyof typeof RoutingUse;
}

export interface ExplainedRoute {
  /** Every rule that was asked, in order. */
  readonly verdicts: readonly Verdict[];
  /** The lead first. */
  readonly route: readonly Suggestion[];
}

/** HJ 212 factor codes begin with w (water) or a (air). */
const MEDIA: Readonly<Record<string, keyof typeof RoutedMedium>> = { w: 'WATER', a: 'AIR' };
/** A street grid has nine digits, and the codes of grids in it begin with them. */
const STREET_DIGITS = 9;
const STREET = '{street}';
/** As many as one dispatch takes. */
export const ASSISTING_MOST = 500;

export function mediumOf(pollutantCode: string | null): keyof typeof RoutedMedium | null {
  return MEDIA[pollutantCode?.charAt(0) ?? ''] ?? null;
}

/** Asks every rule, in order: the first fitting lead and every fitting assisting organization, each once, on a day. */
export function explainRoute(rules: readonly RoutingRule[], routed: Routed, day: string): ExplainedRoute {
  const asked = [...rules].sort((a, b) => a.rank - b.rank || a.version - b.version);
  const found = asked.map((rule) => ask(rule, routed, day));
  const fitting = found.filter(({ mismatches }) => mismatches.length === 0);
  const lead = fitting.find(({ rule }) => rule.role === 'LEAD');
  const named = new Set(lead ? [lead.organizationCode] : []);
  const verdicts = found.map((each): Verdict => ({ ...each, use: useOf(each, lead, named) }));
  const assisting = verdicts.filter(({ use }) => use === 'ASSISTING').slice(0, ASSISTING_MOST);
  const route = [...verdicts.filter(({ use }) => use === 'LEAD'), ...assisting].map(
    ({ rule, organizationCode }) => ({
      organizationCode: organizationCode as string,
      role: rule.role,
      ruleId: rule.id,
    }),
  );
  return { verdicts, route };
}

type Found = Omit<Verdict, 'use'>;

function ask(rule: RoutingRule, routed: Routed, day: string): Found {
  const organizationCode = named(rule, routed.gridCode);
  const mismatches = [
    ...(isEffective(rule, day) ? [] : (['NOT_IN_FORCE'] as const)),
    ...mismatchesOf(rule, routed),
    ...(organizationCode ? [] : (['NO_STREET'] as const)),
  ];
  return { rule, mismatches, organizationCode: mismatches.length === 0 ? organizationCode : null };
}

function mismatchesOf(rule: RoutingRule, routed: Routed): Array<keyof typeof RoutingMismatch> {
  const differs = <Value>(wanted: Value | null, given: Value | null): boolean =>
    wanted !== null && wanted !== given;
  const checks = {
    CATEGORY: differs(rule.categoryCode, routed.categoryCode),
    MEDIUM: differs(rule.medium, routed.medium),
    OBJECT_KIND: differs(rule.objectKind, routed.objectKind),
    GRID: rule.gridCode !== null && !(routed.gridCode?.startsWith(rule.gridCode) ?? false),
    URGENCY: differs(rule.isUrgent, routed.isUrgent),
  };
  return (Object.keys(checks) as Array<keyof typeof checks>).filter((name) => checks[name]);
}

/** @param taken the organizations that are named already; the one of this rule joins them. */
function useOf(found: Found, lead: Found | undefined, taken: Set<string | null>): Verdict['use'] {
  if (found.mismatches.length > 0) return 'NONE';
  if (found === lead) return 'LEAD';
  if (found.rule.role === 'LEAD' || taken.has(found.organizationCode)) return 'REPEATED';
  taken.add(found.organizationCode);
  return 'ASSISTING';
}

function named({ organizationCode }: RoutingRule, gridCode: string | null): string | null {
  if (!organizationCode.includes(STREET)) return organizationCode;
  const street = (gridCode?.length ?? 0) >= STREET_DIGITS ? gridCode?.slice(0, STREET_DIGITS) : undefined;
  return street ? organizationCode.replace(STREET, street) : null;
}
