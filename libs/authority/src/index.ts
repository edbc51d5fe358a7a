export { lastChange, recordChange, type ChangeTarget } from './change-log.js';
export { changesOfEvents } from './event-changes.js';
export { CHANGE_LOG_MIGRATIONS } from './migrations.js';
