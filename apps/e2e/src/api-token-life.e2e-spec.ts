import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import { issue, makeConnectedProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { toldOf, trailOf } from './trails.js';
import { DEAD, WORKS, worth } from './worth.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
let provider: Provider;
let own: Api;
let tokens: string;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeConnectedProvider(operator, panel.url);
  own = apiOf(gateway, provider.account.token.secret);
  tokens = `${provider.account.path}/tokens`;
});
afterAll(() => panel.close());

const full = (changes: object = {}) => ({ name: newSlug(), access: 'full', ...changes });
const read = async (id: string, api = own): Promise<Answer['body']> => (await api.get(`${tokens}/${id}`)).body;
const stateOf = async (id: string): Promise<string> => (await read(id)).token.state;
const verify = async (secret: string, rest: object = {}): Promise<Answer['body']> =>
  (await operator.post('/v1/verify', { token: secret, ...rest })).body;
/** What was done to a token, as the trail tells it; what it was denied left out. */
const lifeOf = async (id: string): Promise<string[]> => toldOf(await trailOf(operator, provider.slug), id).filter((type) => type.startsWith('token.'));
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('a token', () => {
  it('is made with every field that bounds it, and read as it was made', async () => {
    const wanted = {
      ...{ name: newSlug(), description: 'for the DNS client', labels: { team: 'dns', 'cost.centre': '4711' }, access: 'restricted' },
      ...{
        grants: [
          { operation: 'DNS::*', access: 'read', until: '2098-12-31T00:00:00Z' },
          { operation: 'DNS::mass_edit_zone', once: true, resources: ['zone:example.com'] },
          { preset: 'dns-manager', resources: ['zone:example.com'] },
          { effect: 'deny', feature: 'popaccts' },
          { effect: 'allow', feature: 'subdomains' },
        ],
      },
      ...{ readOnly: true, notBefore: '2020-01-01T00:00:00.000Z' },
      ...{ expiresAt: '2099-01-31T12:00:00.000Z', ipAllowlist: ['127.0.0.0/8', '2001:db8::/32'] },
      ...{ rateLimit: { requests: 100, seconds: 60 }, useQuota: 1000, timeWindows: [{ days: ['mon', 'fri'], from: '22:00', to: '06:00', zone: 'Europe/Berlin' }] },
    };
    const made = await own.post(tokens, wanted);
    expect(made).toMatchObject({ status: 201, body: { token: { ...wanted, state: 'active', version: 1, catalogueVersion: expect.any(Number) as number, usesLeft: 1000 } } });
    expect(made.headers.get('etag')).toBe('"1"');
    expect((await read(made.body.token.id)).token).toEqual(made.body.token);
  });

  it('is edited in every field, at once and everywhere', async () => {
    const { id, secret } = await issue(own, tokens, full());
    const mailOnly = { access: 'restricted', grants: [{ feature: 'popaccts' }] };
    expect(await worth(gateways, provider, { id, secret })).toBe(WORKS);
    const edited = await own.patch(`${tokens}/${id}`, { ...mailOnly, expiresAt: '2099-06-30T12:00:00Z' }, { 'if-match': '"1"' });
    expect(edited).toMatchObject({
      status: 200,
      body: { token: { ...mailOnly, expiresAt: '2099-06-30T12:00:00.000Z', version: 2 }, enforcement: { parts: [{ authority: 'tokens' }] } },
    });
    expect(edited.headers.get('etag')).toBe('"2"');
    for (const base of gateways) expect((await callPanel({ base, provider, token: { id, secret } })).body.toString()).toContain('The token holds no grant for');
    expect(await verify(secret, { operation: 'Email::list_pops' })).toMatchObject({ allowed: true });
    await eventually(async () => expect(await lifeOf(id)).toEqual(['token.created', 'token.updated']));
    const updated = (await trailOf(operator, provider.slug)).find(({ subject, type }) => subject === id && type === 'token.updated');
    expect(updated!.data).toMatchObject({ by: { tokenId: provider.account.token.id }, changes: { access: 'restricted' } });
  });

  it('is renamed, described and labelled without a change of power, and a name in use is not taken', async () => {
    const { id } = await issue(own, tokens, full());
    const other = newSlug();
    await issue(own, tokens, full({ name: other }));
    const renamed = await own.patch(`${tokens}/${id}`, { name: newSlug(), description: 'new', labels: { team: 'mail' } });
    expect(renamed).toMatchObject({ status: 200, body: { token: { description: 'new', labels: { team: 'mail' }, version: 2 }, enforcement: null } });
    expect(await own.patch(`${tokens}/${id}`, { name: other })).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    expect((await read(id)).token).toEqual(renamed.body.token);
  });

  it('is not widened: neither from restricted to full, nor past whoever edits it', async () => {
    const grants = [{ operation: 'DNS::parse_zone' }];
    const { id } = await issue(own, tokens, full({ access: 'restricted', grants }));
    expect(await own.patch(`${tokens}/${id}`, { access: 'full', grants: [] })).toMatchObject({ status: 422, body: { code: 'access_cannot_widen' } });
    const editor = await issue(own, tokens, full({ access: 'restricted', grants: [...grants, { operation: 'Portcullis::edit_token' }] }));
    const limited = apiOf(otherGateway, editor.secret);
    expect(await limited.patch(`${tokens}/${id}`, { grants: [{ operation: 'DNS::mass_edit_zone' }] })).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
    expect(await limited.patch(`${tokens}/${id}`, { grants: [{ operation: 'DNS::parse_zone', access: 'read' }] })).toMatchObject({ status: 200 });
    await eventually(async () => {
      const denied = (await trailOf(operator, provider.slug)).filter(({ subject, type }) => subject === editor.id && type === 'request.denied');
      expect(denied).toMatchObject([{ data: { operation: 'Portcullis::edit_token', code: 'exceeds_caller' } }]);
    });
  });

  it('stays as it is once it is revoked, with the reason and who did it', async () => {
    const { id, secret } = await issue(own, tokens, full());
    const revoked = await own.delete(`${tokens}/${id}?reason=found%20in%20a%20repository`);
    const dead = { state: 'revoked', revokedReason: 'found in a repository', revokedBy: provider.account.token.id, revokedAt: expect.any(String) };
    expect(revoked).toMatchObject({ status: 200, body: { token: dead, enforcement: { parts: [{ authority: 'tokens' }] } } });
    expect(await worth(gateways, provider, { id, secret })).toBe(DEAD);
    for (const answer of [await own.patch(`${tokens}/${id}`, { description: 'x' }), await own.post(`${tokens}/${id}/regenerate`, {})]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'token_revoked' } });
    }
    expect((await read(id)).token).toEqual(revoked.body.token);
    expect((await own.get(`${tokens}?state=revoked&limit=200`)).body.items).toContainEqual(revoked.body.token);
    await eventually(async () => {
      const told = (await trailOf(operator, provider.slug)).find(({ subject, type }) => subject === id && type === 'token.revoked');
      expect(told).toMatchObject({ data: { reason: 'found in a repository' } });
    });
  });
});

describe('the state of a token', () => {
  it('is told from its times and its quota', async () => {
    const soon = await issue(own, tokens, full());
    expect(await stateOf(soon.id)).toBe('active');
    expect(await own.patch(`${tokens}/${soon.id}`, { expiresAt: inMs(6 * 86_400_000) })).toMatchObject({ body: { token: { state: 'expiring' } } });
    expect(await own.patch(`${tokens}/${soon.id}`, { notBefore: inMs(86_400_000) })).toMatchObject({ body: { token: { state: 'not_yet_valid' } } });
    expect(await worth(gateways, provider, soon)).toBe(DEAD);
    expect(await verify(soon.secret)).toMatchObject({ allowed: false, code: 'token_not_yet_valid', token: { state: 'not_yet_valid' } });
    expect(await own.patch(`${tokens}/${soon.id}`, { notBefore: null, expiresAt: null })).toMatchObject({ body: { token: { state: 'active' } } });
    expect(await worth(gateways, provider, soon)).toBe(WORKS);
  });

  it('is expired at its end, and an edit brings it back', async () => {
    const { id, secret } = await issue(own, tokens, full());
    await own.patch(`${tokens}/${id}`, { expiresAt: inMs(700) });
    await eventually(async () => expect(await stateOf(id)).toBe('expired'));
    expect(await worth(gateways, provider, { id, secret })).toBe(DEAD);
    expect(await own.patch(`${tokens}/${id}`, { expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422, body: { code: 'expiry_in_past' } });
    expect(await own.patch(`${tokens}/${id}`, { expiresAt: null })).toMatchObject({ status: 200, body: { token: { state: 'active' } } });
    expect(await worth(gateways, provider, { id, secret })).toBe(WORKS);
  });

  it('is suspended with its owner, wherever it is shown, and an ended one stays what it was', async () => {
    const { id, secret } = await issue(own, tokens, full());
    const gone = await issue(own, tokens, full());
    await own.delete(`${tokens}/${gone.id}`);
    await operator.patch(provider.account.path, { status: 'suspended' });
    try {
      const shown = [
        (await operator.get(`${tokens}/${id}`)).body.token,
        (await operator.get(`${provider.path}/tokens/${id}`)).body.token,
        ...(await operator.get(`${tokens}?limit=200`)).body.items.filter((token: Issued) => token.id === id),
        ...(await operator.get(`${provider.path}/tokens?limit=200`)).body.items.filter((token: Issued) => token.id === id),
        (await verify(secret)).token,
      ];
      expect(shown.map(({ state }) => state)).toEqual(Array(5).fill('suspended'));
      expect((await operator.get(`${tokens}/${gone.id}`)).body.token.state).toBe('revoked');
      const tenantsOwn = await operator.get(`${provider.path}/tokens/${provider.token.id}`);
      expect(tenantsOwn.body.token.state).toBe('active');
      expect(await operator.post(`${tokens}/${id}/regenerate`, {})).toMatchObject({ status: 409, body: { code: 'owner_suspended' } });
      expect(await operator.post(`${provider.path}/tokens/${id}/regenerate`, {})).toMatchObject({ status: 409, body: { code: 'owner_suspended' } });
    } finally {
      await operator.patch(provider.account.path, { status: 'active' });
    }
    expect(await stateOf(id)).toBe('active');
  });

  it('is live only where the token may be used, and verify judges the address that it is told', async () => {
    const { secret } = await issue(own, tokens, full({ ipAllowlist: ['192.0.2.0/24'] }));
    expect(await verify(secret, { ip: '192.0.2.9' })).toMatchObject({ allowed: true, token: { state: 'active' } });
    expect(await verify(secret, { ip: '198.51.100.9' })).toMatchObject({ allowed: false, code: 'address_not_allowed' });
    expect(await verify(secret)).toMatchObject({ allowed: false, code: 'context_missing' });
    expect((await apiOf(gateway, secret).get(tokens)).status).toBe(401);
  });

  it('for reading only changes nothing', async () => {
    const { secret } = await issue(own, tokens, full({ readOnly: true }));
    const reader = apiOf(gateway, secret);
    expect((await reader.get(tokens)).status).toBe(200);
    expect(await reader.post(tokens, full())).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    expect(await verify(secret, { operation: 'DNS::mass_edit_zone' })).toMatchObject({ allowed: false, code: 'read_only_token' });
  });
});

describe('a regenerated token', () => {
  const live = async (id: string): Promise<{ publicId: string; endsAt: string | null; uses: number }[]> => (await read(id)).credentials;

  it('has a new secret at once, and the old one is dead everywhere when the call returns', async () => {
    const before = await issue(own, tokens, full());
    const made = await own.post(`${tokens}/${before.id}/regenerate`, {});
    expect(made).toMatchObject({ status: 201, body: { token: { id: before.id, version: 2 }, enforcement: { parts: [{ authority: 'tokens' }] } } });
    expect(made.headers.get('etag')).toBe('"2"');
    expect(made.body.credentials).toEqual([expect.objectContaining({ publicId: made.body.secret.slice(7, 15), endsAt: null })]);
    expect(await worth(gateways, provider, before)).toBe(DEAD);
    expect(await worth(gateways, provider, { id: before.id, secret: made.body.secret })).toBe(WORKS);
    await eventually(async () => expect(await lifeOf(before.id)).toEqual(['token.created', 'token.regenerated']));
  });

  it('works with both secrets for a while, tells who still uses the old one, and ends it early when asked to', async () => {
    const before = await issue(own, tokens, full());
    const made = await own.post(`${tokens}/${before.id}/regenerate`, { overlapSeconds: 3600 });
    const after = { id: before.id, secret: made.body.secret as string };
    const [old, current] = [before.secret.slice(7, 15), after.secret.slice(7, 15)];
    expect(await worth(gateways, provider, before)).toBe(WORKS);
    expect(await worth(gateways, provider, after)).toBe(WORKS);
    const credentials = await live(before.id);
    expect(credentials.map(({ publicId, endsAt }) => [publicId, endsAt !== null]).sort()).toEqual([[current, false], [old, true]].sort());
    const overlapMs = Date.parse(credentials.find(({ publicId }) => publicId === old)!.endsAt!) - Date.now();
    expect(overlapMs).toBeGreaterThan(3_500_000);
    expect(overlapMs).toBeLessThan(3_610_000);

    const finished = await own.post(`${tokens}/${before.id}/regenerate/finish`);
    expect(finished).toMatchObject({ status: 200, body: { credentials: [{ publicId: current, endsAt: null }], enforcement: { parts: [{ authority: 'tokens' }] } } });
    expect(await worth(gateways, provider, before)).toBe(DEAD);
    expect(await worth(gateways, provider, after)).toBe(WORKS);
    const again = await own.post(`${tokens}/${before.id}/regenerate/finish`);
    expect(again).toMatchObject({ status: 200, body: { token: { version: finished.body.token.version } } });
    expect(again.body.enforcement.parts).toEqual(finished.body.enforcement.parts);
  });

  it('ends its old secret by itself when the overlap is over', async () => {
    const before = await issue(own, tokens, full());
    await own.post(`${tokens}/${before.id}/regenerate`, { overlapSeconds: 1 });
    await eventually(async () => expect(await worth(gateways, provider, before)).toBe(DEAD));
    expect(await live(before.id)).toHaveLength(1);
  });

  it('has two live secrets at most: another regeneration ends the oldest at once', async () => {
    const first = await issue(own, tokens, full());
    const again = async () => ({ id: first.id, secret: (await own.post(`${tokens}/${first.id}/regenerate`, { overlapSeconds: 3600 })).body.secret as string });
    const second = await again();
    const third = await again();
    expect(await Promise.all([first, second, third].map((token) => worth(gateways, provider, token)))).toEqual([DEAD, WORKS, WORKS]);
    expect(await live(first.id)).toHaveLength(2);
    expect(await own.delete(`${tokens}/${first.id}`)).toMatchObject({ status: 200 });
    expect(await Promise.all([second, third].map((token) => worth(gateways, provider, token)))).toEqual([DEAD, DEAD]);
  });

  it('is one that the caller could have made: else its secret would be more than the caller holds', async () => {
    const { id, secret } = await issue(own, tokens, full());
    const grants = [{ operation: 'DNS::parse_zone' }, { operation: 'Portcullis::regenerate_token' }];
    const limited = await issue(own, tokens, full({ access: 'restricted', grants }));
    expect(await apiOf(gateway, limited.secret).post(`${tokens}/${id}/regenerate`, {})).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
    expect(await worth(gateways, provider, { id, secret })).toBe(WORKS);
  });
});
