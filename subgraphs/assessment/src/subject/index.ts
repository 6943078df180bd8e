export { NAMING_FIELDS, SubjectFinder, type NamedSubjects } from './subject.finder.ts';
export { SubjectKind, type Subject } from './subject.ts';
export {
  canReadRank,
  canReadScore,
  shownCode,
  visibleSubjects,
  type SubjectScope,
} from './subject.policy.ts';
export { SubjectRepository, type Days } from './subject.repository.ts';
