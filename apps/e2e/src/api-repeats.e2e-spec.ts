import { randomUUID } from 'node:crypto';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import { issue, makeProvider, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { toldOf, trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);
const otherOperator = apiOf(otherGateway, operatorToken);

let provider: Provider;
let tokens: string;
beforeAll(async () => {
  provider = await makeProvider(operator);
  tokens = `${provider.account.path}/tokens`;
});

const keyed = (key: string) => ({ 'idempotency-key': key });
const isReplay = ({ headers }: Answer): boolean => headers.get('idempotency-replayed') === 'true';
const full = (name: string) => ({ name, access: 'full' });
const listed = async (name: string): Promise<{ id: string }[]> => (await operator.get(`${provider.path}/tokens?name=${name}&limit=200`)).body.items;

describe('one Idempotency-Key', () => {
  it('from fifty clients makes one token, and all who succeed get the same secret', async () => {
    const [name, key] = [newSlug(), randomUUID()];
    const clients = [operator, otherOperator];
    const send = async (at: number): Promise<Answer[]> => {
      const answers: Answer[] = [];
      // As a client would: it tries again while the first request is still running.
      do answers.push(await clients[at % 2]!.post(tokens, full(name), keyed(key)));
      while (answers.at(-1)!.status === 409);
      return answers;
    };
    const all = (await Promise.all(Array.from({ length: 50 }, (_, at) => send(at)))).flat();
    const done = all.filter(({ status }) => status === 201);
    expect(done).toHaveLength(50);
    expect(new Set(done.map(({ body }) => body.token.id)).size).toBe(1);
    expect(new Set(done.map(({ body }) => body.secret)).size).toBe(1);
    expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
    for (const { body, headers } of all.filter(({ status }) => status !== 201)) {
      expect([body.code, headers.get('retry-after')]).toEqual(['idempotency_in_progress', '1']);
    }

    const { token, secret } = done[0]!.body;
    expect(await operator.post('/v1/verify', { token: secret })).toMatchObject({ body: { allowed: true, token: { id: token.id } } });
    expect((await listed(name)).map(({ id }) => id)).toEqual([token.id]);
    await eventually(async () => {
      const trail = await trailOf(operator, provider.slug);
      expect(toldOf(trail, token.id)).toEqual(['token.created']);
      expect(JSON.stringify(trail)).not.toContain(key);
    });
  });

  it.each<[string, () => { path: string; body: unknown; kind: string }]>([
    ['a tenant', () => ({ path: '/v1/tenants', body: { slug: newSlug(), name: 'Repeated' }, kind: 'tenant' })],
    ['a tenant below another', () => ({ path: '/v1/tenants', body: { slug: newSlug(), name: 'Repeated', parent: provider.slug }, kind: 'tenant' })],
    ['an account', () => ({ path: `${provider.path}/accounts`, body: { username: `u${newSlug()}`, featureList: 'plan' }, kind: 'account' })],
    ['a tenant’s token', () => ({ path: `${provider.path}/tokens`, body: { ...full(newSlug()), kind: 'tenant' }, kind: 'token' })],
  ])('makes %s once, and the second answer is the first one', async (_, wanted) => {
    const { path, body, kind } = wanted();
    const key = keyed(randomUUID());
    const first = await operator.post(path, body, key);
    expect([first.status, isReplay(first)]).toEqual([201, false]);
    const again = await otherOperator.post(path, body, key);
    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    const other = await operator.post(path, body);
    expect(other).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    const { id } = first.body[kind];
    expect(id).toEqual(expect.any(String));
  });

  it('regenerates once: a retry shows the same secret again, and ends nothing', async () => {
    const { id, secret: old } = await issue(operator, tokens, full(newSlug()));
    const [path, key] = [`${tokens}/${id}/regenerate`, keyed(randomUUID())];
    const first = await operator.post(path, { overlapSeconds: 600 }, key);
    const again = await otherOperator.post(path, { overlapSeconds: 600 }, key);
    expect([first.status, again.status, isReplay(first), isReplay(again)]).toEqual([201, 201, false, true]);
    const { enforcement: _one, ...made } = first.body;
    const { enforcement: _two, ...replayed } = again.body;
    expect(replayed).toEqual(made);
    expect(again.body.enforcement.parts).toEqual(first.body.enforcement.parts);
    for (const secret of [old, made.secret]) expect(await operator.post('/v1/verify', { token: secret })).toMatchObject({ body: { allowed: true } });
    expect((await operator.get(`${tokens}/${id}`)).body).toMatchObject({ token: { version: 2 }, credentials: [{}, {}] });
  });

  it('makes one link', async () => {
    const key = keyed(randomUUID());
    const [first, again] = [await operator.post(`${provider.account.path}/sessions`, undefined, key), await otherOperator.post(`${provider.account.path}/sessions`, undefined, key)];
    expect([first.status, again.status, isReplay(again)]).toEqual([201, 201, true]);
    expect(again.body).toEqual(first.body);
  });

  it('belongs to one request: with another body, or another place, it is refused and nothing is made', async () => {
    const [name, key] = [newSlug(), keyed(randomUUID())];
    expect((await operator.post(tokens, full(name), key)).status).toBe(201);
    const reused = { status: 422, body: { code: 'idempotency_key_reused' } };
    expect(await operator.post(tokens, full(newSlug()), key)).toMatchObject(reused);
    expect(await operator.post(`${provider.path}/tokens`, { ...full(name), kind: 'tenant' }, key)).toMatchObject(reused);
    const same = { access: 'full', description: '', name };
    expect(await operator.post(tokens, same, key)).toMatchObject({ status: 201 });
    expect(await listed(name)).toHaveLength(1);
  });

  it('is whoever’s sent it: another token’s key is another, even when it reads the same', async () => {
    const key = keyed(randomUUID());
    const callers: Api[] = [operator, apiOf(gateway, provider.token.secret), apiOf(gateway, provider.account.token.secret)];
    const made = await Promise.all(callers.map((api) => api.post(tokens, full(newSlug()), key)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(made.map(({ body }) => body.token.id)).size).toBe(3);
  });

  it('is not kept for what was refused: that changed nothing, and may turn out otherwise', async () => {
    const [name, key] = [newSlug(), keyed(randomUUID())];
    const taken = await issue(operator, tokens, full(name));
    expect(await operator.post(tokens, full(name), key)).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    await operator.delete(`${tokens}/${taken.id}`);
    const made = await operator.post(tokens, full(name), key);
    expect([made.status, isReplay(made)]).toEqual([201, false]);
  });

  it('is read as a structured string or bare, the same either way', async () => {
    const [name, key] = [newSlug(), randomUUID()];
    const first = await operator.post(tokens, full(name), keyed(key));
    const again = await operator.post(tokens, full(name), keyed(`"${key}"`));
    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
  });

  it.each(['', '""', '"half', 'a, b', 'x'.repeat(256)])('that cannot be read makes nothing: %j', async (key) => {
    const name = newSlug();
    const answer = await operator.post(tokens, { ...full(name), colour: 'red' }, keyed(key));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/colour', 'header:/idempotency-key']);
    expect(await listed(name)).toEqual([]);
  });

  it('is never needed: without one a second request is a second one', async () => {
    const { id } = await issue(operator, tokens, full(newSlug()));
    const regenerate = async (): Promise<string> => (await operator.post(`${tokens}/${id}/regenerate`, {})).body.secret;
    expect(await regenerate()).not.toBe(await regenerate());
    expect((await operator.get(`${tokens}/${id}`)).body.token.version).toBe(3);
  });
});
