import { sharedStack } from '@portcullis/testkit';

const { gateways } = sharedStack();

describe.each(gateways.map((gateway, at) => ({ gateway, at })))('gateway $at', ({ gateway }) => {
  it('serves the console as it was built: the page, and every file that it names', async () => {
    const page = await fetch(`${gateway}/console/`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const html = await page.text();
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy')!)![1]!;
    expect(html).toContain(`content="${nonce}"`);
    const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(named.some((path) => path.endsWith('.js'))).toBe(true);
    for (const path of named) {
      const file = await fetch(gateway + path);
      expect([path, file.status, file.headers.get('cache-control')]).toEqual([path, 200, 'public, max-age=31536000, immutable']);
      expect((await file.text()).length).toBeGreaterThan(0);
    }
    expect((await fetch(`${gateway}/console/tokens/new`)).status).toBe(200);
    expect((await fetch(`${gateway}/console/assets/gone-1a2b.js`)).status).toBe(404);
  });
});
