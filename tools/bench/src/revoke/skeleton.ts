import { SHARD_COUNT } from '@portcullis/kernel';
import type { Stack } from '@portcullis/stack';
import pg from 'pg';
import { BareLanes } from '../issue/bare-lanes.js';
import { makeBareDatabase } from '../issue/bare-database.js';
import { HttpLane } from '../http-lane.js';
import { launch, type SkeletonProcess } from '../skeleton/launch.js';
import type { AuthoritySettings } from './skeleton-authority-program.js';
import type { ConfirmerSettings } from './skeleton-confirmer-program.js';
import type { FrontReady, FrontSettings } from './skeleton-front-program.js';
import type { Subjects } from './subjects.js';

/** The hops of one revoke and nothing else, over the NATS and the Postgres of the stack itself. */
export interface RevokeSkeleton {
  /** How long one took, in milliseconds. At most so many times as tokens were made for it. */
  revoke(): Promise<number>;
  stop(): Promise<void>;
}

const SUBJECTS: Subjects = { target: 'bench.target', revoke: 'bench.revoke', changes: 'bench.changes', confirmations: 'bench.confirmations' };
const DATABASE = 'bench_revoke';

/** @param count how many tokens there are to revoke */
export async function startRevokeSkeleton({ info }: Stack, count: number): Promise<RevokeSkeleton> {
  const { nats: natsUrl, postgres, demo, gateways } = info;
  const running: SkeletonProcess<unknown>[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(running.map((each) => each.stop())));
  const start = async <Settings extends object, Ready>(name: string, settings: Settings): Promise<Ready> => {
    const launched = await launch<Settings, Ready>(new URL(`./skeleton-${name}-program.js`, import.meta.url), settings);
    running.push(launched);
    return launched.ready;
  };
  try {
    const database = await makeBareDatabase(postgres, demo, DATABASE);
    const lanes = await BareLanes.open(database, 1);
    const tokenIds = await lanes.issueMany(count).finally(() => lanes.close());
    await writeLeases(database.url, gateways.length);
    await Promise.all(gateways.map(() => start<ConfirmerSettings, object>('confirmer', { natsUrl, subjects: SUBJECTS })));
    const { url: postgresUrl, parties } = database;
    await start<AuthoritySettings, object>('authority', { natsUrl, subjects: SUBJECTS, postgresUrl, parties, tokenIds, verifiers: gateways.length });
    const { port } = await start<FrontSettings, FrontReady>('front', { natsUrl, subjects: SUBJECTS });
    const lane = await HttpLane.open('127.0.0.1', port);
    let at = 0;
    return {
      async revoke() {
        const beganMs = performance.now();
        const { status, body } = await lane.ask(`DELETE /${at++} HTTP/1.1\r\nHost: skeleton\r\n\r\n`);
        if (status !== 200) throw new Error(`the skeleton answered ${status}: ${body}`);
        return performance.now() - beganMs;
      },
      async stop() {
        lane.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As the product's database has them: one for each gateway, for all shards. */
async function writeLeases(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const applied = Object.fromEntries(Array.from({ length: SHARD_COUNT }, (_, shard) => [shard, [1, 1]]));
  try {
    await client.query(`INSERT INTO tokens.lease (verifier, name, n, applied) SELECT md5(n::text), 'gateway-' || n, 1, $2 FROM generate_series(1, $1::int) AS n`, [count, JSON.stringify(applied)]);
  } finally {
    await client.end();
  }
}
