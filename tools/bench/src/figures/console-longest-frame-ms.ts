import { BenchError } from '../bench-error.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { TOKENS, withList } from '../console/list-visit.js';
import { rounded } from '../statistics.js';

const STEP_PX = 900;
const LONG_MS = 50;
/** What Chromium calls the thread of a page that frames are made on. */
const MAIN = 'CrRendererMain';

/** Of Chromium's trace. `dur` and `tdur` in microseconds: how long it took, and how much of the processor. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export const consoleLongestFrameMs: Figure = {
  name: 'consoleLongestFrameMs',
  unit: 'ms, less is better',
  describe: `the processor’s time for the longest frame while ${TOKENS} tokens are scrolled through, as Chromium traces it; to stay below ${LONG_MS}`,
  needsStack: true,
  gateways: 1,

  async run({ stack, say, signal }: BenchContext): Promise<Measurement> {
    const { trace, steps } = await withList(stack, say, ({ path, open }) =>
      open(async (page) => {
        await page.goto(path);
        await page.getByRole('rowheader').first().waitFor();
        await page.mouse.move(640, 600);
        const browser = page.context().browser();
        if (browser === null) throw new BenchError('the page has no browser that can be traced');
        await browser.startTracing(page, { categories: ['toplevel'] });
        let steps = 0;
        const end = page.getByRole('status').filter({ hasText: new RegExp(`^${TOKENS} tokens$`) });
        const last = page.locator(`tr[aria-rowindex="${TOKENS + 1}"]`);
        // Pages of the list come while it is scrolled, as they do for people.
        for (; (await end.count()) === 0 || (await last.count()) === 0; steps++) {
          signal.throwIfAborted();
          if (steps > TOKENS) throw new BenchError('the end of the list did not come');
          await page.mouse.wheel(0, STEP_PX);
        }
        return { trace: await browser.stopTracing(), steps };
      }),
    );
    const tasks = tasksOf((JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents);
    if (tasks.length === 0) throw new BenchError('the trace tells of no task of the page');
    const cpuMs = tasks.map(({ tdur = 0 }) => tdur / 1000);
    const longest = rounded(Math.max(...cpuMs), 0);
    const long = cpuMs.filter((each) => each >= LONG_MS);
    say(`${steps} turns of the wheel, ${long.length} of ${tasks.length} tasks took the processor for ${LONG_MS} ms or longer`);
    return {
      ...{ value: longest, min: longest, max: longest, limit: null },
      // On a busy machine a task takes longer than the processor works for it.
      detail: { steps, longMs: long.map((each) => rounded(each, 0)), longestByTheClockMs: rounded(Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)), 0) },
    };
  },
};

/** What the page's own thread did, one by one: scripts, layout and painting of a frame are one task, or several. */
function tasksOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === MAIN).map(({ pid, tid }) => `${pid} ${tid}`));
  return events.filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`));
}
