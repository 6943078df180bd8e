export { CompiledOperation, fragmentsOf, type Execution, type Root } from './compiled-operation.ts';
export type { Fetch, SubgraphAnswer, SubgraphRequest } from './entity-batches.ts';
export { ExecutionErrorCode, SubgraphFieldError, subgraphError, type Fault } from './errors.ts';
export { conditionVariables } from './planned-document.ts';
export { Planning } from './planning.ts';
