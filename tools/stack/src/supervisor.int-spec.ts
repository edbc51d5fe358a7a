import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessSpec } from './child.js';
import { Supervisor } from './supervisor.js';

let folder: string;
let supervisor: Supervisor;
let said: string[];
let changed: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-supervisor-'));
  said = [];
  changed = () => {};
  supervisor = new Supervisor({ restart: true, onChange: () => changed(), say: (line) => said.push(line) });
});
afterEach(async () => {
  await supervisor.close([() => true]);
  rmSync(folder, { recursive: true, force: true });
});

/** A process that says when it starts and when it is asked to stop, and lives until then. */
function steady(name: string): ProcessSpec {
  const onTerm = `echo "${name} stopped" >>"$LOG"; kill $!; exit 0`;
  const live = `trap '${onTerm}' TERM; echo "${name} started" >>"$LOG"; tail --pid=$$ -f /dev/null & wait`;
  return {
    name,
    command: '/bin/sh',
    args: ['-c', live],
    env: { PATH: process.env['PATH'], LOG: join(folder, 'order') },
    logFile: join(folder, `${name}.log`),
    user: null,
    stopSignal: 'SIGTERM',
    stopsOnStdinEnd: false,
    isReady: () =>
      Promise.resolve(
        existsSync(join(folder, 'order')) && readFileSync(join(folder, 'order'), 'utf8').includes(`${name} started`),
      ),
  };
}

async function started(...specs: ProcessSpec[]): Promise<void> {
  for (const spec of specs) {
    await supervisor.start(spec);
    await supervisor.untilProcessReady(spec.name);
  }
}

const until = (condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    changed = () => condition() && resolve();
    changed();
  });
const pidOf = (name: string): number | undefined => supervisor.running().find(({ spec }) => spec.name === name)?.pid;

describe('the supervisor', () => {
  it('starts a process again that dies, and says so', async () => {
    await started(steady('tokens-1'));
    const first = pidOf('tokens-1');
    supervisor.kill('tokens-1', 'SIGKILL');
    await until(() => pidOf('tokens-1') !== undefined && pidOf('tokens-1') !== first);
    expect(said).toEqual(['tokens-1 died (SIGKILL); starting it again in 0.2 s']);
  });

  it('waits no longer for a process that was ready in between, however often it is killed', async () => {
    await started(steady('tokens-1'));
    for (let round = 0; round < 4; round++) {
      const before = pidOf('tokens-1');
      supervisor.kill('tokens-1', 'SIGKILL');
      await until(() => pidOf('tokens-1') !== undefined && pidOf('tokens-1') !== before);
      await supervisor.untilProcessReady('tokens-1');
    }
    expect(new Set(said)).toEqual(new Set(['tokens-1 died (SIGKILL); starting it again in 0.2 s']));
  });

  it('leaves a process stopped that was stopped on purpose, until it is asked to start it', async () => {
    await started(steady('tokens-1'));
    await supervisor.stopProcess('tokens-1');
    expect(pidOf('tokens-1')).toBeUndefined();
    expect(said).toEqual([]);
    await supervisor.startProcess('tokens-1');
    expect(pidOf('tokens-1')).toBeDefined();
  });

  it('stops group after group', async () => {
    await started(steady('postgres'), steady('gateway-1'));
    await supervisor.close([(name) => name === 'gateway-1', () => true]);
    const order = readFileSync(join(folder, 'order'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('stopped'));
    expect(order).toEqual(['gateway-1 stopped', 'postgres stopped']);
    await expect(supervisor.start(steady('late'))).rejects.toThrow(/being stopped/);
  });

  it('names a process that does not start, with the end of its log', async () => {
    const broken: ProcessSpec = {
      ...steady('tokens-1'),
      args: ['-c', 'echo "config: PORTCULLIS_NATS_URL is missing" >&2; exit 3'],
    };
    await supervisor.start(broken);
    await expect(
      supervisor.untilReady(
        ['tokens-1'],
        () => Promise.resolve(false),
        () => 'tokens-1',
      ),
    ).rejects.toThrow(/tokens-1 does not start \(exit code 3\)[^]*PORTCULLIS_NATS_URL is missing/);
  });

  it('runs a process in a session of its own, which Ctrl-C on the terminal does not reach', async () => {
    await started(steady('tokens-1'));
    const pid = pidOf('tokens-1')!;
    const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[3];
    expect(Number(session)).toBe(pid);
  });
});
