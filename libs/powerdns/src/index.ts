export * from './load-operations.js';
export * from './operations.js';
export * from './read-call.js';
export * from './zone-answer.js';
export * as powerdnsReplies from './replies.js';
