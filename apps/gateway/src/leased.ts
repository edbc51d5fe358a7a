import { setTimeout as pause } from 'node:timers/promises';
import type { Verifier } from '@portcullis/verifier';

const LOOK_AGAIN_MS = 20;

/** Waits until memory may answer for both authorities. False: it may not, within that time. */
export async function leased(verifier: Pick<Verifier, 'health'>, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (;;) {
    if (Object.values(verifier.health().authorities).every(({ followedShards, leasedShards }) => leasedShards === followedShards)) return true;
    if (performance.now() >= until) return false;
    await pause(LOOK_AGAIN_MS);
  }
}
