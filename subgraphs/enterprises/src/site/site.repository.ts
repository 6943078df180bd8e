import { Brackets } from 'typeorm';
import type { SiteScope } from './site.policy.ts';

/** The columns that hold a row's site, as `alias.property`; a rule that knows no grids needs no column of them. */
export interface SiteColumns {
  readonly grid?: string;
  readonly enterprise: string;
}

/** Rows whose site is in the scope. */
export function inScope(scope: SiteScope, { grid, enterprise }: SiteColumns): Brackets {
  return new Brackets((where) => {
    where.where(scope.everything ? '1 = 1' : '1 = 0');
    if (scope.enterprises.length > 0)
      where.orWhere(`${enterprise} IN (:...ownEnterprises)`, { ownEnterprises: scope.enterprises });
    if (grid === undefined) return;
    scope.grids.forEach((code, index) => {
      where.orWhere(`${grid} LIKE :ownGrid${index}`, { [`ownGrid${index}`]: `${code}%` });
    });
  });
}
