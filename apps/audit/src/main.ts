import { startAudit } from './index.js';

await startAudit();
