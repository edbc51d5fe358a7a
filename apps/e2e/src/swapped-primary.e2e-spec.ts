import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPanel, type Panel } from '@portcullis/panel';
import { FaultProxy, findPostgres, freePort, postgresUser, startPostgres, type RunningServer } from '@portcullis/stack';
import { apiOf, type Api } from './clients/api.js';
import { PANEL_TOKEN } from './providers.js';
import { eventually } from './eventually.js';
import { ownStack, type OwnStack } from './stacks.js';
import { withDatabase } from './with-database.js';
import { ALL_ACCEPT, cellsOf, Doors, expectInForce, issueFor, makePowers, NONE_KNOWS } from './taken-power.js';

jest.setTimeout(120_000);

const RECOVERED_WITHIN_MS = 40_000;

let own: OwnStack;
let operator: Api;
let doors: Doors;
let panel: Panel;
let standby: RunningServer | undefined;
let way: FaultProxy | undefined;

beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  own = await ownStack();
  const { gateway, gateways, operatorToken } = own.stack.info;
  operator = apiOf(gateway, operatorToken);
  doors = new Doors(gateways, operatorToken);
});
afterAll(async () => {
  await own?.discard();
  await way?.close();
  await standby?.stop();
  await panel?.close();
});

/** A standby that follows the primary, from a cold copy, and without which nothing is committed. */
async function startStandby(): Promise<RunningServer> {
  const { postgresDir, logDir, dataDir, info } = own.stack;
  const { port, username, password } = new URL(info.postgres);
  const copy = `${postgresDir}-standby`;
  await own.stack.stopProcess('postgres');
  execFileSync('cp', ['-a', postgresDir, copy]);
  await own.stack.startProcess('postgres');

  const user = postgresUser();
  const signal = join(copy, 'standby.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  if (user !== null) chownSync(signal, user.uid, user.gid);
  appendFileSync(join(copy, 'postgresql.auto.conf'), `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`);
  const server = await startPostgres({
    ...{ binaries: findPostgres(user, dataDir), dataDir: copy, port: await freePort(), superuserPassword: password },
    ...{ logFile: join(logDir, 'standby.log'), user, durable: false },
  });
  await eventually(() =>
    withDatabase(info.postgres, async (client) => {
      await client.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
      await client.query('SELECT pg_reload_conf()');
      const { rows } = await client.query('SELECT sync_state FROM pg_stat_replication');
      expect(rows).toEqual([{ sync_state: 'sync' }]);
    }),
  );
  return server;
}

describe('a standby that takes the place of its primary', () => {
  it('gives back nothing of what was taken, at no moment, and begins an epoch', async () => {
    const { postgres } = own.stack.info;
    const powers = await makePowers(operator, panel.url);
    const kept = { provider: powers[0]!.provider, token: await issueFor(operator, powers[0]!.provider) };
    standby = await startStandby();
    await eventually(async () => {
      for (const power of [...powers, kept]) expect(await doors.ask(power)).toEqual(ALL_ACCEPT);
    }, RECOVERED_WITHIN_MS);
    const before = await cellsOf(postgres);

    for (const power of powers) expect(await power.take()).toMatchObject({ status: 200 });
    const watched = doors.watch(powers);
    try {
      own.stack.kill('postgres', 'SIGKILL');
      await own.stack.stopProcess('postgres');
      way = await FaultProxy.open(Number(new URL(standby.url).port), Number(new URL(postgres).port));
      // It answers, and only reads: nobody is to believe it yet.
      await eventually(async () => expect(await doors.ask(kept)).toEqual(NONE_KNOWS));
      await withDatabase(standby.url, (client) => client.query('SELECT pg_promote()'));
      await eventually(() => expectInForce(operator, doors, powers, kept), RECOVERED_WITHIN_MS);
    } finally {
      expect(await watched()).toEqual(new Set(['refused', 'unavailable']));
    }
    const cells = await cellsOf(postgres);
    expect(cells).toMatchObject([{ isServed: true, timeline: '00000002' }, { isServed: true, timeline: '00000002' }]);
    cells.forEach(({ epoch }, at) => expect(epoch).toBeGreaterThan(before[at]!.epoch));
  });
});
