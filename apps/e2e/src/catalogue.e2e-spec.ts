import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeProvider, type Provider } from './providers.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

interface Operation {
  readonly name: string;
  readonly access: string;
  readonly features: readonly string[];
  readonly escalates: { readonly reason: string; readonly unlessOn: readonly string[] } | null;
}

let provider: Provider;
let account: ReturnType<typeof apiOf>;
beforeAll(async () => {
  provider = await makeProvider(operator);
  account = apiOf(gateway, provider.account.token.secret);
});

/** All pages of a list, each from another gateway than the one before. */
async function operations(query: string, limit = 200): Promise<Operation[]> {
  const doors = [gateway, otherGateway].map((url) => apiOf(url, provider.account.token.secret));
  const items: Operation[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const page = await doors[pages % 2]!.get(`/v1/catalogue/operations?limit=${limit}&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    items.push(...(page.body.items as Operation[]));
    cursor = page.body.next as string | null;
  }
  return items;
}

describe('the catalogue', () => {
  it('tells an account what can be granted, and operators the same', async () => {
    const { status, body } = await account.get('/v1/catalogue');
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, features: expect.arrayContaining([{ name: 'zoneedit', rolling: false }, { name: 'bandwidth', rolling: true }]) });
    expect(body.privileges).toEqual(expect.arrayContaining([{ name: 'list-accts', rolling: false, risk: 'normal' }, { name: 'create-user-session', rolling: false, risk: 'escalates' }]));
    const preset = (body.presets as { name: string }[]).find(({ name }) => name === 'acme-dns-01');
    expect(preset).toMatchObject({
      kinds: [{ kind: 'zone', required: true }, { kind: 'record', required: true, pattern: '^_acme-challenge\\.[^*]+/TXT$' }],
      parts: expect.arrayContaining([{ operation: 'DNS::parse_zone', on: ['zone'] }, { operation: 'DNS::mass_edit_zone', on: ['record'] }]),
    });
    expect((await operator.get('/v1/catalogue')).body).toEqual(body);
  });

  it('lists every operation once, in order, page by page', async () => {
    const all = await operations('');
    const names = all.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(600);
    expect(names).toEqual([...new Set(names)].sort());
    expect(await operations('', 77)).toEqual(all);
    expect(names).toEqual(expect.arrayContaining(['DNS::parse_zone', 'PowerDNS::read_zone', 'Portcullis::read_catalogue', 'WHM::createacct']));
    expect(names).not.toContain('Tokens::list');
  });

  it('lists what a feature or a privilege opens, or what a module holds', async () => {
    expect(await operations('feature=cron')).toEqual([
      { name: 'Cron::add_line', access: 'write', features: ['cron'], escalates: { reason: expect.any(String), unlessOn: ['cron_line'] } },
      { name: 'Cron::edit_line', access: 'write', features: ['cron'], escalates: { reason: expect.any(String), unlessOn: ['cron_line'] } },
      { name: 'Cron::fetchcron', access: 'read', features: ['cron'], escalates: null },
      { name: 'Cron::remove_line', access: 'write', features: ['cron'], escalates: null },
    ]);
    expect((await operations('feature=suspend-acct')).map(({ name }) => name)).toEqual(['WHM::suspendacct', 'WHM::unsuspendacct']);
    expect((await operations('module=Quota')).map(({ name }) => name)).toEqual(['Quota::get_local_quota_info', 'Quota::get_quota_info']);
    expect(await operations('module=Quota&feature=cron')).toEqual([]);
    expect(await operations('module=nosuch')).toEqual([]);
  });

  it('takes a cursor for the list that it is of, and no other', async () => {
    const { body } = await account.get('/v1/catalogue/operations?limit=1&feature=cron');
    for (const query of [`limit=1&cursor=${body.next as string}`, `feature=zoneedit&cursor=${body.next as string}`, 'cursor=abc']) {
      expect(await account.get(`/v1/catalogue/operations?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: 'query:/cursor' }] } });
    }
  });

  it('is for those who hold it', async () => {
    const tokens = `${provider.account.path}/tokens`;
    const may = await issue(operator, tokens, { name: 'may', access: 'restricted', grants: [{ operation: 'Portcullis::read_catalogue' }] });
    const mayNot = await issue(operator, tokens, { name: 'may-not', access: 'restricted', grants: [{ feature: 'zoneedit' }] });
    expect((await apiOf(gateway, may.secret).get('/v1/catalogue')).status).toBe(200);
    for (const path of ['/v1/catalogue', '/v1/catalogue/operations']) expect((await apiOf(gateway, mayNot.secret).get(path)).status).toBe(403);
  });
});
