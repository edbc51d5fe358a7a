import { enforcement, NOW, problem, runIn, SECRET, token, TOKEN, type Answer, type Sent } from './world-for-spec.js';

const aliceTokens = '/v1/tenants/acme/accounts/alice/tokens';
const ofAlice = ['--tenant', 'acme', '--account', 'alice'];
const oneToken: Answer = { body: { token, credentials: [] }, headers: { etag: '"3"' } };
const made: Answer = { status: 201, body: { token, secret: SECRET } };

describe('where and as whom', () => {
  const stored = { url: 'https://stored.test', token: 'pclo1STORED000000' };
  const asked = async (env: Record<string, string>, ...flags: string[]) => {
    const { sent, stderr, exitCode } = await runIn(
      { env, stored, files: { '/run/token': 'pclo1FROMFILE00000\n' }, answer: () => ({ body: { items: [], next: null } }) },
      ...['tokens', 'list', '--tenant', 'acme', ...flags],
    );
    return exitCode === 0 ? `${sent[0]!.host} ${sent[0]!.headers.get('authorization')}` : stderr;
  };
  const env = { PORTCULLIS_URL: 'https://env.test', PORTCULLIS_TOKEN: TOKEN };

  it('is said by options first, then by the environment, then by what login stored', async () => {
    expect(await asked({})).toBe('https://stored.test Bearer pclo1STORED000000');
    expect(await asked(env)).toBe(`https://env.test Bearer ${TOKEN}`);
    expect(await asked(env, '--url', 'https://flag.test', '--token-file', '/run/token')).toBe('https://flag.test Bearer pclo1FROMFILE00000');
  });

  it('takes a stored token nowhere but where it was stored for', async () => {
    expect(await asked({}, '--url', 'https://stored.test/')).toContain('STORED');
    expect(await asked({ PORTCULLIS_URL: 'https://evil.test' })).toContain('the stored token is for https://stored.test, not for https://evil.test');
    expect(await asked({}, '--url', 'http://127.0.0.1:8080')).toContain('the stored token is for');
  });

  it.each([
    ['http://api.test', 'unencrypted'],
    ['http://127.0.0.1.evil.test', 'unencrypted'],
    ['ftp://api.test', 'must be like'],
    ['https://me:secret@api.test', 'must be like'],
    ['api.test', 'must be like'],
  ])('is not %s, and no token goes there', async (url, why) => {
    const { exitCode, stderr, sent } = await runIn({ env: { ...env, PORTCULLIS_URL: url } }, 'tokens', 'list', '--tenant', 'acme');
    expect([exitCode, sent]).toEqual([2, []]);
    expect(stderr).toContain(why);
  });

  it('sends nothing that is no token, such as the wrong file, and does not quote it', async () => {
    const { exitCode, stderr, sent } = await runIn({ env, files: { f: '-----BEGIN PRIVATE KEY-----' } }, 'tokens', 'list', '--token-file', 'f');
    expect([exitCode, sent]).toEqual([2, []]);
    expect(stderr).not.toContain('PRIVATE');
  });
});

describe('the exit status', () => {
  const list = (answer: (request: Sent) => Answer) => runIn({ answer }, 'tokens', 'list', ...ofAlice);

  it('is 0 when it is done', async () => expect((await list(() => ({ body: { items: [], next: null } }))).exitCode).toBe(0));

  it('is 1 when Portcullis refuses; what and why is told to people, with what to do', async () => {
    const { exitCode, stdout, stderr } = await list(() => problem(400, 'invalid_request', { errors: [{ pointer: 'query:/limit', detail: 'must be <= 200' }] }));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^portcullis: Title of invalid_request \(invalid_request\)\ndetail of invalid_request\n {2}query:\/limit: must be <= 200\nMend every field.*\nRequest req_1\n$/,
    );
  });

  it('speaks of commands and options where the API speaks of what a person never sees', async () => {
    for (const code of ['invalid_request', 'precondition_failed', 'feature_list_unknown', 'permission_denied', 'expiry_in_past', 'never_valid', 'internal_error']) {
      const { exitCode, stderr } = await list(() => problem(400, code));
      expect(exitCode).toBe(1);
      expect(stderr).not.toMatch(/errors\[\]|ETag|If-Match|expiresAt|notBefore|request_id/);
    }
    expect((await list(() => problem(422, 'feature_list_unknown'))).stderr).toContain('portcullis tenants feature-list');
  });

  it('is 2 when the command is not understood, and nothing is asked', async () => {
    for (const words of [[], ['tokens'], ['nonsense'], ['tokens', 'create'], ['tokens', 'list', '--state', 'purple'], ['tokens', 'show', 'a', 'b']]) {
      const { exitCode, sent, stderr } = await runIn({}, ...words);
      expect([exitCode, sent]).toEqual([2, []]);
      expect(stderr).not.toBe('');
    }
  });

  it('is 2 when the file of the token is not there, which is said in words', async () => {
    const { exitCode, sent, stderr } = await runIn({}, 'tokens', 'list', '--token-file', '/nope');
    expect([exitCode, sent, stderr]).toEqual([2, [], 'portcullis: /nope cannot be read: there is no such file (ENOENT)\n']);
  });

  it('is 3 when nobody answers, when something else does, and when a part is away', async () => {
    expect((await list(() => 'lost')).exitCode).toBe(3);
    expect((await list(() => ({ status: 502, body: '<html>' }))).exitCode).toBe(3);
    expect((await list(() => problem(503, 'unavailable'))).exitCode).toBe(3);
  });

  it('is 1 for a limit that is reached, with the time to wait', async () => {
    const limited = problem(429, 'rate_limited') as { status: number; body: unknown };
    const { exitCode, stderr } = await list(() => ({ ...limited, headers: { 'retry-after': '17' } }));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('\nAgain in 17 s.\n');
  });

  it('is 0 for the version', async () => expect(await runIn({}, '--version')).toMatchObject({ exitCode: 0, stdout: 'portcullis, for API 1\n' }));

  it('is 0 for help, which is printed where answers are', async () => {
    const { exitCode, stdout, stderr } = await runIn({}, 'tokens', 'create', '--help');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
  });
});

describe('tokens create', () => {
  it('sends what was said and nothing else, and prints the secret alone', async () => {
    const { sent, stdout, stderr } = await runIn(
      { answer: () => made },
      ...['tokens', 'create', 'ci', ...ofAlice, '--grant', 'DNS::parse_zone:read', '--grant', 'zoneedit', '--expires', '30d', '--ip', '192.0.2.0/24'],
      ...['--rate', '100/1m', '--uses', '5', '--label', 'team=dns', '--read-only'],
    );
    expect(sent).toMatchObject([{ method: 'POST', path: aliceTokens }]);
    expect(sent[0]!.headers.get('idempotency-key')).toBe('id-1');
    expect(sent[0]!.body).toEqual({
      name: 'ci',
      access: 'restricted',
      grants: [{ operation: 'DNS::parse_zone', access: 'read' }, { feature: 'zoneedit' }],
      expiresAt: new Date(NOW + 30 * 86_400_000).toISOString(),
      ipAllowlist: ['192.0.2.0/24'],
      rateLimit: { requests: 100, seconds: 60 },
      useQuota: 5,
      labels: { team: 'dns' },
      readOnly: true,
    });
    expect(stdout).toBe(`${SECRET}\n`);
    expect(stderr).toMatch(/shown this once/);
    expect(stderr).not.toContain(SECRET);
  });

  it('sends denials, presets and ends beside grants, and windows', async () => {
    const { sent } = await runIn(
      { answer: () => made },
      ...['tokens', 'create', 'ci', ...ofAlice, '--grant', 'zoneedit', '--preset', 'dns-manager=zone:example.com', '--deny', 'DNS::mass_edit_zone', '--until', '1h'],
      ...['--window', 'mon,tue 08:00-18:00 Europe/Berlin', '--confirm-escalating'],
    );
    const until = new Date(NOW + 3_600_000).toISOString();
    expect(sent[0]!.body).toEqual({
      name: 'ci',
      access: 'restricted',
      grants: [{ feature: 'zoneedit', until }, { preset: 'dns-manager', resources: ['zone:example.com'], until }, { effect: 'deny', operation: 'DNS::mass_edit_zone' }],
      timeWindows: [{ days: ['mon', 'tue'], from: '08:00', to: '18:00', zone: 'Europe/Berlin' }],
      confirmEscalating: true,
    });
  });

  it('says that an end needs something to end', async () => {
    const { exitCode, sent, stderr } = await runIn({ answer: () => made }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full', '--until', '1h');
    expect([exitCode, sent]).toEqual([2, []]);
    expect(stderr).toMatch(/say what ends then/);
  });

  it('for scripts prints the answer of the API as it is, and warns elsewhere', async () => {
    const { stdout, stderr } = await runIn({ answer: () => made }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full', '--json');
    expect(JSON.parse(stdout)).toEqual({ token, secret: SECRET });
    expect(stderr).toMatch(/shown this once/);
  });

  it('whose answer is lost asks once more, with the same key', async () => {
    const { exitCode, sent, stdout } = await runIn({ answer: (_, nth) => (nth === 1 ? 'lost' : made) }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full');
    expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['id-1', 'id-1']);
    expect([exitCode, stdout]).toEqual([0, `${SECRET}\n`]);
  });

  it('whose first try is still running waits for it', async () => {
    const answers: Answer[] = ['lost', problem(409, 'idempotency_in_progress'), made];
    const { exitCode, sent } = await runIn({ answer: (_, nth) => answers[nth - 1]! }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full');
    expect([exitCode, sent.length]).toEqual([0, 3]);
  });

  it('that stays without an answer says how to ask again', async () => {
    const { exitCode, sent, stderr } = await runIn({ answer: () => 'lost' }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full');
    expect([exitCode, sent.length]).toEqual([3, 2]);
    expect(stderr).toContain('--idempotency-key id-1');
  });

  it('that is refused is not tried again', async () => {
    const { sent } = await runIn({ answer: () => problem(409, 'name_taken') }, 'tokens', 'create', 'ci', ...ofAlice, '--access', 'full');
    expect(sent).toHaveLength(1);
  });

  it('without a word on what it may do asks nobody', async () => {
    expect(await runIn({}, 'tokens', 'create', 'ci', ...ofAlice)).toMatchObject({ exitCode: 2, sent: [] });
    expect(await runIn({}, 'tokens', 'create', 'ci', '--tenant', 'acme', '--access', 'full')).toMatchObject({ exitCode: 2, sent: [] });
  });
});

describe('an edit', () => {
  const edit = (answer: (request: Sent) => Answer, ...flags: string[]) => runIn({ answer }, 'tokens', 'edit', 'tok_1', ...ofAlice, ...flags);
  const edited = (request: Sent): Answer => (request.method === 'GET' ? oneToken : { body: { token, enforcement } });

  it('reads first, and overwrites only what it read', async () => {
    const { sent, stdout } = await edit(edited, '--expires', 'none', '--ip', 'none', '--description', 'x');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET ${aliceTokens}/tok_1`, `PATCH ${aliceTokens}/tok_1`]);
    expect(sent[1]!.headers.get('if-match')).toBe('"3"');
    expect(sent[1]!.body).toEqual({ expiresAt: null, ipAllowlist: [], description: 'x' });
    expect(stdout).toContain('receipt rcp_1');
  });

  it('of a version that was named reads nothing', async () => {
    for (const version of ['7', '"7"']) {
      const { sent } = await edit(edited, '--name', 'cd', '--if-match', version);
      expect(sent.map(({ method, headers }) => [method, headers.get('if-match')])).toEqual([['PATCH', '"7"']]);
    }
  });

  it('that somebody else was faster with is told, with exit 1', async () => {
    const { exitCode, stderr } = await edit((request) => (request.method === 'GET' ? oneToken : problem(412, 'precondition_failed')), '--name', 'cd');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Read it again');
  });

  it('of nothing is a mistake', async () => expect(await edit(edited)).toMatchObject({ exitCode: 2, sent: [] }));
});

describe('a token that is named', () => {
  it('by its name is looked for among those that are not revoked', async () => {
    const items = [{ ...token, id: 'tok_old', state: 'revoked' }, { ...token, id: 'tok_9', name: 'ci-2' }, token];
    const { sent } = await runIn({ answer: (_, nth) => (nth === 1 ? { body: { items, next: null } } : oneToken) }, 'tokens', 'show', 'ci', ...ofAlice);
    expect(sent.map(({ path }) => path)).toEqual([`${aliceTokens}?name=ci&limit=200`, `${aliceTokens}/tok_1`]);
  });

  it('as none is called is refused, and nothing is changed', async () => {
    const { exitCode, sent } = await runIn({ answer: () => ({ body: { items: [], next: null } }) }, 'tokens', 'revoke', 'ci', ...ofAlice);
    expect([exitCode, sent.map(({ method }) => method)]).toEqual([1, ['GET']]);
  });

  it('as two of a tenant are is not guessed', async () => {
    const items = [token, { ...token, id: 'tok_2', accountId: null }];
    const { exitCode, stderr, sent } = await runIn({ answer: () => ({ body: { items, next: null } }) }, 'tokens', 'revoke', 'ci', '--tenant', 'acme');
    expect([exitCode, sent.length]).toEqual([2, 1]);
    expect(stderr).toMatch(/tok_1[^]*tok_2/);
  });
});

describe('whose tokens', () => {
  it('are those of the calling token where nobody is named', async () => {
    const { sent } = await runIn({ answer: (_, nth) => ({ body: nth === 1 ? { session: token } : { items: [], next: null } }) }, 'tokens', 'list');
    expect(sent.map(({ path }) => path)).toEqual(['/v1/sessions/current', '/v1/tenants/ten_1/accounts/acc_1/tokens']);
  });

  it('has to be said by a token that may not ask', async () => {
    const { exitCode, stderr } = await runIn({ answer: () => problem(403, 'permission_denied') }, 'tokens', 'list');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--tenant');
  });
});

describe('a list', () => {
  const pages = (request: Sent): Answer => ({ body: request.path.includes('cursor=') ? { items: [{ ...token, name: 'b' }], next: null } : { items: [token], next: 'abc' } });

  it('is one page, and says how to go on', async () => {
    const { stdout, stderr } = await runIn({ answer: pages }, 'tokens', 'list', ...ofAlice, '--limit', '1', '--label', 'team=dns');
    expect(stdout).toMatch(/^NAME +ID +STATE/);
    expect(stderr).toContain('--cursor abc');
  });

  it('of all is every page as one', async () => {
    const { stdout, sent } = await runIn({ answer: pages }, 'tokens', 'list', ...ofAlice, '--all', '--json');
    expect((JSON.parse(stdout) as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['ci', 'b']);
    expect(sent[1]!.path).toBe(`${aliceTokens}?limit=200&cursor=abc`);
  });

  it('prints nothing that could repaint the terminal', async () => {
    const { stdout } = await runIn({ answer: () => ({ body: { items: [{ ...token, name: 'a\u001b[2Jb\u202e' }], next: null } }) }, 'tokens', 'list', ...ofAlice);
    expect(stdout).toContain('a\ufffd[2Jb\ufffd');
  });
});
