import { startTokens } from './index.js';

await startTokens();
