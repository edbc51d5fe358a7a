import { z } from 'zod';
import { ENFORCING_DEADLINE_MS } from './receipt.js';
import { POWER_TAKING } from './power-taking.js';

/** Longest that a lease can still last when a change is committed, in milliseconds. */
const LEASE_MS = 2000 / 0.98;

describe('a message that takes power', () => {
  it('is one of these', () => {
    expect(POWER_TAKING.map(({ service, name }) => `${service}.${name}`).sort()).toEqual([
      ...['delete_account', 'edit_account', 'edit_tenant', 'put_feature_list', 'put_panel', 'put_policy', 'put_tenant_upstream', 'put_upstream'].map((name) => `permissions.${name}`),
      ...['edit_token', 'end_sessions', 'finish_regeneration', 'regenerate_token', 'report_leaks', 'revoke_token', 'revoke_tokens'].map((name) => `tokens.${name}`),
    ]);
  });

  it.each(POWER_TAKING)('asks whether to wait: $name', ({ request }) => {
    expect(request).toBeInstanceOf(z.ZodObject);
    expect(Object.keys((request as z.ZodObject).shape)).toContain('respondAsync');
  });

  it.each(POWER_TAKING)('is given time for a lease to run out: $name', ({ deadlineMs }) => {
    // Longer where there is more to write.
    expect(deadlineMs).toBeGreaterThanOrEqual(ENFORCING_DEADLINE_MS);
    expect(deadlineMs).toBeGreaterThan(2 * LEASE_MS);
  });
});
