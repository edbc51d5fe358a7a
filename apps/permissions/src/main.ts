import { startPermissions } from './index.js';

await startPermissions();
