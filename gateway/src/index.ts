export { openSession, Session, type AuthParts } from './auth/session.ts';
export { startGateway, type GatewayOptions, type RunningGateway } from './gateway.ts';
export { openFrontDoor, type FrontDoor } from './http/front-door.ts';
export type {
  SubgraphAnswer,
  SubgraphCall,
  SubgraphTransport,
  TransportFactory,
} from './upstream/transport.ts';
export { SOCKET_SHAPE, socketLimitsOf } from './subscription/config.ts';
export { DOOR_SHAPE, isSchemaOpen, metricsPlace } from './http/config.ts';
export { PROXY_SHAPE, clientsOf } from './auth/config.ts';
export { DOCUMENTS_SHAPE, documentsOf, faultsOfDocuments } from './documents/config.ts';
export { listSizesOf } from './execution/list-sizes.ts';
