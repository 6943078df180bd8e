export { CaseDailyCount } from './daily-count.entity.ts';
export { HotSpotCounter } from './hot-spot.counter.ts';
export { HotSpotRepository } from './hot-spot.repository.ts';
export { CategoryCountResolver, HotSpotResolver } from './hot-spot.resolver.ts';
export { HotSpotService } from './hot-spot.service.ts';
