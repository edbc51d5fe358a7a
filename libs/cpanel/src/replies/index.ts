export * from './answers.js';
export * from './credentials.js';
export * from './refusals.js';
