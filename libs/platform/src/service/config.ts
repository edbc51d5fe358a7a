import { z } from 'zod';
import { DEFAULT_SUBJECT_PREFIX } from '../nats-client/index.js';
import { LOG_LEVELS } from '../runtime/index.js';

/** What every process of ours is told. */
export const processConfig = {
  PORTCULLIS_INSTANCE: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/).describe('the name of this process in logs, such as tokens-1'),
  PORTCULLIS_NATS_URL: z.string().min(1).describe('where NATS is, such as nats://user:password@127.0.0.1:4222'),
  PORTCULLIS_SUBJECT_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .default(DEFAULT_SUBJECT_PREFIX)
    .describe('the first word of every NATS subject: letters, digits, - and _'),
  PORTCULLIS_LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe(`one of ${LOG_LEVELS.join(', ')}`),
};

/** A service behind NATS has a database too. */
export const serviceConfig = z.object({
  ...processConfig,
  PORTCULLIS_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).describe('where Postgres is, such as postgres://role:password@127.0.0.1:5432/portcullis'),
});
export type ServiceConfig = z.output<typeof serviceConfig>;
