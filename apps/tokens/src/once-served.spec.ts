import { Fault } from '@portcullis/kernel';
import { onceServed } from './once-served.js';

const unserved = new Fault('the shard is not served now', 'unavailable');

/** Work that fails so, once for each error, and a clock by hand. */
function world(...errors: unknown[]) {
  const later: (() => void)[] = [];
  const seen = { attempts: 0, faults: [] as unknown[] };
  const work = async () => {
    seen.attempts++;
    const error = errors.shift();
    if (error !== undefined) throw error as Error;
  };
  const after = (_: number, run: () => void) => {
    later.push(run);
    return () => void later.splice(later.indexOf(run), 1);
  };
  const tick = async () => {
    later.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, later, tick, start: () => onceServed(work, after, (error) => seen.faults.push(error)) };
}

describe('what a start does in the database', () => {
  it('is done once where it is served', async () => {
    const { seen, later, start } = world();
    await start();
    expect([seen.attempts, later.length]).toEqual([1, 0]);
  });

  it('keeps no start waiting where it is not, and is tried again until it is', async () => {
    const other = new Error('something else');
    const { seen, later, tick, start } = world(unserved, unserved, other);
    await start();
    expect(seen.attempts).toBe(1);
    for (let i = 0; i < 5; i++) await tick();
    expect([seen.attempts, later.length, seen.faults]).toEqual([4, 0, [other]]);
  });

  it('ends the start where it fails for another reason', async () => {
    await expect(world(new Error('it is broken')).start()).rejects.toThrow('it is broken');
  });

  it('is given up by a process that stops', async () => {
    const { seen, later, tick, start } = world(unserved, unserved, unserved);
    const giveUp = await start();
    later[0]!();
    giveUp();
    await tick();
    await tick();
    expect([seen.attempts, later.length]).toEqual([2, 0]);
  });
});
