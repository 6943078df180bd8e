export { Verification } from './verification.entity.ts';
export { MOST_VERIFICATIONS, VerificationRepository } from './verification.repository.ts';
export { VerificationResolver } from './verification.resolver.ts';
export { VerificationService } from './verification.service.ts';
export { VerificationAnswer } from './verification.vocabulary.ts';
