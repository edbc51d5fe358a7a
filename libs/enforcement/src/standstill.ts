import { DEAD_MS, type LeaseRow } from './terms.js';

/** Finds leases that nobody renews any more (rule A4), by how long their number has stood still on this process's own clock. */
export class Standstill {
  private readonly seen = new Map<string, { readonly n: number; readonly sinceMs: number }>();

  /**
   * @param monotonicMs when the rows arrived, not when they were asked for: what was renewed while a read was slow is not dead yet
   * @returns those that are dead: to be deleted while their `n` is still this one
   */
  observe(rows: readonly Pick<LeaseRow, 'verifier' | 'n'>[], monotonicMs: number): readonly Pick<LeaseRow, 'verifier' | 'n'>[] {
    const here = new Set(rows.map(({ verifier }) => verifier));
    for (const verifier of this.seen.keys()) if (!here.has(verifier)) this.seen.delete(verifier);
    const dead: Pick<LeaseRow, 'verifier' | 'n'>[] = [];
    for (const { verifier, n } of rows) {
      const before = this.seen.get(verifier);
      if (before?.n !== n) this.seen.set(verifier, { n, sinceMs: monotonicMs });
      else if (monotonicMs - before.sinceMs > DEAD_MS) dead.push({ verifier, n });
    }
    return dead;
  }
}
