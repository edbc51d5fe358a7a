import { Random } from '../random.js';
import { faultText, type FaultPlan, type PlannedFault } from './fault.js';
import { planFaults } from './plan-faults.js';

const processes = {
  gateways: ['gateway-1', 'gateway-2', 'gateway-3'],
  services: [
    ['tokens-1', 'tokens-2'],
    ['permissions-1', 'permissions-2'],
    ['audit-1', 'audit-2'],
  ],
};
const plan = (seed: string, seconds: number): FaultPlan => planFaults(new Random(seed), seconds, processes);
const seeds = Array.from({ length: 60 }, (_, at) => `seed ${at}`);

/** From when to when a fault keeps a process from its work. */
const spansOf = ({ faults }: FaultPlan) =>
  faults.flatMap(({ atMs, fault }) => {
    if (fault.kind !== 'kill' && fault.kind !== 'freeze' && fault.kind !== 'cut') return [];
    return [{ process: fault.process, fromMs: atMs, toMs: atMs + ('forMs' in fault ? fault.forMs : 2_000) }];
  });

describe('a plan of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(plan('a', 120)).toEqual(plan('a', 120));
    expect(plan('a', 120)).not.toEqual(plan('b', 120));
  });

  it('has 150 faults and more in ten minutes, of every kind', () => {
    for (const seed of seeds) {
      const { faults } = plan(seed, 600);
      expect(faults.length).toBeGreaterThanOrEqual(165);
      const kinds = ['cut', 'delete stream', 'freeze', 'kill', 'restart', 'set clock'];
      expect([...new Set(faults.map(({ fault }) => fault.kind))].toSorted()).toEqual(kinds);
    }
  });

  it('rests for the last twelve seconds of each minute and of the run, with nothing left under way', () => {
    expect(plan('a', 150).pauses).toEqual([
      { fromMs: 48_000, toMs: 60_000 },
      { fromMs: 108_000, toMs: 120_000 },
      { fromMs: 138_000, toMs: 150_000 },
    ]);
    expect(plan('a', 10).pauses).toEqual([{ fromMs: 5_000, toMs: 10_000 }]);
    for (const seed of seeds) {
      const { faults, pauses } = plan(seed, 150);
      const endOf = ({ atMs, fault }: PlannedFault): number => atMs + ('forMs' in fault ? fault.forMs : 0);
      expect(faults.filter((one) => pauses.some(({ fromMs, toMs }) => endOf(one) > fromMs && one.atMs < toMs))).toEqual([]);
    }
  });

  it('leaves a process of each kind alone at any time, and none is hit while it is hit', () => {
    for (const seed of seeds) {
      const spans = spansOf(plan(seed, 300));
      const tooMany = spans.filter(({ process, fromMs }) => {
        const hit = spans.filter((span) => span.fromMs <= fromMs && span.toMs > fromMs).map((span) => span.process);
        const isAllOf = (group: readonly string[]): boolean => group.every((name) => hit.includes(name));
        return hit.filter((name) => name === process).length > 1 || [processes.gateways, ...processes.services].some(isAllOf);
      });
      expect(tooMany).toEqual([]);
    }
  });

  it('cuts gateways off from what changes for longer than a lease lasts', () => {
    const isLong = ({ fault }: PlannedFault): boolean =>
      fault.kind === 'cut' && processes.gateways.includes(fault.process) && (fault.how === 'hole' || fault.how === 'deaf') && fault.forMs > 2_500;
    const counts = seeds.map((seed) => plan(seed, 600).faults.filter(isLong).length);
    expect(counts.filter((count) => count < 1)).toEqual([]);
    expect(counts.reduce((one, other) => one + other) / seeds.length).toBeGreaterThan(4);
  });

  it('reads well', () => {
    const texts = plan('a', 600).faults.map(({ fault }) => faultText(fault));
    expect(texts.find((text) => text.startsWith('cut'))).toMatch(/^cut [a-z]+-\d from (nats|postgres), (hole|deaf|reset|\d+ ms late), for \d+ ms$/);
    expect(texts.find((text) => text.startsWith('set'))).toMatch(/^set the clock of gateway-\d, (-60|60|0) min ahead$/);
  });
});
