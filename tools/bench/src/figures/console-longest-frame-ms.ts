import { BenchError } from '../bench-error.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { TOKENS, withList } from '../console/list-visit.js';
import { rounded } from '../statistics.js';

const STEP_PX = 900;
const LONG_MS = 50;
/** Chromium tells of frames from here on. */
const TOLD_MS = 50;

interface Frame {
  readonly duration: number;
}

/** In the browser, where these are used. */
interface Observed {
  getEntries(): readonly Frame[];
}
declare const PerformanceObserver: new (hear: (told: Observed) => void) => { observe(of: { readonly type: string }): void };
declare const window: { longFrames: number[] };

export const consoleLongestFrameMs: Figure = {
  name: 'consoleLongestFrameMs',
  unit: 'ms, less is better',
  describe: `the longest frame while ${TOKENS} tokens are scrolled through, as Chromium traces them; to stay at most ${LONG_MS}, and ${TOLD_MS} is told where none was longer`,
  needsStack: true,
  gateways: 1,

  async run({ stack, say, signal }: BenchContext): Promise<Measurement> {
    const { frames, steps } = await withList(stack, say, ({ path, open }) =>
      open(async (page) => {
        await page.goto(path);
        await page.getByRole('rowheader').first().waitFor();
        await page.evaluate(() => {
          window.longFrames = [];
          new PerformanceObserver((told) => window.longFrames.push(...told.getEntries().map(({ duration }) => duration))).observe({ type: 'long-animation-frame' });
        });
        await page.mouse.move(640, 600);
        let steps = 0;
        const end = page.getByRole('status').filter({ hasText: new RegExp(`^${TOKENS} tokens$`) });
        const last = page.locator(`tr[aria-rowindex="${TOKENS + 1}"]`);
        // Pages of the list come while it is scrolled, as they do for people.
        for (; (await end.count()) === 0 || (await last.count()) === 0; steps++) {
          signal.throwIfAborted();
          if (steps > TOKENS) throw new BenchError('the end of the list did not come');
          await page.mouse.wheel(0, STEP_PX);
        }
        return { frames: await page.evaluate(() => window.longFrames), steps };
      }),
    );
    const longest = rounded(Math.max(TOLD_MS, ...frames), 0);
    say(`${steps} turns of the wheel, ${frames.length} frames longer than ${LONG_MS} ms`);
    return { value: longest, min: longest, max: longest, limit: null, detail: { steps, longFramesMs: frames.map((each) => rounded(each, 0)) } };
  },
};
