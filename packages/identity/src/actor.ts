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
  'ADMINISTRATOR', // 系统管理员
] as const;

export type Role = (typeof ROLES)[number];

/** Roles that are held for the whole zone: to hold one is the right. */
export type ZoneRole =
  | 'OPERATOR'
  | 'SHIFT_LEADER'
  | 'POST_SUPERVISION'
  | 'CITY'
  | 'PROVINCE'
  | 'ASSESSOR'
  | 'BI'
  | 'ADMINISTRATOR';
/** The roles that read the whole zone (docs/domain.md §7): operator, city and province, assessor, BI, post-supervision. */
export const ZONE_READERS: readonly ZoneRole[] = [
  'OPERATOR',
  'SHIFT_LEADER',
  'POST_SUPERVISION',
  'CITY',
  'PROVINCE',
  'ASSESSOR',
  'BI',
];
/** Those of them that read the words of people about a handling: analysis and assessment count (decision 0084). */
export const NOTE_READERS = ZONE_READERS.filter((role) => role !== 'BI' && role !== 'ASSESSOR');
/** Roles that are held for a grid, and for everything inside it. */
export type GridRole = 'GRID_HEAD' | 'GRID_MEMBER' | 'SUPERVISOR' | 'STREET_STAFF';
/** Roles that act for the organization in which they are held. */
export type OrganizationRole =
  | 'DEPARTMENT_STAFF'
  | 'STREET_STAFF'
  | 'GRID_HEAD'
  | 'GRID_MEMBER'
  | 'POST_SUPERVISION'
  | 'OPERATOR'
  | 'SHIFT_LEADER';

/**
 * A role together with its scope (职权). One appointment gives one right. The parts are never separated: the scope of
 * one right says nothing about the role of another. Policies ask through the functions of this file.
 */
export interface Right {
  readonly role: Role;
  /** Code of the grid. Everything inside the grid is in scope. */
  readonly grid: string | null;
  /** Code of the organization. */
  readonly organization: string | null;
  /** Unified social credit code of the enterprise. */
  readonly enterprise: string | null;
}

/**
 * On whose behalf a request is made, as every service sees it.
 * A grid is named by its code; a code that starts with another's lies inside it, so visibility is by prefix.
 */
export interface Actor {
  /** AUDIENCE is a group of people with the same rights, without a person. */
  readonly kind: 'PERSON' | 'SERVICE' | 'PUBLIC' | 'AUDIENCE';
  readonly id: string | null;
  /** Sorted and without duplicates, so that colleagues with the same rights have equal actors. */
  readonly rights: readonly Right[];
}

/** The actor of a request without a token. */
export const PUBLIC_ACTOR: Actor = Object.freeze({ kind: 'PUBLIC', id: null, rights: [] });

export function rightOf(role: Role, scope: Partial<Omit<Right, 'role'>> = {}): Right {
  const { grid = null, organization = null, enterprise = null } = scope;
  return { role, grid, organization, enterprise };
}

/** The form in which an actor carries rights: sorted, each once. */
export function sortedRights(rights: readonly Right[]): Right[] {
  const byText = new Map(rights.map((right) => [JSON.stringify(right), right]));
  return [...byText.keys()].sort().map((text) => byText.get(text) as Right);
}

/** Whether the actor holds one of these roles, which are held for the whole zone. */
export function hasRole(actor: Actor, ...roles: readonly ZoneRole[]): boolean {
  return actor.rights.some(({ role }) => roles.includes(role as ZoneRole));
}

/** Whether the actor holds one of these roles for this grid, organization or enterprise. */
export function holds(actor: Actor, roles: Roles<GridRole>, at: { readonly grid: string | null }): boolean;
export function holds(
  actor: Actor,
  roles: Roles<OrganizationRole>,
  at: { readonly organization: string | null },
): boolean;
export function holds(
  actor: Actor,
  role: 'ENTERPRISE_USER',
  at: { readonly enterprise: string | null },
): boolean;
export function holds(actor: Actor, roles: Roles<Role>, at: Partial<Omit<Right, 'role'>>): boolean {
  const { grid, organization, enterprise } = at;
  return rightsBy(actor, roles).some(
    (right) =>
      (grid && right.grid && grid.startsWith(right.grid)) ||
      (organization && right.organization === organization) ||
      (enterprise && right.enterprise === enterprise),
  );
}

/** Codes of the grids for which the actor holds one of these roles, in ascending order. */
export function gridsOf(actor: Actor, ...roles: readonly GridRole[]): string[] {
  return scopesOf(rightsBy(actor, roles), 'grid');
}

/** Codes of the organizations in which the actor holds one of these roles, in ascending order. */
export function organizationsOf(actor: Actor, ...roles: readonly OrganizationRole[]): string[] {
  return scopesOf(rightsBy(actor, roles), 'organization');
}

/** Credit codes of the enterprises that the actor speaks for, in ascending order. */
export function enterprisesOf(actor: Actor): string[] {
  return scopesOf(rightsBy(actor, 'ENTERPRISE_USER'), 'enterprise');
}

/** Whether the actor works in the system; users of enterprises and the public do not. */
export function isStaff(actor: Actor): boolean {
  return actor.rights.some(({ role }) => role !== 'ENTERPRISE_USER');
}

type Roles<R> = R | readonly R[];

function rightsBy(actor: Actor, roles: Roles<Role>): Right[] {
  return actor.rights.filter(({ role }) =>
    typeof roles === 'string' ? roles === role : roles.includes(role),
  );
}

function scopesOf(rights: readonly Right[], scope: 'grid' | 'organization' | 'enterprise'): string[] {
  return [...new Set(rights.flatMap((right) => right[scope] ?? []))].sort();
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

/** The same rights without the person: an execution that identical subscriptions of colleagues share. */
export function audienceOf(actor: Actor): Actor {
  return { ...actor, kind: 'AUDIENCE', id: null };
}
