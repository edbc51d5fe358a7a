import { createClient, type Outcome } from '@portcullis/client';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { makeProvider, newSlug, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const client = createClient({ baseUrl: gateway, token: operatorToken });

let provider: Provider;
beforeAll(async () => {
  provider = await makeProvider(apiOf(gateway, operatorToken));
});

/** Expects that a call was carried out. */
function done<Data>(answer: Outcome<Data>): Data {
  if (answer.outcome !== 'done') throw new Error(JSON.stringify(answer));
  return answer.data;
}

it.each(['/docs', '/docs/swagger-ui-bundle.js', '/docs/errors', '/openapi.json'])('%s is there to be read without a token', async (path) => {
  const answer = await fetch(gateway + path);
  expect(answer).toMatchObject({ status: 200, redirected: false });
  expect(answer.headers.get('etag')).not.toBeNull();
});

describe('the typed client, on a real gateway,', () => {
  it('makes, lists, verifies and revokes a token', async () => {
    const path = { tenant: provider.slug, account: 'alice' };
    const tokens = '/v1/tenants/{tenant}/accounts/{account}/tokens';
    const name = newSlug();
    const { token, secret } = done(await client.post(tokens, { params: { path }, body: { name, access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] } }));
    expect(done(await client.get(tokens, { params: { path, query: { limit: 1 } } }))).toMatchObject({ items: [{ id: token.id, name }], next: expect.any(String) });
    const verified = await client.post('/v1/verify', { body: { token: secret, operation: 'DNS::parse_zone' } });
    expect(done(verified)).toMatchObject({ allowed: true, token: { id: token.id } });
    const revoked = await client.delete(`${tokens}/{token}`, { params: { path: { ...path, token: token.id } } });
    expect(done(revoked).token.state).toBe('revoked');
    expect(await createClient({ baseUrl: gateway, token: secret }).get(tokens, { params: { path } })).toMatchObject({
      outcome: 'refused',
      status: 401,
      problem: { code: 'invalid_token' },
    });
  });

  it('is told which field is wrong', async () => {
    const answer = await client.post('/v1/tenants', { body: { slug: 'Not A Slug', name: 'x' } });
    expect(answer).toMatchObject({ outcome: 'refused', problem: { code: 'invalid_request', errors: [{ pointer: '/slug' }] } });
  });

  it('says that nobody is there', async () => {
    const answer = await createClient({ baseUrl: 'http://127.0.0.1:1', token: operatorToken }).get('/v1/tenants/{tenant}', { params: { path: { tenant: 'acme' } } });
    expect(answer).toMatchObject({ outcome: 'unreachable', reason: expect.stringContaining('fetch failed') });
    expect(JSON.stringify(answer)).not.toContain(operatorToken);
  });
});
