import { request, type ClientRequest } from 'node:http';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import { issue, newSlug } from './providers.js';
import { FORM, JSON_TYPE, startHostileScene, type Attempt, type HostileScene } from './hostile-scene.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
let scene: HostileScene;
beforeAll(async () => (scene = await startHostileScene()));
afterAll(() => scene.close());

const BOB = 'email=bob&domain=alice.example&password=x';
const EVE = BOB.replace('bob', 'eve');
const add = (body: string, type = FORM): Attempt => ({ method: 'POST', path: '/execute/Email/add_pop', headers: [type], body });
const part = (name: string, value: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const MULTIPART = 'Content-Type: multipart/form-data; boundary=b';
const LONG = 'x'.repeat(600_000);

it.each<[string, Attempt]>([
  ['a form of more than 512 KiB', add(`${EVE}&x=${LONG}`)],
  ['a form whose end says something else', add(`${BOB}&x=${LONG}&email=eve`)],
  ['JSON of more than 512 KiB', add(`{"email":"bob","domain":"alice.example","password":"x","x":"${LONG}","email":"eve"}`, JSON_TYPE)],
  ['fields of more than 512 KiB', add(`${part('email', 'bob')}${part('domain', 'alice.example')}${part('password', 'x')}${part('x', LONG)}${part('email', 'eve')}--b--\r\n`, MULTIPART)],
  ['a batch of more than 512 KiB', { ...add(`command=${encodeURIComponent(JSON.stringify(['Email', 'add_pop', { email: 'bob', domain: 'alice.example', password: 'x' }]))}&x=${LONG}&command=${encodeURIComponent('["Email","list_pops"]')}`), path: '/execute/Batch/strict' }],
  ['a long body at json-api', { ...add(`cpanel_jsonapi_module=Email&cpanel_jsonapi_func=add_pop&cpanel_jsonapi_apiversion=3&${BOB}&x=${LONG}&cpanel_jsonapi_func=list_pops`), path: '/json-api/cpanel' }],
  ['a hundred thousand parameters', add(`${'a=&'.repeat(100_000)}${EVE}`)],
  ['a hundred thousand parameters of one name', add(`${'email=bob&'.repeat(40_000)}${EVE}`)],
  ['a hundred thousand items of JSON', add(`{"email":[${'"bob",'.repeat(60_000)}"eve"],"domain":"alice.example","password":"x"}`, JSON_TYPE)],
  ['JSON as deep as it is long', add(`{"email":"eve","x":${'{"x":'.repeat(60_000)}1${'}'.repeat(60_000)}}`, JSON_TYPE)],
  ['ten thousand parts', add(`${part('a', '').repeat(6_000)}${part('email', 'eve')}${part('password', 'x')}--b--\r\n`, MULTIPART)],
  ['ten thousand commands', { ...add('command=%5B%22Email%22,%22list_pops%22%5D&'.repeat(10_000)), path: '/execute/Batch/strict' }],
  ['a line of percent signs', add(`${'%25'.repeat(150_000)}&${EVE}`)],
])('a limited token gets nothing done with %s', async (_what, attempt) => {
  const { beyond, done, heard } = await scene.strike('mailbox', attempt);
  expect({ beyond, done }).toEqual({ beyond: [], done: 0 });
  for (const answer of heard) if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 (?:200|4\d\d) [^]*(?:"status":0|"result":"0")/);
});

it('a request line of 32 KB passes, one of 70 KB is refused at once', async () => {
  const line = (length: number): Attempt => ({ path: `/execute/Email/add_pop?${BOB}&x=${'y'.repeat(length)}` });
  expect(await scene.strike('mailbox', line(32_768))).toMatchObject({ beyond: [], done: 4 });
  const { done, heard } = await scene.strike('mailbox', line(70_000));
  expect(done).toBe(0);
  for (const answer of heard) expect(answer).toMatch(/^(?:HTTP\/1\.1 431 |$)/);
});

describe('a body that comes a byte at a time', () => {
  /** Its head and all but the last byte have gone out. */
  async function trickle(secret: string, body: string): Promise<{ sent: ClientRequest; status: Promise<number | undefined> }> {
    const { hostname, port } = new URL(gateway);
    const headers = { authorization: `cpanel alice:${secret}`, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    const path = `/t/${scene.targets[0]!.provider.slug}/execute/Email/add_pop`;
    const sent = request({ hostname, port, method: 'POST', path, headers, agent: false });
    sent.setNoDelay(true);
    const status = new Promise<number | undefined>((resolve, reject) => {
      sent.once('error', reject).once('response', (answer) => answer.resume().once('end', () => resolve(answer.statusCode)));
    });
    for (const byte of body.slice(0, -1)) await new Promise<void>((resolve) => sent.write(byte, () => resolve()));
    return { sent, status };
  }

  it('is judged when all of it is there, by what the token may do then', async () => {
    const { provider, panel, secrets } = scene.targets[0]!;
    panel.clearExecuted();
    const allowed = await trickle(secrets.mailbox, `${BOB}1`);
    allowed.sent.end('1');
    expect(await allowed.status).toBe(200);
    const denied = await trickle(secrets.mailbox, `${BOB}&email=eve`);
    denied.sent.end('e');
    expect(await denied.status).toBe(200);
    expect(panel.executed()).toMatchObject([{ touched: ['mailbox:bob@alice.example'] }]);

    const grants = [{ operation: 'Email::add_pop' }];
    const token = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants });
    const late = await trickle(token.secret, `${BOB}1`);
    expect(await operator.delete(`${provider.account.path}/tokens/${token.id}`)).toMatchObject({ status: 200 });
    late.sent.end('1');
    expect(await late.status).toBe(401);
    expect(panel.executed()).toHaveLength(1);
  });

  it('keeps nobody else waiting, and is dropped when its client leaves', async () => {
    const { provider, panel, secrets } = scene.targets[0]!;
    panel.clearExecuted();
    const held = await Promise.all(Array.from({ length: 40 }, () => trickle(secrets.mailbox, BOB)));
    const answers = await Promise.all(Array.from({ length: 20 }, () => callPanel({ base: gateway, provider }, { path: '/execute/DomainInfo/list_domains' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const gone = held.map(({ sent, status }) => {
      sent.destroy();
      return status.catch(() => 0);
    });
    expect(new Set(await Promise.all(gone))).toEqual(new Set([0]));
    await eventually(async () => expect((await callPanel({ base: gateway, provider }, { path: '/execute/DomainInfo/list_domains' })).status).toBe(200));
    expect(panel.executed().map(({ function: name }) => name)).not.toContain('add_pop');
  });
});
