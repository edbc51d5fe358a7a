export * from './address.js';
export * from './assert.js';
export * from './base62.js';
export * from './fault.js';
export * from './ids.js';
export * from './instant.js';
export * from './result.js';
export * from './shard.js';
