import { once } from 'node:events';
import { request, type ClientRequest, type ServerResponse } from 'node:http';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { issue, makeProvider, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const WHM_TOKEN = 'MADEUPTOKENOFTHEWHMROOT123456789';

/** A provider whose WHM is at that address. */
async function makeWhmProvider(url: string): Promise<Provider> {
  const provider = await makeProvider(operator);
  expect(await operator.put(`${provider.path}/panel`, { url, hosts: [] })).toMatchObject({ status: 200 });
  expect(await operator.put(`${provider.path}/upstream`, { scheme: 'whm', user: 'root', token: WHM_TOKEN })).toMatchObject({ status: 200 });
  return provider;
}

const pathOf = ({ slug }: Provider, call: string): string => `/t/${slug}/json-api/${call}`;
const headersOf = ({ token }: Provider) => ({ authorization: `WHM root:${token.secret}` });
const get = (provider: Provider, call: string): Promise<RawAnswer> => exchange(gateway, { path: pathOf(provider, call), headers: headersOf(provider) });
const post = (provider: Provider, call: string, body: string): Promise<RawAnswer> =>
  exchange(gateway, { method: 'POST', path: pathOf(provider, call), headers: { ...headersOf(provider), 'content-type': 'application/x-www-form-urlencoded' }, body });
const json = ({ body }: RawAnswer): unknown => JSON.parse(body.toString());
const shown = async (provider: Provider, username: string): Promise<unknown> => {
  const { status, body } = await operator.get(`${provider.path}/accounts/${username}`);
  return status === 200 ? (body as { account: unknown }).account : status;
};
const verdict = async (token: Issued): Promise<unknown> => (await operator.post('/v1/verify', { token: token.secret })).body;

describe('the life of an account that a provider leads through the gateway', () => {
  let panel: Panel;
  let provider: Provider;
  beforeAll(async () => {
    const accounts = [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }];
    panel = await startPanel({ accounts, whmUsers: [{ user: 'root', token: WHM_TOKEN }] });
    provider = await makeWhmProvider(panel.url);
  });
  beforeEach(() => {
    panel.clearCalls();
    panel.clearExecuted();
  });
  afterAll(() => panel.close());

  it('does not begin without a feature list, and the answer says which to create', async () => {
    const text = 'A new account needs a feature list here: create one named default first.';
    expect(json(await get(provider, 'createacct?api.version=1&username=carol&domain=carol.example'))).toMatchObject({ metadata: { result: 0, reason: text } });
    const legacy = await post(provider, 'createacct', 'username=carol&domain=carol.example');
    expect(legacy.status).toBe(200);
    expect(json(legacy)).toMatchObject({ cpanelresult: { error: text } });
    expect(panel.calls()).toEqual([]);
  });

  it.each<[string, (call: string, query: string) => Promise<RawAnswer>, object]>([
    ['in the older shapes', (call, query) => post(provider, call, query), { result: [{ status: 1 }] }],
    ['with api.version', (call, query) => get(provider, `${call}?api.version=1&${query}`), { metadata: { result: 1 } }],
  ])('is known here from its creation to its end: %s', async (_, call, done) => {
    expect(await operator.put(`${provider.path}/feature-lists/default`, { features: [] })).toMatchObject({ status: 200 });
    expect(json(await call('createacct', 'username=carol&domain=Carol.example&featurelist=plan'))).toMatchObject(done);
    expect(await shown(provider, 'carol')).toMatchObject({ status: 'active', domains: ['carol.example'], featureList: 'plan' });
    const token = await issue(operator, `${provider.path}/accounts/carol/tokens`, { name: 'own', access: 'full' });

    const suspended = await call('suspendacct', 'user=carol&reason=late');
    expect(json(suspended)).toMatchObject(done);
    expect(suspended.headers['portcullis-receipt']).toMatch(/^rcp_/);
    expect(await verdict(token)).toMatchObject({ allowed: false, code: 'account_suspended' });

    const unsuspended = await call('unsuspendacct', 'user=carol');
    expect(json(unsuspended)).toMatchObject(done);
    expect(unsuspended.headers).not.toHaveProperty('portcullis-receipt');
    expect(await verdict(token)).toMatchObject({ allowed: true });

    const removed = await call('removeacct', 'username=carol');
    expect(json(removed)).toMatchObject(done);
    expect(removed.headers['portcullis-receipt']).toMatch(/^rcp_/);
    expect(await verdict(token)).toMatchObject({ allowed: false, code: 'account_removed' });
    expect(await shown(provider, 'carol')).toBe(404);
    expect(panel.executed().map(({ function: name }) => name)).toEqual(['createacct', 'suspendacct', 'unsuspendacct', 'removeacct']);
  });

  it('goes on as it was when the panel refuses: its power comes back, and nothing is made', async () => {
    const { token } = provider.account;
    expect(json(await get(provider, 'unsuspendacct?api.version=1&user=alice'))).toMatchObject({ metadata: { result: 0 } });
    expect(json(await get(provider, 'createacct?api.version=1&username=dave&domain=alice.example'))).toMatchObject({ metadata: { result: 0 } });
    expect(await shown(provider, 'dave')).toBe(404);
    expect(json(await get(provider, 'suspendacct?api.version=1&user=alice'))).toMatchObject({ metadata: { result: 1 } });
    expect(await operator.patch(provider.account.path, { status: 'active' })).toMatchObject({ status: 200 });
    const refused = await get(provider, 'suspendacct?api.version=1&user=alice');
    expect(json(refused)).toMatchObject({ metadata: { result: 0 } });
    expect(refused.headers).not.toHaveProperty('portcullis-receipt');
    expect(await verdict(token)).toMatchObject({ allowed: true });
  });

  it.each([
    ['a batch', `batch?api.version=1&command=${encodeURIComponent('suspendacct?user=alice')}`, 'Send suspendacct by itself, not in a batch.'],
    ['a new name', 'modifyacct?api.version=1&user=alice&newuser=alicia', 'Accounts cannot be renamed here'],
    ['an account of somebody else', 'suspendacct?api.version=1&user=mallory', 'There is no account named mallory here.'],
    ['two accounts', 'suspendacct?api.version=1&user=alice&user=alice2', 'suspendacct needs one account'],
  ])('is not changed by what could not be followed: %s', async (_, call, text) => {
    expect(json(await get(provider, call))).toMatchObject({ metadata: { result: 0, reason: expect.stringContaining(text) as string } });
    expect(panel.calls()).toEqual([]);
    expect(await shown(provider, 'alice')).toMatchObject({ status: 'active' });
  });
});

describe('a suspension that the panel takes its time over', () => {
  let panel: BarePanel;
  let provider: Provider;
  let waiting: ServerResponse[];
  beforeEach(async () => {
    panel = await startBarePanel();
    waiting = [];
    panel.answer = (_request, response) => void waiting.push(response);
    provider = await makeWhmProvider(panel.url);
  });
  afterEach(() => panel.close());

  /** A call that the panel has heard of and not answered. */
  async function suspending(): Promise<ClientRequest> {
    const { hostname, port } = new URL(gateway);
    const call = request({ hostname, port, path: pathOf(provider, 'suspendacct?user=alice'), headers: headersOf(provider), agent: false });
    call.on('error', () => undefined).end();
    await eventually(async () => expect(waiting).toHaveLength(1));
    return call;
  }
  const answer = (status: 0 | 1): void => void waiting[0]!.end(JSON.stringify({ result: [{ status, statusmsg: 'x' }] }));
  const DEAD = { allowed: false, code: 'account_suspended' };

  it('has taken the power of the account\'s own token before the panel hears of it', async () => {
    const { token } = provider.account;
    expect(await verdict(token)).toMatchObject({ allowed: true });
    const call = await suspending();
    expect(await verdict(token)).toMatchObject(DEAD);
    const heard = once(call, 'response');
    answer(1);
    const [response] = (await heard) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(await verdict(token)).toMatchObject(DEAD);
  });

  it.each([
    ['taken, when the panel does it', 1, DEAD],
    ['undone, when the panel refuses', 0, { allowed: true }],
  ] as const)('is seen to its end though the client has left: %s', async (_, status, expected) => {
    const call = await suspending();
    call.destroy();
    answer(status);
    await eventually(async () => expect(await verdict(provider.account.token)).toMatchObject(expected));
  });

  it('stays where nobody knows what the panel did: the connection breaks, or what comes cannot be read', async () => {
    panel.answer = (_request, response) => void response.destroy();
    expect((await get(provider, 'suspendacct?user=alice')).status).toBe(502);
    expect(await verdict(provider.account.token)).toMatchObject(DEAD);
    expect(await operator.patch(provider.account.path, { status: 'active' })).toMatchObject({ status: 200 });
    panel.answer = (_request, response) => void response.end('<html>');
    const passed = await get(provider, 'removeacct?user=alice');
    expect([passed.status, passed.body.toString()]).toEqual([200, '<html>']);
    expect(await shown(provider, 'alice')).toMatchObject({ status: 'suspended' });
  });

  it('is undone where the panel cannot be reached', async () => {
    await panel.close();
    expect((await get(provider, 'suspendacct?user=alice')).status).toBe(502);
    expect((await get(provider, 'removeacct?user=alice')).status).toBe(502);
    expect(await verdict(provider.account.token)).toMatchObject({ allowed: true });
  });
});
