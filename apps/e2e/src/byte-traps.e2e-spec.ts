import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { api2, ask, DOMAIN, startClientScene, textOf, type Aim, type ClientScene } from './client-scene.js';
import { apiOf } from './clients/api.js';
import { makeConnectedProvider, newSlug } from './providers.js';

/** What clients read from answers with patterns and strict decoders. Each test is one trap, and says who falls into it. */

const SIX = ['data', 'errors', 'messages', 'metadata', 'status', 'warnings'];
const NAME = `_acme-challenge.${DOMAIN}`;
const TXT = (value: string) => encodeURIComponent(JSON.stringify({ dname: '_acme-challenge', ttl: 120, record_type: 'TXT', data: [value] }));

let scene: ClientScene;
/** Says whatever a test wants. */
let bare: BarePanel;
let toBare: Aim;
let full: Aim;
/** May not do anything that is asked of it here. */
let denied: Aim;
beforeAll(async () => {
  const { gateway, operatorToken } = sharedStack();
  scene = await startClientScene();
  full = await scene.fullAccount();
  denied = await scene.account({ operation: 'Mysql::list_databases' });
  bare = await startBarePanel();
  const { slug, account } = await makeConnectedProvider(apiOf(gateway, operatorToken), bare.url);
  toBare = { ...full, baseUrl: `${gateway}/t/${slug}`, token: account.token.secret };
});
afterAll(() => Promise.all([scene.close(), bare.close()]));

const zoneOf = (aim: Aim) => textOf(ask(aim, `/execute/DNS/parse_zone?zone=${DOMAIN}`));
async function serial(): Promise<string> {
  const { data } = JSON.parse(await zoneOf(full)) as { data: { record_type: string; data_b64: string[] }[] };
  return Buffer.from(data.find(({ record_type }) => record_type === 'SOA')!.data_b64[2]!, 'base64').toString();
}
const token = (functionName: string, query = '') => textOf(ask(full, `/execute/Tokens/${functionName}${query}`));
/** Of every kind that the gateway writes itself in UAPI's shape. */
async function ownUapi(): Promise<{ good: string[]; failed: string[] }> {
  const name = newSlug();
  const good = [
    await token('create_full_access', `?name=${name}`),
    await token('list'),
    await token('rename', `?name=${name}&new_name=${name}-2`),
    await token('revoke', `?name=${name}-2`),
  ];
  const strange = { ...full, token: 'NOTATOKEN' };
  const failed = [
    await token('create_full_access', '?name=not%20a%20name'),
    await zoneOf(denied),
    await zoneOf(strange),
    await textOf(ask(full, '/execute/DNS/parse_zone?zone=%zz')),
    await textOf(ask(full, '/execute/DNS/parse_zone', { method: 'PUT' })),
    await textOf(ask(denied, '/execute/Batch/strict?command=%5B%22Email%22%2C%22list_pops%22%5D')),
  ];
  return { good, failed };
}

it('JSON is compact: acme.sh and both its plugins search the raw text', async () => {
  const zone = await zoneOf(full);
  for (const part of ['"status":1', '"record_type":"SOA"', '"data_b64":["', '"line_index":', '},{']) expect(zone).toContain(part);
  const domains = await textOf(ask(full, '/execute/DomainInfo/list_domains'));
  for (const part of ['"status":1', `"main_domain":"${DOMAIN}"`, '"addon_domains":[']) expect(domains).toContain(part);
  expect(await textOf(ask(full, api2('ZoneEdit', 'fetchzone_records', `domain=${DOMAIN}`)))).toMatch(/"line":\d+/);
  const { good, failed } = await ownUapi();
  for (const text of [...good, ...failed]) expect(text).toBe(JSON.stringify(JSON.parse(text)));
});

it("what the panel says passes untouched, whatever its order of keys and its blanks: acme.sh depends on it", async () => {
  const body = Buffer.from('{ "warnings":null,"status":1,\r\n\t"data" : {"b":1.0,"a":"\\u00fc \xfc"} }\n', 'latin1');
  bare.answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json; charset="utf-8"', 'x-own': 'y' }).end(body);
  for (const path of ['/execute/DNS/parse_zone', api2('ZoneEdit', 'fetchzones')]) {
    const answer = await ask(toBare, path);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset="utf-8"', 'x-own': 'y' } });
    expect(answer.body.equals(body)).toBe(true);
  }
});

it('`data` and `status` are always there, also on failure: @cpanel/api throws without them', async () => {
  const { good, failed } = await ownUapi();
  for (const text of [...good, ...failed]) expect(Object.keys(JSON.parse(text) as object)).toEqual(SIX);
});

it('`errors` is null on success and a list of texts on failure: cpanel-cli raises the first, the cert-manager webhook reads nothing else', async () => {
  const { good, failed } = await ownUapi();
  for (const text of good) expect(JSON.parse(text)).toMatchObject({ errors: null, status: 1 });
  for (const text of failed) expect(JSON.parse(text)).toMatchObject({ errors: [expect.stringMatching(/^[^\]]+$/)], status: 0, data: null });
});

it('numbers are numbers, not texts: Go and Python clients decode strictly', async () => {
  expect(await zoneOf(full)).toMatch(/"line_index":\d+[,}].*"ttl":\d+[,}].*"status":1\b/);
  const name = newSlug();
  const made = await token('create_full_access', `?name=${name}&expires_at=4000000000`);
  expect(made).toMatch(/"create_time":\d{10}\b/);
  expect(await token('list')).toMatch(/"has_full_access":1\b.*"create_time":\d{10}\b.*"expires_at":4000000000\b/);
  await token('revoke', `?name=${name}`);
  const whm = await textOf(ask(await scene.fullWhm(), '/json-api/api_token_list?api.version=1'));
  expect(whm).toMatch(/"result":1\b.*"version":1\b/);
});

it('`mass_edit_zone` gives the new serial as a text, though its specification shows a number: lego', async () => {
  const path = `/execute/DNS/mass_edit_zone?zone=${DOMAIN}&serial=${await serial()}&add=${TXT('one')}`;
  expect(await textOf(ask(full, path))).toMatch(/"new_serial":"\d{10}"/);
  const aim = await scene.account({ operation: 'DNS::mass_edit_zone', resources: [`record:${NAME}/TXT`] });
  const again = `/execute/DNS/mass_edit_zone?zone=${DOMAIN}&serial=${await serial()}&add=${TXT('two')}`;
  expect(await textOf(ask(aim, again))).toMatch(/"new_serial":"\d{10}"/);
});

it('`list_domains` gives the main domain as a text, though its specification shows a list: acme.sh, cpanel-api', async () => {
  expect(JSON.parse(await textOf(ask(full, '/execute/DomainInfo/list_domains')))).toMatchObject({ data: { main_domain: DOMAIN } });
});

it('`Tokens::revoke` gives the bare number 1 and `Tokens::rename` null: strict decoders', async () => {
  const name = newSlug();
  await token('create_full_access', `?name=${name}`);
  expect(await token('rename', `?name=${name}&new_name=${name}-2`)).toBe('{"data":null,"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}');
  for (const which of [`${name}-2`, `${name}-2`, 'never-was']) {
    expect(await token('revoke', `?name=${which}`)).toBe('{"data":1,"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}');
  }
});

it('the `data` of API 2 is a list of objects with HTTP 200, and an object in its 403 only: the Terraform provider', async () => {
  const calls: readonly (readonly [module: string, functionName: string, query?: string])[] = [
    ['ZoneEdit', 'fetchzones'], ['ZoneEdit', 'add_zone_record', `domain=${DOMAIN}`], ['ZoneEdit', 'remove_zone_record', `domain=${DOMAIN}&line=1`],
    ['Cron', 'fetchcron'], ['Cron', 'add_line', 'command=x'], ['SSL', 'installssl'], ['Fileman', 'fileop'], ['Tokens', 'list'],
  ];
  for (const call of calls) {
    const { status, body } = await ask(denied, api2(...call));
    expect([status, JSON.parse(body.toString())]).toMatchObject([200, { cpanelresult: { data: [expect.any(Object)], event: { result: 0 } } }]);
  }
  const { status, body } = await ask({ ...denied, token: 'NOTATOKEN' }, api2('Cron', 'fetchcron'));
  expect([status, JSON.parse(body.toString())]).toMatchObject([403, { cpanelresult: { data: { result: '0' } } }]);
});

it("the panel's words for a missing feature are not read, in whatever language; its curly quotes arrive as they are: everyone", async () => {
  const body = '{"data":null,"errors":["Sie haben die Funktion „zoneedit“ nicht."],"messages":null,"metadata":{},"status":0,"warnings":null}';
  bare.answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  expect(await textOf(ask(toBare, '/execute/DNS/parse_zone'))).toBe(body);
  // Our own are those that panels use.
  expect(await textOf(ask(full, `/execute/Ftp/list_ftp`))).toContain('You do not have the feature “ftpaccts”.');
});

it('a refusal is short and does not wait for the panel, and a long answer arrives whole: time and length limits of cpanel-api, lego and the Terraform provider', async () => {
  let arrived = (): void => undefined;
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  let answer = (): void => undefined;
  const long = Buffer.alloc(11 * 1024 * 1024, 'x');
  bare.answer = (_request, response) => {
    answer = () => void response.writeHead(200).end(long);
    arrived();
  };
  const open = ask(toBare, '/execute/DNS/parse_zone');
  await asked;
  const { body } = await ask({ ...toBare, token: 'NOTATOKEN' }, '/execute/DNS/parse_zone');
  expect(body.length).toBeLessThan(1_000);
  answer();
  expect((await open).body.equals(long)).toBe(true);
});

it('no redirect is followed or passed on, nor made here: acme.sh would send its token after it', async () => {
  bare.heads.length = 0;
  bare.answer = (_request, response) => response.writeHead(302, { location: `${bare.url}/elsewhere` }).end();
  const passed = await ask(toBare, '/execute/DNS/parse_zone');
  expect([passed.status, passed.headers.location, bare.heads.length]).toEqual([502, undefined, 1]);
  for (const path of ['', '/', '//execute/DNS/parse_zone', '/execute/DNS/parse_zone/', '/json-api', '/login', '/login/', '/cpsess1']) {
    const { status, headers } = await ask(full, path);
    expect([path, headers.location, status < 300 || status >= 400]).toEqual([path, undefined, true]);
  }
});
