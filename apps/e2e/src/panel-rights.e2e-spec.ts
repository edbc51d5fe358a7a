import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, PLAN, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
let provider: Provider;
let tokens: string;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  await operator.put(`${provider.path}/feature-lists/plan`, { features: [...PLAN, 'sslinstall'] });
  tokens = `${provider.account.path}/tokens`;
});
beforeEach(() => panel.clearCalls());
afterAll(() => panel.close());

describe('a call of the panel', () => {
  const FULL = 'full';
  /** What a token with these grants is told about a call; null: the panel was asked, once. */
  async function refusalOf(call: string, ...grants: object[] | [typeof FULL]): Promise<string | null> {
    const body = grants[0] === FULL ? { access: 'full' } : { access: 'restricted', grants };
    const token = await issue(operator, tokens, { name: newSlug(), ...body });
    panel.clearCalls();
    const answer = await callPanel({ base: gateway, provider, token }, { path: `/execute/${call}` });
    expect(answer.status).toBe(200);
    if (panel.calls().length > 0) {
      expect(panel.calls()).toMatchObject([{ url: `/execute/${call}` }]);
      return null;
    }
    const words = wordsIn(answer);
    expect(words).not.toMatch(/[\]}"]/);
    return words;
  }

  it('needs a grant that covers it', async () => {
    for (const grant of [
      { operation: 'DNS::parse_zone' },
      { operation: 'DNS::*' },
      { feature: 'zoneedit' },
      { operation: 'DNS::*', access: 'read' },
    ]) {
      expect(await refusalOf('DNS/parse_zone', grant)).toBeNull();
    }
    expect(await refusalOf('DNS/parse_zone', FULL)).toBeNull();
    for (const grant of [{ operation: 'DNS::mass_edit_zone' }, { operation: 'Email::*' }, { feature: 'popaccts' }]) {
      expect(await refusalOf('DNS/parse_zone', grant)).toBe('The token holds no grant for DNS::parse_zone.');
    }
    for (const grant of [
      { operation: 'DNS::mass_edit_zone', access: 'read' },
      { feature: 'zoneedit', access: 'read' },
    ]) {
      expect(await refusalOf('DNS/mass_edit_zone', grant)).toBe(
        'The token holds DNS::mass_edit_zone for reading only, and it is not a reading operation.',
      );
    }
  });

  it('that hands out a secret needs full access, or a grant of its very name', async () => {
    const call = 'SSL/fetch_key_and_cabundle_for_certificate';
    const operation = 'SSL::fetch_key_and_cabundle_for_certificate';
    expect(await refusalOf(call, FULL)).toBeNull();
    expect(await refusalOf(call, { operation })).toBeNull();
    for (const grants of [
      [{ operation: 'SSL::*' }],
      [{ feature: 'sslinstall' }],
      [{ operation: 'SSL::*' }, { feature: 'sslinstall' }, { feature: 'sslmanager' }],
    ]) {
      expect(await refusalOf(call, ...grants)).toBe(
        `${operation} hands out a secret, so the token needs a grant that names it.`,
      );
    }
    expect(await refusalOf(call, { operation, access: 'read' })).toMatch(/for reading only/);
    for (const session of ['Session/create_temp_user', 'Session/create_webmail_session_for_self']) {
      expect(await refusalOf(session, { operation: 'Session::*' })).toMatch(/hands out a secret/);
    }
  });

  it('that no catalogue knows needs full access', async () => {
    for (const call of ['Nope/nope', 'DNS/brand_new', 'Email/__proto__', 'constructor/prototype']) {
      expect(await refusalOf(call, FULL)).toBeNull();
      expect(
        await refusalOf(call, { operation: 'DNS::*' }, { operation: 'Email::*' }, { feature: 'zoneedit' }),
      ).toMatch(/is not in the catalogue: only full access reaches it\.$/);
    }
  });

  it.each<[call: string, status: number, answer: RegExp]>([
    ['Tokens/list', 200, /"status":1/],
    ['Tokens/create_full_access?name=x', 200, /"token":"pcl/],
    ['Tokens/revoke?name=native-to-the-stand-in-panel', 200, /"data":1,/],
    ['Tokens/rename?name=a&new_name=b', 200, /"status":0/],
    ['Tokens/brand_new', 200, /"status":0/],
    ['tokens/list', 400, /"status":0/],
    ['TOKENS/list', 400, /"status":0/],
    ['Batch/strict?command=%5B%22Tokens%22,%22list%22%5D', 200, /"status":1/],
    ['Batch/strict?command=%5B%22tokens%22,%22list%22%5D', 400, /"status":0/],
    ['Batch/strict?command-0=%5B%22Tokens%22,%22list%22%5D&command-1=%5B%22DNS%22,%22parse_zone%22%5D', 200, /"status":0/],
    ['Batch/strict', 400, /"status":0/],
    ['Batch/brand_new', 200, /"status":0/],
    ['batch/strict', 400, /"status":0/],
    ['Portcullis/create_token', 200, /"status":0/],
    ['portcullis/verify', 200, /"status":0/],
  ])('of %s never reaches the panel, whatever the token holds', async (call, status, expected) => {
    const everything = [
      { operation: 'Tokens::*' },
      { operation: 'Tokens::create_full_access' },
      { operation: 'Batch::strict' },
      { feature: 'apitokens' },
    ];
    const full = await issue(operator, tokens, { name: newSlug(), access: 'full' });
    const scoped = await issue(operator, tokens, { name: newSlug(), access: 'restricted', grants: everything });
    const answer = await callPanel({ base: gateway, provider, token: full }, { path: `/execute/${call}` });
    expect([answer.status, answer.body.toString()]).toEqual([status, expect.stringMatching(expected)]);
    const toScoped = await callPanel({ base: gateway, provider, token: scoped }, { path: `/execute/${call}` });
    expect(toScoped.status).toBe(status);
    expect(toScoped.body.toString()).not.toContain('"token":');
    expect(panel.calls()).toEqual([]);
  });

  it('that holds others needs a grant for each of them, and goes on as it came', async () => {
    const zone = (name: string) => ['DNS', 'parse_zone', { zone: name }];
    const batch = (...commands: unknown[]) =>
      `Batch/strict?${commands.map((command, n) => `command-${n}=${encodeURIComponent(JSON.stringify(command))}`).join('&')}`;
    const anyZone = { operation: 'DNS::parse_zone' };
    const oneZone = { ...anyZone, resources: ['zone:alice.example'] };
    for (const grants of [[FULL] as [typeof FULL], [anyZone], [oneZone]]) {
      expect(await refusalOf(batch(zone('alice.example')), ...grants)).toBeNull();
      expect(await refusalOf(batch(zone('alice.example'), zone('Alice.Example')), ...grants)).toBeNull();
    }
    const withPops = batch(zone('alice.example'), ['Email', 'list_pops']);
    expect(await refusalOf(withPops, { operation: 'DNS::*' }, { operation: 'Email::list_pops' })).toBeNull();
    for (const grant of [anyZone, { operation: 'Batch::strict' }, { operation: 'Batch::*' }]) {
      expect(await refusalOf(withPops, grant)).toMatch(/^The token holds no grant for (?:DNS::parse_zone|Email::list_pops)\.$/);
    }
    expect(await refusalOf(batch(zone('alice.example'), zone('bob.example')), oneZone)).toMatch(/bob\.example/);
    expect(await refusalOf(batch(zone('alice.example'), ['Batch', 'strict']), FULL)).toEqual(expect.any(String));
  });

  it('needs the feature today, whatever the token holds', async () => {
    for (const grants of [[FULL] as [typeof FULL], [{ operation: 'Ftp::add_ftp' }], [{ feature: 'ftpaccts' }]]) {
      expect(await refusalOf('Ftp/add_ftp', ...grants)).toBe('You do not have the feature “ftpaccts”.');
    }
  });

  it('is judged by its path alone: a method or parameter that names another one changes nothing', async () => {
    const grants = [{ operation: 'DNS::parse_zone' }];
    const token = await issue(operator, tokens, { name: newSlug(), access: 'restricted', grants });
    const query = 'module=DNS&function=parse_zone&func=parse_zone&user=bob&_method=GET';
    for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const headers = { 'x-http-method-override': 'GET', 'x-original-url': '/execute/DNS/parse_zone' };
      const path = `/execute/Email/add_pop?${query}`;
      const answer = await callPanel({ base: gateway, provider, token }, { method, path, headers });
      expect(answer.status).toBe(200);
      if (method !== 'HEAD') expect(wordsIn(answer)).toBe('The token holds no grant for Email::add_pop.');
    }
    expect(panel.calls()).toEqual([]);
  });
});
