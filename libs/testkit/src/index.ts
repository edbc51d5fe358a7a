export { startBackground, type BackgroundProcess } from './background-process.js';
export { sharedStack, sharedStackDir } from './e2e/shared-stack.js';
export { integrationWorld, type IntegrationWorld } from './integration/world.js';
export { LONG, SEED } from './long.js';
