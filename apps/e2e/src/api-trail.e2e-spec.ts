import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { exchange } from './clients/raw-http.js';
import { connectPanel, makeProvider, PANEL_TOKEN, PLAN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { trailOf, type Entry } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
});
afterAll(() => panel.close());

const callPanel = (slug: string, secret: string, call: string, user = 'alice') =>
  exchange(otherGateway, {
    path: `/t/${slug}/execute/${call}`,
    headers: { authorization: `cpanel ${user}:${secret}` },
  });

describe('the audit trail', () => {
  let provider: Provider;
  let neighbour: Provider;
  let limited: Issued;
  /** What was expected so far, oldest first. */
  const told: object[] = [];
  let trail: Entry[] = [];

  beforeAll(async () => {
    provider = await makeProvider(operator);
    neighbour = await makeProvider(operator);
    await connectPanel(operator, provider, panel.url);
    const made = [
      { type: 'tenant.created', subject: provider.id },
      { type: 'feature_list.updated', subject: 'plan' },
      { type: 'token.created', subject: provider.token.id },
      { type: 'account.created', subject: provider.account.id },
      { type: 'token.created', subject: provider.account.token.id },
      { type: 'panel.updated', subject: provider.id },
      { type: 'upstream.updated', subject: provider.account.id },
    ];
    trail = await eventually(async () => {
      const read = await trailOf(operator, provider.slug);
      expect(read).toHaveLength(made.length);
      return read;
    });
    // Nobody waited for one before making the next: the two services told of them in an order of their own.
    told.push(...trail.map(({ type, subject }) => ({ type, subject })));
    expect(new Set(told.map((entry) => JSON.stringify(entry)))).toEqual(new Set(made.map((entry) => JSON.stringify(entry))));
  });

  /** The next entry is this one. The services tell side by side: the order is that of the calls only if each is awaited. */
  async function tells(entry: object): Promise<void> {
    told.push(entry);
    trail = await eventually(async () => {
      const read = await trailOf(operator, provider.slug);
      expect(read).toHaveLength(told.length);
      return read;
    });
    expect(trail.at(-1)).toMatchObject(entry);
  }

  const by = ({ headers }: Answer, token: Issued, kind: string, accountId: string | null) => ({
    by: {
      kind,
      tokenId: token.id,
      publicId: expect.stringMatching(/^[0-9A-Za-z]{8}$/) as string,
      tenantId: provider.id,
      accountId,
      requestId: headers.get('x-request-id'),
      ip: '127.0.0.1',
    },
  });
  const byTenant = (answer: Answer) => by(answer, provider.token, 'tenant', null);
  const byAccount = (answer: Answer) => by(answer, provider.account.token, 'account', provider.account.id);

  it('tells who made what, by which request', async () => {
    const tenant = apiOf(gateway, provider.token.secret);
    const grants = [{ operation: 'DNS::parse_zone' }];
    const made = await tenant.post(`${provider.account.path}/tokens`, {
      name: 'limited',
      access: 'restricted',
      grants,
      expiresAt: '2099-01-01T00:00:00Z',
    });
    limited = { id: made.body.token.id, secret: made.body.secret };
    await tells({
      type: 'token.created',
      subject: limited.id,
      data: {
        ...byTenant(made),
        accountId: provider.account.id,
        name: 'limited',
        kind: 'account',
        access: 'restricted',
        grants,
        expiresAt: '2099-01-01T00:00:00.000Z',
      },
    });
    const account = apiOf(otherGateway, provider.account.token.secret);
    const second = await account.post(`${provider.account.path}/tokens`, { name: 'second', access: 'full' });
    await tells({
      type: 'token.created',
      subject: second.body.token.id,
      data: { ...byAccount(second), name: 'second', expiresAt: null },
    });
  });

  it('tells what was denied on the panel path, why, and with which token', async () => {
    const denied = (code: string, operation: string, missing?: string) => ({
      type: 'request.denied',
      subject: limited.id,
      data: {
        tokenId: limited.id,
        accountId: provider.account.id,
        publicId: limited.secret.slice(7, 15),
        ip: '127.0.0.1',
        operation,
        code,
        missing: missing ?? expect.any(String),
      },
    });
    const answer = await callPanel(
      provider.slug,
      limited.secret,
      'Email/add_pop?email=box&password=private-word',
    );
    expect(answer.status).toBe(200);
    await tells(denied('not_granted', 'Email::add_pop', 'The token holds no grant for Email::add_pop.'));
    expect(trail.at(-1)).toMatchObject({ data: { requestId: answer.headers['x-request-id'], resources: ['mailbox:box@alice.example'] } });

    await callPanel(provider.slug, limited.secret, 'DNS/parse_zone?zone=alice.example', 'somebody');
    await tells(denied('wrong_place', 'DNS::parse_zone'));
    await callPanel(neighbour.slug, limited.secret, 'DNS/parse_zone?zone=alice.example');
    await tells(denied('wrong_place', 'DNS::parse_zone'));

    expect(await operator.patch(provider.account.path, { status: 'suspended' })).toMatchObject({ status: 200 });
    await tells({ type: 'account.updated', data: { status: 'suspended' } });
    await callPanel(provider.slug, limited.secret, 'DNS/parse_zone');
    await tells(denied('account_suspended', 'DNS::parse_zone'));
    await operator.patch(provider.account.path, { status: 'active' });
    await tells({ type: 'account.updated', data: { status: 'active' } });

    const features = PLAN.filter((feature) => feature !== 'zoneedit');
    await operator.put(`${provider.path}/feature-lists/plan`, { features });
    await tells({ type: 'feature_list.updated', subject: 'plan', data: { name: 'plan', features } });
    await callPanel(provider.slug, limited.secret, 'DNS/parse_zone?zone=alice.example');
    await tells(denied('feature_missing', 'DNS::parse_zone', 'You do not have the feature “zoneedit”.'));
    await callPanel(provider.slug, provider.account.token.secret, 'Tokens/unheard_of');
    await tells({
      type: 'request.denied',
      subject: provider.account.token.id,
      data: { code: 'not_forwarded', operation: 'panel' },
    });
  });

  it('tells what was denied on /v1', async () => {
    const answer = await apiOf(gateway, limited.secret).post(`${provider.account.path}/tokens`, {
      name: 'more',
      access: 'full',
    });
    expect(answer.status).toBe(403);
    await tells({
      type: 'request.denied',
      subject: limited.id,
      data: {
        tokenId: limited.id,
        operation: 'Portcullis::create_token',
        code: 'not_granted',
        requestId: answer.headers.get('x-request-id'),
      },
    });
  });

  it('tells a revoke by the account itself, and what the dead token tried after that', async () => {
    const revoked = await apiOf(gateway, provider.account.token.secret).delete(
      `${provider.account.path}/tokens/${limited.id}`,
    );
    await tells({ type: 'token.revoked', subject: limited.id, data: { ...byAccount(revoked), name: 'limited' } });
    await callPanel(provider.slug, limited.secret, 'DNS/parse_zone');
    await tells({ type: 'request.denied', subject: limited.id, data: { code: 'token_revoked' } });
    expect(
      (await apiOf(gateway, provider.account.token.secret).delete(`${provider.account.path}/tokens/${limited.id}`))
        .status,
    ).toBe(200);
  });

  it('tells the end of an account, and all of it in order: numbered without a gap, and nothing of others', async () => {
    await callPanel(provider.slug, 'junk', 'DNS/parse_zone');
    await callPanel(provider.slug, neighbour.account.token.secret, 'DNS/parse_zone');
    const renamed = await apiOf(gateway, provider.token.secret).patch(provider.path, { name: 'Renamed' });
    await tells({
      type: 'tenant.updated',
      subject: provider.id,
      data: { ...byTenant(renamed), name: 'Renamed', status: 'active' },
    });
    const removed = await apiOf(gateway, provider.token.secret).delete(provider.account.path);
    await tells({
      type: 'account.deleted',
      subject: provider.account.id,
      data: { ...byTenant(removed), username: 'alice' },
    });

    expect(trail).toMatchObject(told);
    expect(trail.map(({ seq }) => seq)).toEqual(trail.map((_, at) => at + 1));
    expect(new Set(trail.map(({ id }) => id)).size).toBe(trail.length);
    expect(await trailOf(apiOf(gateway, provider.token.secret), provider.slug)).toEqual(trail);

    const next = await eventually(async () => {
      const entries = await trailOf(operator, neighbour.slug);
      expect(entries.at(-1)).toMatchObject({
        type: 'request.denied',
        subject: neighbour.account.token.id,
        data: { code: 'wrong_place' },
      });
      return entries;
    });
    expect(next.map(({ seq }) => seq)).toEqual(next.map((_, at) => at + 1));
    expect(next.filter(({ type }) => type === 'request.denied')).toHaveLength(1);
    expect(JSON.stringify(next)).not.toContain(provider.id);
  });

  it('holds no secret, no query and no body', () => {
    const text = JSON.stringify(trail);
    for (const secret of [limited.secret, provider.token.secret, provider.account.token.secret, PANEL_TOKEN]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.slice(15));
    }
    expect(text).not.toContain('private-');
  });

  it('is read page by page, each entry once', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = await operator.get(
        `${provider.path}/audit?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map(({ seq }: Entry) => seq));
      cursor = page.body.next;
    }
    expect(seen).toEqual(trail.map(({ seq }) => seq).reverse());
  });
});
