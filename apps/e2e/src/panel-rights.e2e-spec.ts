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

  it.each([
    'Tokens/list',
    'Tokens/create_full_access?name=x',
    'Tokens/revoke?name=native-to-the-stand-in-panel',
    'Tokens/rename?name=a&new_name=b',
    'Tokens/brand_new',
    'tokens/list',
    'TOKENS/list',
    'Batch/strict?command=%5B%22Tokens%22,%22list%22%5D',
    'Batch/strict',
    'Batch/brand_new',
    'batch/strict',
    'Portcullis/create_token',
    'portcullis/verify',
  ])('of %s never reaches the panel, whatever the token holds', async (call) => {
    const everything = [
      { operation: 'Tokens::*' },
      { operation: 'Tokens::create_full_access' },
      { operation: 'Batch::strict' },
      { feature: 'apitokens' },
    ];
    expect(await refusalOf(call, FULL)).toEqual(expect.any(String));
    expect(await refusalOf(call, ...everything)).toEqual(expect.any(String));
  });

  it('needs the feature today, whatever the token holds', async () => {
    for (const grants of [[FULL] as [typeof FULL], [{ operation: 'Ftp::add_ftp' }], [{ feature: 'ftpaccts' }]]) {
      expect(await refusalOf('Ftp/add_ftp', ...grants)).toBe('You do not have the feature “ftpaccts”.');
    }
  });

  it('is judged by its path alone: a method or parameter that names another one changes nothing', async () => {
    const grants = [{ operation: 'DNS::parse_zone' }];
    const token = await issue(operator, tokens, { name: newSlug(), access: 'restricted', grants });
    const query = 'module=DNS&function=parse_zone&cpanel_jsonapi_module=DNS&cpanel_jsonapi_func=parse_zone';
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
