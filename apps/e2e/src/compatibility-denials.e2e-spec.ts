import { join } from 'node:path';
import { sharedStack, sharedStackDir } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { api2, ask, DOMAIN, startClientScene, textOf, type Aim, type ClientScene } from './client-scene.js';
import { apiOf } from './clients/api.js';
import type { RawRequest } from './clients/raw-http.js';
import { withoutCodes } from './denial-codes.js';
import { makeConnectedProvider, newSlug } from './providers.js';
import { filesBelow, found } from './secret-hunt.js';
import { eventually } from './eventually.js';
import { trailOf } from './trails.js';

/** The rest of the check list that `compatibility` begins: what is refused, resolved, kept quiet about and answered for the panel. */

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const DOMAINS = '/execute/DomainInfo/list_domains';
const ZONE = `/execute/DNS/parse_zone?zone=${DOMAIN}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NAME = `_acme-challenge.${DOMAIN}`;

let scene: ClientScene;
let bare: BarePanel;
let full: Aim;
let whm: Aim;
beforeAll(async () => {
  scene = await startClientScene();
  [full, whm] = await Promise.all([scene.fullAccount(), scene.fullWhm()]);
  bare = await startBarePanel();
});
beforeEach(() => scene.forget());
afterAll(() => Promise.all([scene.close(), bare.close()]));

const urls = () => scene.panel.calls().map(({ url }) => url);
const say = (aim: Aim, path: string, more?: Partial<RawRequest>) => textOf(ask(aim, path, more));
const json = async (aim: Aim, path: string, more?: Partial<RawRequest>) => JSON.parse(await say(aim, path, more)) as unknown;
const post = (body: string, type = FORM['content-type']) => ({ method: 'POST', headers: { 'content-type': type }, body });
const refusal = (text: string) => `{"data":null,"errors":["${text}"],"messages":null,"metadata":{},"status":0,"warnings":null}`;
const ACCESS_DENIED =
  '{"cpanelresult":{"apiversion":"2","error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"}}';

describe('403 and 401 replies byte for byte; policy denials per surface and function', () => {
  const bad = (aim: Aim): Aim => ({ ...aim, token: 'NOTATOKEN' });

  it('who is not let in', async () => {
    for (const [aim, path] of [[bad(full), api2('ZoneEdit', 'fetchzones')], [bad(whm), '/json-api/listaccts?api.version=1'], [full, '/json-api/listaccts']] as const) {
      const { status, reason, headers, body } = await ask(aim, path);
      expect([status, reason, headers['content-type'], headers.connection]).toEqual([403, 'Forbidden Access denied', 'text/plain; charset="utf-8"', 'close']);
      expect(body.toString()).toBe(ACCESS_DENIED);
    }
    for (const aim of [bad(full), whm]) {
      const { status, headers, body } = await ask(aim, DOMAINS);
      expect([status, headers['content-type'], body.toString()]).toEqual([401, 'application/json; charset="utf-8"', refusal('The user name or API token is not accepted.')]);
    }
    const login = await ask(full, '/login/?login_only=1', post('user=alice&pass=x'));
    expect([login.status, login.reason, login.headers['content-type'], login.headers['set-cookie']]).toEqual([401, 'Access Denied', 'text/plain; charset="utf-8"', undefined]);
    expect(login.body.toString()).toBe('{"status":0,"message":"see_login_log"}');
    expect(await ask(full, '/index.html')).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset="utf-8"' } });
  });

  it('what is not granted', async () => {
    const aim = await scene.account({ operation: 'Mysql::list_databases' }, { operation: 'DNS::parse_zone', resources: ['zone:bob.example'] });
    const text = (name: string) => `The token holds no grant for ${name}.`;
    const inApi2 = (module: string, func: string, row: object) =>
      JSON.stringify({ cpanelresult: { apiversion: 2, func, module, data: [row], error: text(`${module}::${func}`), event: { result: 0 } } });
    const edit = text('ZoneEdit::add_zone_record');
    const version3 = '/json-api/cpanel?cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Email&cpanel_jsonapi_func=list_pops';
    const provider = await scene.whm({ operation: 'WHM::version' });
    const denials: [Aim, string, string][] = [
      [aim, '/execute/Email/list_pops', refusal(text('Email::list_pops'))],
      [aim, ZONE, refusal(`You do not control a DNS zone named ${DOMAIN}.`)],
      [full, '/execute/Ftp/list_ftp', refusal('You do not have the feature “ftpaccts”.')],
      [aim, api2('Cron', 'fetchcron'), inApi2('Cron', 'fetchcron', { result: 0, status: 0, reason: text('Cron::fetchcron'), statusmsg: text('Cron::fetchcron') })],
      [aim, api2('ZoneEdit', 'add_zone_record', `domain=${DOMAIN}`), inApi2('ZoneEdit', 'add_zone_record', { result: { newserial: null, status: 0, statusmsg: edit }, reason: edit, statusmsg: edit })],
      [aim, api2('ZoneEdit', 'fetchzones'), inApi2('ZoneEdit', 'fetchzones', { zones: {}, status: 0, statusmsg: text('ZoneEdit::fetchzones') })],
      [aim, api2('SSL', 'installssl'), inApi2('SSL', 'installssl', { result: 0, output: text('SSL::installssl') })],
      [aim, version3, `{"apiversion":3,"func":"list_pops","module":"Email","result":${refusal(text('Email::list_pops'))}}`],
      [provider, '/json-api/listaccts?api.version=1', `{"metadata":{"command":"listaccts","reason":"${text('WHM::listaccts')}","result":0,"version":1}}`],
      [provider, '/json-api/listaccts', ACCESS_DENIED.replaceAll('Access denied', text('WHM::listaccts'))],
    ];
    for (const [who, path, expected] of denials) {
      const { status, body } = await ask(who, path);
      expect([status, withoutCodes(body.toString())]).toEqual([200, expected]);
    }
    expect(urls()).toEqual([]);
  });
});

describe('batch and proxy calls unpacked or refused, nested ones refused; `secret` functions never granted by wildcard', () => {
  it('a batch is as good as each of its calls', async () => {
    const aim = await scene.whm({ feature: 'list-accts' });
    const batch = (...commands: string[]) => `/json-api/batch?api.version=1&${commands.map((one) => `command=${encodeURIComponent(one)}`).join('&')}`;
    expect(await json(aim, batch('listaccts', 'listaccts?search=x'))).toMatchObject({ metadata: { result: 1 } });
    scene.forget();
    const nested = ['batch?command=listaccts', 'uapi_cpanel?cpanel.user=alice&cpanel.module=Email&cpanel.function=list_pops', 'cpanel?cpanel_jsonapi_user=alice'];
    for (const [who, inner] of [[aim, 'suspendacct?user=alice'], ...nested.map((one) => [whm, one] as const)] as const) {
      expect(await json(who, batch('listaccts', inner))).toMatchObject({ metadata: { result: 0 } });
    }
    const strict = (inner: unknown) => `/execute/Batch/strict?command=${encodeURIComponent(JSON.stringify(inner))}`;
    expect(await json(full, strict(['Batch', 'strict', { command: '["Email","list_pops"]' }]))).toMatchObject({ status: 0 });
    expect(await json(await scene.account({ operation: 'Batch::strict' }), strict(['Email', 'list_pops']))).toMatchObject({ status: 0 });
    expect(urls()).toEqual([]);
  });

  it('what reaches past every check is refused to all, and what hands out log-ins to all that do not hold its name', async () => {
    for (const path of ['execute_remote_whmapi1_with_password', 'cors_proxy_get']) expect(await json(whm, `/json-api/${path}?api.version=1`)).toMatchObject({ metadata: { result: 0 } });
    const aim = await scene.account({ operation: 'Session::*' }, { operation: 'Integration::*' }, { feature: 'popaccts' });
    for (const path of ['Session/create_temp_user', 'Integration/fetch_url']) expect(await say(aim, `/execute/${path}`)).toMatch(/hands out a secret/);
    expect(await say(await scene.whm({ feature: 'create-user-session' }), '/json-api/create_user_session?api.version=1&user=alice')).toMatch(/hands out a secret/);
    expect(urls()).toEqual([]);
  });
});

describe('line numbers of `mass_edit_zone`, `ZoneEdit` and `Cron` resolved before judging; edits one after another in each zone', () => {
  const lineOf = async (name: string) => {
    const { data } = (await json(full, ZONE)) as { data: { line_index: number; type: string; record_type?: string; dname_b64: string; data_b64: string[] }[] };
    const serial = Buffer.from(data.find(({ record_type }) => record_type === 'SOA')!.data_b64[2]!, 'base64').toString();
    const line = data.find(({ type, dname_b64 }) => type === 'record' && Buffer.from(dname_b64, 'base64').toString().startsWith(name))!.line_index;
    return { serial, line };
  };

  it('a line that is something else than what was granted', async () => {
    const { serial, line } = await lineOf('www');
    expect(await json(full, api2('Cron', 'add_line', 'command=/bin/other&minute=0&hour=0&day=*&month=*&weekday=*'))).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    scene.panel.clearExecuted();
    const record = [`record:${NAME}/TXT`];
    const aim = await scene.account(
      { operation: 'DNS::mass_edit_zone', resources: record }, { operation: 'ZoneEdit::*', resources: record }, { operation: 'Cron::*', resources: ['cron_line:/bin/mine'] },
    );
    const answers = [
      await say(aim, `/execute/DNS/mass_edit_zone?zone=${DOMAIN}&serial=${serial}&remove=${line}`),
      await say(aim, `/execute/DNS/mass_edit_zone?zone=${DOMAIN}&serial=${serial}&edit=${encodeURIComponent(JSON.stringify({ line_index: line, dname: NAME, ttl: 60, record_type: 'TXT', data: ['x'] }))}`),
      await say(aim, api2('ZoneEdit', 'remove_zone_record', `domain=${DOMAIN}&line=${line + 1}`)),
      await say(aim, api2('ZoneEdit', 'edit_zone_record', `domain=${DOMAIN}&Line=${line + 1}&name=${NAME}.&type=TXT&txtdata=x`)),
      await say(aim, api2('Cron', 'remove_line', 'line=1')),
    ];
    for (const answer of answers) expect(answer).toMatch(/holds no grant for/);
    expect(scene.panel.executed().filter(({ function: name }) => !['parse_zone', 'fetchcron'].includes(name))).toEqual([]);
    expect(await json(full, api2('Cron', 'remove_line', 'line=1'))).toMatchObject({ cpanelresult: { event: { result: 1 } } });
  });

  it('two edits at once', async () => {
    const add = (value: string) => ask(full, api2('ZoneEdit', 'add_zone_record', `domain=${DOMAIN}&name=x&type=TXT&txtdata=${value}`));
    scene.panel.misbehave({ next: 'slow' });
    const first = add('first');
    await eventually(async () => expect(urls()).toHaveLength(1));
    const second = add('second');
    await ask(full, ZONE); // reading goes on meanwhile, and had the second edit been sent, it would be there before this
    expect(urls()).toEqual([expect.stringContaining('first'), ZONE]);
    scene.panel.release();
    for (const answer of [await first, await second]) expect(answer.body.toString()).toMatch(/"newserial":"\d+"/);
    expect(urls()).toEqual([expect.stringContaining('first'), ZONE, expect.stringContaining('second')]);
  });
});

describe('nothing from query strings, bodies or `Authorization` in logs; module, function, resource, decision, reason, token name, source address and time are recorded', () => {
  it('of calls that are allowed, refused and malformed', async () => {
    const aim = await scene.account({ operation: 'Email::add_pop', resources: [`mailbox:bob@${DOMAIN}`] });
    const mark = newSlug();
    const box = (email: string, more = '') => post(`email=${email}&domain=${DOMAIN}&password=${mark}-body${more}`);
    const answers = [
      await ask(aim, `/execute/Email/add_pop?note=${mark}-query`, box('bob')),
      await ask(aim, `/execute/Email/add_pop?note=${mark}-query`, box('eve')),
      await ask(aim, `/execute/Email/add_pop?note=${mark}-query`, box('bob', '&x=%zz')),
      await ask(aim, DOMAINS, { headers: { authorization: `cpanel alice:${mark}-token` } }),
      await ask(aim, `/json-api/${mark}-function?x=${mark}-query`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 401, 403]);
    const [entry] = await eventually(async () => {
      const denials = (await trailOf(operator, scene.provider.slug)).filter(({ type, data }) => type === 'request.denied' && data['operation'] === 'Email::add_pop');
      expect(denials.length).toBeGreaterThan(0);
      return denials;
    });
    const said = { operation: 'Email::add_pop', resources: expect.arrayContaining([`mailbox:eve@${DOMAIN}`]), code: 'resource_not_granted', missing: expect.any(String), tokenName: expect.any(String), ip: '127.0.0.1' };
    expect(entry).toMatchObject({ time: expect.any(String), data: said });
    expect(JSON.stringify(entry)).not.toContain(mark);
    const logs = filesBelow(join(sharedStackDir(), 'logs'));
    const id = String(answers[0]!.headers['x-request-id']);
    expect(found(new Map([['id', id]]), logs)).toHaveLength(1);
    expect(found(new Map([['mark', mark], ['token', aim.token.slice(15, 47)]]), logs)).toEqual([]);
  });
});

describe('an upstream that does not take the credential trips a breaker and is not shown as the client’s own failure; version probes are answered', () => {
  it('the breaker', async () => {
    bare.heads.length = 0;
    bare.answer = (_request, response) => response.writeHead(401, { 'content-type': 'text/html' }).end('<form>');
    const { slug, account } = await makeConnectedProvider(operator, bare.url);
    const aim = { ...full, baseUrl: `${gateway}/t/${slug}`, token: account.token.secret };
    for (let round = 0; round < 3; round++) {
      const { status, body } = await ask(aim, ZONE);
      expect([status, body.toString()]).toEqual([200, expect.stringContaining('"errors":["The panel refused the gateway, not your token.')]);
    }
    expect(bare.heads).toHaveLength(1);
  });

  it('the probes', async () => {
    const aim = await scene.account({ operation: 'StatsBar::get_stats' }, { operation: 'Variables::get_server_information' });
    expect(await json(aim, '/execute/StatsBar/get_stats?display=cpanelversion')).toMatchObject({ status: 1 });
    expect(await json(aim, '/execute/Variables/get_server_information')).toMatchObject({ status: 1 });
    expect(await json(await scene.whm({ operation: 'WHM::version' }), '/json-api/version')).toMatchObject({ version: expect.any(String) });
  });
});
