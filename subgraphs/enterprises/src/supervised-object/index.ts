export { SupervisedObject } from './supervised-object.entity.ts';
export { canReadObjectSite, maySeePhone } from './supervised-object.policy.ts';
export { SupervisedObjectRepository } from './supervised-object.repository.ts';
export { RegisterField } from './completeness.rule.ts';
export { foldedText, searchTextOf } from './search-text.rule.ts';
export { HazardousWasteRole, ObjectStatus } from './supervised-object.vocabulary.ts';
