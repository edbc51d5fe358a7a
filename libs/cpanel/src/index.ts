export * from './authorization.js';
export * from './catalogue.js';
export * from './execute-path.js';
export * from './load-catalogue.js';
export * from './plain-sentence.js';
export type { PanelReply } from './replies.js';
export * as replies from './replies.js';
export * from './served-here.js';
export * from './tenant-path.js';
