export type { Target } from '@portcullis/enforcement';
export { Authority, type AuthorityParts } from './authority.js';
export { lastChange, MOST_CHANGES_AT_ONCE, newestChange, recordChange, recordChanges, type RecordedChange } from './change-log.js';
export { changesOfEvents } from './event-changes.js';
export { recoverFromEvents, type RecoveryParts } from './bring-back.js';
export { CHANGE_LOG_MIGRATIONS } from './migrations.js';
export type { Receipt } from './receipt.js';
export type { LostHistory, Recover } from './recover.js';
export { Shards, type ShardState } from './shards.js';
