import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import type { RawAnswer } from './clients/raw-http.js';
import { allowable, codeIn } from './denial-codes.js';
import { callPanel } from './panel-calls.js';
import { issue, makeAccount, makeConnectedProvider, newSlug, PLAN, type Issued, type OwnedAccount, type Provider } from './providers.js';
import { eventually } from './stacks.js';
import { trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

const ALICE = { user: 'alice', token: 'MADEUPTOKENOFTHEPANEL1234567890A', mainDomain: 'alice.example' };
const BOX = '/execute/Email/add_pop?email=bob&domain=alice.example&password=correct-horse';
const ZONE = '/execute/DNS/parse_zone?zone=alice.example';
const DOMAINS = '/execute/DomainInfo/list_domains';
const NEVER = `dny_${'0'.repeat(22)}`;

let panel: Panel;
let provider: Provider;
/** As the account's own holder. */
let holder: Api;
beforeAll(async () => {
  panel = await startPanel({ accounts: [ALICE] });
  provider = await makeConnectedProvider(operator, panel.url);
  holder = apiOf(gateway, provider.account.token.secret);
});
beforeEach(() => panel.clearCalls());
afterAll(() => panel.close());

const limited = (...grants: object[]): Promise<Issued> =>
  issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants: grants.length > 0 ? grants : [{ operation: 'Email::list_pops' }] });
const ask = (token: Issued, path: string, base = gateway): Promise<RawAnswer> => callPanel({ base, provider, token }, { path });
const isServed = ({ body }: RawAnswer): boolean => (JSON.parse(body.toString()) as { status: number }).status === 1;
const verify = async (token: Issued, operation?: string, resources?: string[]) =>
  (await operator.post('/v1/verify', { token: token.secret, ...(operation && { operation }), ...(resources && { resources }) })).body as Record<string, unknown>;

/** The code that a refused panel call is told, in words and in a header. */
async function denied(token: Issued, path: string, base = gateway): Promise<string> {
  const answer = await ask(token, path, base);
  expect([answer.status, isServed(answer)]).toEqual([200, false]);
  const code = codeIn(answer.body.toString());
  expect(answer.headers['portcullis-denial']).toBe(code);
  return code;
}

const at = (code: string, owner: { readonly path: string } = provider.account): string => `${owner.path}/denials/${code}`;
/** Opened as soon as the trail has it. */
async function opened(code: string, api = holder, owner?: { readonly path: string }): Promise<Record<string, unknown>> {
  return eventually(async () => {
    const answer = await api.get(at(code, owner));
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { denial: Record<string, unknown> }).denial;
  });
}
async function allow(code: string, how: object, api = holder, owner?: { readonly path: string }): Promise<Answer> {
  await opened(code);
  return api.post(`${at(code, owner)}/allow`, how);
}
const grantsOf = async ({ id }: Issued): Promise<object[]> =>
  ((await operator.get(`${provider.account.path}/tokens/${id}`)).body as { token: { grants: object[] } }).token.grants;

describe('a call that lacks one grant', () => {
  it('is told a code behind the words, which opens what was asked, why not, and what was missing', async () => {
    const token = await limited();
    const answer = await ask(token, BOX);
    const { errors } = JSON.parse(answer.body.toString()) as { errors: string[] };
    expect(errors).toEqual([allowable('The token holds no grant for Email::add_pop.')]);
    expect(errors[0]).not.toMatch(/[\]}"]/);
    const code = codeIn(errors[0]!);
    const denial = await opened(code);
    const grant = { operation: 'Email::add_pop', resources: ['mailbox:bob@alice.example'] };
    expect(denial).toMatchObject({
      ...{ id: code, code: 'not_granted', detail: 'The token holds no grant for Email::add_pop.', operation: 'Email::add_pop' },
      ...{ resources: grant.resources, ip: '127.0.0.1', requestId: answer.headers['x-request-id'], time: expect.any(String) as string },
      ...{ token: { id: token.id, accountId: provider.account.id, state: 'active' }, grant, state: 'missing', once: false, until: null },
      words: 'to use Email::add_pop on mailbox:bob@alice.example',
    });
    expect(panel.calls()).toEqual([]);
  });

  it('is allowed for good by whoever holds the account: that one thing, and nothing else', async () => {
    const token = await limited();
    const code = await denied(token, BOX);
    const answer = await allow(code, { for: 'good' });
    expect(answer).toMatchObject({ status: 200, body: { denial: { state: 'allowed', once: false, until: null }, token: { id: token.id }, enforcement: { verifiers: {} } } });
    expect(await grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { operation: 'Email::add_pop', resources: ['mailbox:bob@alice.example'] }]);
    for (const base of gateways) expect(isServed(await ask(token, '/execute/Email/list_pops', base))).toBe(true);
    expect(isServed(await ask(token, BOX, otherGateway))).toBe(true);
    expect(isServed(await ask(token, BOX.replace('bob', 'eve')))).toBe(false);
    expect(await opened(code)).toMatchObject({ state: 'allowed' });
    // Asked for again, it is there already.
    expect((await allow(code, { for: 'hour' })).body).toMatchObject({ enforcement: null });
    expect((await allow(code, { for: 'good' })).body).toMatchObject({ enforcement: null, token: { version: 2 } });
  });

  it('is allowed for an hour, and the hour begins anew when it is asked for again', async () => {
    const token = await limited();
    const code = await denied(token, ZONE);
    const { body } = await allow(code, { for: 'hour' });
    const { until } = (body as { denial: { until: string } }).denial;
    expect(Math.abs(Date.parse(until) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const granted = { operation: 'DNS::parse_zone', resources: ['zone:alice.example'] };
    expect(await grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { ...granted, until }]);
    expect(isServed(await ask(token, ZONE))).toBe(true);
    await allow(code, { for: 'hour' });
    expect(await grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { ...granted, until: expect.any(String) as string }]);
    await allow(code, { for: 'good' });
    expect(await grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, granted]);
  });

  it('leaves what the token’s other grants stand for as it was', async () => {
    const token = await limited({ feature: 'popaccts' });
    const before = (await operator.get(`${provider.account.path}/tokens/${token.id}`)).body as { token: { catalogueVersion: number } };
    await allow(await denied(token, ZONE), { for: 'good' });
    const after = (await operator.get(`${provider.account.path}/tokens/${token.id}`)).body as { token: { catalogueVersion: number } };
    expect(after.token.catalogueVersion).toBe(before.token.catalogueVersion);
  });

  it('is told the same code while it is tried again and again, and another where it is another thing', async () => {
    const token = await limited();
    const codes: string[] = [];
    for (let n = 0; n < 25; n++) codes.push(await denied(token, ZONE));
    expect(new Set(codes).size).toBe(1);
    expect(await denied(token, DOMAINS)).not.toBe(codes[0]);
    expect(await denied(await limited(), ZONE)).not.toBe(codes[0]);
    await opened(codes[0]!);
    const told = (await trailOf(operator, provider.slug)).filter(({ type, data }) => type === 'request.denied' && data['denial'] === codes[0]);
    expect(told.length).toBeLessThanOrEqual(20);
  });
});

describe('allowed once', () => {
  it('is good for one call, whichever gateway it comes to, and the trail says which', async () => {
    const token = await limited();
    const code = await denied(token, DOMAINS);
    const { body } = await allow(code, { for: 'once' });
    expect(body).toMatchObject({ denial: { state: 'allowed', once: true, until: null }, token: { grants: [{}, { operation: 'DomainInfo::list_domains', once: true }] } });
    expect((await allow(code, { for: 'once' })).body).toMatchObject({ enforcement: null });
    // What does not need it leaves it.
    expect(isServed(await ask(token, '/execute/Email/list_pops'))).toBe(true);
    expect(isServed(await ask(token, DOMAINS, otherGateway))).toBe(true);
    expect(isServed(await ask(token, DOMAINS))).toBe(false);
    expect(await opened(code)).toMatchObject({ state: 'missing' });
    await eventually(async () => {
      const taken = (await trailOf(operator, provider.slug)).filter(({ subject, data }) => subject === token.id && data['taken'] !== undefined);
      expect(taken).toMatchObject([{ type: 'token.updated', data: { taken: [{ operation: 'DomainInfo::list_domains', once: true }], by: { tokenId: token.id } } }]);
    });
  });

  it('lets one of twenty calls at two gateways reach the panel', async () => {
    const token = await limited({ operation: 'DomainInfo::list_domains', once: true });
    panel.clearCalls();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(token, DOMAINS, gateways[n % 2])));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(isServed)).toHaveLength(1);
    expect(panel.calls()).toHaveLength(1);
    expect(await grantsOf(token)).toEqual([]);
  });

  it('leaves a token that holds nothing any more, and that is edited and given more as any other', async () => {
    const token = await limited({ operation: 'DomainInfo::list_domains', once: true });
    expect(isServed(await ask(token, DOMAINS))).toBe(true);
    const path = `${provider.account.path}/tokens/${token.id}`;
    expect(await operator.patch(path, { description: 'spent' })).toMatchObject({ status: 200, body: { token: { grants: [], description: 'spent' } } });
    await allow(await denied(token, DOMAINS), { for: 'once' });
    expect(isServed(await ask(token, DOMAINS))).toBe(true);
  });

  it('serves the edit of a line, which the panel is asked about first', async () => {
    const zone = JSON.parse((await ask(provider.account.token, ZONE)).body.toString()) as { data: { line_index: number; record_type?: string; dname_b64?: string; data_b64?: string[] }[] };
    const soa = zone.data.find(({ record_type }) => record_type === 'SOA')!;
    const serial = Buffer.from(soa.data_b64![2]!, 'base64').toString();
    const add = encodeURIComponent(JSON.stringify({ dname: '_once', ttl: 300, record_type: 'TXT', data: ['x'] }));
    const token = await limited({ operation: 'DNS::mass_edit_zone', resources: ['record:_once.alice.example/TXT'], once: true });
    const edit = `/execute/DNS/mass_edit_zone?zone=alice.example&serial=${serial}&add=${add}`;
    expect(isServed(await ask(token, edit))).toBe(true);
    const now = JSON.parse((await ask(provider.account.token, ZONE)).body.toString()) as typeof zone;
    const { line_index: line } = now.data.find(({ dname_b64 }) => dname_b64 !== undefined && Buffer.from(dname_b64, 'base64').toString() === '_once')!;
    const next = Buffer.from(now.data.find(({ record_type }) => record_type === 'SOA')!.data_b64![2]!, 'base64').toString();
    const remover = await limited({ operation: 'DNS::mass_edit_zone', resources: ['record:_once.alice.example/TXT'], once: true });
    const remove = `/execute/DNS/mass_edit_zone?zone=alice.example&serial=${next}&remove=${line}`;
    expect(isServed(await ask(remover, remove))).toBe(true);
    expect(await grantsOf(remover)).toEqual([]);
  });
});

describe('a denial at the other doors', () => {
  it('of /v1 is a member of the problem, and is allowed alike', async () => {
    const token = await limited();
    const api = apiOf(gateway, token.secret);
    const list = () => api.get(`${provider.account.path}/tokens`);
    const problem = await list();
    expect(problem).toMatchObject({ status: 403, body: { code: 'permission_denied', denial: expect.stringMatching(/^dny_/) as string } });
    const { denial: code, detail } = problem.body as { denial: string; detail: string };
    expect(detail).toBe('The token holds no grant for Portcullis::list_tokens.');
    expect(await opened(code)).toMatchObject({ operation: 'Portcullis::list_tokens', grant: { operation: 'Portcullis::list_tokens' }, words: 'to use Portcullis::list_tokens' });
    expect((await allow(code, { for: 'once' })).status).toBe(200);
    const both = await Promise.all([list(), apiOf(otherGateway, token.secret).get(`${provider.account.path}/tokens`)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('of verify is in its answer, where one question was asked about an operation', async () => {
    const token = await limited();
    const resources = ['mailbox:eve@alice.example'];
    const answer = await verify(token, 'Email::add_pop', resources);
    expect(answer).toMatchObject({ allowed: false, denial: expect.stringMatching(/^dny_/) as string });
    const code = answer['denial'] as string;
    expect(await opened(code)).toMatchObject({ grant: { operation: 'Email::add_pop', resources } });
    expect((await allow(code, { for: 'once' })).status).toBe(200);
    expect(await verify(token, 'Email::add_pop', ['mailbox:bob@alice.example'])).toMatchObject({ allowed: false });
    const asked = await Promise.all(Array.from({ length: 10 }, () => verify(token, 'Email::add_pop', resources)));
    expect(asked.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await verify(token)).toMatchObject({ allowed: true, denial: null });
    const batch = await operator.post('/v1/verify/batch', { items: [{ token: token.secret, operation: 'Email::add_pop' }] });
    expect(batch.body).toMatchObject({ items: [{ allowed: false, denial: null }] });
  });
});

describe('what no grant helps with', () => {
  it('is told without a promise, can be opened, and is not allowed', async () => {
    const reader = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full', readOnly: true });
    const answer = await ask(reader, BOX);
    expect(answer.body.toString()).not.toContain('dny_');
    const code = answer.headers['portcullis-denial'] as string;
    expect(await opened(code)).toMatchObject({ code: 'read_only_token', grant: null, words: null, state: 'not_grantable' });
    expect(await allow(code, { for: 'good' })).toMatchObject({ status: 409, body: { code: 'not_grantable' } });
  });

  it('is a token that is dead: nothing is given to it', async () => {
    const token = await limited();
    const code = await denied(token, DOMAINS);
    await opened(code);
    expect(await operator.delete(`${provider.account.path}/tokens/${token.id}`)).toMatchObject({ status: 200 });
    expect(await allow(code, { for: 'good' })).toMatchObject({ status: 409, body: { code: 'token_revoked' } });
    expect(await opened(code)).toMatchObject({ token: { state: 'revoked' } });
    // Nor is anybody told by the answers that it was a token once.
    const dead = await ask(token, DOMAINS);
    expect([dead.status, dead.headers['portcullis-denial']]).toEqual([401, undefined]);
  });

  it('is told in no words that could show a secret', async () => {
    expect(await operator.put(`${provider.path}/feature-lists/plan`, { features: [...PLAN, 'cron'] })).toMatchObject({ status: 200 });
    const token = await limited();
    const cron = encodeURIComponent('curl -u me:hunter2 https://x.example');
    const answer = await ask(token, `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Cron&cpanel_jsonapi_func=add_line&command=${cron}&minute=1&hour=1&day=1&month=1&weekday=1`);
    const code = answer.headers['portcullis-denial'] as string;
    const denial = await opened(code);
    expect(denial).toMatchObject({ operation: 'Cron::add_line', grant: null, state: 'not_grantable' });
    expect(JSON.stringify(denial)).not.toContain('hunter2');
  });
});

describe('who opens and allows', () => {
  let code: string;
  let token: Issued;
  let bob: OwnedAccount;
  let other: Provider;
  beforeAll(async () => {
    bob = await makeAccount(operator, provider.path, 'bob');
    other = await makeConnectedProvider(operator, panel.url);
    token = await limited();
    code = await denied(token, ZONE);
    await opened(code);
  });

  it('is the account’s holder, and its provider', async () => {
    const ofProvider = apiOf(otherGateway, provider.token.secret);
    for (const owner of [provider, provider.account]) expect(await opened(code, ofProvider, owner)).toMatchObject({ id: code });
    expect(await ofProvider.post(`${at(code, provider)}/allow`, { for: 'once' })).toMatchObject({ status: 200 });
  });

  it('is nobody of another account or another provider, who learns no more than of a code that was never told', async () => {
    const tries: [Api, { readonly path: string }][] = [
      [apiOf(gateway, bob.token.secret), bob],
      [apiOf(gateway, bob.token.secret), provider.account],
      [apiOf(gateway, other.token.secret), other],
      [apiOf(gateway, other.token.secret), other.account],
      [apiOf(gateway, other.token.secret), provider],
      [operator, bob],
    ];
    const bodyOf = ({ status, body }: Answer): unknown => ({ status, body: { ...(body as object), request_id: null } });
    for (const [api, owner] of tries) {
      const answer = await api.get(at(code, owner));
      expect(answer.status).toBe(404);
      expect(bodyOf(await api.get(at(NEVER, owner)))).toEqual(bodyOf(answer));
      expect(bodyOf(await api.post(`${at(code, owner)}/allow`, { for: 'good' }))).toEqual(bodyOf(answer));
    }
  });

  it('holds what they give, and the right to edit tokens', async () => {
    const without = await limited({ operation: 'Portcullis::read_denial' });
    const reader = apiOf(gateway, without.secret);
    expect(await reader.get(at(code))).toMatchObject({ status: 200 });
    expect(await reader.post(`${at(code)}/allow`, { for: 'once' })).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    const editor = await limited({ operation: 'Portcullis::edit_token' }, { operation: 'Email::list_pops' });
    expect(await apiOf(gateway, editor.secret).post(`${at(code)}/allow`, { for: 'good' })).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
    const entitled = await limited({ operation: 'Portcullis::edit_token' }, { operation: 'Email::list_pops' }, { operation: 'DNS::*' });
    expect(await apiOf(gateway, entitled.secret).post(`${at(code)}/allow`, { for: 'good' })).toMatchObject({ status: 200 });
  });

  it('is not the token itself, which could free itself otherwise', async () => {
    const own = await limited({ operation: 'Portcullis::edit_token' }, { operation: 'Portcullis::read_denial' });
    const lacking = await denied(own, ZONE);
    await opened(lacking);
    expect(await apiOf(gateway, own.secret).post(`${at(lacking)}/allow`, { for: 'once' })).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
  });

  it('confirms what lets the token get beyond itself', async () => {
    const lacking = ((await apiOf(gateway, token.secret).post(`${provider.account.path}/tokens`, { name: 'x', access: 'full' })).body as { denial: string }).denial;
    expect(await opened(lacking)).toMatchObject({ operation: 'Portcullis::create_token', state: 'missing' });
    expect(await allow(lacking, { for: 'good' })).toMatchObject({ status: 422, body: { code: 'confirmation_required' } });
  });

  it('adds to what others have done meanwhile, and loses none of it', async () => {
    const shared = await limited();
    const codes = await Promise.all([ZONE, DOMAINS, BOX].map((path) => denied(shared, path)));
    const answers = await Promise.all(codes.map((each) => allow(each, { for: 'good' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await grantsOf(shared)).toHaveLength(4);
  });

  it('says for how long, and nothing else', async () => {
    for (const body of [{}, { for: 'ever' }, { for: 'once', grants: [] }]) {
      expect(await holder.post(`${at(code)}/allow`, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    expect(await holder.get(at('dny_1'))).toMatchObject({ status: 400 });
  });
});
