export { consumes, contracts, misfitOf, payloadOf, type Payload, type Topic } from './contracts.ts';
