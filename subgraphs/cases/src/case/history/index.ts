export { CaseEvent, CaseHistoryHead } from './case-event.entity.ts';
export { CaseEventResolver } from './case-event.resolver.ts';
export { HistoryActions, HistoryState, type HistoryAction } from './history.vocabulary.ts';
export { HistoryRepository, latestKey } from './history.repository.ts';
export { maySeeAction } from './history.policy.ts';
export { HistoryService, photoLine, type HistoryLine } from './history.service.ts';
