import { FORM, startHostileScene, type Attempt, type HostileScene } from './hostile-scene.js';

let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const BOB = 'email=bob&domain=alice.example&password=Correct1horse';
const LIST = 'cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops';
const ADD = 'cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=add_pop';

const expectNothingBeyond = async (attempt: Attempt): Promise<number> => {
  const { beyond, done } = await scene.strike('mailbox', attempt);
  expect(beyond).toEqual([]);
  return done;
};

it.each(['/execute/Email/add_pop', '//execute//Email//add_pop', '/cpsess123/execute/Email/add_pop', `/cpsess${'1'.repeat(2_000)}/execute/Email/add_pop`, '/execute/Em%61il/add_p%6fp'])('what the token was granted is done at %.60s', async (path) => {
  expect(await expectNothingBeyond({ path: `${path}?${BOB}` })).toBe(4);
});

it.each([
  '/execute/Email/list_pops', '/execute/Email/add_pop/../list_pops', '/execute/Email/add_pop/%2e%2e/list_pops', '/execute/Email/add_pop/%252e%252e/list_pops', '/execute/Email/add_pop/..%2flist_pops', '/execute/Email%2flist_pops', '/execute/Email%252flist_pops',
  '/execute/Email/add_pop%2f..%2flist_pops', '/execute/Email\\list_pops', '/execute/Email%5clist_pops', '/execute/Email/add_pop\\..\\list_pops', '/execute/Email/add_pop;/../list_pops', '/execute/Email/list_pops;add_pop', '/execute/Email/list_pops;/add_pop', '/execute/Email;/list_pops',
  '/execute/Email/list_pops%00add_pop', '/execute/Email/add_pop%00/../list_pops', '/execute/Email/list_pops%00', '/execute/Email/list_pops%20', '/execute/Email/list_pops.', '/execute/Email/list_pops/', '/execute/Email/list_pops/add_pop', '/execute/email/list_pops', '/EXECUTE/Email/list_pops', '/execute/Email/LIST_POPS',
  '/execute/Email/list_p%6fps', '/execute/Email/list_p%256fps', '/execute/%45mail/list_pops', '/execute/./Email/./list_pops', '/./execute/Email/list_pops', '/x/../execute/Email/list_pops', '/execute/Email/list_pops#/execute/Email/add_pop', '/execute/Email/list_pops%23add_pop', '/execute/Email/list_pops%3f', '/execute/Email/add_pop%3f/../list_pops',
  '/execute/Email/l\u0131st_pops', '/execute/Email/list_pops%c0%80', '/execute/Email/list_pops%', '/cpsess1/cpsess2/execute/Email/list_pops', `${'/cpsess1'.repeat(500)}/execute/Email/list_pops`, '/cpsess1;/execute/Email/list_pops', '/cpsessx/execute/Email/list_pops', '/cpsess1/../execute/Email/list_pops', '/cpsess1%2fexecute/Email/list_pops',
  '/t/other/execute/Email/list_pops', '/../execute/Email/list_pops', '/execute/Tokens/create_full_access', '/execute/tokens/create_full_access', '/execute/Batch/strict', '/execute/Portcullis/create_token', '/json-api/listaccts', '/json-api/Email/list_pops', '/json-api/cpanel/../listaccts', '/3rdparty/phpMyAdmin/', '/frontend/jupiter/index.html', '/',
])('nothing else is done at %.80s', async (path) => {
  await expectNothingBeyond({ path: `${path}?${BOB}&name=evil` });
  await expectNothingBeyond({ path: `/${path}?${BOB}` });
  await expectNothingBeyond({ method: 'POST', path, headers: [FORM], body: BOB });
});

it.each([
  `${ADD}&cpanel_jsonapi_func=list_pops`, `cpanel_jsonapi_func=list_pops&${ADD}`, `${ADD}&CPANEL_JSONAPI_FUNC=list_pops`, `${ADD}&cpanel_jsonapi_func-0=list_pops`, `${ADD}&cpanel_jsonapi_func[]=list_pops`, `${ADD}&cpanel_jsonapi_func%00=list_pops`, `${ADD};cpanel_jsonapi_func=list_pops`, `${ADD}&x;cpanel_jsonapi_func=list_pops`, `${ADD}%26cpanel_jsonapi_func=list_pops`,
  `${ADD}&cpanel_jsonapi_module=Fileman`, `${ADD}&cpanel_jsonapi_apiversion=2`, `${ADD}&cpanel_jsonapi_version=2`, `${ADD}&cpanel_jsonapi_user=victim`, `${ADD}&cpanel_jsonapi_user=alice&cpanel_jsonapi_user=victim`, `${ADD}&cpanel_jsonapi_user=ALICE`, `${ADD}&cpanel_jsonapi_user=`, `${ADD}&api.version=1`, `${ADD}&api.version=1&api.version=0`,
  `${ADD}&cpanel_xmlapi_func=list_pops`, `${ADD}&cpanel_xmlapi_apiversion=1`, `${ADD}&user=victim`, LIST, LIST.replace('=3', '=1'), LIST.replace('=3', '=03'), LIST.replace('=3', '=3.0'), LIST.replace('=3', '=%203'), LIST.replace('=3', '=-1'), LIST.replace('Email', 'email'), LIST.replace('list_pops', 'add_pop%00list_pops'), `${LIST}#${ADD}`,
])('the function is named once, in one way: %s', async (query) => {
  await expectNothingBeyond({ path: `/json-api/cpanel?${query}&${BOB}` });
  await expectNothingBeyond({ method: 'POST', path: '/json-api/cpanel', headers: [FORM], body: `${query}&${BOB}` });
  await expectNothingBeyond({ method: 'POST', path: `/json-api/cpanel?${query}`, headers: [FORM], body: `${ADD}&${BOB}` });
  await expectNothingBeyond({ method: 'POST', path: `/json-api/cpanel?${ADD}`, headers: [FORM], body: `${query}&${BOB}` });
});
