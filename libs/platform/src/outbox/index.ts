export { appendToOutbox, type OutboxEntry } from './append.js';
export { OUTBOX_MIGRATIONS } from './migrations.js';
export { RELAY_LOCK, startOutboxRelay, type OutboxRelay, type OutboxRelayOptions } from './relay.js';
