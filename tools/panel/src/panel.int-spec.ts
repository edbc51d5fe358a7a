import { request as httpRequest } from 'node:http';
import { startPanel, type Panel, type PanelLogEntry } from './index.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';

let panel: Panel;
let logged: PanelLogEntry[];

beforeEach(async () => {
  logged = [];
  panel = await startPanel({
    accounts: [
      { user: 'alice', token: TOKEN, mainDomain: 'example.com' },
      { user: 'bob', token: 'BOBTOKEN', mainDomain: 'bob.example' },
    ],
    log: (entry) => logged.push(entry),
  });
});
afterEach(() => panel.close());

function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `cpanel alice:${TOKEN}`, ...(init.headers as Record<string, string>) };
  return fetch(`${panel.url}/execute/${path}`, { redirect: 'manual', ...init, headers });
}

async function json(path: string, init?: RequestInit): Promise<{ data: unknown; status: number }> {
  return (await call(path, init)).json() as Promise<{ data: unknown; status: number }>;
}

describe('a UAPI reply', () => {
  it.each(['DomainInfo/list_domains', 'DNS/parse_zone?zone=example.com', 'DNS/parse_zone', 'Nope/nope'])(
    'to %s is compact JSON with all six keys in order and HTTP 200',
    async (path) => {
      const reply = await call(path);
      const text = await reply.text();
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json; charset="utf-8"']);
      expect(text).toBe(JSON.stringify(JSON.parse(text)));
      expect(Object.keys(JSON.parse(text) as object)).toEqual([
        'data',
        'errors',
        'messages',
        'metadata',
        'status',
        'warnings',
      ]);
    },
  );

  it('says whose it is', async () => {
    expect((await call('Features/list_features')).headers.get('server')).toBe('portcullis-stand-in-panel');
  });

  it('is byte for byte the published one when a function fails', async () => {
    expect(await (await call('DNS/parse_zone?zone=bob.example')).text()).toBe(
      '{"data":null,"errors":["You do not control a DNS zone named bob.example."],' +
        '"messages":null,"metadata":{},"status":0,"warnings":null}',
    );
  });

  it('is byte for byte the published one when it succeeds', async () => {
    const add = encodeURIComponent('{"dname":"_a","ttl":60,"record_type":"TXT","data":["x"]}');
    const reply = await call(`DNS/mass_edit_zone?zone=example.com&serial=2024010100&add=${add}`);
    expect(await reply.text()).toBe(
      '{"data":{"new_serial":"2024010101"},"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}',
    );
  });
});

describe('parameters', () => {
  const add = '{"dname":"_a","ttl":60,"record_type":"TXT","data":["x"]}';
  const fields = { zone: 'example.com', serial: '2024010100', add };

  it.each<[string, string, RequestInit]>([
    ['in the query', `?${new URLSearchParams(fields).toString()}`, {}],
    ['in a form', '', { method: 'POST', body: new URLSearchParams(fields) }],
    ['in query and form', '?zone=example.com', { method: 'POST', body: new URLSearchParams(fields) }],
    [
      'in JSON',
      '',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...fields, serial: 2024010100, add: [add] }),
      },
    ],
  ])('are found %s', async (_, query, init) => {
    expect(await json(`DNS/mass_edit_zone${query}`, init)).toMatchObject({ data: { new_serial: '2024010101' } });
  });
});

describe('authentication', () => {
  it.each([
    ['no header', {}],
    ['a wrong token', { Authorization: 'cpanel alice:WRONG' }],
    ["somebody else's token", { Authorization: `cpanel bob:${TOKEN}` }],
    ['an unknown user', { Authorization: `cpanel carol:${TOKEN}` }],
    ['another scheme', { Authorization: `Bearer ${TOKEN}` }],
  ])('with %s answers 401 and a login page', async (_, headers: Record<string, string>) => {
    const reply = await fetch(`${panel.url}/execute/DomainInfo/list_domains`, { headers });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([401, 'text/html; charset="utf-8"']);
    expect(await reply.text()).toContain('<form id="login_form"');
    expect(reply.headers.has('set-cookie')).toBe(false);
  });

  it.each([
    '/',
    '/json-api/version',
    '//execute/DNS/parse_zone',
    '/cpsess1/execute/DNS/parse_zone',
    '/execute/DNS%2Fparse_zone/x',
  ])('opens nothing at %s', async (path) => {
    const headers = { Authorization: `cpanel alice:${TOKEN}` };
    expect((await fetch(`${panel.url}${path}`, { headers })).status).toBe(403);
  });
});

describe('/json-api/cpanel', () => {
  const api = (fields: Record<string, string>, init: RequestInit = {}) => {
    const query = init.body ? '' : `?${new URLSearchParams(fields).toString()}`;
    const headers = { Authorization: `cpanel alice:${TOKEN}`, ...(init.headers as Record<string, string>) };
    return fetch(`${panel.url}/json-api/cpanel${query}`, { ...init, headers });
  };
  const keys = (module: string, func: string, version = '2') => ({
    cpanel_jsonapi_user: 'alice',
    cpanel_jsonapi_apiversion: version,
    cpanel_jsonapi_module: module,
    cpanel_jsonapi_func: func,
  });

  it('answers API 2 in its envelope, keys in the query or in a form', async () => {
    const fields = { ...keys('ZoneEdit', 'remove_zone_record'), domain: 'example.com', line: '12' };
    expect(await (await api(fields)).text()).toBe(
      '{"cpanelresult":{"apiversion":2,"func":"remove_zone_record","module":"ZoneEdit","data":[{"result":' +
        '{"newserial":"2024010101","status":1,"statusmsg":"Bind reloading on stand-in"}}],' +
        '"event":{"result":1},"preevent":{"result":1},"postevent":{"result":1}}}',
    );
    const posted = await api({}, { method: 'POST', body: new URLSearchParams({ ...fields, line: '999' }) });
    expect(await posted.text()).toContain('"data":[{"result":{"newserial":null,"status":0,');
  });

  it('is API 2 when no version is asked for, and says in the event when there is no such function', async () => {
    const fields = { cpanel_jsonapi_module: 'Nope', cpanel_jsonapi_func: 'nope' };
    expect(await (await api(fields)).json()).toMatchObject({
      cpanelresult: { apiversion: 2, data: [], error: expect.any(String), event: { result: 0 } },
    });
  });

  it('answers UAPI in its nested envelope', async () => {
    const reply = await (await api({ ...keys('DNS', 'parse_zone', '3'), zone: 'bob.example' })).text();
    expect(reply).toBe(
      '{"apiversion":3,"func":"parse_zone","module":"DNS","result":{"data":null,' +
        '"errors":["You do not control a DNS zone named bob.example."],' +
        '"messages":null,"metadata":{},"status":0,"warnings":null}}',
    );
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['a wrong token', keys('CustInfo', 'displaycontactinfo'), { Authorization: 'cpanel alice:WRONG' }],
    ['no token', keys('CustInfo', 'displaycontactinfo'), { Authorization: '' }],
    ['API 1', keys('CustInfo', 'displaycontactinfo', '1'), {}],
    ["somebody else's name", { ...keys('CustInfo', 'displaycontactinfo'), cpanel_jsonapi_user: 'bob' }, {}],
  ])('denies access with %s, byte for byte', async (_, fields, headers) => {
    const reply = await api(fields, { headers });
    expect([reply.status, reply.statusText]).toEqual([403, 'Forbidden Access denied']);
    expect(reply.headers.get('connection')).toBe('close');
    expect(reply.headers.get('content-type')).toBe('text/plain; charset="utf-8"');
    expect(await reply.text()).toBe(
      '{"cpanelresult":{"apiversion":"2","error":"Access denied",' +
        '"data":{"reason":"Access denied","result":"0"},"type":"text"}}',
    );
    expect(panel.executed()).toEqual([]);
  });
});

it('a token of WHM opens nothing at /execute', async () => {
  const reply = await call('DomainInfo/list_domains', { headers: { Authorization: `whm alice:${TOKEN}` } });
  expect([reply.status, reply.statusText]).toEqual([403, 'Forbidden Access denied']);
});

it('a token that the panel made opens it too, until it is revoked or over', async () => {
  const made = await json('Tokens/create_full_access?name=ci');
  const headers = { Authorization: `cpanel alice:${(made.data as { token: string }).token}` };
  expect(await json('Tokens/revoke?name=ci', { headers })).toMatchObject({ status: 1, data: 1 });
  expect((await call('Tokens/list', { headers })).status).toBe(401);
});

it('files come in a multipart body', async () => {
  const body = new FormData();
  body.set('dir', 'public_html');
  body.set('file-1', new Blob(['hello']), 'a.txt');
  expect(await json('Fileman/upload_files', { method: 'POST', body })).toMatchObject({ data: { succeeded: 1 } });
  expect(panel.executed()).toMatchObject([{ function: 'upload_files', touched: ['path:/public_html/a.txt'] }]);
  panel.clearExecuted();
  expect(panel.executed()).toEqual([]);
});

describe('a test in the same process', () => {
  it('may order a slow reply, whose second half comes when it says so', async () => {
    panel.misbehave({ next: 'slow' });
    const reply = await call('Email/add_pop?email=info&password=p');
    expect(reply.status).toBe(200);
    let ended = false;
    const text = reply.text().finally(() => (ended = true));
    expect((await json('Email/list_pops?skip_main=1')).data).toHaveLength(1);
    expect(ended).toBe(false);
    panel.release();
    expect(await text).toContain('"status":1');
  });

  it('sees every call as it came over the wire', async () => {
    const body = 'zone=example.com&zone=a%2Fb&a=%7b';
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    await call('DNS/parse_zone?x=%41&x=+', { method: 'POST', body, headers });
    const [recorded] = panel.calls();
    expect(recorded).toMatchObject({ method: 'POST', url: '/execute/DNS/parse_zone?x=%41&x=+' });
    expect(recorded!.body.equals(Buffer.from(body))).toBe(true);
    expect(recorded!.rawHeaders).toContain(`cpanel alice:${TOKEN}`);
    panel.clearCalls();
    expect(panel.calls()).toEqual([]);
  });

  it('may order misbehaviour, which is over after one request and does nothing that was asked', async () => {
    const add = () => call('Email/add_pop?email=info&password=p');
    panel.misbehave({ next: 'redirect' });
    panel.misbehave({ next: 'unauthorized' });
    panel.misbehave({ next: 'forbidden' });
    panel.misbehave({ next: 'garbage' });
    panel.misbehave({ next: 'reset' });
    const redirect = await add();
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, `${panel.url}/redirected`]);
    expect((await add()).status).toBe(401);
    expect((await add()).status).toBe(403);
    await expect((await add()).json()).rejects.toMatchObject({ name: 'SyntaxError' });
    await expect(add()).rejects.toMatchObject({ message: 'fetch failed' });
    expect(panel.calls()).toHaveLength(5);
    expect((await json('Email/list_pops?skip_main=1')).data).toEqual([]);
  });

  it('may let a request hang until the panel closes', async () => {
    panel.misbehave({ next: 'hang' });
    const hanging = call('Features/list_features').then(
      () => 'answered',
      () => 'broken off',
    );
    while (panel.calls().length === 0) await new Promise(setImmediate);
    await panel.close();
    expect(await hanging).toBe('broken off');
  });

  it('finds names and outcomes in the log, and nothing that was sent', async () => {
    const body = new URLSearchParams([['domain', 'example.com']]);
    await call('Email/add_pop?email=private&password=hush', { method: 'POST', body });
    await call('Nope/nope');
    await fetch(`${panel.url}/private?x=hush`);
    expect(logged).toEqual([
      { level: 30, msg: 'call', httpStatus: 200, user: 'alice', call: 'Email::add_pop', status: 1 },
      { level: 30, msg: 'call', httpStatus: 200, user: 'alice', call: 'Nope::nope', status: 0 },
      { level: 30, msg: 'call', httpStatus: 403 },
    ]);
  });
});

it('takes request lines of 32 KB', async () => {
  expect(await json(`DomainInfo/list_domains?x=${'a'.repeat(32 * 1024)}`)).toMatchObject({ status: 1 });
});

it('refuses bodies over 8 MiB and JSON it cannot read, and stays up', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const post = (body: Buffer | string) => call('DNS/parse_zone', { method: 'POST', body, headers });
  expect((await post(Buffer.alloc(8 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await post('{')).status).toBe(400);
  expect((await json('DomainInfo/list_domains')).status).toBe(1);
});

it('outlives a caller that leaves in the middle of a body', async () => {
  await new Promise<void>((resolve) => {
    const headers = { 'Content-Length': 100 };
    const request = httpRequest(`${panel.url}/execute/DNS/parse_zone`, { method: 'POST', headers });
    request.on('error', () => resolve());
    request.write('zone=', () => request.destroy(new Error('gone')));
  });
  expect((await json('DomainInfo/list_domains')).status).toBe(1);
  expect(logged.map(({ level }) => level)).toEqual([30]);
});
