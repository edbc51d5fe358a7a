export { connectNats, type NatsDoor, type NatsOptions } from './connect.js';
export { consumeEvents, type EventConsumer, type EventConsumerOptions } from './event-consumer.js';
export { ensureEventStream, ensureStream } from './event-stream.js';
export { publishEvent } from './publish-event.js';
export { readEventsBack, type ReadBack, type ReadBackOptions } from './read-back.js';
export { createRpcClient, type RpcClient } from './rpc-client.js';
export { DEFAULT_SUBJECT_PREFIX, Subjects, type StreamKind } from './subjects.js';
