export { differencesOfIssue, type Differences } from './issue/observed.js';
