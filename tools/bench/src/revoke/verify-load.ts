import { BenchError } from '../bench-error.js';
import { launch } from '../skeleton/launch.js';
import type { VerifyLoadSettings, VerifyLoadTaken } from './verify-load-program.js';

/** Verifies going on at a steady rate in a process of their own, so that asking takes no time from what is measured here. */
export interface VerifyLoad {
  /** What has been answered since the last time. @throws BenchError when a single answer was another than that the token may. */
  take(): Promise<readonly number[]>;
  /** As `take`, whatever the answers were. */
  takeAny(): Promise<VerifyLoadTaken>;
  stop(): Promise<void>;
}

export async function startVerifyLoad(settings: VerifyLoadSettings): Promise<VerifyLoad> {
  const child = await launch(new URL('./verify-load-program.js', import.meta.url), settings);
  const takeAny = (): Promise<VerifyLoadTaken> => child.ask<VerifyLoadTaken>('take');
  return {
    takeAny,
    async take() {
      const { latenciesMs, failures } = await takeAny();
      const what = Object.entries(failures).map(([kind, count]) => `${count} × ${kind}`);
      if (what.length > 0) throw new BenchError(`verifies that went on beside did not all end as they should: ${what.join(', ')}`);
      return latenciesMs;
    },
    stop: () => child.stop(),
  };
}
