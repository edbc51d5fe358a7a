import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPowerDns, type PowerDnsServer } from '@portcullis/stack';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { powerdnsPrograms } from './clients/powerdns-programs.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { issue, makeAccount, makeProvider, newSlug, type OwnedAccount, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

const programs = powerdnsPrograms();
const KEY = `key-${randomBytes(16).toString('hex')}`;
const ZONES = '/api/v1/servers/localhost/zones';
const ZONE = `${ZONES}/alice.example.`;
const HOST = `${newSlug()}.example`;

let folder: string;
let server: PowerDnsServer;
let provider: Provider;
let bob: OwnedAccount;
/** Everything that any client saw: the key is in none of it. */
const seen: string[] = [];

interface Asked {
  readonly token: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly base?: string;
}

async function call(path: string, { token, method, body, headers, base = gateway }: Asked): Promise<RawAnswer & { json: unknown }> {
  const answer = await exchange(base, {
    path: `/t/${provider.slug}${path}`,
    headers: { 'x-api-key': token, accept: 'application/json', ...headers },
    ...(method !== undefined && { method }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return kept(answer);
}

function kept(answer: RawAnswer): RawAnswer & { json: unknown } {
  const text = answer.body.toString();
  seen.push(JSON.stringify(answer.headers), text);
  return { ...answer, json: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : null };
}

/** What the server itself says, asked with its own key. */
async function itself(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(server.url + path, { ...init, headers: { 'x-api-key': KEY } });
}

async function rrsetsOf(zone: string): Promise<Record<string, string[]>> {
  const { rrsets } = (await (await itself(`${ZONES}/${zone}`)).json()) as { rrsets: { name: string; type: string; records: { content: string }[] }[] };
  return Object.fromEntries(rrsets.map(({ name, type, records }) => [`${name} ${type}`, records.map(({ content }) => content)]));
}

const restricted = (grants: object[], account: OwnedAccount = provider.account): Promise<{ id: string; secret: string }> =>
  issue(operator, `${account.path}/tokens`, { name: `t-${randomBytes(4).toString('hex')}`, access: 'restricted', grants });
const change = (name: string, type: string, ...contents: string[]) => ({
  rrsets: [{ name, type, ttl: 60, changetype: contents.length > 0 ? 'REPLACE' : 'DELETE', records: contents.map((content) => ({ content, disabled: false })) }],
});
const error = (words: RegExp) => ({ error: expect.stringMatching(words) as string });

(programs === null ? describe.skip : describe)('a real PowerDNS behind the gateway', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-powerdns-'));
    server = await startPowerDns(programs!, folder, KEY);
    for (const name of ['alice.example.', 'bob.example.', 'customer.example.']) {
      const made = await itself(ZONES, { method: 'POST', body: JSON.stringify({ name, kind: 'Native', nameservers: ['ns1.example.net.'] }) });
      expect(made.status).toBe(201);
    }
    provider = await makeProvider(operator);
    bob = await makeAccount(operator, provider.path, 'bob');
    expect(await operator.put(`${provider.path}/panel`, { kind: 'powerdns', url: server.url, hosts: [HOST] })).toMatchObject({ status: 200 });
    for (const { path } of [provider.account, bob]) expect(await operator.put(`${path}/upstream`, { scheme: 'powerdns', token: KEY })).toMatchObject({ status: 200 });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets a token for one zone edit that zone, and the server has it', async () => {
    const { secret: token } = await restricted([{ operation: 'PowerDNS::*', resources: ['zone:alice.example'] }]);
    expect(await call(ZONE, { token, method: 'PATCH', body: change('www.alice.example.', 'A', '192.0.2.1') })).toMatchObject({ status: 204 });
    expect(await rrsetsOf('alice.example.')).toMatchObject({ 'www.alice.example. A': ['192.0.2.1'] });
    expect(await call(`${ZONES}/ALICE=2Eexample`, { token })).toMatchObject({ status: 200, json: { name: 'alice.example.' } });
    expect(await call(`${ZONES}?zone=alice.example.`, { token })).toMatchObject({ status: 200, json: [{ name: 'alice.example.' }] });
    expect(await call(`${ZONE}/rectify`, { token, method: 'PUT' })).toMatchObject({ status: 200 });
    for (const [path, method] of [[`${ZONES}/bob.example.`, 'GET'], [`${ZONES}/customer.example.`, 'GET'], [`${ZONES}?zone=bob.example.`, 'GET'], [`${ZONES}/bob.example.`, 'DELETE']] as const) {
      expect(await call(path, { token, method })).toMatchObject({ status: 403, json: error(/You do not control a DNS zone named (bob|customer)\.example\./) });
    }
    expect((await itself(`${ZONES}/bob.example.`)).status).toBe(200);
  });

  it('lets a token for one record set exactly that one', async () => {
    const { secret: token } = await restricted([{ operation: 'PowerDNS::edit_records', resources: ['record:_acme-challenge.alice.example/TXT'] }]);
    const before = await rrsetsOf('alice.example.');
    const challenge = change('_acme-challenge.alice.example.', 'TXT', '"one"');
    expect(await call(ZONE, { token, method: 'PATCH', body: challenge })).toMatchObject({ status: 204 });
    expect(await rrsetsOf('alice.example.')).toMatchObject({ ...withoutSoa(before), '_acme-challenge.alice.example. TXT': ['"one"'] });
    const beyond = [change('_acme-challenge.alice.example.', 'A', '192.0.2.9'), change('alice.example.', 'TXT', '"x"'), change('_acme-challenge.alice.example.', 'ANY'), { rrsets: [...challenge.rrsets, ...change('www.alice.example.', 'A').rrsets] }];
    for (const body of beyond) expect(await call(ZONE, { token, method: 'PATCH', body })).toMatchObject({ status: 403, json: error(/no grant for PowerDNS::edit_records on record:\S+\. Allow it with dny_\w{22}\./) });
    for (const [path, method] of [[ZONE, 'GET'], [ZONE, 'DELETE'], [`${ZONES}/bob.example.`, 'GET']] as const) expect(await call(path, { token, method })).toMatchObject({ status: 403 });
    expect(withoutSoa(await rrsetsOf('alice.example.'))).toEqual({ ...withoutSoa(before), '_acme-challenge.alice.example. TXT': ['"one"'] });
  });

  it('keeps other zones of the same server out of reach, also for full access', async () => {
    const { token: own } = provider.account;
    for (const zone of ['bob.example.', 'customer.example.', 'www.alice.example.', 'example.']) {
      const answer = await call(`${ZONES}/${zone}`, { token: own.secret });
      expect([zone, answer.status]).toEqual([zone, 403]);
    }
    expect(await call(`${ZONES}/bob.example.`, { token: own.secret, method: 'PATCH', body: change('bob.example.', 'TXT', '"x"') })).toMatchObject({ status: 403, json: error(/do not control/) });
    const made = (name: string) => call(ZONES, { token: own.secret, method: 'POST', body: { name, kind: 'Native', nameservers: [] } });
    expect(await made('new.example.')).toMatchObject({ status: 403 });
    expect(await made('alice.example.')).toMatchObject({ status: 409 });
    expect((await itself(`${ZONES}/new.example.`)).status).toBe(404);
    expect(await call(`${ZONES}/bob.example.`, { token: bob.token.secret })).toMatchObject({ status: 200 });
  });

  it('refuses what is about the whole server, but for looking around', async () => {
    const { token: own } = provider.account;
    for (const path of ['/api', '/api/v1', '/api/v1/servers', '/api/v1/servers/localhost']) expect(await call(path, { token: own.secret })).toMatchObject({ status: 200 });
    expect(await call(ZONES, { token: own.secret })).toMatchObject({ status: 422, json: error(/other customers/) });
    const refused = ['/config', '/statistics', '/search-data?q=*', '/tsigkeys', '/cache/flush?domain=alice.example.', '/autoprimaries'];
    for (const path of refused) expect(await call(`/api/v1/servers/localhost${path}`, { token: own.secret })).toMatchObject({ status: 403, json: error(/not passed on/) });
    expect(await call(`${ZONE}?api-key=${own.secret}`, { token: own.secret })).toMatchObject({ status: 422 });
    expect(await call(ZONE, { token: own.secret, method: 'HEAD' })).toMatchObject({ status: 403 });
  });

  it('refuses bodies that could be read in two ways, programs, and records that would be written elsewhere', async () => {
    const { secret: token } = provider.account.token;
    const before = await rrsetsOf('alice.example.');
    const twice = '{"rrsets":[{"name":"a.alice.example.","n\\u0061me":"b.alice.example.","type":"A","changetype":"DELETE"}]}';
    for (const body of [twice, change('a.bob.example.', 'A', '192.0.2.1'), change('x.alice.example.', 'LUA', 'A "return 1"'), change('x.alice.example', 'A', '192.0.2.1'), '{']) {
      expect(await call(ZONE, { token, method: 'PATCH', body })).toMatchObject({ status: 422, json: { error: expect.any(String) as string } });
    }
    expect(await call(ZONE, { token, method: 'PATCH', body: ' '.repeat(600_000) })).toMatchObject({ status: 413 });
    expect(await rrsetsOf('alice.example.')).toEqual(before);
  });

  it('lets nothing be set that reaches beyond the zone or works on after the token', async () => {
    const { secret: token } = provider.account.token;
    const state = async () => {
      const [zone, metadata] = await Promise.all(['', '/metadata'].map(async (path) => (await itself(ZONE + path)).json()));
      const { kind, masters, catalog, account } = zone as Record<string, unknown>;
      return { kind, masters, catalog, account, metadata: metadata };
    };
    const before = await state();
    const kinds = ['ALLOW-DNSUPDATE-FROM', 'TSIG-ALLOW-DNSUPDATE', 'FORWARD-DNSUPDATE', 'ALLOW-AXFR-FROM', 'ALSO-NOTIFY', 'AXFR-SOURCE', 'X-OWN'];
    const fields = [{ kind: 'Slave', masters: ['127.0.0.1:5353'] }, { kind: 'Slave' }, { masters: ['127.0.0.1:5353'] }, { kind: 'Producer' }, { kind: 'Consumer' }, { catalog: 'bob.example.' }, { account: 'x' }, { slave_tsig_key_ids: [] }];
    const writes: readonly (readonly [string, string, unknown])[] = [
      ...kinds.map((kind) => ['POST', `${ZONE}/metadata`, { kind, metadata: ['127.0.0.1'] }] as const),
      ...kinds.map((kind) => ['PUT', `${ZONE}/metadata/${kind}`, { metadata: ['127.0.0.1'] }] as const),
      ...fields.map((body) => ['PUT', ZONE, body] as const),
      ...fields.map((body) => ['POST', ZONES, { name: 'alice.example.', kind: 'Native', ...body }] as const),
    ];
    for (const [method, path, body] of writes) {
      const { status, json } = await call(path, { token, method, body });
      expect([method, path, body, status, json]).toEqual([method, path, body, 422, error(/not passed on/)]);
    }
    for (const action of ['notify', 'axfr-retrieve']) expect(await call(`${ZONE}/${action}`, { token, method: 'PUT' })).toMatchObject({ status: 403, json: error(/not passed on/) });
    expect(await state()).toEqual(before);
  });

  it('keeps from an account to take away what the operator set for its zone, and lets it set what is its own', async () => {
    const { secret: token } = provider.account.token;
    const metadata = async () => (await (await itself(`${ZONE}/metadata`)).json()) as { kind: string; metadata: string[] }[];
    const byOperator = { kind: 'ALLOW-AXFR-FROM', metadata: ['192.0.2.53'] };
    expect((await itself(`${ZONE}/metadata`, { method: 'POST', body: JSON.stringify(byOperator) })).status).toBe(201);
    expect(await call(`${ZONE}/metadata/ALLOW-AXFR-FROM`, { token, method: 'DELETE' })).toMatchObject({ status: 422 });
    expect(await call(`${ZONE}/metadata`, { token, method: 'POST', body: { kind: 'PUBLISH-CDS', metadata: ['2'] } })).toMatchObject({ status: 201 });
    expect(await call(`${ZONE}/metadata/PUBLISH-CDS`, { token, method: 'PUT', body: { metadata: ['1', '2'] } })).toMatchObject({ status: 200 });
    expect(await metadata()).toEqual(expect.arrayContaining([expect.objectContaining(byOperator), expect.objectContaining({ kind: 'PUBLISH-CDS', metadata: ['1', '2'] })]));
    expect((await call(`${ZONE}/metadata/PUBLISH-CDS`, { token, method: 'DELETE' })).status).toBeLessThan(300);
    expect((await metadata()).map(({ kind }) => kind)).not.toContain('PUBLISH-CDS');
    expect(await call(ZONE, { token, method: 'PUT', body: { kind: 'Master' } })).toMatchObject({ status: 204 });
    expect(await call(ZONE, { token, method: 'PUT', body: { kind: 'Native' } })).toMatchObject({ status: 204 });
  });

  it('serves an ACME client as the server itself would', async () => {
    const { secret: token } = await restricted([
      { operation: 'PowerDNS::discover' },
      { operation: 'PowerDNS::read_zone', resources: ['zone:alice.example'] },
      { operation: 'PowerDNS::edit_records', resources: ['record:_acme-challenge.mail.alice.example/TXT'] },
    ]);
    expect((await call('/api', { token })).json).toEqual([{ url: '/api/v1', version: 1 }]);
    const { url } = (await call(ZONE, { token })).json as { url: string };
    const name = '_acme-challenge.mail.alice.example.';
    const record = { content: '"proof"', disabled: false, type: 'TXT', name, ttl: 120 };
    const set = { name, changetype: 'REPLACE', type: 'TXT', kind: 'Master', ttl: 120, records: [record] };
    const headers = { 'content-type': 'application/json' };
    expect(await call(url, { token, method: 'PATCH', body: { rrsets: [set] }, headers })).toMatchObject({ status: 204, headers: { 'x-pdns-new-serial': expect.any(String) as string } });
    expect(await rrsetsOf('alice.example.')).toMatchObject({ [`${name} TXT`]: ['"proof"'] });
    expect(await call(url, { token, method: 'PATCH', body: { rrsets: [{ name, type: 'TXT', kind: '', changetype: 'DELETE', ttl: 120 }] }, headers })).toMatchObject({ status: 204 });
    expect(await rrsetsOf('alice.example.')).not.toHaveProperty([`${name} TXT`]);
  });

  it('answers at the host name of its provider too, and to Bearer', async () => {
    const at = async (host: string, headers: Record<string, string>, path = ZONE) => kept(await exchange(gateway, { path, headers: { host, accept: 'application/json', ...headers } }));
    const { secret: token } = provider.account.token;
    expect(await at(HOST, { 'x-api-key': token })).toMatchObject({ status: 200, json: { name: 'alice.example.' } });
    expect(await at(`${HOST.toUpperCase()}:443`, { authorization: `Bearer ${token}` }, `/${ZONE}`)).toMatchObject({ status: 200 });
    expect(await at(HOST, { 'x-api-key': token }, '/api')).toMatchObject({ status: 200 });
    expect(await at('other.example', { 'x-api-key': token })).toMatchObject({ status: 401, json: { error: 'Unauthorized' } });
    expect(await at(HOST, { 'x-api-key': token, authorization: `Bearer ${token}` })).toMatchObject({ status: 401 });
  });

  it('gives one answer to all that is no good token here, in the words of the server', async () => {
    const bad = [KEY, 'x', provider.token.secret, `cpanel alice:${provider.account.token.secret}`, operatorToken];
    for (const token of bad) expect(await call(ZONE, { token })).toMatchObject({ status: 401, headers: { 'www-authenticate': 'X-API-Key realm="PowerDNS"' }, json: { error: 'Unauthorized' } });
    const { secret } = provider.account.token;
    expect((await exchange(gateway, { path: `/t/${provider.slug}/execute/DNS/parse_zone?zone=alice.example`, headers: { authorization: `cpanel alice:${secret}` } })).status).toBe(401);
  });

  it('ends with the token', async () => {
    const { id, secret: token } = await restricted([{ operation: 'PowerDNS::read_zone', resources: ['zone:alice.example'] }]);
    for (const base of [gateway, otherGateway]) expect(await call(ZONE, { token, base })).toMatchObject({ status: 200 });
    expect((await operator.delete(`${provider.path}/tokens/${id}`)).status).toBeLessThan(300);
    for (const base of [gateway, otherGateway]) expect(await call(ZONE, { token, base })).toMatchObject({ status: 401 });
  });

  it('grants only operations that there are', async () => {
    const made = await operator.post(`${provider.account.path}/tokens`, { name: 'x', access: 'restricted', grants: [{ operation: 'PowerDNS::list_zones' }] });
    expect(made).toMatchObject({ status: 422, body: { code: 'operation_unknown' } });
  });

  it('tells a stale key of the gateway from a bad token', async () => {
    expect(await operator.put(`${bob.path}/upstream`, { scheme: 'powerdns', token: 'another-key' })).toMatchObject({ status: 200 });
    expect(await call(`${ZONES}/bob.example.`, { token: bob.token.secret })).toMatchObject({ status: 502, json: error(/refused the gateway/) });
  });

  it('writes denials down with the operation and what it was asked for', async () => {
    await eventually(async () => {
      const denied = (await trailOf(operator, provider.slug)).filter(({ type }) => type === 'request.denied').map(({ data }) => data);
      expect(denied).toContainEqual(expect.objectContaining({ operation: 'PowerDNS::read_zone', code: 'not_forwarded', missing: 'You do not control a DNS zone named bob.example.' }));
      expect(denied).toContainEqual(expect.objectContaining({ operation: 'PowerDNS::edit_records', code: 'resource_not_granted', resources: ['record:_acme-challenge.alice.example/A'] }));
      seen.push(JSON.stringify(denied));
    });
  });

  it('never shows the key of the server', () => {
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.filter((text) => text.includes(KEY))).toEqual([]);
  });
});

/** The serial of a zone counts up by itself. */
function withoutSoa(rrsets: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(rrsets).filter(([name]) => !name.endsWith(' SOA')));
}
