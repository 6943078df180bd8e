export { RoutingRepository } from './routing.repository.ts';
export { RoutingResolver } from './routing.resolver.ts';
export { RoutingRule } from './routing-rule.entity.ts';
export { RoutingService } from './routing.service.ts';
export { SuggestedAssignment, assignmentOf } from './routing.type.ts';
export { RoutedMedium, TicketRole } from './routing.vocabulary.ts';
export { ASSISTING_MOST, explainRoute, mediumOf } from './route.rule.ts';
