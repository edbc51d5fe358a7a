export { IDEMPOTENCY_MIGRATIONS } from './migrations.js';
export { forget, recall, remember, type Made, type RepeatableRequest, type RepeatRefusal, type SealedSecret } from './requests.js';
