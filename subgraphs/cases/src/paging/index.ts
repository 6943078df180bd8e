export { pagesByKey } from './pages-by-key.repository.ts';
export { nestedPage, type NestedPage } from './nested-page.ts';
