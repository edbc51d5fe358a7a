import { enforcement, problem, runIn, type Situation } from '../world-for-spec.js';

const nothing = {
  ...{ rateLimit: null, deadTokenDays: 90, longestLifeSeconds: null, expiryRequired: false, ipAllowlist: null, ipAllowlistRequired: false },
  ...{ tokensPerAccount: null, presets: null, idleSeconds: null, tokenRateLimit: null },
};
const laid = { ...nothing, longestLifeSeconds: 7_776_000, ipAllowlist: ['192.0.2.0/24'], presets: ['monitoring'] };
const asked = (situation: Situation, ...words: string[]) =>
  runIn({ answer: () => ({ body: { policy: laid, effective: { ...laid, deadTokenDays: 7, ipAllowlist: [], expiryRequired: true }, enforcement } }), ...situation }, 'policy', ...words);

describe('policy show', () => {
  it('tells each part, and where those above leave less than that', async () => {
    const { sent, stdout } = await asked({}, 'show', 'acme');
    expect(sent).toMatchObject([{ method: 'GET', path: '/v1/tenants/acme/policy' }]);
    const above = 'in force with those of the tenants above';
    expect(stdout.replaceAll(/ {2,}/g, ': ').split('\n')).toEqual([
      'a token lives: 90d at most',
      `a token expires: if it says so; ${above}: always`,
      'a token not used: stays',
      `used from: 192.0.2.0/24; ${above}: none at all`,
      'addresses of its own: if it has some',
      'tokens of an account: any number',
      'presets of accounts: monitoring',
      'rate of each token: its own alone',
      'rate of all tokens together: none',
      `ended tokens stay: 90 days; ${above}: 7 days`,
      '',
    ]);
  });

  it('is about the own tenant where none is named', async () => {
    const { sent } = await runIn({ answer: ({ path }) => ({ body: path.endsWith('/current') ? { session: { tenantId: 'ten_1' } } : { policy: laid, effective: laid } }) }, 'policy', 'show');
    expect(sent.map(({ path }) => path)).toEqual(['/v1/sessions/current', '/v1/tenants/ten_1/policy']);
  });
});

describe('policy set', () => {
  const put = async (...flags: string[]) => (await asked({}, 'set', 'acme', ...flags)).sent.at(-1);

  it('keeps what was not named', async () => {
    const { sent, stdout } = await asked({}, 'set', 'acme', '--rate', '6000/60s');
    expect(sent.map(({ method, body }) => [method, body])).toEqual([['GET', undefined], ['PUT', { ...laid, rateLimit: { requests: 6000, seconds: 60 } }]]);
    expect(stdout).toContain('a token lives');
  });

  it.each<[string[], object]>([
    [['--longest-life', '30d', '--require-expiry'], { longestLifeSeconds: 2_592_000, expiryRequired: true }],
    [['--longest-life', 'none', '--no-require-expiry'], { longestLifeSeconds: null, expiryRequired: false }],
    [['--ip', '10.0.0.0/8', '--ip', '2001:db8::1', '--require-ip'], { ipAllowlist: ['10.0.0.0/8', '2001:db8::1'], ipAllowlistRequired: true }],
    [['--ip', 'none', '--no-require-ip'], { ipAllowlist: null, ipAllowlistRequired: false }],
    [['--tokens-per-account', '5', '--presets', 'backup,monitoring'], { tokensPerAccount: 5, presets: ['backup', 'monitoring'] }],
    [['--tokens-per-account', 'none', '--presets', 'none'], { tokensPerAccount: null, presets: null }],
    [['--idle', '90d', '--token-rate', '10/1s', '--dead-token-days', '0'], { idleSeconds: 7_776_000, tokenRateLimit: { requests: 10, seconds: 1 }, deadTokenDays: 0 }],
    [['--idle', 'none', '--token-rate', 'none'], { idleSeconds: null, tokenRateLimit: null }],
  ])('understands %j', async (flags, changes) => expect((await put(...flags))?.body).toEqual({ ...laid, ...changes }));

  it('takes a whole policy from a file, and nothing else with it', async () => {
    const files = { 'policy.json': '{"idleSeconds":7200}', 'list.json': '[]', 'text.json': 'idle: 7200' };
    const { sent, exitCode } = await asked({ files }, 'set', 'acme', '--file', 'policy.json');
    expect([exitCode, sent.map(({ method, body }) => [method, body])]).toEqual([0, [['PUT', { idleSeconds: 7200 }]]]);
    for (const words of [['--file', 'list.json'], ['--file', 'text.json'], ['--file', 'none.json'], ['--file', 'policy.json', '--idle', '90d'], []]) {
      expect(await asked({ files }, 'set', 'acme', ...words)).toMatchObject({ exitCode: 2, sent: [] });
    }
  });

  it('says which part of a file was refused', async () => {
    const refused = problem(400, 'invalid_request', { errors: [{ pointer: '/idleSeconds', detail: 'must be at least 3600' }] });
    const { exitCode, stderr } = await asked({ files: { 'policy.json': '{"idleSeconds":1}' }, answer: () => refused }, 'set', 'acme', '--file', 'policy.json');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('/idleSeconds');
  });
});
