import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callJson, pointersIn, problemIn } from './operations.js';
import { makeProvider, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway] = gateways as [string];
const operator = apiOf(gateway, operatorToken);

const PANEL = 'https://panel.example:2083';
const WHM = 'https://panel.example:2087';
const SECRET = 'MADEUPTOKENOFWHM1234567890ABCDEF';

let provider: Provider;
let reseller: Provider;
beforeAll(async () => {
  provider = await makeProvider(operator);
  reseller = await makeProvider(operator, provider.slug);
});

const shown = async ({ path }: Provider): Promise<Record<string, unknown>> => ((await operator.get(path)).body as { tenant: Record<string, unknown> }).tenant;

describe("a tenant's panel", () => {
  it('is of the kind that was said, with an address of WHM where there is one, and each edit says all of it', async () => {
    expect(await shown(provider)).toMatchObject({ panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null });
    const put = (body: object) => operator.put(`${provider.path}/panel`, body);
    expect(await put({ url: PANEL, whmUrl: WHM, hosts: [] })).toMatchObject({ status: 200, body: { tenant: { panelKind: 'cpanel', panelUrl: PANEL, whmUrl: WHM } } });
    expect(await put({ kind: 'powerdns', url: 'http://127.0.0.1:9' })).toMatchObject({ status: 200, body: { tenant: { panelKind: 'powerdns', whmUrl: null } } });
    expect(await put({ url: PANEL })).toMatchObject({ status: 200, body: { tenant: { panelKind: 'cpanel', whmUrl: null } } });
    await eventually(async () => {
      const told = (await trailOf(operator, provider.slug)).filter(({ type }) => type === 'panel.updated');
      expect(told.map(({ data }) => data)).toMatchObject([
        { kind: 'cpanel', url: PANEL, whmUrl: WHM, hosts: [] },
        { kind: 'powerdns', url: 'http://127.0.0.1:9', whmUrl: null },
        { kind: 'cpanel', url: PANEL, whmUrl: null },
      ]);
    });
  });

  it.each([
    ['an address of WHM that is none', { url: PANEL, whmUrl: 'panel.example:2087' }, ['/whmUrl']],
    ['an address of WHM with a password in it', { url: PANEL, whmUrl: 'https://root:secret@panel.example' }, ['/whmUrl']],
    ['a PowerDNS with WHM', { kind: 'powerdns', url: PANEL, whmUrl: WHM }, ['/whmUrl']],
    ['another kind', { kind: 'plesk', url: PANEL }, ['/kind']],
  ])('is not %s', async (_, body, pointers) => {
    const before = await shown(provider);
    const answer = await callJson(gateway, operatorToken, 'PUT', `${provider.path}/panel`, body);
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(pointersIn(answer)).toEqual(pointers);
    expect(await shown(provider)).toEqual(before);
  });
});

describe("a tenant's upstream", () => {
  const body = { scheme: 'whm', user: 'root', token: SECRET };

  it('is set by the provider for itself and for a reseller below, and only its scheme and user are seen of it', async () => {
    const own = apiOf(gateway, provider.token.secret);
    for (const each of [provider, reseller]) {
      const put = await own.put(`${each.path}/upstream`, body);
      expect(put).toMatchObject({ status: 200, body: { tenant: { id: each.id, upstream: { scheme: 'whm', user: 'root' } }, enforcement: { verifiers: { fenced: 0 } } } });
      const version = (put.body as { tenant: { version: number } }).tenant.version;
      expect(await shown(each)).toMatchObject({ upstream: { scheme: 'whm', user: 'root' }, version });
      await eventually(async () => {
        const told = (await trailOf(operator, each.slug)).filter(({ type, subject }) => type === 'upstream.updated' && subject === each.id);
        expect(told.map(({ data }) => data)).toMatchObject([{ scheme: 'whm', user: 'root', by: { tokenId: provider.token.id } }]);
        expect(JSON.stringify([put, told])).not.toContain(SECRET);
      });
    }
  });

  it("is none of a reseller's business above it, nor of an account's", async () => {
    const before = await shown(provider);
    const refused = await callJson(gateway, reseller.token.secret, 'PUT', `${provider.path}/upstream`, body);
    expect(problemIn(refused)).toMatchObject({ status: 404, code: 'not_found' });
    const denied = await callJson(gateway, provider.account.token.secret, 'PUT', `${provider.path}/upstream`, body);
    expect(problemIn(denied)).toMatchObject({ status: 403, code: 'permission_denied' });
    expect(await shown(provider)).toEqual(before);
  });

  it.each([
    ["of an account's scheme", { ...body, scheme: 'cpanel' }, ['/scheme']],
    ['without a user', { scheme: 'whm', token: SECRET }, ['/user']],
    ['with a user that could end a header', { ...body, user: 'root:x' }, ['/user']],
    ['with a token of two lines', { ...body, token: `${SECRET}\n` }, ['/token']],
  ])('is not taken %s', async (_, wrong, pointers) => {
    const answer = await callJson(gateway, operatorToken, 'PUT', `${provider.path}/upstream`, wrong);
    expect(pointersIn(answer)).toEqual(pointers);
    expect(answer.body.toString()).not.toContain(SECRET);
  });
});

describe("an account's upstream", () => {
  it('is the key of a PowerDNS without a user, or the token of a user of cPanel', async () => {
    const put = (body: object) => callJson(gateway, operatorToken, 'PUT', `${provider.account.path}/upstream`, body);
    expect(JSON.parse((await put({ scheme: 'powerdns', token: SECRET })).body.toString())).toMatchObject({ account: { upstream: { scheme: 'powerdns', user: 'api' } } });
    expect(JSON.parse((await put({ scheme: 'cpanel', user: 'alice', token: SECRET })).body.toString())).toMatchObject({ account: { upstream: { scheme: 'cpanel', user: 'alice' } } });
    expect(pointersIn(await put({ scheme: 'cpanel', token: SECRET }))).toEqual(['/user']);
    expect(pointersIn(await put({ scheme: 'whm', user: 'root', token: SECRET }))).toEqual(['/scheme']);
  });
});
