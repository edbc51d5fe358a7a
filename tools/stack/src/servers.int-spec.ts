import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { DATABASE, prepareDatabase } from './databases.js';
import { NATS_CACHE_DIR } from './layout.js';
import { findNatsServer } from './nats-binary.js';
import { natsUrl, prepareNats, startNats } from './nats-server.js';
import { NATS_USERS, type NatsUser } from './nats-permissions.js';
import { postgresUser } from './os-user.js';
import { freePort } from './ports.js';
import { findPostgres } from './postgres-binaries.js';
import { preparePostgres, startPostgres, superuserUrl, type PostgresOptions } from './postgres.js';
import { runAlone, type RunningServer } from './running-server.js';

let folder: string;

/** As a postmaster leaves it that had no time to take it away: the file is that of whoever runs Postgres. */
function leavePidFile(dataDir: string, pid: number): void {
  const file = join(dataDir, 'postmaster.pid');
  const { uid, gid } = statSync(dataDir);
  writeFileSync(file, `${pid}\n${dataDir}\n`, { mode: 0o600 });
  chownSync(file, uid, gid);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-servers-'));
  chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('Postgres', () => {
  async function options(): Promise<PostgresOptions> {
    const user = postgresUser();
    return {
      binaries: findPostgres(user, folder),
      dataDir: join(folder, 'postgres'),
      port: await freePort(),
      superuserPassword: 'correct-horse',
      logFile: join(folder, 'postgres.log'),
      user,
      durable: false,
    };
  }

  async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('starts on loopback only, wants the password, and loses no commit when it is killed', async () => {
    const plan = await options();
    const first = await startPostgres(plan);
    const [settings] = await ask<Record<string, string>>(
      first.url,
      `SELECT current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets,
              current_setting('synchronous_commit') AS commits,
              (SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'postgres') AS locale`,
    );
    expect(settings).toEqual({ address: '127.0.0.1', sockets: '', commits: 'on', locale: 'bC.UTF-8' });
    await expect(ask(superuserUrl(plan.port, 'wrong'), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
    expect(statSync(plan.dataDir).mode & 0o777).toBe(0o700);

    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres(plan);
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('stops a server that an earlier launcher left behind, before it starts its own', async () => {
    const plan = await options();
    const left = await startPostgres(plan);
    const next = await startPostgres({ ...plan, port: await freePort() });
    expect(next.pid).not.toBe(left.pid);
    expect(existsSync(`/proc/${left.pid}`)).toBe(false);
    await next.stop();
  });

  it('starts although postmaster.pid names a stranger, as it can after a reboot', async () => {
    const plan = await options();
    await (await startPostgres(plan)).stop();
    leavePidFile(plan.dataDir, process.pid);
    await (await startPostgres(plan)).stop();
  });

  it('starts although nobody takes note that an earlier one has died, as in many a container', async () => {
    const plan = await options();
    await (await startPostgres(plan)).stop();
    const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec tail -f /dev/null']);
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    leavePidFile(plan.dataDir, Number(pid));
    await (await startPostgres(plan)).stop();
    parent.kill('SIGKILL');
  });

  it('says what is wrong, with the end of its log', async () => {
    const plan = await options();
    const server = await startPostgres(plan);
    const spec = await preparePostgres({ ...plan, dataDir: join(folder, 'other'), logFile: join(folder, 'other.log') });
    await expect(runAlone(spec, '')).rejects.toThrow(
      /postgres does not start \(exit code 1\)[^]*Address already in use/,
    );
    await server.stop();
  });

  it('gets every schema by migration, once', async () => {
    const plan = await options();
    const server = await startPostgres(plan);
    const passwords = { superuser: plan.superuserPassword, owner: 'o', tokens: 't', permissions: 'p', audit: 'a' };
    expect(await prepareDatabase({ port: plan.port, passwords, database: DATABASE })).toBeGreaterThan(0);
    expect(await prepareDatabase({ port: plan.port, passwords, database: DATABASE })).toBe(0);
    await server.stop();
  });
});

describe('nats-server', () => {
  async function start(passwords: Record<NatsUser, string> | null): Promise<{ server: RunningServer; port: number }> {
    const binary = await findNatsServer({ env: process.env, cacheDir: NATS_CACHE_DIR, say: () => {} });
    const port = await freePort();
    const options = {
      binary,
      port,
      storeDir: join(folder, 'store'),
      configFile: join(folder, 'nats.conf'),
      logFile: join(folder, 'nats.log'),
    };
    mkdirSync(options.storeDir);
    const server =
      passwords === null
        ? await startNats(options)
        : await runAlone(prepareNats({ ...options, passwords }), natsUrl(port, null));
    return { server, port };
  }

  it('lets each user in by its own password only, and keeps the passwords to itself', async () => {
    const passwords = Object.fromEntries(NATS_USERS.map((user) => [user, `secret-of-${user}`])) as Record<
      NatsUser,
      string
    >;
    const { server, port } = await start(passwords);
    for (const user of NATS_USERS) {
      const connection = await connect({ servers: `127.0.0.1:${port}`, user, pass: passwords[user] });
      await connection.close();
    }
    await expect(connect({ servers: `127.0.0.1:${port}`, user: 'audit', pass: passwords.gateway })).rejects.toThrow(
      /Authorization/i,
    );
    await expect(connect({ servers: `127.0.0.1:${port}` })).rejects.toThrow(/Authorization/i);
    expect(statSync(join(folder, 'nats.conf')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'nats.log'), 'utf8')).not.toContain('secret-of-');
    await server.stop();
  });

  it('needs no log-in for tests, and has JetStream', async () => {
    const { server } = await start(null);
    const connection = await connect({ servers: server.url });
    expect(connection.info?.jetstream).toBe(true);
    await connection.close();
    await server.stop();
  });
});
