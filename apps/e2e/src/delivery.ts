import type { StackInfo } from '@portcullis/stack';
import { connectNats } from '@portcullis/platform/nats-client';
import { RELAY_LOCK } from '@portcullis/platform/outbox';
import { createLogger } from '@portcullis/platform/runtime';
import { eventually } from './eventually.js';
import { withDatabase } from './with-database.js';

type Authority = 'tokens' | 'permissions';

/** Keeps a service from publishing what it commits while `work` runs, which is told how to count what waits. */
export async function holdRelay<T>(
  { postgres }: StackInfo,
  schema: Authority,
  work: (waiting: () => Promise<number>) => Promise<T>,
): Promise<T> {
  return withDatabase(postgres, async (client) => {
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [RELAY_LOCK, schema]);
    return work(async () => {
      const { rowCount } = await client.query(`SELECT FROM ${schema}.outbox WHERE published_at IS NULL`);
      return rowCount ?? 0;
    });
  });
}

/** As if the service had died after every publication and before it marked it. Resolves when all is marked again. */
export async function publishAllAgain({ postgres }: StackInfo, schema: Authority): Promise<void> {
  await withDatabase(postgres, async (client) => {
    expect((await client.query(`UPDATE ${schema}.outbox SET published_at = NULL`)).rowCount).toBeGreaterThan(5);
    await eventually(async () => {
      expect((await client.query(`SELECT FROM ${schema}.outbox WHERE published_at IS NULL`)).rowCount).toBe(0);
    });
  });
}

/** Audit's place in every stream is forgotten: it makes its consumers anew, from the first event on. */
export async function deliverAllAgain(info: StackInfo): Promise<void> {
  await withJetStream(info, async (ask) => {
    for (const stream of (await ask('STREAM.NAMES')).streams!) await ask(`CONSUMER.DELETE.${stream}.audit`);
  });
  await untilAllHeard(info);
}

/** Audit has handled all that the streams hold. */
export async function untilAllHeard(info: StackInfo): Promise<void> {
  await withJetStream(info, async (ask) => {
    for (const stream of (await ask('STREAM.NAMES')).streams!) {
      await eventually(async () => {
        const { state } = await ask(`STREAM.INFO.${stream}`);
        const heard = { num_pending: 0, num_ack_pending: 0, ack_floor: { stream_seq: state!.last_seq } };
        expect(await ask(`CONSUMER.INFO.${stream}.audit`)).toMatchObject(heard);
      });
    }
  });
}

interface JetStreamAnswer {
  readonly streams?: readonly string[];
  readonly state?: { readonly last_seq: number };
}
type Ask = (question: string) => Promise<JetStreamAnswer>;

/** As the operator, who may do everything. */
async function withJetStream({ nats }: StackInfo, work: (ask: Ask) => Promise<void>): Promise<void> {
  const log = createLogger({ instance: 'test', level: 'silent' });
  const door = await connectNats({ url: nats, name: 'test', log });
  const ask: Ask = async (question) => {
    const answer = await door.connection.request(`$JS.API.${question}`, '', { timeout: 10_000 });
    return answer.json<JetStreamAnswer>();
  };
  try {
    await work(ask);
  } finally {
    await door.drain();
  }
}
