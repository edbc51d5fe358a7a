import type { Enforcement } from '../../api/enforcement.js';
import { bars, heardAt, promiseState, refusedVerifiers, shardsServing, verifierRows } from './promise.js';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const proof = (last: Partial<NonNullable<Enforcement['proof']['last']>> | null, failed = 0): Enforcement['proof'] => ({
  last: last && { at: '2026-11-28T11:59:30Z', verifiers: 3, seenAlive: 3, seenDead: 3, acceptedAfter: 0, revokeMs: 4, ...last },
  lastHour: { proofs: 60, failed, slowestMs: 9 },
});

describe('the promise', () => {
  it.each<[string, Enforcement['proof'], string]>([
    ['the last proof went well', proof({}), 'holds'],
    ['one of the last hour did not', proof({}, 1), 'failed'],
    ['a dead token was taken', proof({ acceptedAfter: 1 }, 1), 'broken'],
    ['somebody did not say that it is dead', proof({ seenDead: 2 }, 1), 'silent'],
    ['none was made', proof(null), 'untried'],
    ['the last one could not be tried', proof({ revokeMs: null }), 'untried'],
    ['nobody answers from memory', proof({ verifiers: 0, seenAlive: 0, seenDead: 0 }), 'untried'],
    ['the last one is old', proof({ at: '2026-11-28T11:50:00Z' }), 'untried'],
    ['an old one failed', proof({ at: '2026-11-28T11:50:00Z', acceptedAfter: 2 }, 1), 'broken'],
  ])('where %s', (_, of, state) => expect(promiseState(of, NOW)).toBe(state));
});

const verifier = (id: string, name: string, renewedAt: string, lagRevs = 0) => ({ id, name, renewedAt, lagRevs });
const AUTHORITIES: Enforcement['authorities'] = [
  { authority: 'tokens', epoch: '2', shardsServing: 64, verifiers: [verifier('b', 'gateway-10', '2026-11-28T11:59:58Z'), verifier('a', 'gateway-2', '2026-11-28T11:59:59Z', 3)], refused: [{ name: 'slow', until: '2026-11-28T12:01:00Z' }] },
  { authority: 'permissions', epoch: '1', shardsServing: 60, verifiers: [verifier('a', 'gateway-2', '2026-11-28T11:59:57Z')], refused: [{ name: 'slow', until: '2026-11-28T12:02:00Z' }] },
];

describe('who answers from memory', () => {
  const rows = verifierRows(AUTHORITIES);

  it('is told once, by name, with what each authority knows of it', () => {
    expect(rows.map(({ name }) => name)).toEqual(['gateway-2', 'gateway-10']);
    expect(rows[0]!.at).toMatchObject({ tokens: { lagRevs: 3 }, permissions: { lagRevs: 0 } });
    expect(rows[1]!.at.permissions).toBeUndefined();
  });

  it('was heard of when either heard it last', () => expect(rows.map(heardAt)).toEqual(['2026-11-28T11:59:59Z', '2026-11-28T11:59:58Z']));
  it('may be refused until the later of two ends', () => expect(refusedVerifiers(AUTHORITIES)).toEqual([{ name: 'slow', until: '2026-11-28T12:02:00Z' }]));
});

it('serves as many shards as both authorities do, and none without an epoch', () => {
  expect(shardsServing(AUTHORITIES)).toBe(60);
  expect(shardsServing([{ ...AUTHORITIES[0]!, epoch: null }])).toBe(0);
});

it('draws both authorities by the same bounds, what took longest last', () => {
  const of = (...buckets: [number | null, number][]) => ({ count: 0, p50Ms: null, p99Ms: null, maxMs: null, buckets: buckets.map(([upToMs, count]) => ({ upToMs, count })) });
  expect(bars({ tokens: of([null, 1], [5, 3]), permissions: of([1, 2], [5, 4]) })).toEqual([
    { upToMs: 1, tokens: 0, permissions: 2 },
    { upToMs: 5, tokens: 3, permissions: 4 },
    { upToMs: null, tokens: 1, permissions: 0 },
  ]);
});
