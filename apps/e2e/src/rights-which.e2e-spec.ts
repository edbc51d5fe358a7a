import { LONG, sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeAccount, makeProvider, type Provider } from './providers.js';
import { whichOf } from './rights-questions.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);
const elsewhere = apiOf(otherGateway, operatorToken);
const WWW = 'record:www.alice.example/A';
const EDIT = 'DNS::mass_edit_zone';

describe('which tokens can', () => {
  const MANY = LONG ? 3_000 : 600;
  const SIDE_BY_SIDE = 8;
  let crowd: Provider;
  let stranger: Provider;
  /** Every hundredth may, of two accounts in turn; the others hold another zone, or nothing of it. */
  const able = new Set<string>();
  beforeAll(async () => {
    [crowd, stranger] = await Promise.all([makeProvider(operator), makeProvider(operator)]);
    const carol = await makeAccount(operator, crowd.path, 'carol');
    let made = 0;
    const makers = Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let n = made++; n < MANY; n = made++) {
        const zone = n % 100 === 0 ? 'alice.example' : 'bob.example';
        const grants = n % 3 === 1 ? [{ operation: 'Email::list_pops' }] : [{ operation: EDIT, resources: [`zone:${zone}`] }];
        const owner = n % 200 === 0 ? carol : crowd.account;
        const { id } = await issue(operator, `${owner.path}/tokens`, { name: `t${n}`, access: 'restricted', grants });
        if (n % 100 === 0 && n % 3 !== 1) able.add(id);
      }
    });
    await Promise.all(makers);
  }, 180_000);
  const ask = { operation: EDIT, resources: ['zone:alice.example'] };

  it.each([200, 50, 7])('of very many are told page by page, each once, however few there are: %i a page', async (limit) => {
    const own = [crowd.token.id, crowd.account.token.id];
    const found = await whichOf(elsewhere, `${crowd.path}/tokens`, ask, { limit: String(limit) });
    expect(found).toHaveLength(new Set(found).size);
    // An account's full access is to all that it has; the provider's own token is no account's, and may do it as well.
    const full = (await Promise.all([crowd.token, crowd.account.token].map(async ({ id, secret }) => ((await operator.post('/v1/verify', { token: secret, ...ask })).body.allowed ? [id] : [])))).flat();
    expect(own).toEqual(expect.arrayContaining(full));
    const carols = found.filter((id) => !able.has(id) && !own.includes(id));
    // That of the second account, which has full access.
    expect(carols).toHaveLength(1);
    expect(new Set(found)).toEqual(new Set([...able, ...full, ...carols]));
  });

  it('go with the other filters and orders of a list', async () => {
    const own = `${crowd.account.path}/tokens`;
    const filters = { name: 't', access: 'restricted' };
    const [up, down] = await Promise.all(['name', '-name'].map((sort) => whichOf(elsewhere, own, ask, { ...filters, sort })));
    expect(up).toHaveLength([...able].length / 2);
    expect(down).toEqual([...up!].reverse());
    expect(await whichOf(elsewhere, own, ask, { ...filters, label: 'team:dns' })).toEqual([]);
    expect((await operator.get(`${crowd.account.path}/tokens?operation=${EDIT}&state=revoked`)).body).toMatchObject({ items: [], next: null });
  });

  it.each([
    ['resource=zone:alice.example', 'resource'],
    ['zone=alice.example', 'zone'],
    ['ip=192.0.2.1', 'ip'],
    [`operation=${EDIT}&resource=zone:*`, 'resource'],
    [`operation=${EDIT}&resource=${WWW}&zone=bob.example`, 'zone'],
    ['operation=DNS', 'operation'],
    [`operation=${EDIT}&ip=here`, 'ip'],
    [`operation=${EDIT}&cursor=bm9uZQ`, 'cursor'],
  ])('are asked for in a way that makes sense, or the question is refused: %s', async (query, field) => {
    expect(await operator.get(`${crowd.path}/tokens?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: `query:/${field}` }] } });
  });

  it('go on with a cursor of the same question only', async () => {
    const question = `operation=${EDIT}&resource=zone:bob.example&limit=1`;
    const { next } = (await operator.get(`${crowd.path}/tokens?${question}`)).body as { next: string };
    expect((await elsewhere.get(`${crowd.path}/tokens?${question}&cursor=${next}`)).status).toBe(200);
    for (const other of [`limit=1`, `operation=${EDIT}&limit=1`, `${question}&ip=192.0.2.1`, `${question}&name=t`]) {
      expect(await operator.get(`${crowd.path}/tokens?${other}&cursor=${next}`)).toMatchObject({ status: 400, body: { errors: [{ pointer: 'query:/cursor' }] } });
    }
  });

  it('are told of what lies at or below whoever asks, and of nothing else', async () => {
    const path = `${crowd.account.path}/tokens?operation=${EDIT}&limit=1`;
    for (const secret of [crowd.token.secret, crowd.account.token.secret]) expect((await apiOf(gateway, secret).get(path)).status).toBe(200);
    expect(await apiOf(gateway, stranger.token.secret).get(path)).toMatchObject({ status: 404 });
    expect(await apiOf(gateway, crowd.account.token.secret).get(`${crowd.path}/tokens?operation=${EDIT}`)).toMatchObject({ status: 404 });
  });
});
