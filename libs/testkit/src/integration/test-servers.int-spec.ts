import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const testkit = join(import.meta.dirname, '..', '..');

/** A connection, and the moment when the server ends it. */
async function hold(url: string): Promise<{ readonly ended: Promise<unknown> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').resume();
  await once(socket, 'connect');
  return { ended: once(socket, 'close') };
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
    const held = await Promise.all([postgresUrl, natsUrl].map(hold));

    run.kill('SIGKILL');
    await Promise.all(held.map(({ ended }) => ended));
    // They end their connections before they have written their last file.
    rmSync(folder, { recursive: true, maxRetries: 50 });
  }, 30_000);
});
