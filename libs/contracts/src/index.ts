export * from './codes.js';
export * from './events/event.js';
export * from './rpc/contract.js';
