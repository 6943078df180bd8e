export { EventConsumer, type ConsumerOptions } from './consumer.ts';
export { DatabaseEventLog, type DatabaseEventLogOptions } from './database-event-log.ts';
export { type DomainEvent, type EventFilter, type LoggedEvent } from './event.ts';
export { type CursorCodec, type EventBatch, type EventLog } from './event-log.ts';
export { openEventStream, type StreamRequest } from './event-stream.ts';
export { EVENT_ENTITIES, createEventTables } from './migration.ts';
export { Outbox, type NewEvent } from './outbox.ts';
