export { RoutingRepository } from './routing.repository.ts';
export { RoutingRule } from './routing-rule.entity.ts';
export { TicketRole } from './routing.vocabulary.ts';
export { suggestedRoute } from './route.rule.ts';
