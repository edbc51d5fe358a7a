import { Standstill } from './standstill.js';
import { DEAD_MS } from './terms.js';

describe('a lease that nobody renews', () => {
  it('is dead after its length on this clock, counted from when this number was first seen', () => {
    const standstill = new Standstill();
    expect(standstill.observe([{ verifier: 'a', n: 4 }], 1_000)).toEqual([]);
    expect(standstill.observe([{ verifier: 'a', n: 4 }], 1_000 + DEAD_MS)).toEqual([]);
    expect(standstill.observe([{ verifier: 'a', n: 4 }], 1_001 + DEAD_MS)).toEqual([{ verifier: 'a', n: 4 }]);
  });

  it('is not dead while its number rises', () => {
    const standstill = new Standstill();
    for (let n = 1; n < 20; n++) expect(standstill.observe([{ verifier: 'a', n }], n * DEAD_MS)).toEqual([]);
  });

  it('counts from anew when it was gone in between, with the same number even', () => {
    const standstill = new Standstill();
    standstill.observe([{ verifier: 'a', n: 4 }], 0);
    standstill.observe([], 1_000);
    expect(standstill.observe([{ verifier: 'a', n: 4 }], 2 * DEAD_MS)).toEqual([]);
    expect(standstill.observe([{ verifier: 'a', n: 4 }, { verifier: 'b', n: 1 }], 3 * DEAD_MS + 1)).toEqual([{ verifier: 'a', n: 4 }]);
  });
});
