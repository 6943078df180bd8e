export { Outlet } from './outlet.entity.ts';
export { OutletRepository } from './outlet.repository.ts';
export { EnterpriseOutletsResolver, OutletResolver } from './outlet.resolver.ts';
