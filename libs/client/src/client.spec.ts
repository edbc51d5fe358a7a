import { createClient, type Client, type ClientOptions } from './index.js';

const problem = {
  type: 'https://api.example.com/docs/errors#not_found',
  title: 'There is no such thing here',
  status: 404,
  detail: 'there is no such tenant or account',
  code: 'not_found',
  request_id: 'req_0000000000000000000000',
};
const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });

/** A client, and the requests that it has sent to a server that answers this. */
function world(answer: () => Response | Promise<Response>, options: Partial<ClientOptions> = {}) {
  const sent: Request[] = [];
  const client = createClient({
    baseUrl: 'https://api.example.com/',
    token: 'pcla1SECRET',
    fetch: async (request) => {
      sent.push(request);
      return answer();
    },
    ...options,
  });
  return { client, sent };
}
const read = (client: Client, tenant = 'acme') => client.get('/v1/tenants/{tenant}', { params: { path: { tenant } } });

describe('the client', () => {
  it('sends what the document asks for, with the token', async () => {
    const { client, sent } = world(() => json(201, { token: {}, secret: 'pcla1' }));
    await client.post('/v1/tenants/{tenant}/accounts/{account}/tokens', {
      params: { path: { tenant: 'acme', account: 'alice' }, header: { 'Idempotency-Key': 'once' } },
      body: { name: 'ci', access: 'full' },
    });
    const [request] = sent;
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://api.example.com/v1/tenants/acme/accounts/alice/tokens',
      redirect: 'error',
    });
    expect(Object.fromEntries(request!.headers)).toEqual({
      authorization: 'Bearer pcla1SECRET',
      'content-type': 'application/json',
      'idempotency-key': 'once',
    });
    expect(await request!.json()).toEqual({ name: 'ci', access: 'full' });
  });

  it('sends no Authorization without a token, as in a page whose session is a cookie', async () => {
    const { client, sent } = world(() => json(200, {}), { token: undefined });
    await read(client);
    expect(sent[0]!.headers.has('authorization')).toBe(false);
  });

  it('answers what was done, with its status and headers', async () => {
    const { client } = world(() => json(200, { tenant: { slug: 'acme' } }));
    const answer = await read(client);
    expect(answer).toMatchObject({ outcome: 'done', data: { tenant: { slug: 'acme' } }, status: 200 });
    if (answer.outcome === 'done') expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('answers why it was refused', async () => {
    const { client } = world(() => json(404, problem, 'application/problem+json; charset=utf-8'));
    expect(await read(client)).toMatchObject({ outcome: 'refused', problem, status: 404 });
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ['nobody listens', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })), 'fetch failed: connect ECONNREFUSED'],
    ['a redirect is met', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('unexpected redirect') })), 'fetch failed: unexpected redirect'],
    ['a proxy answers with a page', () => new Response('<h1>Bad Gateway</h1>', { status: 502 }), 'it was answered with 502, and not by Portcullis'],
    ['a proxy answers with JSON of its own', () => json(503, { message: 'no upstream' }), 'it was answered with 503, and not by Portcullis'],
    ['a proxy answers with nothing', () => new Response(null, { status: 503 }), 'it was answered with 503, and not by Portcullis'],
  ])('throws nothing when %s, and tells it from a refusal', async (_, answer, reason) => {
    expect(await read(world(answer).client)).toEqual({ outcome: 'unreachable', reason });
  });

  it('throws nothing when what came is cut off', async () => {
    const { client } = world(() => new Response('{"tenant":{', { status: 200 }));
    expect(await read(client)).toMatchObject({ outcome: 'unreachable' });
  });

  it.each(['..', '.', '../..', 'a/b', 'a?b', 'a#b', '%2e%2e', ''])('never leaves the path of the call: %j', async (tenant) => {
    const { client, sent } = world(() => json(404, problem));
    await client.delete('/v1/tenants/{tenant}/accounts/{account}', { params: { path: { tenant, account: 'alice' } } });
    expect(new URL(sent[0]!.url)).toMatchObject({
      pathname: expect.stringMatching(/^\/v1\/tenants\/[^/]*\/accounts\/alice$/),
      search: '',
      hash: '',
    });
  });

  it('is checked by the compiler', () => {
    const misuse = (client: Client) => [
      // @ts-expect-error -- there is no such path
      client.get('/v1/tenant/{tenant}', { params: { path: { tenant: 'acme' } } }),
      // @ts-expect-error -- the path has a part to fill in
      client.get('/v1/tenants/{tenant}'),
      // @ts-expect-error -- a misspelt field of the body
      client.post('/v1/tenants', { body: { slug: 'acme', name: 'Acme', parents: 'root' } }),
      // @ts-expect-error -- a field is missing
      client.post('/v1/tenants', { body: { slug: 'acme' } }),
      // @ts-expect-error -- no such value
      client.post('/v1/verify', { body: { token: 1 } }),
      // @ts-expect-error -- nobody may put another server in
      client.get('/v1/tenants/{tenant}', { params: { path: { tenant: 'acme' } }, baseUrl: 'https://elsewhere' }),
      // @ts-expect-error -- what it answers is a tenant
      client.get('/v1/tenants/{tenant}', { params: { path: { tenant: 'acme' } } }).then((answer) => answer.outcome === 'done' && answer.data.token),
    ];
    expect(misuse).toBeInstanceOf(Function);
  });
});
