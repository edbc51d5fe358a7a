export { runChaos, STACK, type ChaosRun } from './run-chaos.js';
export type { Verdict } from './verdict.js';
