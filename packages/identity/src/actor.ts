/** The roles an appointment can give. Source: docs/domain.md rows 2-7, 19, 36-44, 46-50; See docs/domain.md §7. */
export const ROLES = [
  'OPERATOR', // 坐席
  'SHIFT_LEADER', // 值班长
  'GRID_HEAD', // 网格长
  'GRID_MEMBER', // 专职网格员
  'SUPERVISOR', // 环保监督员
  'DEPARTMENT_STAFF', // 行业部门经办人
  'STREET_STAFF', // 街道平台工作人员
  'ENTERPRISE_USER', // 企业用户
  'POST_SUPERVISION', // 后督察组
  'CITY', // 市级
  'PROVINCE', // 省级
  'ASSESSOR', // 考核人员
  'BI', // 数据分析服务
] as const;

export type Role = (typeof ROLES)[number];

/**
 * On whose behalf a request is made, as every service sees it.
 * A grid is named by its code; a code that starts with another's lies inside it, so visibility is by prefix.
 */
export interface Actor {
  /** AUDIENCE is a group of people with the same rights, without a person. */
  readonly kind: 'PERSON' | 'SERVICE' | 'PUBLIC' | 'AUDIENCE';
  readonly id: string | null;
  readonly organizationId: string | null;
  readonly organizationCode: string | null;
  readonly roles: readonly Role[];
  /** Codes of the grids the actor is appointed to, in ascending order. */
  readonly grids: readonly string[];
  /** Unified social credit code of the enterprise whose user this is. */
  readonly enterpriseCode: string | null;
}

/** The actor of a request without a token. */
export const PUBLIC_ACTOR: Actor = Object.freeze({
  kind: 'PUBLIC',
  id: null,
  organizationId: null,
  organizationCode: null,
  roles: [],
  grids: [],
  enterpriseCode: null,
});

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.roles.some((role) => roles.includes(role));
}

/** Whether a grid, by its code, lies in one of the actor's grids. */
export function coversGrid(actor: Actor, gridCode: string): boolean {
  return actor.grids.some((code) => gridCode.startsWith(code));
}

/**
 * The person of the actor, for rules that depend on the person.
 * @throws Error for an AUDIENCE: an answer shared by many must not depend on one of them.
 */
export function personOf(actor: Actor): string | null {
  if (actor.kind === 'AUDIENCE')
    throw new Error('An audience is no person: this selection must run by itself.');
  return actor.kind === 'PERSON' ? actor.id : null;
}

/** The same rights without the person: what identical subscriptions of colleagues share. */
export function audienceOf(actor: Actor): Actor {
  return { ...actor, kind: 'AUDIENCE', id: null };
}
