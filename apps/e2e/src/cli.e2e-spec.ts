import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { cliOf, type Cli, type Run } from './clients/cli.js';
import { makeProvider, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let home: string;
let provider: Provider;
let cli: Cli;
let ofAlice: string[];
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'portcullis-cli-'));
  provider = await makeProvider(operator);
  cli = cliOf({ XDG_CONFIG_HOME: home, PORTCULLIS_URL: gateway, PORTCULLIS_TOKEN: operatorToken });
  ofAlice = ['--tenant', provider.slug, '--account', 'alice'];
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Expects that it was done. */
async function done(words: readonly string[], input?: string, as: Cli = cli): Promise<Run> {
  const run = await as(words, input);
  if (run.exitCode !== 0) throw new Error(`${words.join(' ')}: ${run.exitCode} ${run.stderr}${run.stdout}`);
  return run;
}
/** Whether a token is live, as `verify` says it by its exit status. */
const isLive = async (secret: string, ...flags: string[]): Promise<boolean> => (await cli(['verify', ...flags], `${secret}\n`)).exitCode === 0;

describe('the command line, through the whole life of a token,', () => {
  const secrets: string[] = [];
  /** The runs that promise a secret, and print it on stdout. */
  const promised: Run[] = [];

  it('makes it, shows it and finds it again', async () => {
    const grants = ['--grant', 'DNS::parse_zone:read', '--grant', 'zoneedit'];
    const made = await done(['tokens', 'create', 'acme-sh', ...ofAlice, ...grants, '--expires', '90d', '--label', 'team=dns', '--json']);
    promised.push(made);
    const { token, secret } = made.json();
    secrets.push(secret);
    expect(token).toMatchObject({ name: 'acme-sh', access: 'restricted', grants: [{ operation: 'DNS::parse_zone', access: 'read' }, { feature: 'zoneedit' }] });
    expect(Date.parse(token.expiresAt) - Date.parse(token.createdAt)).toBeGreaterThan(89 * 86_400_000);

    const listed = (await done(['tokens', 'list', ...ofAlice, '--label', 'team=dns', '--json'])).json();
    expect(listed).toMatchObject({ items: [{ id: token.id }], next: null });
    const table = (await done(['tokens', 'list', ...ofAlice, '--all'])).stdout.split('\n');
    expect(table[0]).toMatch(/^NAME +ID +STATE +ACCESS +EXPIRES +LAST USED$/);
    expect(table.some((line) => line.startsWith('acme-sh ') && line.includes(token.id))).toBe(true);
    expect((await done(['tokens', 'show', 'acme-sh', ...ofAlice])).stdout).toContain(token.id);
  });

  it('asks what it may do, and answers by the exit status', async () => {
    expect(await isLive(secrets[0]!)).toBe(true);
    expect(await isLive(secrets[0]!, '--operation', 'DNS::parse_zone')).toBe(true);
    const no = await cli(['verify', '--operation', 'Email::add_pop', '--json'], secrets[0]);
    expect([no.exitCode, no.json()]).toEqual([1, expect.objectContaining({ allowed: false, code: 'not_granted' })]);
  });

  it('edits it, and not over what somebody else has changed', async () => {
    const edited = (await done(['tokens', 'edit', 'acme-sh', ...ofAlice, '--description', 'for the mail server', '--ip', '192.0.2.0/24', '--json'])).json();
    expect(edited).toMatchObject({ token: { description: 'for the mail server', ipAllowlist: ['192.0.2.0/24'], version: 2 }, enforcement: { id: expect.stringMatching(/^rcp_/) } });
    const stale = await cli(['tokens', 'edit', 'acme-sh', ...ofAlice, '--name', 'other', '--if-match', '1']);
    expect(stale).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/precondition_failed[^]*Request req_/) });
    expect((await done(['tokens', 'edit', 'acme-sh', ...ofAlice, '--ip', 'none', '--expires', 'none', '--json'])).json()).toMatchObject({
      token: { ipAllowlist: [], expiresAt: null, description: 'for the mail server' },
    });
  });

  it('gives it a new secret, beside which the old one works until it is finished', async () => {
    const regenerated = await done(['tokens', 'regenerate', 'acme-sh', ...ofAlice, '--overlap', '1h']);
    promised.push(regenerated);
    secrets.push(regenerated.stdout.trim());
    expect(regenerated.stdout).toMatch(/^pcla1[0-9A-Za-z]{48}\n$/);
    expect(await Promise.all(secrets.map((secret) => isLive(secret)))).toEqual([true, true]);
    expect((await done(['tokens', 'show', 'acme-sh', ...ofAlice])).stdout).toContain('the old secret, works until');
    await done(['tokens', 'finish', 'acme-sh', ...ofAlice]);
    expect(await Promise.all(secrets.map((secret) => isLive(secret)))).toEqual([false, true]);
  });

  it('revokes it, which is over when the command returns', async () => {
    const revoked = (await done(['tokens', 'revoke', 'acme-sh', ...ofAlice, '--reason', 'found in a repository', '--json'])).json();
    expect(revoked).toMatchObject({ token: { state: 'revoked', revokedReason: 'found in a repository' }, enforcement: { id: expect.stringMatching(/^rcp_/) } });
    expect(await isLive(secrets[1]!)).toBe(false);
    await eventually(async () => {
      const trail = (await done(['audit', 'list', '--tenant', provider.slug, '--subject', revoked.token.id, '--json'])).json();
      // Denials come another way than what was done, and may arrive before it or after.
      const types = trail.items.map(({ type }: { type: string }) => type).filter((type: string) => type !== 'request.denied');
      expect(types).toEqual(
        ['token.revoked', 'token.regeneration_finished', 'token.regenerated', 'token.updated', 'token.updated', 'token.created'],
      );
    });
    expect(await cli(['tokens', 'revoke', 'acme-sh', ...ofAlice])).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it('never had a secret on its command line, nor in what it printed but where that was promised', () => {
    expect(secrets.every((secret) => /^pcla1[0-9A-Za-z]{48}$/.test(secret))).toBe(true);
    for (const secret of [...secrets, operatorToken]) {
      for (const run of cli.runs) {
        expect(run.words.join(' ')).not.toContain(secret);
        expect(run.stderr).not.toContain(secret);
        if (!promised.includes(run)) expect(run.stdout).not.toContain(secret);
      }
    }
    for (const run of promised) expect(run.stderr).toContain('shown this once');
  });
});

describe('the command line', () => {
  it('keeps a login for its owner alone, and forgets it', async () => {
    const own = cliOf({ XDG_CONFIG_HOME: home });
    const file = join(home, 'portcullis/credentials.json');
    const login = await done(['login', '--url', gateway], `${provider.token.secret}\n`, own);
    expect(login.stdout + login.stderr).not.toContain(provider.token.secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Whose tokens: those of whoever is logged in.
    expect((await done(['tokens', 'list', '--json'], '', own)).json().items.map(({ name }: { name: string }) => name)).toContain('provider');
    expect((await done(['tenants', 'show', '--json'], '', own)).json()).toMatchObject({ tenant: { slug: provider.slug } });
    await done(['logout'], '', own);
    expect(await own(['tokens', 'list'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('portcullis login') });
  });

  it('does not keep a token that is not accepted', async () => {
    const own = cliOf({ XDG_CONFIG_HOME: home });
    expect(await own(['login', '--url', gateway], 'pclo1000000000000000000000000000000000000000000000000')).toMatchObject({ exitCode: 1 });
    expect(await own(['tenants', 'list'])).toMatchObject({ exitCode: 2 });
  });

  it('makes one thing of two requests with one key', async () => {
    const words = ['tokens', 'create', 'repeated', ...ofAlice, '--access', 'full', '--idempotency-key', newSlug()];
    const [first, second] = [await done(words), await done(words)];
    expect(second.stdout).toBe(first.stdout);
    expect(await cli([...words, '--description', 'another'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('idempotency_key_reused') });
  });

  it('makes a tenant and an account, limits, suspends, links and removes them', async () => {
    const slug = newSlug();
    const tenant = ['--tenant', slug];
    expect((await done(['tenants', 'create', slug, '--name', 'A reseller', '--parent', provider.slug, '--json'])).json()).toMatchObject({ tenant: { slug, parentId: provider.id } });
    expect((await done(['tenants', 'list', '--all'])).stdout).toContain(slug);
    expect((await done(['policy', 'set', slug, '--rate', '600/60s', '--require-expiry', '--no-require-expiry', '--json'])).json()).toMatchObject({
      policy: { rateLimit: { requests: 600, seconds: 60 }, deadTokenDays: 90 },
    });
    expect((await done(['tenants', 'edit', slug, '--name', 'Another name', '--json'])).json()).toMatchObject({ tenant: { name: 'Another name', version: 2 } });
    await done(['tenants', 'feature-list', 'plan', ...tenant, '--features', 'zoneedit']);

    await done(['accounts', 'create', 'carol', ...tenant, '--feature-list', 'plan', '--domain', 'carol.example']);
    const { secret } = (await done(['tokens', 'create', 'ci', ...tenant, '--account', 'carol', '--access', 'full', '--json'])).json();
    expect((await done(['accounts', 'list', ...tenant, '--username', 'ca', '--json'])).json()).toMatchObject({ items: [{ username: 'carol' }] });
    await done(['accounts', 'suspend', 'carol', ...tenant]);
    expect(await isLive(secret)).toBe(false);
    await done(['accounts', 'unsuspend', 'carol', ...tenant]);
    expect(await isLive(secret)).toBe(true);
    expect((await done(['accounts', 'link', 'carol', ...tenant])).stdout).toMatch(/\/console\/#link=pcll1[0-9A-Za-z]{48}\n$/);
    expect(await cli(['accounts', 'remove', 'carol', ...tenant])).toMatchObject({ exitCode: 2 });
    await done(['accounts', 'remove', 'carol', ...tenant, '--yes']);
    expect(await isLive(secret)).toBe(false);
  });

  it('takes a provider from nothing to a token that may do what it is for, all by itself', async () => {
    const slug = newSlug();
    const tenant = ['--tenant', slug];
    const panelToken = 'MADEUPTOKENOFTHEPANEL1234567890B';
    await done(['tenants', 'create', slug, '--name', 'A provider']);
    await done(['tenants', 'feature-list', 'plan', ...tenant, '--features', 'zoneedit,popaccts']);
    expect((await done(['tenants', 'feature-list', 'plan', ...tenant, '--json'])).json()).toMatchObject({ featureList: { name: 'plan', features: ['popaccts', 'zoneedit'] } });
    const host = `${slug}.example`;
    await done(['tenants', 'panel', slug, '--panel-url', 'https://panel.example:2083', '--host', host]);
    // A new address leaves the host names as they are.
    expect((await done(['tenants', 'panel', slug, '--panel-url', 'https://other.example:2083', '--json'])).json()).toMatchObject({
      tenant: { panelUrl: 'https://other.example:2083', hosts: [host] },
      enforcement: { id: expect.stringMatching(/^rcp_/) },
    });
    const whmToken = 'MADEUPTOKENOFWHM1234567890C';
    await done(['tenants', 'panel', slug, '--whm-url', 'https://other.example:2087']);
    const acting = await done(['tenants', 'upstream', slug, '--user', 'root'], `${whmToken}\n`);
    expect(acting.stdout).toMatch(/^WHM +https:\/\/other\.example:2087\nupstream +whm root$/m);
    expect(acting.stdout + acting.stderr).not.toContain(whmToken);
    await done(['accounts', 'create', 'erin', ...tenant, '--feature-list', 'plan', '--domain', 'erin.example']);
    const connected = await done(['accounts', 'upstream', 'erin', ...tenant, '--user', 'erin'], `${panelToken}\n`);
    expect(connected.stdout).toMatch(/^upstream +cpanel erin$/m);
    expect(connected.stdout + connected.stderr).not.toContain(panelToken);
    const { stdout } = await done(['tokens', 'create', 'ci', ...tenant, '--account', 'erin', '--grant', 'zoneedit']);
    expect(await isLive(stdout.trim(), '--operation', 'DNS::parse_zone')).toBe(true);
    expect(await isLive(stdout.trim(), '--operation', 'Email::add_pop')).toBe(false);
  });

  it('exits with 1 when it is refused, 2 when it is misused, 3 when nobody answers', async () => {
    const refused = await cli(['accounts', 'create', 'dave', '--tenant', provider.slug, '--feature-list', 'nosuch']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/feature_list_unknown[^]*Create the feature list first[^]*Request req_/) });
    const field = await cli(['tokens', 'create', 'x', ...ofAlice, '--grant', 'No::such']);
    expect(field).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('operation_unknown') });
    expect(await cli(['tokens', 'list', '--state', 'purple'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await cli(['tokens'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await cli(['tokens', 'list', ...ofAlice, '--url', 'http://127.0.0.1:2'])).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('ECONNREFUSED') });
  });

  it('finds nothing wrong with a stack that is well, and says what is wrong with one that is not there', async () => {
    const well = (await done(['doctor', '--json'])).json();
    expect(well.findings.filter(({ verdict }: { verdict: string }) => verdict !== 'ok')).toEqual([]);
    expect(await cli(['doctor', '--url', 'http://127.0.0.1:2'])).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/fail +reachable +.*\n +Check the address/) });
  });

  it('rotates a keyring file and prints no key', async () => {
    const file = join(home, 'keyring.json');
    const keys = { k1: Buffer.alloc(32, 1).toString('base64') };
    writeFileSync(file, JSON.stringify({ current: 'k1', keys }), { mode: 0o600 });
    const run = await done(['keys', 'rotate', file]);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { current: string; keys: Record<string, string> };
    expect(kept).toMatchObject({ current: 'k2', keys });
    for (const key of Object.values(kept.keys)) expect(run.stdout + run.stderr).not.toContain(key);
  });

  it('brings what is kept under the current keys, to the end', async () => {
    const run = await done(['keys', 'rekey', '--json']);
    expect(run.json()).toEqual({ rekeyed: expect.any(Number), next: null });
    expect(run.stderr).toMatch(/ re-keyed\n$/);
  });

  it.each(['bash', 'zsh', 'fish'])('completes in %s', async (shell) => {
    expect((await done(['completion', shell])).stdout).toContain('portcullis complete --');
    const offered = (await done(['complete', '--', 'tokens', 're'])).stdout;
    expect(offered).toMatch(/^regenerate\t[^]*^revoke\t/m);
  });
});
