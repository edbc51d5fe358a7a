import { compileWindows, withinWindows } from '@portcullis/access';
import { readSuite, type SuiteToken } from '@portcullis/cli/policy-tests';
import { fromRfc3339, instant, type Instant } from '@portcullis/kernel';
import fc from 'fast-check';
import { shifted } from './shifted-times.js';

const HOUR_MS = 3_600_000;
const at = (text: string): Instant => fromRfc3339(text)!;

function tokenWith(fields: object): SuiteToken {
  const file = {
    ...{ suite: 'x', now: '2026-11-25T12:00:00Z', owners: { alice: { user: 'alice', features: [] } }, tokens: { one: { owner: 'alice', access: 'full', ...fields } } },
    tests: [{ name: 'x', token: 'one', ask: { operations: ['DNS::lookup'] } }],
  };
  const read = readSuite(JSON.stringify(file));
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.value.tokens.get('one')!;
}

describe('a token whose times are moved to now', () => {
  it('is in its windows now exactly where it was in them then, and so it is for the minutes around', () => {
    const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':'));
    const days = fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham');
    const window = fc.record({ days, from: time, to: fc.oneof(time, fc.constant('24:00')), zone }).filter(({ from, to }) => from !== to);
    // Far from the nights in which clocks change, on both sides.
    const moment = (from: string) => fc.integer({ min: 0, max: 20 * 24 * 60 * 60 }).map((seconds) => instant(at(from) + seconds * 1000));
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), moment('2026-07-01T00:00:00Z'), moment('2026-12-01T00:00:00Z'), (timeWindows, then, now) => {
        const token = tokenWith({ timeWindows });
        const real = shifted(token, then, now);
        expect(Math.abs(then + real.byMs - now)).toBeLessThan(60_000);
        const [before, after] = [compileWindows(timeWindows), compileWindows(real.body.timeWindows)];
        for (const minutes of [-90, -1, 0, 1, 90]) {
          expect(withinWindows(after, instant(then + real.byMs + minutes * 60_000))).toBe(withinWindows(before, instant(then + minutes * 60_000)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('begins and ends as far from now as it did from then', () => {
    const token = tokenWith({ notBefore: '2026-11-25T11:00:00Z', expiresAt: '2026-11-26T12:00:00Z' });
    const { body, readyAt } = shifted(token, at('2026-11-25T12:00:00Z'), at('2027-03-01T00:00:00Z'));
    expect(body).toMatchObject({ notBefore: '2027-02-28T23:00:00.000Z', expiresAt: '2027-03-02T00:00:00.000Z' });
    expect(readyAt).toBe(at('2027-03-01T00:00:00Z'));
  });

  it('that had ended then ends soon, and is awaited', () => {
    const now = at('2027-03-01T00:00:00Z');
    const { body, readyAt } = shifted(tokenWith({ expiresAt: '2026-11-25T11:00:00Z' }), at('2026-11-25T12:00:00Z'), now);
    expect(fromRfc3339(body.expiresAt!)).toBe(readyAt);
    expect(readyAt - now).toBeGreaterThan(0);
    expect(readyAt - now).toBeLessThan(HOUR_MS / 600);
  });
});
