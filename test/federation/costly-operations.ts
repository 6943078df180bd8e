/** Operations of few bytes whose answers grow with each pair of fields: a list and the way back. */
export function pairs(count: number): string {
  const nested = '{ code children { code parent '.repeat(count);
  return `{ grid(code: "370871") ${nested}{ code }${' } }'.repeat(count)} }`;
}

export const MEMBERS_IN_CIRCLES = `{ grid(code: "370871") { members(role: GRID_MEMBER) { name appointments { grid {
  members(role: GRID_MEMBER) { name appointments { grid { members(role: GRID_MEMBER) { name } } } } } } } } }`;
