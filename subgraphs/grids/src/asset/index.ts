export { Asset, AssetIssue, AssetKind } from './asset.entity.ts';
