import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeAccount, makeProvider, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);
const elsewhere = apiOf(otherGateway, operatorToken);

let provider: Provider;
let tokens: string;
const ids = new Map<string, string>();
beforeAll(async () => {
  provider = await makeProvider(operator);
  tokens = `${provider.account.path}/tokens`;
  const grants = [{ operation: 'DNS::parse_zone' }];
  const made: Record<string, object> = {
    'b-dns': { access: 'restricted', grants, labels: { team: 'dns', stage: 'live' } },
    'a-dns': { access: 'restricted', grants, labels: { team: 'dns', stage: 'test' } },
    'c-mail': { access: 'full', labels: { team: 'mail: all' }, expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    'd-later': { access: 'full', notBefore: '2098-01-01T00:00:00Z' },
    'e-dead': { access: 'full' },
  };
  for (const [name, body] of Object.entries(made)) ids.set(name, (await issueAny(name, body)).id);
  await operator.delete(`${tokens}/${ids.get('e-dead')}`);
});

async function issueAny(name: string, body: object): Promise<{ id: string }> {
  const made = await operator.post(tokens, { name, ...body });
  expect(made.status).toBe(201);
  return made.body.token as { id: string };
}

/** The names on all pages of a list of tokens, in their order. */
async function namesOf(path: string, query: string, limit = 2): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await elsewhere.get(`${path}?limit=${limit}&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    names.push(...(page.body.items as { name: string }[]).map(({ name }) => name));
    cursor = page.body.next as string | null;
  }
  return names;
}

describe('a list of tokens', () => {
  it.each<[string, string[]]>([
    ['', ['e-dead', 'd-later', 'c-mail', 'a-dns', 'b-dns', 'own']],
    ['sort=-createdAt', ['e-dead', 'd-later', 'c-mail', 'a-dns', 'b-dns', 'own']],
    ['sort=createdAt', ['own', 'b-dns', 'a-dns', 'c-mail', 'd-later', 'e-dead']],
    ['sort=name', ['a-dns', 'b-dns', 'c-mail', 'd-later', 'e-dead', 'own']],
    ['sort=-name', ['own', 'e-dead', 'd-later', 'c-mail', 'b-dns', 'a-dns']],
    ['state=revoked', ['e-dead']],
    ['state=not_yet_valid', ['d-later']],
    ['state=expiring', ['c-mail']],
    ['state=active&sort=name', ['a-dns', 'b-dns', 'own']],
    ['state=exhausted', []],
    ['access=restricted', ['a-dns', 'b-dns']],
    ['label=team:dns&sort=name', ['a-dns', 'b-dns']],
    ['label=stage:live', ['b-dns']],
    ['label=team:mail%3A%20all', ['c-mail']],
    ['label=team:', []],
    ['createdBefore=2099-01-01T00:00:00Z&label=team:dns&sort=name', ['a-dns', 'b-dns']],
    ['createdBefore=2020-01-01T00:00:00Z', []],
    ['name=a-', ['a-dns']],
    ['name=A-', []],
    ['label=team:dns&access=restricted&name=b', ['b-dns']],
    ['form=session', []],
  ])('holds what is asked for, in the order asked for, page by page: %s', async (query, names) => {
    expect(await namesOf(tokens, query)).toEqual(names);
  });

  it('of a tenant is of all kinds, or of one', async () => {
    await issue(operator, `${provider.path}/tokens`, { kind: 'service', name: 'z-service', access: 'restricted', grants: [{ operation: 'Portcullis::verify' }] });
    expect(await namesOf(`${provider.path}/tokens`, 'kind=service')).toEqual(['z-service']);
    expect(await namesOf(`${provider.path}/tokens`, 'kind=tenant')).toEqual(['provider']);
    expect(await namesOf(`${provider.path}/tokens`, 'sort=name', 200)).toEqual(['a-dns', 'b-dns', 'c-mail', 'd-later', 'e-dead', 'own', 'provider', 'z-service']);
  });

  it.each(['state=suspended', 'state=dead', 'kind=account', 'form=header', 'access=none', 'label=dns', 'label=:dns', 'name=a%20b', 'name=%25', 'sort=state', 'sort=name,createdAt', 'form=token&form=link'])(
    'is refused when it is asked for something else: %s',
    async (query) => {
      const answer = await operator.get(`${tokens}?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: `query:/${query.split('=')[0]}` }] } });
    },
  );

  it('goes on with its own cursor only: not with that of another filter, another order, another owner', async () => {
    const { next } = (await operator.get(`${tokens}?limit=2&sort=name`)).body as { next: string };
    expect(next).toMatch(/^[A-Za-z0-9_-]+$/);
    expect((await elsewhere.get(`${tokens}?limit=3&sort=name&cursor=${next}`)).status).toBe(200);
    const others = [`${tokens}?limit=2&cursor=${next}`, `${tokens}?limit=2&sort=-name&cursor=${next}`, `${tokens}?sort=name&state=active&cursor=${next}`];
    for (const path of [...others, `${provider.path}/tokens?sort=name&cursor=${next}`, `${provider.path}/accounts?cursor=${next}`, `${provider.path}/audit?cursor=${next}`]) {
      expect(await operator.get(path)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: 'query:/cursor' }] } });
    }
  });
});

describe('a list', () => {
  const slugs = async (secret: string): Promise<string[]> => {
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { items, next } = (await apiOf(gateway, secret).get(`/v1/tenants?limit=100${cursor}`)).body as { items: { slug: string }[]; next: string | null };
      found.push(...items.map(({ slug }) => slug));
      if (next === null) return found;
      cursor = `&cursor=${next}`;
    }
  };

  it('of tenants is of those that the caller reaches, in order of their slugs', async () => {
    const parent = await makeProvider(operator);
    const below = [await makeProvider(operator, parent.slug), await makeProvider(operator, parent.slug)];
    const deeper = await makeProvider(operator, below[0]!.slug);
    expect(await slugs(parent.token.secret)).toEqual([parent, ...below, deeper].map(({ slug }) => slug).sort());
    expect(await slugs(below[0]!.token.secret)).toEqual([below[0]!, deeper].map(({ slug }) => slug).sort());
    expect(await slugs(deeper.token.secret)).toEqual([deeper.slug]);
    const all = await slugs(operatorToken);
    expect(all).toEqual([...all].sort());
    for (const { slug } of [provider, parent, deeper]) expect(all).toContain(slug);
    expect((await apiOf(gateway, parent.account.token.secret).get('/v1/tenants')).status).toBe(403);
  });

  it('of accounts is filtered by status and by what the user name begins with', async () => {
    const carol = await makeAccount(operator, provider.path, 'carol');
    await makeAccount(operator, provider.path, 'carl');
    await operator.patch(carol.path, { status: 'suspended' });
    const found = async (query: string): Promise<string[]> =>
      (await operator.get(`${provider.path}/accounts?${query}`)).body.items.map(({ username }: { username: string }) => username).sort();
    expect(await found('username=car')).toEqual(['carl', 'carol']);
    expect(await found('status=suspended')).toEqual(['carol']);
    expect(await found('status=active&username=car')).toEqual(['carl']);
    expect(await found('username=carol_')).toEqual([]);
    expect((await operator.get(`${provider.path}/accounts?username=%25`)).status).toBe(400);
  });

  it('of feature lists tells how much each holds, in order of their names', async () => {
    const { path } = await makeProvider(operator);
    await operator.put(`${path}/feature-lists/basic`, { features: ['zoneedit'] });
    const first = await operator.get(`${path}/feature-lists?limit=1`);
    expect(first).toMatchObject({ status: 200, body: { items: [{ name: 'basic', featureCount: 1 }] } });
    const rest = await operator.get(`${path}/feature-lists?cursor=${first.body.next as string}`);
    expect(rest.body).toEqual({ items: [{ name: 'plan', featureCount: 5 }], next: null });
  });

  it('of what happened is filtered by what it was and what it was about', async () => {
    const { id } = await issue(operator, tokens, { name: newSlug(), access: 'full' });
    await operator.delete(`${tokens}/${id}`);
    const told = async (query: string): Promise<string[]> =>
      (await operator.get(`${provider.path}/audit?${query}`)).body.items.map(({ type }: { type: string }) => type);
    await eventually(async () => expect(await told(`subject=${id}`)).toEqual(['token.revoked', 'token.created']));
    expect(await told(`subject=${id}&type=token.created`)).toEqual(['token.created']);
    expect(new Set(await told('type=token.created'))).toEqual(new Set(['token.created']));
    expect((await operator.get(`${provider.path}/audit?type=Token%20Created`)).status).toBe(400);
  });
});

describe('a policy', () => {
  it('is read and replaced, and the strictest of those above holds as well', async () => {
    const parent = await makeProvider(operator);
    const child = await makeProvider(operator, parent.slug);
    const loose = { rateLimit: { requests: 6000, seconds: 60 }, deadTokenDays: 90 };
    const strict = { rateLimit: { requests: 100, seconds: 60 }, deadTokenDays: 30 };
    expect(await operator.get(`${child.path}/policy`)).toMatchObject({ status: 200, body: { policy: { rateLimit: null, deadTokenDays: 90 } } });
    expect(await operator.put(`${child.path}/policy`, loose)).toMatchObject({ status: 200, body: { policy: loose, effective: loose, enforcement: { parts: [{ authority: 'permissions' }] } } });
    await apiOf(gateway, parent.token.secret).put(`${parent.path}/policy`, strict);
    expect((await elsewhere.get(`${child.path}/policy`)).body).toMatchObject({ policy: loose, effective: { rateLimit: strict.rateLimit } });
    for (const unclear of [{ expiryRequired: null }, { ipAllowlist: [] }, { idleSeconds: 60 }, { expiresRequired: true }]) {
      expect(await operator.put(`${child.path}/policy`, unclear)).toMatchObject({ status: 400 });
    }
    expect(await operator.put(`${child.path}/policy`, { presets: ['monitorng'] })).toMatchObject({ status: 422, body: { code: 'operation_unknown' } });
    expect(await operator.put(`${child.path}/policy`, { rateLimit: null, deadTokenDays: 3651 })).toMatchObject({ status: 400 });
    await eventually(async () =>
      expect((await operator.get(`${child.path}/audit?type=policy.changed`)).body.items).toMatchObject([{ data: { policy: loose } }]),
    );
  });
});
