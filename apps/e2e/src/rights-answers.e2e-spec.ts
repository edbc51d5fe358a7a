import { randomBytes } from 'node:crypto';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Api } from './clients/api.js';
import { issue, makeAccount, makeProvider, newSlug, type Issued, type OwnedAccount, type Provider } from './providers.js';
import { whichOf, type Question } from './rights-questions.js';
import { eventually } from './eventually.js';

/** Whoever asks, and however: about one token everybody is told the same. */
const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);
const elsewhere = apiOf(otherGateway, operatorToken);

let provider: Provider;
/** Below it, where a policy holds. */
let bound: Provider;
let other: Provider;
beforeAll(async () => {
  [provider, other] = await Promise.all([makeProvider(operator), makeProvider(operator)]);
  bound = await makeProvider(operator, provider.slug);
  expect(await operator.put(`${bound.path}/policy`, { ipAllowlist: ['192.0.2.0/24'] })).toMatchObject({ status: 200 });
});

interface Situation {
  readonly token: Readonly<Record<string, unknown>>;
  readonly ask: Question;
  readonly code: string;
  /** What the list of what it can do says of the operation; null: it is not there. */
  readonly can: Readonly<Record<string, unknown>> | null;
}

const restricted = (...grants: object[]) => ({ access: 'restricted', grants });
const ACME = 'record:_acme-challenge.alice.example/TXT';
const WWW = 'record:www.alice.example/A';
const EDIT = 'DNS::mass_edit_zone';
const zoneButWww = restricted({ operation: 'DNS::*', resources: ['zone:alice.example'] }, { effect: 'deny', operation: EDIT, resources: [WWW] });
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Three days from now, wherever in the world it is read. */
const anotherDay = DAYS[(new Date().getUTCDay() + 3) % 7];
const everything = { resources: null, except: [], once: false };

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'all that the account may': { token: { access: 'full' }, ask: { operation: 'Email::add_pop' }, code: 'allowed', can: { ...everything, access: 'write' } },
  'what the account has no feature for': { token: { access: 'full' }, ask: { operation: 'Cron::add_line' }, code: 'feature_missing', can: null },
  'what is for providers': { token: { access: 'full' }, ask: { operation: 'WHM::createacct' }, code: 'principal_cannot', can: null },
  'full access for reading': { token: { access: 'full', readOnly: true }, ask: { operation: 'Email::add_pop' }, code: 'read_only_token', can: null },
  'a feature': { token: restricted({ feature: 'zoneedit' }), ask: { operation: 'DNS::parse_zone', resources: ['zone:alice.example'] }, code: 'allowed', can: everything },
  'a feature for reading': { token: restricted({ feature: 'zoneedit', access: 'read' }), ask: { operation: EDIT }, code: 'read_only_grant', can: null },
  'another feature': { token: restricted({ feature: 'popaccts' }), ask: { operation: 'DNS::parse_zone' }, code: 'not_granted', can: null },
  'a module, and a secret of it': { token: restricted({ operation: 'Tokens::*' }), ask: { operation: 'Tokens::list' }, code: 'not_granted', can: null },
  'an operation by the panel’s name for ours': { token: restricted({ operation: 'Tokens::list' }), ask: { operation: 'Portcullis::list_tokens' }, code: 'allowed', can: everything },
  'one record': { token: restricted({ operation: EDIT, resources: [ACME] }), ask: { operation: EDIT, resources: [ACME] }, code: 'allowed', can: { resources: [ACME] } },
  'another record': { token: restricted({ operation: EDIT, resources: [ACME] }), ask: { operation: EDIT, resources: [WWW] }, code: 'resource_not_granted', can: { resources: [ACME] } },
  'one record, and everything is asked about': { token: restricted({ operation: EDIT, resources: [ACME] }), ask: { operation: EDIT }, code: 'resource_not_granted', can: { resources: [ACME] } },
  'a zone, and a record that stands in it': { token: zoneButWww, ask: { operation: EDIT, resources: [ACME], zone: 'alice.example' }, code: 'allowed', can: { resources: ['zone:alice.example'], except: [WWW] } },
  'a zone, and a record of which nobody knows where it stands': { token: zoneButWww, ask: { operation: EDIT, resources: [ACME] }, code: 'resource_not_granted', can: { resources: ['zone:alice.example'] } },
  'what is denied': { token: zoneButWww, ask: { operation: EDIT, resources: [WWW], zone: 'alice.example' }, code: 'denied_by_grant', can: { except: [WWW] } },
  'what holds something that is denied': { token: zoneButWww, ask: { operation: EDIT, resources: ['zone:alice.example'] }, code: 'denied_by_grant', can: { except: [WWW] } },
  'a denial of all': { token: restricted({ feature: 'zoneedit' }, { effect: 'deny', operation: EDIT }), ask: { operation: EDIT, resources: [ACME] }, code: 'denied_by_grant', can: null },
  'a preset': { token: restricted({ preset: 'acme-dns-01', resources: ['zone:alice.example', ACME] }), ask: { operation: EDIT, resources: [ACME] }, code: 'allowed', can: { resources: [ACME] } },
  'a preset, and another thing': { token: restricted({ preset: 'acme-dns-01', resources: ['zone:alice.example', ACME] }), ask: { operation: 'Email::list_pops' }, code: 'not_granted', can: null },
  'a grant that ends': { token: restricted({ operation: 'Email::list_pops', until: '2099-01-01T00:00:00Z' }), ask: { operation: 'Email::list_pops' }, code: 'allowed', can: everything },
  'what no catalogue knows': { token: restricted({ feature: 'zoneedit' }), ask: { operation: 'Nothing::known' }, code: 'operation_unclassified', can: null },
  'the right address': { token: { access: 'full', ipAllowlist: ['192.0.2.0/24'] }, ask: { operation: 'Email::list_pops', ip: '192.0.2.9' }, code: 'allowed', can: everything },
  'the wrong address': { token: { access: 'full', ipAllowlist: ['192.0.2.0/24'] }, ask: { operation: 'Email::list_pops', ip: '198.51.100.9' }, code: 'address_not_allowed', can: null },
  'an address that nobody knows': { token: { access: 'full', ipAllowlist: ['192.0.2.0/24'] }, ask: { operation: 'Email::list_pops' }, code: 'context_missing', can: null },
  'another day of the week': { token: { access: 'full', timeWindows: [{ days: [anotherDay], from: '00:00', to: '24:00', zone: 'UTC' }] }, ask: { operation: 'Email::list_pops' }, code: 'outside_time_window', can: null },
  'a time to come': { token: { access: 'full', notBefore: '2098-01-01T00:00:00Z' }, ask: { operation: 'Email::list_pops' }, code: 'token_not_yet_valid', can: null },
};

interface Made extends Issued {
  readonly situation: Situation;
}

/** Of each situation its token, on an account of its own: of several tokens the lists would tell all. */
async function make(of: Provider, situations: Readonly<Record<string, Situation>>): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  for (const [name, situation] of Object.entries(situations)) {
    const answer = await operator.post(`${of.account.path}/tokens`, { name: newSlug(), ...situation.token });
    expect([name, answer.status]).toEqual([name, 201]);
    const { token, secret } = answer.body as { token: { id: string }; secret: string };
    made.set(name, { id: token.id, secret, situation });
  }
  return made;
}

async function answersOf({ id, secret, situation: { ask } }: Made, path: string) {
  const { operation, ip, resources = [] } = ask;
  const query = new URLSearchParams({ operation, ...(ip !== undefined && { ip }) });
  const [verified, explained, can, which] = await Promise.all([
    operator.post('/v1/verify', { token: secret, ...ask }),
    elsewhere.post(`${path}/${id}/explain`, ask),
    operator.get(`${path}/${id}/can?${query}&limit=200`),
    whichOf(elsewhere, path, { ...ask, resources: resources.slice(0, 1) }),
  ]);
  const line = (can.body as { items?: { operation: string }[] }).items?.find((one) => one.operation === operation) ?? null;
  expect([verified.status, explained.status, can.status]).toEqual([200, 200, 200]);
  for (const { headers } of [verified, explained, can]) expect(headers.get('cache-control')).toBe('no-store');
  return { verify: verified.body as Record<string, unknown>, explain: explained.body as Record<string, unknown>, line, which: which.includes(id) };
}

describe('of one token', () => {
  let made: Map<string, Made>;
  beforeAll(async () => {
    made = await make(provider, SITUATIONS);
  });

  it.each(Object.keys(SITUATIONS))('verify, explain, what it can do and which can do it agree: %s', async (name) => {
    const one = made.get(name)!;
    const { code, can } = one.situation;
    const answers = await answersOf(one, `${provider.account.path}/tokens`);
    const { explain, verify, line, which } = answers;
    expect(which).toBe(code === 'allowed');
    expect(verify).toMatchObject({ allowed: code === 'allowed', code });
    expect(explain).toMatchObject({ decision: { allowed: code === 'allowed', code, detail: verify['detail'] }, token: verify['token'] });
    const objecting = (explain['parts'] as { verdict: string; code: string | null }[]).filter(({ verdict }) => verdict !== 'consents');
    expect(objecting.length > 0).toBe(code !== 'allowed');
    if (code !== 'allowed') expect(objecting.map((part) => part.code)).toContain(code);
    if (can === null) expect(line).toBeNull();
    else expect(line).toMatchObject(can);
  });

  it('a batch answers each question as it is answered by itself, in order and the other way round', async () => {
    const items = [...made.values()].map(({ secret, situation }) => ({ token: secret, ...situation.ask }));
    const codes = [...made.values()].map(({ situation }) => situation.code);
    const ask = async (questions: object[]) => ((await elsewhere.post('/v1/verify/batch', { items: questions })).body as { items: { code: string }[] }).items.map(({ code }) => code);
    expect(await ask(items)).toEqual(codes);
    expect(await ask([...items].reverse())).toEqual([...codes].reverse());
  });

  it('what its owner, or one above, has taken from it all are told', async () => {
    const account = await makeAccount(operator, provider.path, 'suspended');
    const token = { ...account.token, situation: { token: {}, ask: { operation: 'Email::list_pops' }, code: '', can: null } };
    const told = async (code: string) => {
      const { verify, explain, line, which } = await answersOf(token, `${provider.path}/tokens`);
      expect([verify['code'], (explain['decision'] as { code: string }).code]).toEqual([code, code]);
      expect([line !== null, which]).toEqual([code === 'allowed', code === 'allowed']);
    };
    await told('allowed');
    await operator.patch(account.path, { status: 'suspended' });
    await told('account_suspended');
    await operator.patch(account.path, { status: 'active' });
    await operator.delete(`${account.path}/tokens/${account.token.id}`);
    await told('token_revoked');

    const ofBound = { ...bound.account.token, situation: token.situation };
    const { verify, explain, line, which } = await answersOf(ofBound, `${bound.account.path}/tokens`);
    expect([verify['code'], (explain['decision'] as { code: string }).code, line, which]).toEqual(['context_missing', 'context_missing', null, false]);
    const from = { ...ofBound, situation: { ...token.situation, ask: { operation: 'Email::list_pops', ip: '198.51.100.1' } } };
    expect((await answersOf(from, `${bound.account.path}/tokens`)).verify).toMatchObject({ code: 'policy_address_not_allowed' });
    const within = { ...from, situation: { ...token.situation, ask: { operation: 'Email::list_pops', ip: '192.0.2.1' } } };
    expect(await answersOf(within, `${bound.account.path}/tokens`)).toMatchObject({ verify: { code: 'allowed' }, line: { resources: null }, which: true });
  });
});

describe('a batch', () => {
  const batch = (api: Api, items: unknown) => api.post('/v1/verify/batch', { items });

  it('is of a hundred questions at most, and of one at least', async () => {
    const item = { token: provider.account.token.secret };
    expect(await batch(operator, Array.from({ length: 100 }, () => item))).toMatchObject({ status: 200, body: { items: { length: 100 } } });
    expect(await batch(operator, Array.from({ length: 101 }, () => item))).toMatchObject({ status: 400, body: { errors: [{ pointer: '/items' }] } });
    expect(await batch(operator, [])).toMatchObject({ status: 400, body: { errors: [{ pointer: '/items' }] } });
    const stray = { token: item.token, operation: EDIT, resources: [ACME], zone: 'bob.example' };
    expect(await batch(operator, [item, stray, { ...item, colour: 'red' }])).toMatchObject({ status: 400, body: { errors: [{ pointer: '/items/1/zone' }, { pointer: '/items/2/colour' }] } });
  });

  it('tells nobody of tokens that they may not ask about', async () => {
    const items = [{ token: provider.account.token.secret }, { token: other.account.token.secret }, { token: 'junk' }, { token: bound.token.secret, ip: '192.0.2.1' }];
    const { body } = await batch(apiOf(gateway, provider.token.secret), items);
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(['allowed', 'token_unknown', 'token_unknown', 'allowed']);
    expect(body.items[1]).toEqual(body.items[2]);
    expect(await batch(apiOf(gateway, provider.account.token.secret), items)).toMatchObject({ status: 403 });
  });

  it('pays a use for each operation that is allowed, and none for what is refused or only looked at', async () => {
    const { id, secret } = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full', useQuota: 3 });
    const use = { token: secret, operation: 'Email::list_pops' };
    const { body } = await batch(operator, [use, { token: secret }, { ...use, operation: 'Cron::add_line' }, use, use, use]);
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(['allowed', 'allowed', 'feature_missing', 'allowed', 'allowed', 'token_exhausted']);
    await eventually(async () => {
      const shown = await operator.get(`${provider.account.path}/tokens/${id}`);
      expect(shown.body).toMatchObject({ token: { state: 'exhausted' }, credentials: [{ uses: 3 }] });
    });
  });
});

describe('an explanation', () => {
  it('is of another moment where one is named, is no use of the token, and leaves no denial behind', async () => {
    const { id } = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), ...restricted({ operation: 'Email::list_pops' }), expiresAt: '2097-01-01T00:00:00Z', useQuota: 1 });
    const path = `${provider.account.path}/tokens/${id}/explain`;
    expect(await operator.post(path, { operation: 'Email::list_pops' })).toMatchObject({ status: 200, body: { decision: { allowed: true } } });
    expect(await operator.post(path, { operation: 'Email::list_pops', at: '2097-01-01T00:00:00Z' })).toMatchObject({ body: { at: '2097-01-01T00:00:00.000Z', token: { state: 'expired' }, decision: { code: 'token_expired' } } });
    expect(await operator.post(path, { operation: 'Email::add_pop' })).toMatchObject({
      body: { decision: { code: 'not_granted' }, grants: [{ at: 0, says: 'nothing', because: 'other_operation' }], missingGrant: { operation: 'Email::add_pop' } },
    });
    // Something that is told after it shows that it was not.
    await operator.delete(`${provider.account.path}/tokens/${id}`);
    await eventually(async () => {
      const { items } = (await operator.get(`${provider.path}/audit?subject=${id}`)).body as { items: { type: string }[] };
      expect(items.map(({ type }) => type)).toEqual(['token.revoked', 'token.created']);
    });
    expect((await operator.get(`${provider.account.path}/tokens/${id}`)).body).toMatchObject({ token: { usesLeft: 1 } });
  });

  it.each<[string, object, string]>([
    ['no operation', {}, '/operation'],
    ['no time', { operation: EDIT, at: 'tomorrow' }, '/at'],
    ['no address', { operation: EDIT, ip: 'home' }, '/ip'],
    ['many things in one', { operation: EDIT, resources: ['database:alice_*'] }, '/resources/0'],
    ['a record outside its zone', { operation: EDIT, resources: ['record:a.bob.example/A'], zone: 'alice.example' }, '/zone'],
    ['what is no part of it', { operation: EDIT, resource: ACME }, '/resource'],
  ])('of what makes no sense is refused: %s', async (_what, body, pointer) => {
    expect(await operator.post(`${provider.account.path}/tokens/${provider.account.token.id}/explain`, body)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer }] } });
  });
});

describe('what a token can do', () => {
  const path = () => `${provider.account.path}/tokens/${provider.account.token.id}/can`;

  it('comes page by page, in order of the names, each once', async () => {
    const all = (await operator.get(`${path()}?operation=Email&limit=200`)).body.items.map(({ operation }: { operation: string }) => operation);
    expect(all.length).toBeGreaterThan(20);
    const paged: string[] = [];
    for (let cursor = ''; ; ) {
      const { items, next } = (await elsewhere.get(`${path()}?operation=Email&limit=7${cursor}`)).body as { items: { operation: string }[]; next: string | null };
      expect(items.length).toBeLessThanOrEqual(7);
      paged.push(...items.map(({ operation }) => operation));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(paged).toEqual(all);
    expect(paged).toEqual([...new Set(paged)].sort());
  });

  it('goes on with its own cursor only', async () => {
    const { next } = (await operator.get(`${path()}?operation=Email&limit=1`)).body as { next: string };
    expect((await elsewhere.get(`${path()}?operation=Email&limit=9&cursor=${next}`)).status).toBe(200);
    for (const query of [`cursor=${next}`, `operation=DNS&cursor=${next}`, `operation=Email&ip=192.0.2.1&cursor=${next}`, 'cursor=bm9uZQ']) {
      expect(await operator.get(`${path()}?${query}`)).toMatchObject({ status: 400, body: { errors: [{ pointer: 'query:/cursor' }] } });
    }
    for (const query of ['operation=DNS::parse_zone::x', 'operation=a%20b', 'ip=home', 'limit=0', 'limit=201', 'resource=zone:a.example', 'ip=192.0.2.1&ip=192.0.2.2']) {
      expect(await operator.get(`${path()}?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
  });
});

describe('who asks', () => {
  const asks = (api: Api, owner: string, token: string) => [
    () => api.post(`${owner}/tokens/${token}/explain`, { operation: 'Email::list_pops' }),
    () => api.get(`${owner}/tokens/${token}/can?limit=1`),
  ];

  it('is told of what lies at or below it: an account of its own tokens, a provider of all of them', async () => {
    for (const [secret, owner, token] of [
      [provider.account.token.secret, provider.account.path, provider.account.token.id],
      [provider.token.secret, provider.account.path, provider.account.token.id],
      [provider.token.secret, provider.path, provider.account.token.id],
      [provider.token.secret, provider.path, provider.token.id],
      [provider.token.secret, bound.account.path, bound.account.token.id],
    ] as const) {
      for (const ask of asks(apiOf(gateway, secret), owner, token)) expect((await ask()).status).toBe(200);
    }
  });

  it('is told that there is nothing where it is not its own, just as where there is none', async () => {
    const carol: OwnedAccount = await makeAccount(operator, provider.path, `c${randomBytes(4).toString('hex')}`);
    const below = await makeProvider(operator, provider.slug);
    const nothing = `tok_${'0'.repeat(22)}`;
    for (const [secret, owner, token] of [
      [provider.token.secret, other.path, other.token.id],
      [provider.token.secret, provider.path, other.token.id],
      [provider.token.secret, provider.path, nothing],
      [provider.account.token.secret, carol.path, carol.token.id],
      [provider.account.token.secret, provider.account.path, carol.token.id],
      [provider.account.token.secret, provider.account.path, provider.token.id],
      [below.token.secret, provider.path, provider.token.id],
    ] as const) {
      for (const ask of asks(apiOf(gateway, secret), owner, token)) expect(await ask()).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('needs the right for it, which a service holds by name', async () => {
    const service = async (...operations: string[]) =>
      apiOf(gateway, (await issue(operator, `${provider.path}/tokens`, { kind: 'service', name: newSlug(), ...restricted(...operations.map((operation) => ({ operation }))) })).secret);
    const [explaining, reading] = await Promise.all([service('Portcullis::explain'), service('Portcullis::read_token')]);
    const statuses = async (api: Api) => Promise.all(asks(api, provider.account.path, provider.account.token.id).map(async (ask) => (await ask()).status));
    expect(await statuses(explaining)).toEqual([200, 403]);
    expect(await statuses(reading)).toEqual([403, 200]);
  });
});
