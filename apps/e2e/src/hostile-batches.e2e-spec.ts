import { FORM, startHostileScene, type Attempt, type HostileScene } from './hostile-scene.js';

let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const encoded = encodeURIComponent;
const BOB = { email: 'bob', domain: 'alice.example', password: 'x' };
const EVE = { ...BOB, email: 'eve' };
const commands = (list: readonly unknown[], name = (at: number) => `command-${at}`): string => list.map((one, at) => `${name(at)}=${encoded(typeof one === 'string' ? one : JSON.stringify(one))}`).join('&');
const strict = (...list: unknown[]): Attempt => ({ method: 'POST', path: '/execute/Batch/strict', headers: [FORM], body: commands(list) });
const GOOD = ['Email', 'add_pop', BOB];

describe('a batch of an account’s calls', () => {
  it('is done where all of it was granted', async () => {
    const grantedOnly = await scene.strike('mailbox', strict(GOOD, ['Email', 'delete_pop', { email: 'bob', domain: 'alice.example' }]));
    // Tokens need the batch itself for nothing: its calls are what is judged.
    expect(grantedOnly.beyond.filter((one) => one !== 'Batch::strict')).toEqual([]);
    expect(grantedOnly.done).toBeGreaterThan(0);
  });

  it.each<[string, Attempt]>([
    ['a mailbox of another', strict(GOOD, ['Email', 'add_pop', EVE])],
    ['a function that was not granted', strict(GOOD, ['Email', 'list_pops'])],
    ['a batch', strict(GOOD, ['Batch', 'strict', { command: JSON.stringify(['Email', 'list_pops']) }])],
    ['a batch in another case', strict(GOOD, ['batch', 'strict', { command: JSON.stringify(['Email', 'list_pops']) }])],
    ['a call for tokens', strict(GOOD, ['Tokens', 'create_full_access', { name: 'evil' }])],
    ['only a call for tokens', strict(['Tokens', 'create_full_access', { name: 'evil' }])],
    ['a list of lists', strict([GOOD, ['Email', 'list_pops']])],
    ['a fourth item', strict(['Email', 'add_pop', BOB, ['Email', 'list_pops']])],
    ['an argument twice', strict('["Email","add_pop",{"email":"bob","email":"eve","domain":"alice.example","password":"x"}]')],
    ['two texts of JSON', strict(`${JSON.stringify(GOOD)}${JSON.stringify(['Email', 'list_pops'])}`)],
    ['commands in other spellings', { path: `/execute/Batch/strict?${commands([GOOD])}&Command-1=${encoded('["Email","list_pops"]')}&command1=${encoded('["Email","list_pops"]')}&command[]=${encoded('["Email","list_pops"]')}` }],
    ['commands in both places', { method: 'POST', path: `/execute/Batch/strict?${commands([['Email', 'list_pops']])}`, headers: [FORM], body: commands([GOOD]) }],
    ['fifty-one calls', strict(...Array.from({ length: 51 }, () => GOOD))],
    ['through json-api', { path: `/json-api/cpanel?cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Batch&cpanel_jsonapi_func=strict&${commands([['Email', 'list_pops']])}` }],
    ['through API 2', { path: `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Batch&cpanel_jsonapi_func=strict&${commands([['Email', 'list_pops']])}` }],
  ])('is not done at all with %s in it', async (_what, attempt) => {
    const { beyond, done } = await scene.strike('mailbox', attempt);
    expect({ beyond, done }).toEqual({ beyond: [], done: 0 });
  });
});

describe('a provider’s token for one account', () => {
  const wrapped = (query: string): Attempt => ({ path: `/json-api/uapi_cpanel?api.version=1&${query}` });
  const cpanel = (query: string): Attempt => ({ path: `/json-api/cpanel?api.version=1&cpanel_jsonapi_apiversion=3&${query}` });
  const ADD = 'email=bob&domain=alice.example&password=x';
  const VICTIM = 'email=bob&domain=victim.example&password=x';

  it('reaches that account, itself and through its own API', async () => {
    for (const attempt of [wrapped(`cpanel.user=alice&cpanel.module=Email&cpanel.function=add_pop&${ADD}`), cpanel(`cpanel_jsonapi_user=alice&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=add_pop&${ADD}`), { path: '/json-api/suspendacct?api.version=1&user=alice&reason=x' }]) {
      const { beyond, done } = await scene.strike('account', attempt);
      expect(beyond).toEqual([]);
      expect(done).toBeGreaterThanOrEqual(4);
    }
  });

  it.each<[string, Attempt]>([
    ...['victim', 'VICTIM', 'alice&user=victim', 'victim&user=alice', 'alice&USER=victim', 'alice&user-0=victim', 'alice&user[]=victim', 'alice;user=victim', 'alice%00victim', 'alice,victim', 'alice%0avictim', '%20victim', 'victim%20', '*', ''].map((user): [string, Attempt] => [`suspendacct user=${user}`, { path: `/json-api/suspendacct?api.version=1&user=${user}` }]),
    ...['victim', 'alice&cpanel.user=victim', 'victim&cpanel.user=alice', 'alice&CPANEL.USER=victim', 'alice&cpanel.user-0=victim', 'Victim', 'alice%00', 'alice&cpanel_jsonapi_user=victim', '%20victim'].map((user): [string, Attempt] => [`uapi_cpanel of ${user}`, wrapped(`cpanel.user=${user}&cpanel.module=Email&cpanel.function=add_pop&${VICTIM}`)]),
    ...['victim', 'alice&cpanel_jsonapi_user=victim', 'alice&cpanel_xmlapi_user=victim', 'alice&cpanel.user=victim', 'VICTIM', ''].map((user): [string, Attempt] => [`cpanel of ${user}`, cpanel(`cpanel_jsonapi_user=${user}&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=add_pop&${VICTIM}`)]),
    ['tokens of the account, wrapped', wrapped('cpanel.user=alice&cpanel.module=Tokens&cpanel.function=create_full_access&name=evil')],
    ['tokens of the account, in another case', wrapped('cpanel.user=alice&cpanel.module=tokens&cpanel.function=create_full_access&name=evil')],
    ['a batch of the account', wrapped(`cpanel.user=alice&cpanel.module=Batch&cpanel.function=strict&${commands([['Email', 'list_pops']])}`)],
    ['version 1', cpanel(`cpanel_jsonapi_apiversion=1&cpanel_jsonapi_user=alice&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=addpop`)],
    ['tokens of the provider', { path: '/json-api/api_token_create?api.version=1&token_name=evil' }],
    ['a session', { path: '/json-api/create_user_session?api.version=1&user=alice&service=cpaneld' }],
    ['any address', { path: '/json-api/cors_proxy_get?api.version=1&url=http%3A%2F%2F127.0.0.1' }],
    ['the same function by another case', { path: '/json-api/SuspendAcct?api.version=1&user=victim' }],
    ['no version', { path: '/json-api/suspendacct?user=victim' }],
    ['two versions', { path: '/json-api/suspendacct?api.version=1&api.version=0&user=victim' }],
    ...([['suspendacct?user=victim'], ['suspendacct?user=alice', 'suspendacct?user=victim'], ['suspendacct?user=alice&user=victim'], ['batch?command=suspendacct%3Fuser%3Dvictim'], ['cpanel?cpanel_jsonapi_user=victim&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops'], ['uapi_cpanel?cpanel.user=victim&cpanel.module=Email&cpanel.function=list_pops'], ['BATCH?command=listaccts'], ['suspendacct?user=alice', 'api_token_create?token_name=evil'], ['suspendacct?user=alice;user=victim'], ['suspendacct%3Fuser%3Dvictim'], ['suspendacct?user=alice#&user=victim'], ['/json-api/suspendacct?user=victim']]).map((list): [string, Attempt] => [`batch of ${list.join(' and ')}`, { path: `/json-api/batch?api.version=1&${commands(list, () => 'command')}` }]),
  ])('reaches nothing else: %s', async (_what, attempt) => {
    const { beyond } = await scene.strike('account', attempt);
    expect(beyond).toEqual([]);
  });
});
