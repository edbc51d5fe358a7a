import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { callJson, OPERATIONS, pathAt, placeOf, problemIn, validBody, type Place } from './operations.js';
import {
  issue,
  makeAccount,
  makeProvider,
  shownOf,
  type Issued,
  type OwnedAccount,
  type Provider,
} from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

/** Two providers; below A two resellers and a grandchild, below B one reseller. */
let a: Provider;
let reseller: Provider;
let sibling: Provider;
let grandchild: Provider;
let b: Provider;
let belowB: Provider;
let otherAccount: OwnedAccount;
let service: Issued;
/** What B and the reseller below it are before anybody has tried anything. */
let untouched: unknown;

const MANAGEMENT = [...new Set(OPERATIONS.map(({ operation }) => operation.operation))];
/** What the kinds can never hold, whoever gives it: for these the answer is 403, the same wherever they point. */
const NEVER: Record<string, (operation: string) => boolean> = {
  account: (operation) => !/::(?:\w+_token|list_tokens|revoke_tokens|report_leak|\w+_session|read_account|list_records|read_audit|read_denial|read_receipt|explain)$/.test(operation),
  tenant: (operation) => ['Portcullis::edit_panel', 'Portcullis::rekey', 'Portcullis::list_shards', 'Portcullis::accept_loss'].includes(operation),
};

beforeAll(async () => {
  [a, b] = await Promise.all([makeProvider(operator), makeProvider(operator)]);
  [reseller, sibling, belowB] = await Promise.all([
    makeProvider(operator, a.slug),
    makeProvider(operator, a.id),
    makeProvider(operator, b.slug),
  ]);
  grandchild = await makeProvider(operator, reseller.slug);
  otherAccount = await makeAccount(operator, a.path, 'carol');
  const grants = MANAGEMENT.filter((operation) => !NEVER['tenant']!(operation)).map((operation) => ({ operation }));
  service = await issue(operator, `${a.path}/tokens`, {
    kind: 'service',
    name: 'everything',
    access: 'restricted',
    grants,
  });
  untouched = await Promise.all([b, belowB].map((each) => shownOf(operator, each)));
});

const CALLERS: [string, 'account' | 'tenant', () => Issued][] = [
  ['a provider', 'tenant', () => a.token],
  ['a service of a provider', 'tenant', () => service],
  ['a reseller', 'tenant', () => reseller.token],
  ['an account', 'account', () => a.account.token],
];

/** Everything that could tell a caller something: status, headers and body, but for what differs on every request. */
async function answerTo(token: Issued, name: string, place: Place, bodyTenant: string): Promise<unknown> {
  const { operation } = OPERATIONS.find((each) => each.name === name)!;
  const answer = await callJson(
    gateway,
    token.secret,
    operation.method,
    pathAt(operation, place),
    validBody(name, { tenant: bodyTenant }),
  );
  const { request_id: _id, denial: _denial, ...body } = problemIn(answer);
  const { 'x-request-id': _requestId, date: _date, ...headers } = answer.headers;
  return { status: answer.status, headers, body };
}

describe.each(CALLERS)('%s', (_, kind, token) => {
  const pointed = OPERATIONS.filter(({ operation }) => operation.target !== 'caller');

  it.each(pointed)(
    'finds at $name nothing that belongs to another provider, and cannot tell it from what does not exist',
    async ({ name, operation }) => {
      const nothing: Place = { tenant: 'e2e-no-such-tenant', account: 'nobody', token: 'tok_0000000000000000000000' };
      const missing = await answerTo(token(), name, nothing, nothing.tenant);
      expect(missing).toMatchObject(
        NEVER[kind]!(operation.operation)
          ? { status: 403, body: { code: 'permission_denied' } }
          : { status: 404, body: { code: 'not_found' } },
      );
      const places: Place[] = [b, belowB].flatMap((each) => [
        placeOf(each),
        { tenant: each.id, account: each.account.id, token: each.token.id },
        { tenant: each.slug, account: 'nobody', token: nothing.token },
      ]);
      for (const tenant of ['ten_0000000000000000000000', 'platform', 'ten_platform'])
        places.push({ ...nothing, tenant });
      const answers = await Promise.all(places.map((place) => answerTo(token(), name, place, place.tenant)));
      expect(answers).toEqual(places.map(() => missing));
    },
  );

  it('has changed nothing there', async () =>
    expect(await Promise.all([b, belowB].map((each) => shownOf(operator, each)))).toEqual(untouched));
});

describe('an address that mixes two owners', () => {
  const own = (): Place => placeOf(a);
  const nothing = { account: 'nobody', token: 'tok_0000000000000000000000' };

  it.each(OPERATIONS.filter(({ operation }) => operation.path.includes(':account')).map(({ name }) => name))(
    'leads nowhere at %s: an account of somebody else under the own tenant',
    async (name) => {
      const missing = await answerTo(a.token, name, { ...own(), account: nothing.account }, a.slug);
      for (const account of [b.account.id, reseller.account.id, 'acc_0000000000000000000000']) {
        expect(await answerTo(a.token, name, { ...own(), account }, a.slug)).toEqual(missing);
      }
      expect(missing).toMatchObject({ status: 404 });
    },
  );

  it.each(OPERATIONS.filter(({ operation }) => operation.path.includes(':token')).map(({ name }) => name))(
    'leads nowhere at %s: a token of somebody else under the own tenant',
    async (name) => {
      const missing = await answerTo(a.token, name, { ...own(), token: nothing.token }, a.slug);
      for (const token of [b.token.id, b.account.token.id, reseller.token.id, reseller.account.token.id]) {
        expect(await answerTo(a.token, name, { ...own(), token }, a.slug)).toEqual(missing);
      }
      expect(missing).toMatchObject({ status: 404 });
    },
  );

  it.each(['readAccountToken', 'revokeAccountToken'])(
    'leads nowhere at %s: a token of the tenant or of another account',
    async (name) => {
      for (const caller of [a.token, a.account.token]) {
        const missing = await answerTo(caller, name, { ...own(), token: nothing.token }, a.slug);
        expect(missing).toMatchObject({ status: 404 });
        for (const token of [a.token.id, otherAccount.token.id])
          expect(await answerTo(caller, name, { ...own(), token }, a.slug)).toEqual(missing);
      }
    },
  );

  it('leaves every token alive', async () => {
    for (const { secret } of [
      a.token,
      a.account.token,
      otherAccount.token,
      b.token,
      b.account.token,
      reseller.token,
      reseller.account.token,
      belowB.token,
    ]) {
      expect(await operator.post('/v1/verify', { token: secret })).toMatchObject({ body: { allowed: true } });
    }
  });
});

describe('a receipt', () => {
  // Of its own, since power is taken there.
  let own: Provider;
  let other: OwnedAccount;
  beforeAll(async () => {
    own = await makeProvider(operator);
    other = await makeAccount(operator, own.path, 'bob');
  });

  it.each<[string, () => Promise<Answer>]>([
    ['of an account’s token', async () => {
      const { id } = await issue(operator, `${own.account.path}/tokens`, { name: 'to-be-revoked', access: 'full' });
      return operator.delete(`${own.account.path}/tokens/${id}`);
    }],
    ['of an account', () => operator.patch(own.account.path, { status: 'active', domains: ['alice.example', 'more.example'] })],
  ])('%s is read by its account and its tenant, and no other account of the same tenant', async (_, take) => {
    const { status, body } = await take();
    expect(status).toBe(200);
    const { id } = body.enforcement as { id: string };
    const read = (token: Issued, at: string) => apiOf(gateway, token.secret).get(`${at}/receipts/${id}`);
    expect(await read(own.account.token, own.account.path)).toMatchObject({ status: 200, body: { receipt: { id } } });
    expect(await read(own.token, own.path)).toMatchObject({ status: 200, body: { receipt: { id } } });
    for (const token of [other.token, own.token]) {
      expect(await read(token, other.path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

describe('who reaches whom', () => {
  it('a parent reaches its child and grandchild, by name and by id', async () => {
    const parent = apiOf(gateway, a.token.secret);
    for (const { slug, id, account } of [reseller, sibling, grandchild]) {
      expect(await parent.get(`/v1/tenants/${id}`)).toMatchObject({ status: 200, body: { tenant: { id, slug } } });
      expect(await parent.get(`/v1/tenants/${slug}/accounts/${account.id}`)).toMatchObject({
        status: 200,
        body: { account: { username: 'alice' } },
      });
      const made = await issue(parent, `/v1/tenants/${slug}/accounts/alice/tokens`, {
        name: 'from-above',
        access: 'full',
      });
      expect(await parent.post('/v1/verify', { token: made.secret })).toMatchObject({
        body: { allowed: true, token: { tenantId: id } },
      });
      expect(await parent.delete(`/v1/tenants/${slug}/tokens/${made.id}`)).toMatchObject({
        status: 200,
        body: { token: { state: 'revoked' } },
      });
    }
    const below = await makeProvider(operator);
    expect(await parent.post('/v1/tenants', { slug: `${below.slug}-child`, name: 'Below' })).toMatchObject({
      status: 201,
      body: { tenant: { parentId: a.id } },
    });
  });

  it.each<[string, () => Provider, () => Provider]>([
    ['a child its parent', () => reseller, () => a],
    ['a child its sibling', () => reseller, () => sibling],
    ['a grandchild its parent', () => grandchild, () => reseller],
    ['a grandchild its parent’s sibling', () => grandchild, () => sibling],
    ['a provider another provider’s reseller', () => b, () => reseller],
  ])('never %s', async (_, caller, target) => {
    const api = apiOf(gateway, caller().token.secret);
    const { slug, id, account, token } = target();
    for (const path of [
      `${slug}`,
      `${id}`,
      `${slug}/accounts`,
      `${slug}/accounts/${account.id}`,
      `${slug}/tokens/${token.id}`,
      `${slug}/audit`,
    ]) {
      expect(await api.get(`/v1/tenants/${path}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(
      await api.post(`/v1/tenants/${slug}/tokens`, { kind: 'tenant', name: 'sideways', access: 'full' }),
    ).toMatchObject({ status: 404 });
    expect(await api.patch(`/v1/tenants/${slug}`, { status: 'suspended' })).toMatchObject({ status: 404 });
    expect(await api.post('/v1/tenants', { slug: `${slug}-cuckoo`, name: 'Cuckoo', parent: slug })).toMatchObject({
      status: 404,
    });
    expect(await operator.get(`/v1/tenants/${slug}`)).toMatchObject({ body: { tenant: { status: 'active' } } });
    expect(await operator.get(`/v1/tenants/${slug}-cuckoo`)).toMatchObject({ status: 404 });
  });

  it('an account reaches its own tokens, by user name and by id, and no other account or the tenant', async () => {
    const api = apiOf(gateway, a.account.token.secret);
    for (const account of ['alice', a.account.id]) {
      const list = await api.get(`${a.path}/accounts/${account}/tokens`);
      expect(list).toMatchObject({ status: 200, body: { items: [{ id: a.account.token.id }] } });
    }
    for (const path of [
      '/tokens',
      `/tokens/${a.account.token.id}`,
      '/audit',
      '/accounts/carol',
      '/accounts/carol/audit',
      '/accounts/carol/tokens',
      `/accounts/${otherAccount.id}/tokens`,
    ]) {
      expect(await api.get(a.path + path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(await api.post(`${a.path}/accounts/carol/tokens`, { name: 'sideways', access: 'full' })).toMatchObject({
      status: 404,
    });
    expect(
      await api.post(`${a.path}/tokens`, {
        kind: 'service',
        name: 'up',
        access: 'restricted',
        grants: [{ operation: 'DNS::parse_zone' }],
      }),
    ).toMatchObject({ status: 404 });
    for (const path of ['', '/accounts', '/feature-lists/plan'])
      expect(await api.get(a.path + path)).toMatchObject({ status: 403 });
  });

  it('a token is unknown to those who may not ask about it, exactly as no token at all is', async () => {
    const about = async (asker: Issued, text: string) =>
      (await apiOf(gateway, asker.secret).post('/v1/verify', { token: text })).body;
    const unknown = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null, denial: null };
    for (const text of [
      'junk',
      `pcla1${'0'.repeat(48)}`,
      b.token.secret,
      b.account.token.secret,
      belowB.token.secret,
      operatorToken,
    ]) {
      for (const asker of [a.token, service, reseller.token]) expect(await about(asker, text)).toEqual(unknown);
    }
    for (const { secret } of [a.token, sibling.token, sibling.account.token])
      expect(await about(reseller.token, secret)).toEqual(unknown);
    expect(await about(a.token, grandchild.account.token.secret)).toMatchObject({
      allowed: true,
      token: { tenantId: grandchild.id },
    });
  });
});
