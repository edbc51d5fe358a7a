import { startGateway } from './index.js';

await startGateway();
