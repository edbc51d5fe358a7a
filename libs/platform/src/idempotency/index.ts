export { IDEMPOTENCY_MIGRATIONS } from './migrations.js';
export { forget, MEMORY_HOURS, recall, remember, type Made, type RepeatableRequest, type RepeatRefusal, type SealedSecret } from './requests.js';
