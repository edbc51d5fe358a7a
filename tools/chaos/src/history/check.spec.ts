import { check } from './check.js';
import type { Begun, Ended, Line } from './line.js';
import { LINGERS_NS } from './switch-life.js';

const power = { power: 'p', needs: ['token', 'account'], endsAt: null };
const lingers = Number(LINGERS_NS);

/** A call from one moment to another. */
const call = (call: number, begins: Begun, from: number, to: number, ended: Ended): Line[] => [
  { at: String(from), call, begins },
  { at: String(to), call, ended },
];
let calls = 0;
const take = (name: string, from: number, to: number, ended: Ended = 'done') => call(++calls, { take: name }, from, to, ended);
const give = (name: string, from: number, to: number, ended: Ended = 'done') => call(++calls, { give: name }, from, to, ended);
const use = (from: number, to: number, ended: Ended, gateway = 'gateway-1') => call(++calls, { use: 'p', gateway }, from, to, ended);

async function rulesBrokenBy(...history: Line[][]): Promise<string[]> {
  const { violations } = await check([power, ...history.flat()]);
  return violations.map(({ rule }) => rule);
}

describe('the checker of histories', () => {
  it('sees a planted accept that began after the take had returned, and tells which', async () => {
    const history = [...take('token', 1, 5), ...use(2_000_005, 2_000_008, 'accepted', 'gateway-3')];
    expect((await check([power, ...history])).violations).toEqual([
      {
        ...{ rule: 'accepted after a take', call: calls, gateway: 'gateway-3', power: 'p', switch: 'token', afterMs: 2 },
        ...{ began: '2000005', ended: '2000008' },
      },
    ]);
  });

  it('lets accepts be that began before the take returned, whenever they end', async () => {
    expect(await rulesBrokenBy(take('token', 1, 5), use(4, 9, 'accepted'), use(5, 9, 'accepted'))).toEqual([]);
  });

  it.each<[string, Ended, string[]]>([
    ['counts for nothing while its outcome is unknown', 'unknown', []],
    ['counts for nothing when it failed', 'failed', []],
    ['counts from the return of a repeat', 'done', ['accepted after a take']],
  ])('a take %s', async (_, repeat, rules) => {
    expect(await rulesBrokenBy(take('token', 1, 5, 'unknown'), use(6, 7, 'accepted'), take('token', 8, 9, repeat), use(10, 11, 'accepted'))).toEqual(rules);
  });

  it.each<[string, Line[], string[]]>([
    ['before the take counts for nothing', give('account', 1, 3), ['accepted after a take']],
    ['that failed counts for nothing', give('account', 10, 12, 'failed'), ['accepted after a take']],
    ['that returned gives it back', give('account', 10, 12), []],
    ['that is under way may have given it back', give('account', 10, 30), []],
    ['that began after the use had ended comes too late', give('account', 21, 22), ['accepted after a take']],
  ])('a give %s', async (_, line, rules) => {
    const history = [line, take('account', 4, 8), use(15, 20, 'accepted')].toSorted((a, b) => Number((a[0] as { at: string }).at) - Number((b[0] as { at: string }).at));
    expect(await rulesBrokenBy(...history)).toEqual(rules);
  });

  it('a give whose outcome is unknown may come into force late, but not for ever', async () => {
    const history = (at: number) => [give('account', 1, 3, 'unknown'), take('account', at, at + 1), use(at + 2, at + 3, 'accepted')];
    expect(await rulesBrokenBy(...history(lingers - 5))).toEqual([]);
    expect(await rulesBrokenBy(...history(lingers + 5))).toEqual(['accepted after a take']);
  });

  it('what was taken, given and taken again is taken', async () => {
    const history = [take('account', 1, 2), give('account', 3, 4), use(5, 6, 'accepted'), take('account', 7, 8)];
    expect(await rulesBrokenBy(...history, use(9, 10, 'accepted'))).toEqual(['accepted after a take']);
  });

  it('a gateway that refused what was taken never accepts it again, whether the take ever returned or not', async () => {
    const history = [take('token', 1, 2, 'unknown'), use(3, 4, { refused: ['token'] })];
    expect(await rulesBrokenBy(...history, use(5, 6, 'accepted'))).toEqual(['accepted after a refusal']);
    expect(await rulesBrokenBy(...history, use(5, 6, 'accepted', 'gateway-2'))).toEqual([]);
    expect(await rulesBrokenBy(...history, use(4, 6, 'accepted'))).toEqual([]);
  });

  it('what was given back in between may be accepted after a refusal', async () => {
    const before = [take('account', 1, 2), use(3, 4, { refused: ['account'] }), give('account', 5, 6)];
    expect(await rulesBrokenBy(...before, use(7, 8, 'accepted'))).toEqual([]);
    const again = [...before, take('account', 9, 10, 'unknown')];
    expect(await rulesBrokenBy(...again, use(11, 12, 'accepted'))).toEqual([]);
    expect(await rulesBrokenBy(...again, use(11, 12, { refused: ['account'] }), use(13, 14, 'accepted'))).toEqual(['accepted after a refusal']);
  });

  it('a slow refusal that saw an earlier take does not count for the next one', async () => {
    const history = [take('account', 1, 2), give('account', 4, 5), take('account', 6, 20)];
    expect(await rulesBrokenBy(...history, use(3, 8, { refused: ['account'] }), use(9, 10, 'accepted'))).toEqual([]);
  });

  it('refusing what nobody took is wrong; refusing what may be taken, or for another reason, is not', async () => {
    expect(await rulesBrokenBy(use(1, 2, { refused: ['token'] }))).toEqual(['refused without a take']);
    expect(await rulesBrokenBy(take('token', 3, 9), use(1, 2, { refused: ['token'] }), use(1, 4, { refused: ['token'] }))).toEqual(['refused without a take']);
    expect(await rulesBrokenBy(use(1, 2, { refused: [] }), use(1, 2, 'unanswered'))).toEqual([]);
    expect(await rulesBrokenBy(take('account', 1, 2), use(3, 4, { refused: ['token', 'account'] }))).toEqual([]);
  });

  it('refusing what was given back is wrong, unless the take may come late', async () => {
    expect(await rulesBrokenBy(take('account', 1, 2), give('account', 3, 4), use(5, 6, { refused: ['account'] }))).toEqual(['refused without a take']);
    expect(await rulesBrokenBy(take('account', 1, 2, 'unknown'), give('account', 3, 4), use(5, 6, { refused: ['account'] }))).toEqual([]);
  });

  it('what ends by itself is not accepted afterwards', async () => {
    const ends = { ...power, endsAt: '1000' };
    const isBroken = async (from: number) => (await check([ends, ...use(from, from + 1, 'accepted')])).violations.map(({ rule }) => rule);
    expect(await isBroken(999)).toEqual([]);
    expect(await isBroken(1000 + 51e6)).toEqual(['accepted after its end']);
  });

  it('counts, and takes what never ended for unknown', async () => {
    const cut = [...take('token', 1_000_000, 3_000_000), { at: '4', call: ++calls, begins: { take: 'account' } }, { at: '4', call: ++calls, begins: { use: 'p', gateway: 'g' } }];
    expect(await check([power, ...cut, ...use(1, 2, 'accepted'), { at: '9', note: 'a fault' }])).toEqual({
      ...{ violations: [], uses: { accepted: 1, refused: 0, unanswered: 1 }, takesMs: [2], unknown: 1 },
    });
  });
});
