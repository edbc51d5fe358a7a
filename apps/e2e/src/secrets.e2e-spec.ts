import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startPanel, type Panel } from '@portcullis/panel';
import { apiOf } from './clients/api.js';
import { dumpDatabases, filesBelow, found, needlesOf, type Places } from './secret-hunt.js';
import { SecretScenario } from './secret-scenario.js';
import { eventually } from './eventually.js';
import { ownStack, type OwnStack } from './stacks.js';
import { trailOf } from './trails.js';

/** Where a development stack keeps secrets on purpose, for its owner alone. */
const KEPT_ON_PURPOSE = /^(dev-secrets\.json|stack\.json|panel-accounts\.json|keys\/.*)$/;
/** The broker's own configuration. It names the broker's users, and no token. */
const BROKER_CONFIG = 'nats.conf';
const UPSTREAM = 'MARKEDupstreamTokenOfThePanel';

interface DevSecrets {
  readonly panelToken: string;
  readonly postgres: Readonly<Record<string, string>>;
  readonly nats: Readonly<Record<string, string>>;
}

let own: OwnStack;
let panel: Panel;
let scenario: SecretScenario;
/** Tokens, passwords and values that passed through the product. */
let needles: ReadonlyMap<string, string>;
/** The passwords by which services log in to Postgres and NATS. */
let logIns: ReadonlyMap<string, string>;
let tables: Places;
let commandLines: Places;
/** All of the data folder, after a full stop. */
let files: Places;

beforeAll(async () => {
  own = await ownStack();
  const { stack } = own;
  const { info } = stack;
  const kept = JSON.parse(readFileSync(join(stack.dataDir, 'dev-secrets.json'), 'utf8')) as DevSecrets;
  panel = await startPanel({ accounts: [{ user: 'bob', token: UPSTREAM, mainDomain: 'marked.example' }] });
  scenario = new SecretScenario(own, panel, {
    upstream: UPSTREAM,
    operator: info.operatorToken,
    'demo full': info.demo.fullToken,
    'demo restricted': info.demo.restrictedToken,
    'demo upstream': kept.panelToken,
  });
  await scenario.run();

  await eventually(async () => {
    const trail = await trailOf(apiOf(info.gateway, info.operatorToken), 'marked');
    expect(trail.map(({ type }) => type)).toContain('token.revoked');
  });
  commandLines = new Map(
    Object.entries(stack.info.pids).map(([name, pid]) => [name, readFileSync(`/proc/${pid}/cmdline`, 'latin1')]),
  );
  tables = await dumpDatabases(info.postgres);
  await stack.stop(); // now everybody has written all that they would
  files = filesBelow(stack.dataDir);
  needles = needlesOf(scenario.secrets);
  const users = [...Object.entries(kept.postgres), ...Object.entries(kept.nats)];
  logIns = new Map(users.map(([user, password]) => [`password of ${user}`, password]));
}, 90_000);

afterAll(async () => {
  await own?.discard();
  await panel?.close();
});

const filesWhere = (isMeant: (path: string) => boolean): Places =>
  new Map([...files].filter(([path]) => isMeant(path)));
const filesIn = (folder: string): Places => filesWhere((path) => path.startsWith(`${folder}/`));

it('the secrets were presented, used and refused as meant', () => {
  expect(Object.fromEntries(scenario.statuses)).toMatchObject({
    'full token on the panel path': 200,
    'full token for another user': 401,
    'a wrong secret on the panel path': 401,
    'an unknown token as bearer': 401,
    mailbox: 200,
    'mailbox on the demo panel': 200,
    'put tenant upstream': 200,
    'tenant upstream with a blank': 400,
    'tenant upstream without nats': 503,
    'denied mailbox': 200,
    'panel: reset': 502,
    'panel: nobody there': 502,
    'cut off': 400,
    'unknown fields': 400,
    'too large': 413,
    'create without postgres': 503,
    'panel without nats': 503,
    'regenerated secret again': 201,
    'link again': 201,
    'as the session': 200,
    'across sites': 403,
    'session as bearer': 401,
    'session on the panel path': 401,
    revoke: 200,
    'the dead token': 401,
  });
  expect(scenario.answers.get('denied mailbox')).toContain('The token holds no grant for Email::add_pop.');
  expect(scenario.answers.get('read audit')).toContain('request.denied');
});

it('a search that finds nothing would find what is there', () => {
  for (const text of needles.values()) expect(found(needles, new Map([['here', `\0\n${text}"`]]))).toHaveLength(1);

  const publicId = new Map([['public id', scenario.secrets.get('full token')!.slice(7, 15)]]);
  const places = [tables, filesIn('nats'), filesIn('postgres')].flatMap((each) => found(publicId, each)).join('\n');
  for (const place of ['tokens.credential', 'audit.entry', 'msgs/1.blk', 'pg_wal']) expect(places).toContain(place);

  const requestIds = [...scenario.answers.values()].map((answer) => /req_[0-9A-Za-z]+/.exec(answer)![0]);
  const logged = found(new Map(requestIds.map((id) => [id, id])), filesIn('logs')).join('\n');
  for (const id of requestIds) expect(logged).toContain(id);

  expect(found(needles, filesWhere((path) => path === 'dev-secrets.json'))).toContain('operator in dev-secrets.json');
});

it('no secret is in any log', () => {
  const logs = filesIn('logs');
  for (const name of ['gateway-1', 'tokens-1', 'permissions-1', 'audit-1', 'panel', 'nats', 'postgres']) {
    expect(logs.has(`logs/${name}.log`)).toBe(true);
  }
  expect([...found(needles, logs), ...found(logIns, logs)]).toEqual([]);
});

it('no secret is in any table of any database, neither as itself nor as its SHA-256', () => {
  expect([...found(needles, tables), ...found(logIns, tables)]).toEqual([]);
});

it('no secret is in what JetStream stores', () => {
  expect(found(needles, filesIn('nats'))).toEqual([]);
});

it('no secret is in any answer but the one that makes it', () => {
  expect([...found(needles, scenario.answers), ...found(logIns, scenario.answers)]).toEqual([]);
});

it('no secret is on a command line, which every user of the machine can read', () => {
  expect([...found(needles, commandLines), ...found(logIns, commandLines)]).toEqual([]);
});

it("no secret is anywhere else on disk, Postgres's write-ahead log included", () => {
  const others = filesWhere((path) => !KEPT_ON_PURPOSE.test(path));
  expect(found(needles, others)).toEqual([]);
  expect(found(logIns, others).filter((hit) => !hit.endsWith(` in ${BROKER_CONFIG}`))).toEqual([]);
});

it('the files that keep secrets on purpose are for their owner alone', () => {
  const kept = [...files.keys()].filter((path) => KEPT_ON_PURPOSE.test(path) || path === BROKER_CONFIG);
  expect(kept).toEqual(expect.arrayContaining(['dev-secrets.json', 'panel-accounts.json', 'keys/tokens.json']));
  for (const path of kept) expect([path, statSync(join(own.stack.dataDir, path)).mode & 0o077]).toEqual([path, 0]);
});

it("the panel gets its own credential and the form as it was sent, and no client's token or cookie", () => {
  const calls = panel.calls().flatMap(({ url, rawHeaders, body }) => [url, ...rawHeaders, body.toString('latin1')]);
  const hits = found(needles, new Map([['the calls', calls.join('\n')]]));
  const arrived = hits.map((hit) => hit.replace(' in the calls', ''));
  expect(arrived).toEqual(expect.arrayContaining(['upstream', 'password of mailbox', 'query of mailbox']));
  expect(arrived).not.toContain('password of denied mailbox');
  const meant = /^(upstream|refused upstream|(password|query) of .*)$/;
  expect(arrived.filter((name) => !meant.test(name))).toEqual([]);
});
