export { auditRecorded, codeTableChange } from './audit.ts';
export {
  consumes,
  contracts,
  misfitOf,
  payloadOf,
  type Payload,
  type Topic,
  type TopicOf,
} from './contracts.ts';
