import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { BenchError } from '../bench-error.js';
import { cpuSeconds, ownCpuSeconds } from '../cpu-time.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { makeBareDatabase } from '../issue/bare-database.js';
import { BareLanes } from '../issue/bare-lanes.js';
import { HttpLanes } from '../issue/http-lanes.js';
import { differencesOfIssue } from '../issue/observed.js';
import { measureRatio, type Round } from '../measure-ratio.js';
import { rounded } from '../statistics.js';

/** Of clients. */
const CONNECTIONS = 64;
/** Of each role to Postgres: what a service's pool has. */
const TO_POSTGRES = 16;
const FIRST_SECONDS = 3;
const TOLD_WITHIN_MS = 60_000;

export const issueRatio: Figure = {
  name: 'issueRatio',
  unit: 'ratio of tokens/s',
  describe: 'tokens issued over HTTP ÷ the same statements by bare pg, as many connections to one Postgres',
  needsStack: true,
  gateways: 1,

  async run(context: BenchContext): Promise<Measurement> {
    const { info, logDir } = context.stack;
    const { gateway, operatorToken, postgres, demo } = info;
    const url = `${gateway}/v1/tenants/${demo.tenant}/accounts/${demo.account}/tokens`;
    const product = await HttpLanes.open(url, operatorToken, CONNECTIONS);
    try {
      const log = { postgres, logFile: join(logDir, 'postgres.log') };
      const { missing, surplus } = await differencesOfIssue(log, () => product.one());
      if (missing.length + surplus.length > 0) {
        throw new BenchError(`the skeleton runs other statements:\n${[...missing, ...surplus].join('\n')}`);
      }
      const database = await makeBareDatabase(postgres, demo, 'bench_issue');
      const bare = await BareLanes.open(database, TO_POSTGRES);
      try {
        // Plans that were made for empty tables, foreign keys' too, last until Postgres takes stock, which it would not do
        // within the minute that all of this takes.
        for (const side of [product, bare]) await side.round(FIRST_SECONDS, context.signal);
        for (const url of [postgres, database.url]) await analyze(url);
        return await compare(context, product, bare);
      } finally {
        await bare.close();
      }
    } finally {
      product.close();
    }
  },
};

async function compare(context: BenchContext, product: HttpLanes, bare: BareLanes): Promise<Measurement> {
  const { stack, seconds, signal, say } = context;
  const { pids } = stack.info;
  const shared = { postgres: pids['postgres']! };
  const ours = {
    ...{ gateway: pids['gateway-1']!, tokens: pids['tokens-1']!, permissions: pids['permissions-1']! },
    ...{ audit: pids['audit-1']!, nats: pids['nats']! },
  };
  const untold = await Untold.open(stack.info.postgres);
  const used = (processes: Readonly<Record<string, number>>) => () => ({
    ...cpuSeconds(processes),
    'load generator': ownCpuSeconds(),
  });
  try {
    const measurement = await measureRatio({
      subject: {
        name: 'Portcullis',
        round: async (roundSeconds): Promise<Round> => {
          const round = await product.round(roundSeconds, signal);
          await untold.untilNone(signal); // the skeleton's next round is not to be slowed by what is told of this one
          return round;
        },
        cpuSeconds: used({ ...ours, ...shared }),
      },
      limit: {
        name: 'bare pg',
        round: (roundSeconds) => bare.round(roundSeconds, signal),
        cpuSeconds: used(shared),
      },
      operations: 'tokens',
      ...{ seconds, signal, say },
    });
    return { ...measurement, detail: { connections: CONNECTIONS, toPostgres: TO_POSTGRES, mostUntold: untold.most, toldLaterSeconds: rounded(untold.waitedMs / 1000, 2), ...measurement.detail } };
  } finally {
    await untold.close();
  }
}

async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ANALYZE').finally(() => client.end());
}

/** Events of issued tokens on their way to the trail. */
class Untold {
  /** As many as there were at the end of a round. */
  most = 0;
  /** In all, warm-up included. */
  waitedMs = 0;

  private constructor(private readonly client: pg.Client) {}

  static async open(postgres: string): Promise<Untold> {
    const client = new pg.Client({ connectionString: postgres });
    await client.connect();
    return new Untold(client);
  }

  async untilNone(signal: AbortSignal): Promise<void> {
    const startedAtMs = performance.now();
    const deadline = startedAtMs + TOLD_WITHIN_MS;
    for (let first = true; !signal.aborted; first = false) {
      const count = await this.count();
      if (first) this.most = Math.max(this.most, count);
      if (count === 0) return void (this.waitedMs += performance.now() - startedAtMs);
      if (performance.now() > deadline) throw new BenchError(`${count} events do not reach the trail`);
      await pause(10);
    }
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async count(): Promise<number> {
    const { rows } = await this.client.query<{ untold: number }>(
      `SELECT ((SELECT count(*) FROM tokens.outbox) - (SELECT count(*) FROM audit.entry WHERE source LIKE '/tokens/%'))::int AS untold`,
    );
    return rows[0]!.untold;
  }
}
