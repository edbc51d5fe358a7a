import { runIn } from '../world-for-spec.js';

describe('tenants', () => {
  it('get a link as accounts do', async () => {
    const url = 'https://api.test/console/#link=pcll1X';
    const { stdout, stderr, sent } = await runIn({ answer: () => ({ status: 201, body: { url, expiresAt: '2026-11-23T10:01:00Z' } }) }, 'tenants', 'link', 'acme');
    expect(sent).toMatchObject([{ method: 'POST', path: '/v1/tenants/acme/sessions' }]);
    expect(stdout).toBe(`${url}\n`);
    expect(stderr).toContain('Whoever opens it first is acme.');
  });

  it('list their feature lists', async () => {
    const items = [{ name: 'plan', featureCount: 5 }];
    const { stdout, sent } = await runIn({ answer: () => ({ body: { items, next: null } }) }, 'tenants', 'feature-lists', 'acme');
    expect(sent).toMatchObject([{ path: '/v1/tenants/acme/feature-lists' }]);
    expect(stdout).toBe('NAME  FEATURES\nplan  5\n');
  });
});
