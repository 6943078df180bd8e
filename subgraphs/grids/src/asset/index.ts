export { Asset, AssetIssue } from './asset.entity.ts';
export { AssetRepository } from './asset.repository.ts';
export { AssetResolver } from './asset.resolver.ts';
