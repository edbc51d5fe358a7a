import { PLAIN_DIALECT, type Dialect } from './dialect.js';
import { createState } from './panel-state.js';
import { readAsPanel } from './read-as-panel.js';

const state = createState({
  accounts: [{ user: 'alice', token: 'T', mainDomain: 'example.com', addonDomains: ['example.net'] }],
});
const request = (url: string, body = '', contentType = 'application/x-www-form-urlencoded') => ({
  method: 'POST',
  url,
  authorization: 'cpanel alice:T',
  contentType,
  body: Buffer.from(body),
});
const touched = (dialect: Partial<Dialect>, url: string, body?: string) =>
  readAsPanel(request(url, body), { ...PLAIN_DIALECT, ...dialect }, state).flatMap((call) => call.touched);

describe('what a panel would carry out', () => {
  it('is told without doing it', () => {
    const url = '/execute/Email/add_pop?email=info&password=p';
    const once = readAsPanel(request(url), PLAIN_DIALECT, state);
    expect(once).toEqual([
      {
        api: 'uapi',
        module: 'Email',
        function: 'add_pop',
        user: 'alice',
        arguments: [
          ['email', 'info'],
          ['password', 'p'],
        ],
        touched: ['mailbox:info@example.com'],
        ok: true,
      },
    ]);
    expect(readAsPanel(request(url), PLAIN_DIALECT, state)).toEqual(once);
    expect(state.executed.list()).toEqual([]);
  });

  it('leaves every collection of the account as it was', () => {
    const before = structuredClone(state.accounts.get('alice')!);
    for (const url of [
      '/execute/Mysql/create_database?name=alice_a',
      '/execute/Tokens/create_full_access?name=a',
      '/execute/Ftp/add_ftp?user=a&pass=b',
      '/execute/Fileman/save_file_content?file=a&content=b',
      '/execute/SubDomain/addsubdomain?domain=a&rootdomain=example.com',
    ]) {
      expect(readAsPanel(request(url), PLAIN_DIALECT, state)).toMatchObject([{ ok: true }]);
    }
    expect(state.accounts.get('alice')).toEqual(before);
  });

  it.each<[Partial<Dialect>, string, string, string]>([
    [{}, 'zone=example.com&zone=example.net', '', 'example.com'],
    [{ duplicates: 'last' }, 'zone=example.com&zone=example.net', '', 'example.net'],
    [{ bodyWins: true }, 'zone=example.com', 'zone=example.net', 'example.net'],
    [{ semicolons: true }, 'x=1;zone=example.net&zone=example.com', '', 'example.net'],
    [{ keysWithoutCase: true }, 'Zone=example.net&zone=example.com', '', 'example.net'],
    [{ suffixes: true }, 'zone[]=example.net&zone=example.com', '', 'example.net'],
  ])('depends on the dialect %p', (dialect, query, body, zone) => {
    expect(touched(dialect, `/execute/DNS/parse_zone?${query}`, body)).toEqual([`zone:${zone}`]);
  });

  it('is nothing for a request it would refuse', () => {
    const stranger = { ...request('/execute/DNS/parse_zone?zone=example.com'), authorization: 'cpanel alice:X' };
    expect(readAsPanel(stranger, PLAIN_DIALECT, state)).toEqual([]);
    expect(touched({}, '/execute/DNS/Parse_zone?zone=example.com')).toEqual([]);
  });

  it('lets the keys that choose a function of API 2 come in the body', () => {
    const keys = 'cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzone_records&domain=example.com';
    expect(readAsPanel(request('/json-api/cpanel', keys), PLAIN_DIALECT, state)).toMatchObject([
      { api: 'api2', arguments: [['domain', 'example.com']], touched: ['zone:example.com'] },
    ]);
  });
});
