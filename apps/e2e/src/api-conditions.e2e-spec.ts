import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import { issue, makeProvider, newSlug, type Provider } from './providers.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let provider: Provider;
let tokenPath: string;
beforeEach(async () => {
  provider = await makeProvider(operator);
  const { id } = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full' });
  tokenPath = `${provider.account.path}/tokens/${id}`;
});

/** What can be edited: where it is, an edit of it, and where it is in answers. */
const THINGS: [string, () => string, (text: string) => object, string][] = [
  ['a tenant', () => provider.path, (name) => ({ name }), 'tenant'],
  ['an account', () => provider.account.path, (text) => ({ domains: [`${text}.example`] }), 'account'],
  ['a token of an account', () => tokenPath, (description) => ({ description }), 'token'],
  ['a token of a tenant', () => `${provider.path}/tokens/${provider.token.id}`, (description) => ({ description }), 'token'],
];

/** Of an account, the tag of a read tells what is shown beside it as well. */
const versionIn = (tag: string | null): number => Number(/^"(\d+)(?:\.[\w-]+)?"$/.exec(tag ?? '')?.[1]);

/** An edit with nothing in `If-Match` but what is given. */
async function bareEdit(path: string, body: object): Promise<Answer> {
  const response = await fetch(gateway + path, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

describe.each(THINGS)('%s', (_, path, edit, kind) => {
  const tagOf = async (): Promise<string> => (await operator.get(path())).headers.get('etag')!;

  it('names its version, by any of its addresses, and a client that has it is not sent it again', async () => {
    const tag = await tagOf();
    const read = await operator.get(path());
    expect(versionIn(tag)).toBe(read.body[kind].version);
    for (const condition of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const known = await operator.get(path(), { 'if-none-match': condition });
      expect([known.status, known.body, known.headers.get('etag'), known.headers.get('cache-control')]).toEqual([304, null, tag, 'no-store']);
    }
    for (const condition of ['"0"', 'nonsense']) expect((await operator.get(path(), { 'if-none-match': condition })).status).toBe(200);
    expect((await apiOf(gateway, null).get(path(), { 'if-none-match': tag })).status).toBe(401);
  });

  it('is edited by whoever says which version they mean', async () => {
    const tag = await tagOf();
    const edited = await operator.patch(path(), edit('one'), { 'if-match': tag });
    expect(edited).toMatchObject({ status: 200, body: { [kind]: edit('one') } });
    expect(edited.headers.get('etag')).toBe(`"${edited.body[kind].version}"`);
    expect(versionIn(await tagOf())).toBe(edited.body[kind].version);
    expect(edited.body[kind].version).not.toBe(versionIn(tag));
    for (const rest of ['', ', "0"', ', W/"1"']) {
      const again = await operator.patch(path(), edit('two'), { 'if-match': `${await tagOf()}${rest}` });
      expect(again.status).toBe(200);
    }
    expect((await operator.patch(path(), edit('three'), { 'if-match': '*' })).status).toBe(200);
  });

  it('is left alone by a client that does not say, has an old version, a weak one, or none that we gave', async () => {
    const first = await tagOf();
    await operator.patch(path(), edit('one'), { 'if-match': first });
    const before = (await operator.get(path())).body as object;
    const current = await tagOf();
    for (const condition of [first, `W/${current}`, '"abc"', `${first}, W/${current}`]) {
      const stale = await operator.patch(path(), edit('two'), { 'if-match': condition });
      expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    }
    expect(await bareEdit(path(), edit('two'))).toMatchObject({ status: 428, body: { code: 'precondition_required' } });
    const unreadable = await operator.patch(path(), edit('two'), { 'if-match': '3' });
    expect(unreadable).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: 'header:/if-match' }] } });
    expect((await operator.get(path())).body).toEqual(before);
  });

  it('never holds half of one edit and half of another: of two with one version one is refused', async () => {
    const tag = await tagOf();
    const editors: Api[] = [operator, apiOf(otherGateway, operatorToken)];
    const answers = await Promise.all(editors.map((api, at) => api.patch(path(), edit(`editor${at}`), { 'if-match': tag })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = answers.find(({ status }) => status === 200)!;
    expect((await operator.get(path())).body[kind]).toEqual(won.body[kind]);
  });
});

describe('what is replaced whole', () => {
  it('has another version after it, so that an edit that did not know of it is refused', async () => {
    const replace: [string, string, object][] = [
      [provider.path, `${provider.path}/panel`, { url: 'http://127.0.0.1:9', hosts: [] }],
      [provider.account.path, `${provider.account.path}/upstream`, { scheme: 'cpanel', user: 'alice', token: 'PANELTOKEN' }],
    ];
    for (const [path, part, body] of replace) {
      const before = (await operator.get(path)).headers.get('etag')!;
      const after = versionIn((await operator.put(part, body)).headers.get('etag'));
      expect(after).not.toBe(versionIn(before));
      expect(versionIn((await operator.get(path)).headers.get('etag'))).toBe(after);
      expect((await operator.patch(path, { status: 'active' }, { 'if-match': before })).status).toBe(412);
    }
  });
});

describe('an account', () => {
  const readByItself = (condition?: string): Promise<Answer> =>
    apiOf(gateway, provider.account.token.secret).get(provider.account.path, condition === undefined ? {} : { 'if-none-match': condition });

  it('is told, itself, which features it has and which policy holds for it', async () => {
    const policy = { tokensPerAccount: 7, rateLimit: { requests: 6000, seconds: 60 } };
    await operator.put(`${provider.path}/policy`, policy);
    const { body } = await readByItself();
    expect(Object.keys(body).sort()).toEqual(['account', 'features', 'policy']);
    expect(body.policy).toEqual((await operator.get(`${provider.path}/policy`)).body.effective);
    expect(body.policy).toMatchObject(policy);
    const list = await operator.get(`${provider.path}/feature-lists/${body.account.featureList}`);
    expect(body.features).toEqual(list.body.featureList.features);
    expect(body.features).toContain('zoneedit');
    expect(await operator.get(provider.account.path)).toMatchObject({ body });
  });

  it('is shown again when its feature list or its policy has changed, and edited by whoever saw it before that', async () => {
    const change: (() => Promise<Answer>)[] = [
      () => operator.put(`${provider.path}/feature-lists/plan`, { features: ['zoneedit'] }),
      () => operator.put(`${provider.path}/policy`, { tokensPerAccount: 3 }),
    ];
    const first = (await readByItself()).headers.get('etag')!;
    for (const each of change) {
      const before = await readByItself();
      const tag = before.headers.get('etag')!;
      expect((await readByItself(tag)).status).toBe(304);
      expect(await each()).toMatchObject({ status: 200 });
      const after = await readByItself(tag);
      expect(after.status).toBe(200);
      expect(after.body).not.toEqual(before.body);
      expect(after.body.account).toEqual(before.body.account);
    }
    expect((await operator.patch(provider.account.path, { domains: ['edited.example'] }, { 'if-match': first })).status).toBe(200);
    expect((await operator.patch(provider.account.path, { domains: ['twice.example'] }, { 'if-match': first })).status).toBe(412);
  });
});

describe('fifty editors of one token', () => {
  it('with one version between them make one edit, over both gateways', async () => {
    const tag = (await operator.get(tokenPath)).headers.get('etag')!;
    const editors = gateways.map((base) => apiOf(base, operatorToken));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => editors[at % editors.length]!.patch(tokenPath, { description: `by ${at}` }, { 'if-match': tag })),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
    expect((await operator.get(tokenPath)).body.token).toEqual(won[0]!.body.token);
  });

  it('who read again after each refusal all get their edit in, and none is lost', async () => {
    const editors = gateways.map((base) => apiOf(base, operatorToken));
    const addLabel = async (at: number): Promise<void> => {
      const api = editors[at % editors.length]!;
      for (;;) {
        const read = await api.get(tokenPath);
        const labels = { ...read.body.token.labels, [`l${at}`]: 'x' };
        const { status } = await api.patch(tokenPath, { labels }, { 'if-match': read.headers.get('etag')! });
        if (status === 200) return;
        expect(status).toBe(412);
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, at) => addLabel(at)));
    const { token } = (await operator.get(tokenPath)).body;
    expect(Object.keys(token.labels).sort()).toEqual(Array.from({ length: 16 }, (_, at) => `l${at}`).sort());
    expect(token.version).toBe(17);
  });
});

describe('a thing that is taken away', () => {
  it('goes when the version is the one that was meant, or none was named', async () => {
    const tag = (await operator.get(tokenPath)).headers.get('etag')!;
    await operator.patch(tokenPath, { description: 'changed meanwhile' });
    expect(await operator.delete(tokenPath, { 'if-match': tag })).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await operator.get(tokenPath)).body.token.state).toBe('active');
    const now = (await operator.get(tokenPath)).headers.get('etag')!;
    expect(await operator.delete(tokenPath, { 'if-match': `"0", ${now}` })).toMatchObject({ status: 200, body: { token: { state: 'revoked' } } });

    const account = (await operator.get(provider.account.path)).headers.get('etag')!;
    await operator.patch(provider.account.path, { domains: [] });
    expect(await operator.delete(provider.account.path, { 'if-match': account })).toMatchObject({ status: 412 });
    expect(await operator.delete(provider.account.path)).toMatchObject({ status: 200, body: { account: { status: 'removed' } } });
  });

  it('or is not there is told apart from nothing by no condition', async () => {
    for (const condition of ['*', '"1"', 'W/"1"']) {
      for (const path of [`${provider.account.path}/tokens/tok_0000000000000000000000`, `${provider.path}/accounts/nobody`]) {
        expect((await operator.patch(path, path.includes('tok_') ? { description: 'x' } : { domains: [] }, { 'if-match': condition })).status).toBe(404);
        expect((await operator.delete(path, { 'if-match': condition })).status).toBe(404);
        expect((await operator.get(path, { 'if-none-match': condition })).status).toBe(404);
      }
    }
  });
});
