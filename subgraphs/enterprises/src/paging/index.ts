export {
  nestedPageKey,
  readNestedPageKey,
  type NestedPageKey,
  type NestedPageWish,
} from './nested-page.key.ts';
export { keysetPages } from './union.repository.ts';
