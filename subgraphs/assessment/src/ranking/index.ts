export { RankingResolver } from './ranking.resolver.ts';
export { RankingService } from './ranking.service.ts';
