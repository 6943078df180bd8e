export { CaseEvent, CaseHistoryHead } from './case-event.entity.ts';
export { CaseEventResolver } from './case-event.resolver.ts';
export { HistoryRepository } from './history.repository.ts';
export { HistoryService } from './history.service.ts';
