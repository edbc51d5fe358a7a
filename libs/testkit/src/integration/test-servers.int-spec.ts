import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const testkit = join(import.meta.dirname, '..', '..');

async function isOpen(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('the servers of a test run', () => {
  it('stop when what started them is killed', async () => {
    const register = join(testkit, 'typescript', 'register.mjs');
    const script = join(testkit, 'src', 'integration', 'run-servers.ts');
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-killed-'));
    chmodSync(folder, 0o711);
    const run = spawn(process.execPath, ['--conditions=@portcullis/source', '--import', register, script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    });
    const [line] = (await once(run.stdout, 'data')) as [Buffer];
    const { postgresUrl, natsUrl } = JSON.parse(line.toString('utf8')) as { postgresUrl: string; natsUrl: string };
    expect(await Promise.all([postgresUrl, natsUrl].map(isOpen))).toEqual([true, true]);

    run.kill('SIGKILL');
    await once(run, 'exit');
    while ((await isOpen(postgresUrl)) || (await isOpen(natsUrl))) await pause(20);
    expect(existsSync(`/proc/${run.pid}`)).toBe(false);
    rmSync(folder, { recursive: true, maxRetries: 50 }); // Postgres closes its port before it has written its last file
  }, 30_000);
});
