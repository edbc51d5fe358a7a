import { NOW, enforcement, problem, runIn, SECRET, token, TOKEN, type Answer, type Sent } from '../world-for-spec.js';

const account = { id: 'acc_1', tenantId: 'ten_1', username: 'alice', domains: ['example.com'], featureList: 'plan', status: 'active', upstream: null, version: 4, createdAt: '2026-11-23T09:00:00Z' };

describe('login', () => {
  const who: Answer = { body: { session: token } };

  it('asks for both, shows nothing of the token, tries it and keeps it', async () => {
    const { exitCode, stored, stdout, stderr, questions, sent } = await runIn({ env: {}, typed: ['https://api.test', ` ${TOKEN} `], answer: () => who }, 'login');
    expect([exitCode, stored]).toEqual([0, { url: 'https://api.test', token: TOKEN }]);
    expect(questions).toHaveLength(2);
    expect(sent).toMatchObject([{ path: '/v1/sessions/current' }]);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('reads the token from a pipe', async () => {
    const { stored } = await runIn({ env: {}, piped: `${TOKEN}\n`, answer: () => who }, 'login', '--url', 'https://api.test');
    expect(stored).toEqual({ url: 'https://api.test', token: TOKEN });
    expect(await runIn({ env: {}, piped: TOKEN }, 'login')).toMatchObject({ exitCode: 2, stored: null });
  });

  it('keeps a restricted token, which may not ask who it is, and none that is refused or that nobody answers to', async () => {
    const login = (answer: Answer) => runIn({ env: {}, piped: TOKEN, answer: () => answer }, 'login', '--url', 'https://api.test');
    expect(await login(problem(403, 'permission_denied'))).toMatchObject({ exitCode: 0, stored: { token: TOKEN } });
    expect(await login(problem(401, 'invalid_token'))).toMatchObject({ exitCode: 1, stored: null });
    expect(await login('lost')).toMatchObject({ exitCode: 3, stored: null });
  });

  it('has no option that would put a token where others see it', async () => {
    for (const words of [['login'], ['tokens', 'list'], ['verify'], ['doctor']]) {
      expect((await runIn({}, ...words, '--help')).stdout).not.toMatch(/--token[ =]/);
      expect((await runIn({}, ...words, '--token', TOKEN)).exitCode).toBe(2);
    }
  });

  it('is undone by logout', async () => {
    const stored = { url: 'https://api.test', token: TOKEN };
    expect(await runIn({ stored }, 'logout')).toMatchObject({ exitCode: 0, stored: null });
    expect(await runIn({}, 'logout')).toMatchObject({ exitCode: 0 });
  });
});

describe('verify', () => {
  const verify = (allowed: boolean, ...flags: string[]) =>
    runIn({ piped: `${SECRET}\n`, answer: () => ({ body: { allowed, code: allowed ? 'allowed' : 'not_granted', detail: allowed ? null : 'no grant', token: null } }) }, 'verify', ...flags);

  it('takes the token from a pipe and answers by its exit status as well', async () => {
    const yes = await verify(true, '--operation', 'DNS::parse_zone', '--ip', '192.0.2.7');
    expect(yes).toMatchObject({ exitCode: 0, stdout: 'allowed: DNS::parse_zone\n', stderr: '' });
    expect(yes.sent).toMatchObject([{ path: '/v1/verify', body: { token: SECRET, operation: 'DNS::parse_zone', ip: '192.0.2.7' } }]);
    expect(await verify(false)).toMatchObject({ exitCode: 1, stdout: 'no (not_granted): no grant\n', stderr: '' });
    expect(JSON.parse((await verify(false, '--json')).stdout)).toMatchObject({ allowed: false });
  });

  it('takes no token from the command line', async () => expect(await verify(true, SECRET)).toMatchObject({ exitCode: 2, sent: [] }));
});

describe('tokens regenerate', () => {
  const regenerate = (...flags: string[]) =>
    runIn({ answer: () => ({ status: 201, body: { token, credentials: [], secret: SECRET, enforcement } }) }, 'tokens', 'regenerate', 'tok_1', '--tenant', 'acme', ...flags);

  it('ends the old secret now, or after the time that was said, and prints the new one alone', async () => {
    const now = await regenerate();
    expect(now.sent[0]).toMatchObject({ path: '/v1/tenants/acme/tokens/tok_1/regenerate', body: { overlapSeconds: 0 } });
    expect(now.stdout).toBe(`${SECRET}\n`);
    expect((await regenerate('--overlap', '24h')).sent[0]!.body).toEqual({ overlapSeconds: 86_400 });
    expect(now.sent[0]!.headers.get('idempotency-key')).toBe('id-1');
  });
});

describe('tenants feature-list', () => {
  const featureList = { name: 'plan', features: ['zoneedit', 'popaccts'] };
  const asked = (...flags: string[]) => runIn({ answer: () => ({ body: { featureList, enforcement } }) }, 'tenants', 'feature-list', 'plan', '--tenant', 'acme', ...flags);
  const path = '/v1/tenants/acme/feature-lists/plan';

  it('is shown where nothing is to be changed, and otherwise holds what was said and nothing else', async () => {
    const read = await asked();
    expect(read.sent).toMatchObject([{ method: 'GET', path, body: undefined }]);
    expect(read.stdout).toBe('name      plan\nfeatures  zoneedit, popaccts\n');
    const put = await asked('--features', 'zoneedit, popaccts');
    expect(put.sent).toMatchObject([{ method: 'PUT', path, body: { features: ['zoneedit', 'popaccts'] } }]);
    expect(put.stdout).toContain('receipt rcp_1');
    expect((await asked('--features', 'none')).sent).toMatchObject([{ body: { features: [] } }]);
    expect(JSON.parse((await asked('--json')).stdout)).toMatchObject({ featureList });
  });

  it('with a gap between its commas is a mistake', async () => expect(await asked('--features', 'zoneedit,,popaccts')).toMatchObject({ exitCode: 2, sent: [] }));
});

const tenant = { id: 'ten_1', slug: 'acme', name: 'Acme', status: 'active', parentId: null, panelKind: 'cpanel', panelUrl: 'https://panel.test:2083', whmUrl: null, hosts: ['a.test'], upstream: null, createdAt: '2026-11-23T09:00:00Z', version: 2 };

describe('tenants panel', () => {
  const asked = (now: object, ...flags: string[]) => runIn({ answer: () => ({ body: { tenant: { ...tenant, ...now }, enforcement } }) }, 'tenants', 'panel', 'acme', ...flags);
  const put = async (...flags: string[]) => (await asked({}, ...flags)).sent.at(-1);

  it('keeps what was not named', async () => {
    expect(await put('--panel-url', 'https://other.test')).toMatchObject({ method: 'PUT', path: '/v1/tenants/acme/panel', body: { kind: 'cpanel', url: 'https://other.test', whmUrl: null, hosts: ['a.test'] } });
    expect(await put('--host', 'b.test', '--host', 'c.test')).toMatchObject({ method: 'PUT', body: { url: tenant.panelUrl, hosts: ['b.test', 'c.test'] } });
    expect(await put('--host', 'none')).toMatchObject({ method: 'PUT', body: { url: tenant.panelUrl, hosts: [] } });
  });

  it('keeps the address of WHM until another is said, or none, or that it is a PowerDNS', async () => {
    const withWhm = async (...flags: string[]) => (await asked({ whmUrl: 'https://panel.test:2087' }, ...flags)).sent.at(-1);
    expect(await withWhm('--host', 'b.test')).toMatchObject({ body: { whmUrl: 'https://panel.test:2087' } });
    expect(await withWhm('--whm-url', 'https://whm.test')).toMatchObject({ body: { whmUrl: 'https://whm.test' } });
    expect(await withWhm('--whm-url', 'none')).toMatchObject({ body: { kind: 'cpanel', whmUrl: null } });
    expect(await withWhm('--kind', 'powerdns', '--panel-url', 'http://ns.test')).toMatchObject({ body: { kind: 'powerdns', url: 'http://ns.test', whmUrl: null } });
    expect(await asked({}, '--kind', 'plesk')).toMatchObject({ exitCode: 2, sent: [] });
  });

  it('of nothing, or with host names before an address, is a mistake', async () => {
    expect(await asked({})).toMatchObject({ exitCode: 2, sent: [] });
    const { exitCode, sent, stderr } = await asked({ panelUrl: null }, '--host', 'b.test');
    expect([exitCode, sent.map(({ method }) => method)]).toEqual([2, ['GET']]);
    expect(stderr).toContain('--panel-url');
  });
});

describe('tenants upstream', () => {
  const words = ['tenants', 'upstream', 'acme', '--user', 'root'];

  it('takes the token of WHM from a pipe or a person, and shows nothing of it', async () => {
    for (const from of [{ piped: 'WHMTOKEN\n' }, { typed: ['WHMTOKEN'] }]) {
      const run = await runIn({ ...from, answer: () => ({ body: { tenant: { ...tenant, upstream: { scheme: 'whm', user: 'root' } }, enforcement } }) }, ...words);
      expect(run.sent).toMatchObject([{ method: 'PUT', path: '/v1/tenants/acme/upstream', body: { scheme: 'whm', user: 'root', token: 'WHMTOKEN' } }]);
      expect(run.stdout).toMatch(/^upstream +whm root$/m);
      expect(run.stdout + run.stderr).not.toContain('WHMTOKEN');
    }
  });

  it('sends nothing without a user, or that is no token', async () => {
    expect(await runIn({ piped: 'WHMTOKEN' }, 'tenants', 'upstream', 'acme')).toMatchObject({ exitCode: 2, sent: [] });
    expect(await runIn({ piped: 'two lines\nof text' }, ...words)).toMatchObject({ exitCode: 2, sent: [] });
  });
});

describe('accounts upstream', () => {
  const upstream = { scheme: 'cpanel', user: 'alice' };
  const words = ['accounts', 'upstream', 'alice', '--tenant', 'acme', '--user', 'alice'];
  const answer = () => ({ body: { account: { ...account, upstream }, enforcement } });

  it('takes the token of the panel from a pipe or a person, and shows nothing of it', async () => {
    for (const from of [{ piped: 'PANELTOKEN\n' }, { typed: ['PANELTOKEN'] }]) {
      const run = await runIn({ ...from, answer }, ...words);
      expect(run.sent).toMatchObject([{ method: 'PUT', path: '/v1/tenants/acme/accounts/alice/upstream', body: { ...upstream, token: 'PANELTOKEN' } }]);
      expect(run.questions).toHaveLength('typed' in from ? 1 : 0);
      expect(run.stdout).toContain('cpanel alice');
      expect(run.stdout + run.stderr).not.toContain('PANELTOKEN');
    }
  });

  it('of a PowerDNS takes its key and needs no user, which a cPanel does', async () => {
    const ofPowerdns = ['accounts', 'upstream', 'alice', '--tenant', 'acme', '--scheme', 'powerdns'];
    const run = await runIn({ piped: 'APIKEY', answer }, ...ofPowerdns);
    expect(run.sent.map(({ body }) => body)).toEqual([{ scheme: 'powerdns', token: 'APIKEY' }]);
    expect(await runIn({ piped: 'PANELTOKEN' }, ...words.slice(0, -2))).toMatchObject({ exitCode: 2, sent: [] });
  });

  it('sends nothing that is no token, does not quote it, and takes none from the command line', async () => {
    const key = await runIn({ piped: '-----BEGIN PRIVATE KEY-----\nabc\n' }, ...words);
    expect(key).toMatchObject({ exitCode: 2, sent: [], stderr: expect.not.stringContaining('PRIVATE') as string });
    expect(await runIn({ piped: '' }, ...words)).toMatchObject({ exitCode: 2, sent: [] });
    for (const extra of [['PANELTOKEN'], ['--token', 'PANELTOKEN']]) expect(await runIn({}, ...words, ...extra)).toMatchObject({ exitCode: 2, sent: [] });
  });
});

describe('accounts', () => {
  const answer = (request: Sent): Answer => (request.method === 'GET' ? { body: { account }, headers: { etag: '"4"' } } : { body: { account, enforcement } });
  const alice = ['alice', '--tenant', 'acme'];

  it.each([
    ['suspend', 'suspended'],
    ['unsuspend', 'active'],
  ])('%s reads first and says so', async (verb, status) => {
    const { sent } = await runIn({ answer }, 'accounts', verb, ...alice);
    expect(sent.map(({ method, headers, body }) => [method, headers.get('if-match'), body])).toEqual([
      ['GET', null, undefined],
      ['PATCH', '"4"', { status }],
    ]);
  });

  it('have zones whose records are told by name and type', async () => {
    const { stdout, sent } = await runIn({ answer: () => ({ body: { items: [{ name: 'www.example.com', type: 'A' }] } }) }, 'accounts', 'records', 'alice', 'example.com', '--tenant', 'acme');
    expect(sent).toMatchObject([{ method: 'GET', path: '/v1/tenants/acme/accounts/alice/zones/example.com/records' }]);
    expect(stdout).toBe('NAME             TYPE\nwww.example.com  A\n');
  });

  it('are removed when that is meant: said, or typed', async () => {
    expect(await runIn({ answer }, 'accounts', 'remove', ...alice)).toMatchObject({ exitCode: 2, sent: [] });
    expect(await runIn({ answer, typed: ['bob'] }, 'accounts', 'remove', ...alice)).toMatchObject({ exitCode: 2, sent: [] });
    expect((await runIn({ answer, typed: ['alice'] }, 'accounts', 'remove', ...alice)).sent).toMatchObject([{ method: 'DELETE' }]);
    expect((await runIn({ answer }, 'accounts', 'remove', ...alice, '--yes')).sent).toMatchObject([{ method: 'DELETE', path: '/v1/tenants/acme/accounts/alice' }]);
  });

  it('get a link that is printed alone, with a warning elsewhere', async () => {
    const url = 'https://api.test/console/#link=pcll1X';
    const { stdout, stderr } = await runIn({ answer: () => ({ status: 201, body: { url, expiresAt: '2026-11-23T10:01:00Z' } }) }, 'accounts', 'link', ...alice);
    expect(stdout).toBe(`${url}\n`);
    expect(stderr).toContain('works once, until 2026-11-23T10:01:00Z');
  });
});

describe('audit list', () => {
  it('is asked by type and by subject, and shows who did what in a line', async () => {
    const data = { by: { kind: 'operator' }, name: 'ci', reason: null, overlapSeconds: 0 };
    const items = [{ seq: 7, id: 'evt_1', type: 'token.revoked', subject: 'tok_1', time: '2026-11-23T09:00:00.123Z', data }];
    const { stdout, sent } = await runIn({ answer: () => ({ body: { items, next: null } }) }, 'audit', 'list', '--tenant', 'acme', '--type', 'token.revoked', '--subject', 'tok_1');
    expect(sent).toMatchObject([{ path: '/v1/tenants/acme/audit?type=token.revoked&subject=tok_1' }]);
    expect(stdout.split('\n')[1]).toBe('7    2026-11-23T09:00:00Z  token.revoked  tok_1    name=ci overlapSeconds=0');
  });

  it('is asked of one account, by words and by time', async () => {
    const answer = () => ({ body: { items: [], next: null } });
    const { sent } = await runIn({ answer }, 'audit', 'list', '--tenant', 'acme', '--account', 'alice', '--search', 'dns parse', '--since', '2026-11-01T00:00:00Z', '--until', '2026-11-02T00:00:00Z');
    expect(sent).toMatchObject([
      { path: '/v1/tenants/acme/accounts/alice/audit?search=dns%20parse&since=2026-11-01T00%3A00%3A00Z&until=2026-11-02T00%3A00%3A00Z' },
    ]);
    expect((await runIn({ answer }, 'audit', 'list', '--tenant', 'acme', '--since', 'yesterday')).exitCode).toBe(2);
  });
});

describe('keys rekey', () => {
  it('goes on until nothing is left, telling how far it is', async () => {
    const batches = [{ rekeyed: 200, next: 'abc' }, { rekeyed: 0, next: 'def' }, { rekeyed: 3, next: null }];
    const { sent, stdout, stderr } = await runIn({ answer: (_, nth) => ({ body: batches[nth - 1] }) }, 'keys', 'rekey', '--json');
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/keys/rekey', {}],
      ['/v1/keys/rekey', { cursor: 'abc' }],
      ['/v1/keys/rekey', { cursor: 'def' }],
    ]);
    expect(JSON.parse(stdout)).toEqual({ rekeyed: 203, next: null });
    expect(stderr).toBe('200 re-keyed …\n200 re-keyed …\n203 re-keyed\n');
    expect((await runIn({ answer: () => ({ body: { rekeyed: 3, next: null } }) }, 'keys', 'rekey')).stdout).toBe('Done: 3 re-keyed.\n');
  });
});

describe('shards', () => {
  const items = [
    { authority: 'tokens', shard: 17, state: 'recovering', epoch: 9, rev: 4, since: { epoch: 5, rev: 4 } },
    { authority: 'tokens', shard: 18, state: 'serving', epoch: 9, rev: 1, since: null },
  ];

  it('are listed where they are not served, or all', async () => {
    const { stdout } = await runIn({ answer: () => ({ body: { items } }) }, 'shards', 'list');
    expect(stdout).toContain('change 4');
    expect(stdout).not.toContain('18');
    expect((await runIn({ answer: () => ({ body: { items } }) }, 'shards', 'list', '--all')).stdout).toContain('18');
    expect((await runIn({ answer: () => ({ body: { items: [items[1]] } }) }, 'shards', 'list')).stdout).toBe('All shards are served.\n');
  });

  it('are served again when their loss is accepted', async () => {
    const { sent, stdout } = await runIn({ answer: () => ({ body: { accepted: [17, 18] } }) }, 'shards', 'accept-loss', '--authority', 'tokens', '--shards', '17,18');
    expect(sent.map(({ path, body }) => [path, body])).toEqual([['/v1/shards/accept-loss', { authority: 'tokens', shards: [17, 18] }]]);
    expect(stdout).toBe('Served again: 17, 18.\n');
    expect((await runIn({}, 'shards', 'accept-loss', '--authority', 'tokens', '--shards', '64')).exitCode).not.toBe(0);
  });
});

describe('doctor', () => {
  const healthy = ({ path }: Sent): Answer => {
    if (path === '/v1/sessions/current') return { body: { session: token } };
    if (path === '/openapi.json') return { body: { info: { version: '1' } } };
    return { headers: { date: new Date(NOW).toUTCString() } };
  };
  const examined = async (answer: (request: Sent) => Answer, env?: Record<string, string>) => {
    const { exitCode, stdout, sent } = await runIn({ answer, ...(env && { env }) }, 'doctor', '--json');
    const { findings } = JSON.parse(stdout) as { findings: { check: string; verdict: string; advice?: string }[] };
    const bad = findings.filter(({ verdict }) => verdict !== 'ok');
    for (const { advice } of bad) expect(advice).toBeTruthy();
    return { exitCode, bad: bad.map(({ check, verdict }) => `${check} ${verdict}`), sent };
  };

  it('finds nothing where all is well, and sends the token last', async () => {
    const { exitCode, bad, sent } = await examined(healthy);
    expect([exitCode, bad]).toEqual([0, []]);
    expect(sent.map(({ headers }) => headers.has('authorization'))).toEqual([false, false, false, true]);
  });

  it.each<[string, number, string[], (request: Sent) => Answer]>([
    ['nobody answers', 3, ['reachable fail'], () => 'lost'],
    ['another program answers', 3, ['reachable fail'], () => ({ status: 404 })],
    ['a service is away', 1, ['ready fail'], (request) => (request.path === '/readyz' ? { status: 503, body: { tokens: false } } : healthy(request))],
    ['the token is refused', 1, ['token fail'], (request) => (request.path.startsWith('/v1') ? problem(401, 'invalid_token') : healthy(request))],
    ['the token expires soon', 0, ['token warn'], (request) => (request.path.startsWith('/v1') ? { body: { session: { ...token, state: 'expiring' } } } : healthy(request))],
    ['the clock is wrong', 1, ['clock fail'], (request) => (request.path === '/livez' ? { headers: { date: new Date(NOW + 600_000).toUTCString() } } : healthy(request))],
    ['the versions differ', 0, ['version warn'], (request) => (request.path === '/openapi.json' ? { body: { info: { version: '2' } } } : healthy(request))],
  ])('says so when %s', async (_, exitCode, bad, answer) => {
    expect(await examined(answer)).toMatchObject({ exitCode, bad });
  });

  it('says so when there is nothing to go on, or a token would travel in the open', async () => {
    expect(await examined(healthy, {})).toMatchObject({ exitCode: 1, bad: ['settings fail'], sent: [] });
    expect(await examined(healthy, { PORTCULLIS_URL: 'http://api.test', PORTCULLIS_TOKEN: TOKEN })).toMatchObject({ bad: ['settings fail'], sent: [] });
  });
});
