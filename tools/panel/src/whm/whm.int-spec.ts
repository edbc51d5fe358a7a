import { startPanel, type Panel, type PanelLogEntry } from '../index.js';

let panel: Panel;
let logged: PanelLogEntry[];

beforeEach(async () => {
  logged = [];
  panel = await startPanel({
    accounts: [{ user: 'alice', token: 'ALICETOKEN', mainDomain: 'example.com' }],
    whmUsers: [
      { user: 'root', token: 'ROOTTOKEN' },
      { user: 'reseller', token: 'RESELLERTOKEN', acls: ['list-accts'] },
    ],
    log: (entry) => logged.push(entry),
  });
});
afterEach(() => panel.close());

function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: 'WHM root:ROOTTOKEN', ...(init.headers as Record<string, string>) };
  return fetch(`${panel.url}/json-api/${path}`, { ...init, headers });
}

const ownCall = () =>
  fetch(`${panel.url}/execute/DomainInfo/list_domains`, { headers: { Authorization: 'cpanel alice:ALICETOKEN' } });

it.each([
  ['a wrong token', 'version', 'whm root:WRONG'],
  ['an account’s token', 'version', 'cpanel alice:ALICETOKEN'],
  ['a missing privilege', 'removeacct?api.version=1&username=alice', 'whm reseller:RESELLERTOKEN'],
])('%s gets the published 403 over the wire', async (_, path, authorization) => {
  const reply = await call(path, { headers: { Authorization: authorization } });
  const { status, statusText, headers } = reply;
  expect([status, statusText, headers.get('content-type'), headers.get('connection')]).toEqual([
    403,
    'Forbidden Access denied',
    'text/plain; charset="utf-8"',
    'close',
  ]);
  expect(await reply.text()).toBe(
    '{"cpanelresult":{"apiversion":"2","error":"Access denied",' +
      '"data":{"reason":"Access denied","result":"0"},"type":"text"}}',
  );
});

it('a billing panel makes, suspends and removes an account with forms and no version', async () => {
  const post = async (name: string, fields: Record<string, string>): Promise<unknown> =>
    (await call(name, { method: 'POST', body: new URLSearchParams(fields) })).json();
  expect(await post('version', {})).toEqual({ version: '0.0 (stand-in)' });
  expect(await post('addpkg', { name: 'gold' })).toMatchObject({ result: [{ status: 1, pkg: 'gold' }] });
  const made = { username: 'carol', domain: 'carol.example', plan: 'gold', password: 'hush' };
  expect(await post('createacct', made)).toMatchObject({ result: [{ status: 1 }] });
  expect(await post('createacct', made)).toMatchObject({ result: [{ status: 0 }] });
  expect(await post('suspendacct', { user: 'carol', reason: 'unpaid' })).toMatchObject({ result: [{ status: 1 }] });
  expect(await post('accountsummary', { user: 'carol' })).toMatchObject({
    acct: [{ suspended: 1, domain: 'carol.example', user: 'carol', plan: 'gold' }],
  });
  expect(await post('create_user_session', { 'api.version': '2', user: 'carol', service: 'cpaneld' })).toMatchObject({
    data: { url: expect.stringContaining('/login/?session=') },
    metadata: { result: 1 },
  });
  expect(await post('removeacct', { user: 'carol' })).toMatchObject({ result: [{ status: 1 }] });
  expect(await post('accountsummary', { user: 'carol' })).toMatchObject({ status: 0 });
  expect(panel.executed().map((each) => each.function)).toEqual([
    'version',
    'addpkg',
    'createacct',
    'createacct',
    'suspendacct',
    'accountsummary',
    'create_user_session',
    'removeacct',
    'accountsummary',
  ]);
});

it('an account that is suspended by a GET with a version turns its own token away', async () => {
  expect((await ownCall()).status).toBe(200);
  const reply = await call('suspendacct?api.version=1&user=alice&reason=unpaid');
  expect(await reply.text()).toBe(
    '{"metadata":{"command":"suspendacct","reason":"alice has been suspended","result":1,"version":1}}',
  );
  expect((await ownCall()).status).toBe(401);
  expect((await call('unsuspendacct?api.version=1&user=alice')).status).toBe(200);
  expect((await ownCall()).status).toBe(200);
});

it('the log names user and function, and nothing that was sent', async () => {
  await call('passwd?api.version=1&user=alice&password=hush');
  await call('api_token_get_details?api.version=1&token=hush');
  expect(logged).toEqual([
    { level: 30, msg: 'call', httpStatus: 200, user: 'root', call: 'passwd', status: 1 },
    { level: 30, msg: 'call', httpStatus: 200, user: 'root', call: 'api_token_get_details', status: 0 },
  ]);
});
