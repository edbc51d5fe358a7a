import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChaos, STACK, type Verdict } from '@portcullis/chaos';
import { startStack } from '@portcullis/stack';
import { LONG } from '@portcullis/testkit';

const SECONDS = LONG ? 180 : 15;
jest.setTimeout((SECONDS + 180) * 1000);

async function chaosOf(seed: string): Promise<Verdict> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-chaos-'));
  chmodSync(dataDir, 0o711); // Postgres may run as another user and passes through
  const stack = await startStack({ ...STACK, dataDir });
  try {
    return await runChaos({ stack, seed, seconds: SECONDS, plant: false, signal: new AbortController().signal, say: () => {} });
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

describe('real processes under faults', () => {
  it('accept nothing that was taken before: a slice of what `npm run chaos` does', async () => {
    const seed = randomBytes(4).toString('hex');
    const verdict = await chaosOf(seed);
    expect({ seed, violations: verdict.evidence }).toEqual({ seed, violations: [] });
    expect(verdict.faults).toBeGreaterThan(0);
    expect(verdict.revokes).toBeGreaterThan(0);
    expect(verdict.uses.accepted).toBeGreaterThan(0);
    // How soon all is live again hangs on what else the machine does: only the long run has it to itself.
    if (LONG) expect(verdict).toMatchObject({ holds: true });
  });
});
