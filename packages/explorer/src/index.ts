export { DEMONSTRATION_ROLES, tokenFor, tokenRoles } from './demonstration-token.ts';
export { demonstrationRoles, Explorer, type ExplorerRole } from './explorer.ts';
