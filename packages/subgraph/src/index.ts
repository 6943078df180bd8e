import 'reflect-metadata';
export { GraphContext, groupedByKey, inKeyOrder, type Batch } from './context.ts';
export {
  PAGE_SIZE,
  PageArguments,
  PageInfo,
  connectionOf,
  connectionType,
  nestedConnection,
  pageOfList,
  type Connection,
  type NestedConnection,
  type Edge,
} from './connection.ts';
export { modelOf, schemaOf, type Base, type Feature, type ResolverEntry } from './feature.ts';
export { MutationInput, VersionedInput } from './mutation-input.ts';
export { requireOneKey } from './one-key.ts';
export { PayloadMutation } from './payload.ts';
export { perform, type MutationScope } from './mutation.ts';
export { CoordinateSystem, geometryIn } from './coordinate-system.ts';
export { GeoPosition, GeoPositionInput } from './position.type.ts';
export { emitSdl, executableSchema, type ReferenceResolver, type SubgraphSchema } from './schema.ts';
export {
  DateTime,
  Day,
  Decimal,
  LineField,
  Text,
  TextField,
  cutText,
  hasLength,
  isDay,
  isLine,
  measured,
  normalText,
  plainNumber,
} from './scalars/index.ts';
export { SupervisedObjectKind } from './object-kind.vocabulary.ts';
export { RoleName } from './role.vocabulary.ts';
export { serveSubgraph, type ServeOptions } from './serve.ts';
export {
  Subgraph,
  type HttpDoor,
  type SubgraphParts,
  type SubgraphRequest,
  type SubgraphResult,
} from './subgraph.ts';
export {
  RETENTION_SHAPE,
  STARTER_SET_SHAPE,
  databaseUrlFor,
  readSubgraphConfig,
  retentionOf,
  type SubgraphConfig,
} from './config.ts';
export { runSubgraph, type ProcessOptions } from './process.ts';
export { assemble, type Assembly, type RunningSubgraph, type SubgraphOptions } from './running.ts';
export { Push, pushOf } from './push.type.ts';
export { pushed, type PushRequest } from './pushed.ts';
export { requireRole } from './require-role.ts';
export { scopeClause, scopeCondition } from './row-scope.repository.ts';
export { requireSoleUse } from './sole-use.ts';
export { actions, termsOf, upperSnake, vocabulary } from './vocabulary.ts';
