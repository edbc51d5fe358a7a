export { Handles } from './handles.js';
export { NatsStrategy, type NatsStrategyOptions } from './nats-strategy.js';
export { settling, type Settling } from './settling.js';
