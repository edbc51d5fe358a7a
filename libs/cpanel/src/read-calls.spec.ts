import type { PanelCaller } from './call.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { Parameters } from './parameters.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

const catalogue = loadCatalogue();
const ACCOUNT: PanelCaller = { kind: 'account' };
const TENANT: PanelCaller = { kind: 'tenant' };

const request = (caller: PanelCaller, url: string, form = '') => {
  const [path, query = ''] = url.split('?') as [string, string?];
  const target = readPanelPath(path);
  const parameters = readParameters({ query, contentType: 'application/x-www-form-urlencoded', body: Buffer.from(form) });
  if (!target.ok || !parameters.ok) throw new Error('not a request');
  return readCalls(target.value, parameters.value, caller, catalogue);
};
const calls = (...args: [caller: PanelCaller, url: string, form?: string]) => {
  const read = request(...args);
  if (!read.ok) return read.refusal;
  return read.value.calls.map((call) => `${call.api} ${call.module}::${call.function}(${call.arguments.all.map(({ name, value }) => `${name}=${value}`).join('&')}) ${call.handler}${call.account === null ? '' : ` for ${call.account}`}`);
};
const cpanel = (module: string, func: string, more = '') => `/json-api/cpanel?cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${func}${more}`;
const strict = (...commands: unknown[]) => commands.map((command, index) => `command-${index}=${encodeURIComponent(JSON.stringify(command))}`).join('&');
const batch = (...commands: string[]) => `/json-api/batch?api.version=1&${commands.map((command) => `command=${encodeURIComponent(command)}`).join('&')}`;

describe('what an account calls', () => {
  it.each<[string, string, string]>([
    ['/execute/DNS/parse_zone?zone=a.com&api.paginate=1', '', 'uapi DNS::parse_zone(zone=a.com) panel'],
    ['/execute/DNS/parse_zone', 'zone=a.com', 'uapi DNS::parse_zone(zone=a.com) panel'],
    [cpanel('ZoneEdit', 'fetchzones'), '', 'api2 ZoneEdit::fetchzones() panel'],
    [cpanel('ZoneEdit', 'fetchzones', '&cpanel_jsonapi_version=2&cpanel_jsonapi_user=alice'), '', 'api2 ZoneEdit::fetchzones() panel'],
    [cpanel('Email', 'list_pops', '&cpanel_jsonapi_apiversion=3&x=1'), '', 'uapi Email::list_pops(x=1) panel'],
    ['/json-api/cpanel', 'cpanel_jsonapi_module=Cron&cpanel_jsonapi_func=add_line&command=x', 'api2 Cron::add_line(command=x) panel'],
    ['/execute/Tokens/list', '', 'uapi Tokens::list() tokens'],
    [cpanel('Tokens', 'revoke', '&cpanel_jsonapi_apiversion=3&name=a'), '', 'uapi Tokens::revoke(name=a) tokens'],
  ])('%s', (url, form, expected) => {
    expect(calls(ACCOUNT, url, form)).toEqual([expected]);
  });

  it('is judged by the catalogue, tokens by our own', () => {
    const operations = (url: string) => {
      const read = request(ACCOUNT, url);
      return read.ok ? read.value.calls.map(({ operation }) => operation) : read.refusal;
    };
    expect(operations('/execute/DNS/parse_zone')).toMatchObject([{ name: 'DNS::parse_zone', known: true, access: 'read' }]);
    expect(operations('/execute/No/such')).toMatchObject([{ name: 'No::such', known: false, access: 'write' }]);
    expect(operations('/execute/Tokens/create_full_access')).toMatchObject([{ name: 'Portcullis::create_token', access: 'secret' }]);
  });

  it('says for whom it claims to be', () => {
    expect(request(ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_user=Bob'))).toMatchObject({ ok: true, value: { claimedUser: 'Bob' } });
    expect(request(ACCOUNT, cpanel('Email', 'x'))).toMatchObject({ ok: true, value: { claimedUser: null } });
  });

  it('takes the calls out of a batch', () => {
    const commands = strict(['DNS', 'parse_zone', { zone: 'a.com', n: 1 }], ['Email', 'list_pops']);
    const both = ['uapi DNS::parse_zone(zone=a.com&n=1) panel', 'uapi Email::list_pops() panel'];
    expect(calls(ACCOUNT, `/execute/Batch/strict?${commands}`)).toEqual(both);
    expect(calls(ACCOUNT, '/execute/Batch/strict', commands)).toEqual(both);
    expect(calls(ACCOUNT, cpanel('Batch', 'strict', `&cpanel_jsonapi_apiversion=3&${commands}`))).toEqual(both);
    expect(calls(ACCOUNT, `/execute/Batch/strict?${strict(['Tokens', 'list'], ['Tokens', 'revoke', { name: 'a' }])}`)).toEqual(['uapi Tokens::list() tokens', 'uapi Tokens::revoke(name=a) tokens']);
  });
});

describe('what a provider calls', () => {
  it.each<[string, string]>([
    ['/json-api/listaccts?api.version=1&search=a', 'whm ::listaccts(search=a) panel'],
    ['/json-api/listaccts', 'whm ::listaccts() panel'],
    [cpanel('Email', 'list', '&cpanel_jsonapi_user=bob'), 'api2 Email::list() panel for bob'],
    [cpanel('Email', 'list', '&cpanel_jsonapi_user=bob&cpanel_jsonapi_apiversion=3&api.version=1'), 'uapi Email::list() panel for bob'],
    ['/json-api/uapi_cpanel?api.version=1&cpanel.user=bob&cpanel.module=DNS&cpanel.function=parse_zone&zone=a.com', 'uapi DNS::parse_zone(zone=a.com) panel for bob'],
    ['/json-api/uapi_cpanel?cpanel.user=bob&cpanel.module=Tokens&cpanel.function=list', 'uapi Tokens::list() tokens for bob'],
    ['/json-api/api_token_create?api.version=1&token_name=a', 'whm ::api_token_create(token_name=a) tokens'],
    [`/json-api/uapi_cpanel?cpanel.user=bob&cpanel.module=Batch&cpanel.function=strict&${strict(['A', 'b'])}`, 'uapi A::b() panel for bob'],
  ])('%s', (url, expected) => {
    expect(calls(TENANT, url)).toEqual([expected]);
  });

  it('takes the calls out of a batch, decoded once more', () => {
    expect(calls(TENANT, batch('createacct?username=bob&domain=b%26c.com', 'version'))).toEqual(['whm ::createacct(username=bob&domain=b&c.com) panel', 'whm ::version() panel']);
  });

  it('needs the one privilege that opens all accounts for a call on behalf of one, and by name the secret ones', () => {
    expect(request(TENANT, cpanel('SSL', 'show_key', '&cpanel_jsonapi_user=bob&cpanel_jsonapi_apiversion=3')))
      .toMatchObject({ ok: true, value: { calls: [{ operation: { name: 'SSL::show_key', access: 'secret', features: ['cpanel-api'] } }] } });
  });
});

it.each<[string, PanelCaller, string, object]>([
  ['UAPI', ACCOUNT, '/execute/Email/x', { shape: 'uapi' }],
  ['a batch', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b'])}`, { shape: 'uapi_batch' }],
  ['API 2', ACCOUNT, cpanel('Email', 'x'), { shape: 'api2', module: 'Email', function: 'x' }],
  ['UAPI through the other address', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_apiversion=3'), { shape: 'api3', module: 'Email', function: 'x' }],
  ['WHM', TENANT, '/json-api/listpkgs?api.version=2', { shape: 'whm1', command: 'listpkgs' }],
  ['WHM as it was', TENANT, '/json-api/listpkgs', { shape: 'whm_legacy', command: 'listpkgs' }],
  ['WHM, version 0', TENANT, '/json-api/listpkgs?api.version=0', { shape: 'whm_legacy', command: 'listpkgs' }],
  ['UAPI through WHM', TENANT, '/json-api/uapi_cpanel?cpanel.user=bob&cpanel.module=A&cpanel.function=b', { shape: 'whm_uapi_cpanel', command: 'uapi_cpanel' }],
  ['a batch of WHM', TENANT, batch('version'), { shape: 'whm_batch', command: 'batch' }],
])('an answer of %s has its shape', (_what, caller, url, envelope) => {
  expect(request(caller, url)).toMatchObject({ ok: true, value: { envelope, canonicalPath: url.split('?')[0] } });
});

describe('what nobody may call', () => {
  const user = '&cpanel_jsonapi_user=bob';
  it.each<['denied' | 'malformed', string, PanelCaller, string, string?]>([
    ['denied', 'version 1', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_apiversion=1')],
    ['denied', 'version 1 through WHM', TENANT, cpanel('Email', 'x', `&cpanel_jsonapi_apiversion=1${user}`)],
    ['malformed', 'a version that is none', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_apiversion=02')],
    ['malformed', 'a version under its elder name that only some panels know', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_version=3')],
    ['denied', 'a batch for tokens within another call', ACCOUNT, cpanel('Batch', 'strict', `&cpanel_jsonapi_apiversion=3&${strict(['Tokens', 'list'], ['Tokens', 'list'])}`)],
    ['denied', 'a batch of one for tokens within another call', ACCOUNT, cpanel('Batch', 'strict', `&cpanel_jsonapi_apiversion=3&${strict(['Tokens', 'list'])}`)],
    ['denied', 'a batch for tokens within a provider’s call', TENANT, cpanel('Batch', 'strict', `&cpanel_jsonapi_apiversion=3&cpanel_jsonapi_user=bob&${strict(['Tokens', 'list'])}`)],
    ['denied', 'a batch for tokens of an account', TENANT, `/json-api/uapi_cpanel?api.version=1&cpanel.user=bob&cpanel.module=Batch&cpanel.function=strict&${strict(['Tokens', 'list'])}`],
    ['malformed', 'two names of the version', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_apiversion=2&cpanel_jsonapi_version=3')],
    ['malformed', 'a function twice', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_func=y')],
    ['malformed', 'a function in query and body', ACCOUNT, cpanel('Email', 'x'), 'cpanel_jsonapi_func=x'],
    ['malformed', 'a key in other case', ACCOUNT, '/json-api/cpanel?cpanel_jsonapi_module=Email&CPANEL_jsonapi_func=x'],
    ['malformed', 'a key with a number', ACCOUNT, cpanel('Email', 'x', '&cpanel_jsonapi_user-0=bob')],
    ['malformed', 'keys of another address', ACCOUNT, '/execute/Email/x?cpanel_jsonapi_func=y'],
    ['malformed', 'keys of a wrapped call beside others', TENANT, cpanel('Email', 'x', `${user}&cpanel.user=eve`)],
    ['malformed', 'no function', ACCOUNT, '/json-api/cpanel?cpanel_jsonapi_module=Email'],
    ['malformed', 'a module that is a path', ACCOUNT, cpanel('Email%2F..', 'x')],
    ['malformed', 'no user', TENANT, cpanel('Email', 'x')],
    ['malformed', 'a user in capitals', TENANT, cpanel('Email', 'x', '&cpanel_jsonapi_user=Bob')],
    ['malformed', 'a user that is none', TENANT, '/json-api/uapi_cpanel?cpanel.user=%2A&cpanel.module=A&cpanel.function=b'],
    ['malformed', 'a version of WHM that is none', TENANT, '/json-api/listaccts?api.version=x'],
    ['malformed', 'a version of WHM twice', TENANT, '/json-api/listaccts?api.version=1&api.version=0'],
    ['malformed', 'a resource in query and body', ACCOUNT, '/execute/DNS/parse_zone?zone=a.com', 'zone=a.com'],
    ['malformed', 'a resource in query and body, in other case and numbered', ACCOUNT, '/execute/DNS/parse_zone?ZONE=a.com', 'zone-0=a.com'],
    ['malformed', 'a record in query and body', ACCOUNT, cpanel('ZoneEdit', 'add_zone_record', '&name=a'), 'name=b'],
    ['denied', 'UAPI with a token of WHM', TENANT, '/execute/Email/x'],
    ['denied', 'WHM with a token of an account', ACCOUNT, '/json-api/listaccts'],
    ['denied', 'our own operations', ACCOUNT, '/execute/Portcullis/create_token'],
    ['denied', 'WHM as a module', ACCOUNT, '/execute/whm/createacct'],
    ['malformed', 'a module in other case', ACCOUNT, '/execute/dns/mass_edit_zone'],
    ['malformed', 'tokens in other case', ACCOUNT, '/execute/tokens/create_full_access'],
    ['malformed', 'a function in other case', ACCOUNT, '/execute/Batch/Strict'],
    ['malformed', 'lines in other case', ACCOUNT, cpanel('cron', 'add_line')],
    ['denied', 'tokens in API 2', ACCOUNT, cpanel('Tokens', 'list')],
    ['denied', 'a batch in API 2', ACCOUNT, cpanel('Batch', 'strict')],
    ['denied', 'an unknown function for tokens', ACCOUNT, '/execute/Tokens/make'],
    ['denied', 'another function of batches', ACCOUNT, '/execute/Batch/loose'],
    ['malformed', 'an empty batch', ACCOUNT, '/execute/Batch/strict'],
    ['denied', 'a batch in a batch', ACCOUNT, `/execute/Batch/strict?${strict(['Batch', 'strict', { command: '[]' }])}`],
    ['malformed', 'a batch in a batch, in other case', ACCOUNT, `/execute/Batch/strict?${strict(['batch', 'strict'])}`],
    ['malformed', 'a command with four items', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b', {}, {}])}`],
    ['malformed', 'a command that is no list', ACCOUNT, `/execute/Batch/strict?${strict('A')}`],
    ['malformed', 'a command with arguments in a list', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b', []])}`],
    ['malformed', 'a command that repeats a key', ACCOUNT, `/execute/Batch/strict?command=${encodeURIComponent('["DNS","parse_zone",{"zone":"a","zone":"b"}]')}`],
    ['malformed', 'a command in other case', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b'])}&COMMAND=x`],
    ['malformed', 'commands in query and body', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b'])}`, strict(['A', 'b'])],
    ['denied', 'fifty-one calls', ACCOUNT, `/execute/Batch/strict?${strict(...Array.from({ length: 51 }, () => ['A', 'b']))}`],
    ['denied', 'tokens among others', ACCOUNT, `/execute/Batch/strict?${strict(['A', 'b'], ['Tokens', 'list'])}`],
    ['denied', 'a batch of WHM in a batch', TENANT, batch('batch?command=version')],
    ['denied', 'a wrapped call in a batch', TENANT, batch('version', 'uapi_cpanel?cpanel.user=bob')],
    ['denied', 'another wrapped call in a batch', TENANT, batch('cpanel?cpanel_jsonapi_user=bob')],
    ['malformed', 'a batch in a batch, in other case', TENANT, batch('Batch?command=version')],
    ['malformed', 'a command that is a path', TENANT, batch('../x?y=1')],
    ['malformed', 'a command with a semicolon', TENANT, batch('createacct?username=bob;domain=x')],
    ['malformed', 'wrapped calls in other case', TENANT, '/json-api/UAPI_cpanel?cpanel.user=bob'],
    ['denied', 'another server', TENANT, '/json-api/execute_remote_whmapi1_with_password?api.version=1'],
    ['malformed', 'another server, in other case, in a batch', TENANT, batch('Execute_Remote_whmapi1_with_password')],
    ['denied', 'any address', TENANT, '/json-api/cors_proxy_get'],
    ['denied', 'tokens made otherwise', TENANT, '/json-api/wp_dashboard_create_api_token'],
    ['malformed', 'tokens in other case', TENANT, '/json-api/API_token_create'],
    ['denied', 'an unknown function for tokens', TENANT, '/json-api/api_token_clone'],
  ])('%s: %s', (kind, _what, caller, url, form = '') => {
    expect(calls(caller, url, form)).toMatchObject({ kind });
  });

  it('nor by the password form', () => {
    expect(readCalls({ surface: 'login' }, new Parameters([]), ACCOUNT, catalogue)).toMatchObject({ ok: false, refusal: { kind: 'denied' } });
  });

  it('takes lists and objects of JSON where a function knows them, and nowhere else', () => {
    const json = (path: string, body: unknown) => {
      const target = readPanelPath(path);
      const parameters = readParameters({ query: '', contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) });
      return target.ok && parameters.ok ? readCalls(target.value, parameters.value, ACCOUNT, catalogue).ok : null;
    };
    expect(json('/execute/Batch/strict', { command: [['A', 'b', { c: 1 }]] })).toBe(true);
    expect(json('/execute/Email/x', { command: [['A', 'b']] })).toBe(false);
    expect(json('/execute/ClamScanner/disinfect_files', { actions: { '/a': 'delete' } })).toBe(true);
    expect(json('/execute/Email/x', { actions: { '/a': 'delete' } })).toBe(false);
  });
});
