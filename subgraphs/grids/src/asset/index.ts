export { Asset, AssetIssue } from './asset.entity.ts';
