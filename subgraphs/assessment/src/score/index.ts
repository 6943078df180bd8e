export { ScoreRepository, scoreKey } from './score.repository.ts';
export { ScoreService, scoreOf } from './score.service.ts';
export { Score } from './score.type.ts';
