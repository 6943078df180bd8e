export { Outlet } from './outlet.entity.ts';
export { OutletRepository } from './outlet.repository.ts';
