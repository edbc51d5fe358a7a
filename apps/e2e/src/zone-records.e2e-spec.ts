import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { connectPanel, issue, makeAccount, makeProvider, type Provider } from './providers.js';
import { connectZonePanel } from './zone-panel.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let provider: Provider;
let bare: BarePanel;
beforeAll(async () => {
  [provider, bare] = await Promise.all([makeProvider(operator), startBarePanel()]);
  await connectZonePanel(operator, provider);
});
afterAll(() => bare.close());

const records = (secret: string, { account }: Pick<Provider, 'account'> = provider, zone = 'alice.example'): Promise<Answer> => apiOf(gateway, secret).get(`${account.path}/zones/${zone}/records`);

describe('the records of a zone', () => {
  it('are told to the account and its provider, by name and type alone', async () => {
    for (const { secret } of [provider.account.token, provider.token]) {
      const { status, body } = await records(secret);
      expect(status).toBe(200);
      const { items } = body as { items: Record<string, string>[] };
      expect(items).toContainEqual({ name: 'alice.example', type: 'SOA' });
      expect(new Set(items.flatMap((item) => Object.keys(item)))).toEqual(new Set(['name', 'type']));
    }
  });

  it('are told to a restricted token that holds the operation by name, and to no other', async () => {
    const make = (name: string, operation: string) => issue(operator, `${provider.account.path}/tokens`, { name, access: 'restricted', grants: [{ operation }] });
    expect(await records((await make('picks', 'Portcullis::list_records')).secret)).toMatchObject({ status: 200 });
    expect(await records((await make('parses', 'DNS::parse_zone')).secret)).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
  });

  it('of a domain that is not the account’s are not there, as those of another account', async () => {
    const carol = await makeAccount(operator, provider.path, 'carol');
    for (const zone of ['carol.example', 'nobody.example']) expect(await records(provider.account.token.secret, provider, zone)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await records(provider.account.token.secret, { account: carol })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('cannot be told without a panel: what is missing is said', async () => {
    const other = await makeProvider(operator);
    expect(await records(other.account.token.secret, other)).toMatchObject({ status: 409, body: { code: 'no_panel', detail: 'No panel is set for this provider.' } });
    await connectPanel(operator, other, bare.url);
    bare.answer = (_request, response) => void response.writeHead(200).end('<html>');
    expect(await records(other.account.token.secret, other)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    bare.answer = (_request, response) => void response.writeHead(403).end();
    expect(await records(other.account.token.secret, other)).toMatchObject({ status: 409, body: { code: 'no_panel' } });
  });

  it('are not asked for by a token that was revoked', async () => {
    const { id, secret } = await issue(operator, `${provider.account.path}/tokens`, { name: 'gone', access: 'full' });
    expect(await records(secret)).toMatchObject({ status: 200 });
    await operator.delete(`${provider.account.path}/tokens/${id}`);
    expect(await records(secret)).toMatchObject({ status: 401 });
  });
});
