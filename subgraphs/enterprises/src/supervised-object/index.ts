export { SupervisedObject, type KeptOverride } from './supervised-object.entity.ts';
export { canReadObjectSite, maySeePhone } from './supervised-object.policy.ts';
export { SupervisedObjectRepository } from './supervised-object.repository.ts';
export { ObjectStatus } from './supervised-object.vocabulary.ts';
