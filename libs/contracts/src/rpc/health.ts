import { z } from 'zod';
import { contract, type ServiceName } from './contract.js';

function health(service: ServiceName) {
  return contract({
    service,
    name: 'read_health',
    request: z.strictObject({}),
    /** `ready` false: it answers, but its database does not. */
    reply: z.strictObject({ instance: z.string(), ready: z.boolean() }),
    deadlineMs: 1000,
    refusals: [],
    idempotent: true,
  });
}

export const HEALTH_OF = { tokens: health('tokens'), permissions: health('permissions'), audit: health('audit') } as const;
