export * from './load-operations.js';
export * from './operations.js';
export * from './read-call.js';
export * as powerdnsReplies from './replies.js';
