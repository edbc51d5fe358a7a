import type { Findings } from './history/check.js';
import { verdictOf, type Tally } from './verdict.js';

const run = { seed: 's', seconds: 60 };
const findings: Findings = { violations: [], uses: { accepted: 7, refused: 3, unanswered: 2 }, takesMs: [3, 1, 2, 900], unknown: 1 };
const tally: Tally = {
  ...{ faults: { kill: 2, freeze: 1 }, done: { revoke: 4 }, surprises: {}, otherRefusals: {} },
  pauses: [{ atSeconds: 48, liveAfterMs: 10_000, missing: [] }],
};
const violation = { rule: 'accepted after a take', call: 1, gateway: 'gateway-1', power: 'p', switch: 's', afterMs: 1, began: '1', ended: '2' } as const;

describe('the verdict', () => {
  it('holds when nothing was violated and all was live in time', () => {
    expect(verdictOf(run, findings, tally)).toEqual({
      ...{ seed: 's', seconds: 60, revokes: 4, verifies: 10, faults: 3, violations: 0, pauses: tally.pauses, holds: true, evidence: [] },
      ...{ revokeMs: { p50: 3, p99: 900, most: 900 }, uses: findings.uses, unknown: 1 },
      details: { faults: tally.faults, done: tally.done, surprises: {}, otherRefusals: {} },
    });
  });

  it('does not hold with a single violation, and shows it', () => {
    expect(verdictOf(run, { ...findings, violations: [violation] }, tally)).toMatchObject({ holds: false, violations: 1, evidence: [violation] });
  });

  it('does not hold when nothing was taken, or nothing accepted', () => {
    expect(verdictOf(run, { ...findings, takesMs: [] }, tally)).toMatchObject({ holds: false });
    expect(verdictOf(run, { ...findings, uses: { accepted: 0, refused: 9, unanswered: 0 } }, tally)).toMatchObject({ holds: false });
  });

  it.each([null, 10_001])('does not hold when it took %p ms until all was live', (liveAfterMs) => {
    const pauses = [...tally.pauses, { atSeconds: 108, liveAfterMs, missing: [] }];
    expect(verdictOf(run, findings, { ...tally, pauses })).toMatchObject({ holds: false, violations: 0 });
  });
});
