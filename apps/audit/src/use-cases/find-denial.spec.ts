import { instant, type Instant } from '@portcullis/kernel';
import { findDenial } from './find-denial.js';

it('opens a denial for seven days', async () => {
  const asked: Instant[] = [];
  const trail = {
    findDenial: async (_tenantId: string, _denial: string, since: Instant) => {
      asked.push(since);
      return null;
    },
  };
  const now = Date.parse('2026-11-30T10:00:00Z');
  await findDenial({ trail, clock: { now: () => instant(now) } })(`ten_${'1'.repeat(22)}`, `dny_${'1'.repeat(22)}`);
  expect(asked).toEqual([Date.parse('2026-11-23T10:00:00Z')]);
});
