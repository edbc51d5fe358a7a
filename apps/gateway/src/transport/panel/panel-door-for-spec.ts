import { once } from 'node:events';
import { createServer, request as httpRequest, type ClientRequest, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_POLICY, newTokenText } from '@portcullis/access';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { permissionsRpc, type OwnerFactsMessage, type TokenFactsMessage } from '@portcullis/contracts';
import { Fault, granted, newId, parseAddressRange, type Shard } from '@portcullis/kernel';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import fastify, { type FastifyInstance } from 'fastify';
import { seal, upstreamOwner } from '../../domain/upstream-seal.js';
import { SliceBook } from '../../domain/slice-book.js';
import { createGateway } from '../../gateway.js';
import type { Services } from '../../use-cases/ports.js';
import { readingVerifier } from '../../use-cases/verifier-for-spec.js';
import { fastifyOptions, prepareHttp } from '../http/server.js';
import { panelDoor } from './panel-door.js';
import { panelReader } from './panel-reader.js';
import { sharedWorks } from './panel-works.js';

const grantCatalogue = loadGrantCatalogue();
const log = createLogger({ instance: 'panel-door-spec', level: 'silent' });
const sealKeys = { current: 'k1', keys: new Map([['k1', randomBytes(32)]]), retired: new Set<string>(), learn: () => {} };
const tenantId = newId('ten', randomBytes);
const AT = '2026-01-01T00:00:00.000Z';

export interface Holder {
  readonly user: string;
  readonly secret: string;
  readonly facts: TokenFactsMessage;
  readonly accountId: `acc_${string}`;
}
function holder(user: string, granted: Partial<TokenFactsMessage> = {}): Holder {
  const { text, publicId } = newTokenText({ kind: 'account', shard: 7 as Shard, randomBytes });
  const accountId = newId('acc', randomBytes);
  const facts: TokenFactsMessage = {
    ...{ id: newId('tok', randomBytes), publicId, kind: 'account', form: 'token', tenantId, accountId, name: user, access: 'full', grants: [] },
    ...{ readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, usesDrawn: 0 },
    ...{ timeWindows: [], catalogueVersion: 1, createdAt: AT, activeAt: AT },
    ...{ credentialEndsAt: null, revokedAt: null, at: AT, ...granted },
  };
  return { user, secret: text.reveal(), facts, accountId };
}
export const alice = holder('alice');
export const bob = holder('bob');
export const carol = holder('carol', { access: 'restricted', grants: [{ operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/TXT'] }] });
const HOLDERS = [alice, bob, carol];

export const credentials = { set: 0 };
const sealed = new Map<string, ReturnType<typeof seal>>();
/** Kept, as permissions keeps it: sealed anew it would be another credential. */
function sealedFor(accountId: `acc_${string}`): ReturnType<typeof seal> {
  const key = `${credentials.set} ${accountId}`;
  const kept = sealed.get(key) ?? seal(sealKeys, `panel-secret-${credentials.set}`, upstreamOwner({ tenantId, accountId }), randomBytes);
  sealed.set(key, kept);
  return kept;
}

/** Both authorities in memory: what they say from one moment to the next is up to the tests. */
export const revoked = new Set<Holder>();
export const scene = {
  /** Neither authority answers. */
  away: false,
  /** How the panel answers. */
  answer: ((request, response) => void request.resume().once('end', () => response.end('{"status":1}'))) as RequestListener,
  /** What happens once a token was looked up, before anything can come from the network; each time. */
  onceLookedUp: null as (() => void) | null,
  /** How many times a token was looked up. */
  looks: 0,
};
let panelUrl: string;
const services: Services = {
  async call(contract, request) {
    if (scene.away) throw new Fault('no answer', 'unavailable');
    if ((contract as unknown) === permissionsRpc.readOwner) {
      const { user, accountId } = HOLDERS.find((one) => one.accountId === (request as { account: string }).account)!;
      const upstream = { scheme: 'cpanel', user, ...sealedFor(accountId) };
      const owner = { tenant: { id: tenantId, slug: 'acme', status: 'active', policy: DEFAULT_POLICY, ancestors: [], hosts: [], panelKind: 'cpanel', panelUrl, whmUrl: null, upstream: null }, account: { id: accountId, username: user, status: 'active', domains: ['example.com'], featureList: 'default', features: ['zoneedit'], upstream }, stamp: { epoch: 1, rev: 0 }, at: AT };
      scene.looks++;
      if (scene.onceLookedUp !== null) process.nextTick(scene.onceLookedUp);
      return granted(owner as unknown as OwnerFactsMessage) as never;
    }
    const found = HOLDERS.find((one) => one.facts.publicId === (request as { publicId: string }).publicId)!;
    return granted({ token: { ...found.facts, revokedAt: revoked.has(found) ? AT : null } }) as never;
  },
};

const seeing = readingVerifier(services, { catalogue: grantCatalogue });

/** Something changes that alice's token may hang on, and is in force here. */
export function change(): void {
  seeing.change({ authority: 'tokens', shard: 7 as Shard, target: null });
}

/** For the breaker: what the panel has refused before was another credential, and a while ago. */
let elapsedMs = 0;
export async function newCredential(): Promise<void> {
  elapsedMs += 3_600_000;
  credentials.set++;
  const before = scene.answer;
  scene.answer = (request, response) => void request.resume().once('end', () => response.end('{"status":1}'));
  for (const who of [alice, bob]) expect(await open(who, 'GET').reply).toMatchObject({ status: 200 });
  scene.answer = before;
  arrived.length = 0;
}

export let http: FastifyInstance;
export const arrived: [IncomingMessage, ServerResponse][] = [];
const panel = createServer((request, response) => {
  arrived.push([request, response]);
  scene.answer(request, response);
});

/** Opens the door for one file of specs, and sets everything back before each. */
export function openDoor(): void {
  beforeAll(async () => {
    await new Promise<void>((resolve) => panel.listen(0, '127.0.0.1', resolve));
    http = fastify(fastifyOptions({ newRequestId: () => newId('req', randomBytes), docsUrl: 'https://docs.example' }));
    prepareHttp(http, log);
    const shared = sharedWorks({ log, elapsedMs: () => elapsedMs, privatePanels: [parseAddressRange('127.0.0.0/8')!] });
    const gateway = createGateway({ panel: panelReader(shared), services, verifier: seeing.verifier, slices: new SliceBook(), denials: { record: async () => null }, uses: { record: () => undefined }, watch: { accepted: () => undefined, refused: () => undefined }, sealKeys, randomBytes, publicUrl: 'https://api.example', elapsedMs: () => 0, operationFacts: grantCatalogue.operationNamed, grantCatalogue, catalogue: grantCatalogue.panel });
    await http.register(panelDoor, { works: { gateway, ...shared }, catalogue: grantCatalogue.panel, powerdns: grantCatalogue.powerdns });
    await http.listen({ port: 0, host: '127.0.0.1' });
  });
  beforeEach(async () => {
    panelUrl = `http://127.0.0.1:${(panel.address() as AddressInfo).port}`;
    arrived.length = 0;
    revoked.clear();
    scene.away = false;
    scene.onceLookedUp = null;
    scene.answer = (request, response) => void request.resume().once('end', () => response.end('{"status":1}'));
    await newCredential();
    scene.looks = 0;
  });
  afterAll(async () => {
    await http.close();
    panel.closeAllConnections();
    panel.close();
  });
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A call whose body, unless it is a GET, is still to be sent. */
export function open(who: Holder, method = 'POST', headers: Record<string, string | number> = {}, path = '/t/acme/execute/DNS/lookup'): { sent: ClientRequest; reply: Promise<Reply> } {
  const { port } = http.server.address() as AddressInfo;
  const sent = httpRequest({ port, host: '127.0.0.1', method, path, agent: false, headers: { authorization: `cpanel ${who.user}:${who.secret}`, ...headers } });
  const reply = (async () => {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode!, headers: response.headers, text };
  })();
  if (method !== 'POST') sent.end();
  else sent.flushHeaders();
  return { sent, reply };
}

/** Until the gateway has read the head of this many calls, beyond those it had. */
export function heads(count: number): Promise<void> {
  return new Promise((resolve) => {
    const seen = (): void => {
      if (--count > 0) return;
      http.server.off('request', seen);
      setImmediate(resolve);
    };
    http.server.on('request', seen);
  });
}

export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

