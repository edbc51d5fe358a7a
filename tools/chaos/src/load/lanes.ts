import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LINGERS_NS } from '../history/switch-life.js';
import type { Random } from '../random.js';
import type { GatewayClient, Question } from './gateway-client.js';
import { bothShots, type PlayedToken, type PlayedTokens, type Shot } from './played-tokens.js';
import { FEATURES, pathOf, switchOf, type Account, type Scene } from './scene.js';
import type { Turns } from './turns.js';
import { CALLED, type Uses } from './uses.js';

export interface LoadParts {
  readonly gateways: readonly GatewayClient[];
  readonly tokens: PlayedTokens;
  readonly uses: Uses;
  readonly turns: Turns;
  readonly random: Random;
  readonly isOver: () => boolean;
}

const OTHER_OPERATION = 'DNS::parse_zone';
const GRANTS = [CALLED.operation, OTHER_OPERATION].map((operation) => ({ operation }));
const NARROWED = [{ operation: OTHER_OPERATION }];
const WANTED_TOKENS = 56;
const MINT_EVERY_MS = 120;
/** By then every gateway knows a token, since all are asked about all the time. */
const KNOWN_MS = 1_500;
/** As often as half a dozen lanes need to make a thousand takes in ten minutes, faults or not. */
const TOKEN_LANE_MS = { least: 150, below: 900 };
const SWITCH_LANE_MS = { least: 800, below: 2_600 };
const HELD_MS = { least: 100, below: 1_500 };

/** Makes tokens while there are too few. */
export async function mintTokens({ gateways, tokens, random, isOver }: LoadParts, { accounts }: Pick<Scene, 'accounts'>): Promise<void> {
  while (!isOver()) {
    if (tokens.size < WANTED_TOKENS) await mint(random.pick(accounts));
    await pause(MINT_EVERY_MS);
  }

  async function mint(account: Account): Promise<void> {
    const lifeMs = random.chance(0.25) ? Math.round(random.between(20_000, 60_000)) : null;
    const nowMs = Date.now();
    const now = process.hrtime.bigint();
    const expiry = lifeMs === null ? {} : { expiresAt: new Date(nowMs + lifeMs).toISOString() };
    const body = { name: `t${randomUUID().slice(0, 18)}`, access: 'restricted', grants: GRANTS, ...expiry };
    const heard = await random.pick(gateways).ask({ method: 'POST', path: `${pathOf.account(account)}/tokens`, body });
    if (typeof heard === 'string' || heard.status !== 201) return; // a token that nobody got is nobody's
    const { token, secret } = heard.body as { token: { id: string }; secret: string };
    tokens.add({ id: token.id, secret, account, endsAt: lifeMs === null ? null : now + BigInt(lifeMs) * 1_000_000n });
  }
}

/** Takes power from one token after the other: revokes it, narrows it, or gives it another secret. */
export async function takeTokens(parts: LoadParts): Promise<void> {
  const { tokens, random, isOver } = parts;
  while (!isOver()) {
    await pause(random.between(TOKEN_LANE_MS.least, TOKEN_LANE_MS.below));
    const token = tokens.claim(random, KNOWN_MS);
    if (token === null) continue;
    const what = token.isNarrowed ? 'revoke' : random.weighted({ revoke: 70, narrow: 15, regenerate: 15 });
    const path = `${pathOf.account(token.account)}/tokens/${token.id}`;
    if (what === 'narrow') {
      const edit: Question = { method: 'PATCH', path, body: { grants: NARROWED }, headers: { 'if-match': '*' } };
      token.isNarrowed = true;
      await takeFrom(parts, token.switches.grants, what, edit, [{ token, as: 'call' }]);
      tokens.putBack(token);
      continue;
    }
    const question: Question =
      what === 'revoke'
        ? { method: 'DELETE', path }
        : { method: 'POST', path: `${path}/regenerate`, body: { overlapSeconds: 0 }, headers: { 'idempotency-key': `"${randomUUID()}"` } };
    const answer = await takeFrom(parts, token.switches.secret, what, question, bothShots(token));
    tokens.bury(token);
    if (what === 'regenerate' && answer !== null && !token.expires) {
      tokens.add({ id: token.id, secret: (answer.body as { secret: string }).secret, account: token.account, endsAt: null });
    }
  }
}

/** A switch that is turned off and on again, and the questions that do so. */
export interface Toggle {
  readonly name: string;
  readonly what: string;
  readonly off: Question;
  readonly on: Question;
  readonly concerns: (account: Account) => boolean;
}

/** Turns one switch of them after the other off, and on again. */
export async function turnSwitches(parts: LoadParts, toggles: readonly Toggle[]): Promise<void> {
  const { tokens, turns, uses, gateways, random, isOver } = parts;
  const restsUntilMs = new Map<string, number>();
  while (!isOver()) {
    await pause(random.between(SWITCH_LANE_MS.least, SWITCH_LANE_MS.below));
    const ready = toggles.filter(({ name }) => (restsUntilMs.get(name) ?? 0) < performance.now());
    if (ready.length === 0) continue;
    const { name, what, off, on, concerns } = random.pick(ready);
    const touched = sample(random, tokens.of(concerns), 4).flatMap(bothShots);
    await takeFrom(parts, name, what, off, touched);
    await pause(random.between(HELD_MS.least, HELD_MS.below));
    const given = await turns.turn('give', name, `${what}, undone`, on);
    // What is answered twice, or not at all, says nothing until its last request is surely gone.
    if (given === null || given.repeated) restsUntilMs.set(name, performance.now() + Number(LINGERS_NS) / 1e6);
    for (const gateway of gateways) void uses.verify(gateway, touched.slice(0, 4));
  }
}

/** Takes, and asks every gateway at once when it has returned. */
async function takeFrom({ tokens, turns, uses, gateways, random }: LoadParts, name: string, what: string, question: Question, shots: readonly Shot[]) {
  tokens.heat(shots);
  const answer = await turns.turn('take', name, what, question);
  if (answer !== null) {
    for (const gateway of gateways) void uses.verify(gateway, shots);
    const [shot] = shots;
    if (shot !== undefined) void uses.call(random.pick(gateways), shot.token);
    tokens.heat(shots);
  }
  return answer;
}

export function togglesOf({ accounts, tenants, featureLists }: Omit<Scene, 'still'>) {
  const ifMatch = { 'if-match': '*' };
  const status = (path: string, to: string): Question => ({ method: 'PATCH', path, body: { status: to }, headers: ifMatch });
  return {
    accounts: accounts.map((account): Toggle => ({
      ...{ name: switchOf.account(account), what: 'suspend account', concerns: (other) => other === account },
      ...{ off: status(pathOf.account(account), 'suspended'), on: status(pathOf.account(account), 'active') },
    })),
    tenants: tenants.map((tenant): Toggle => ({
      ...{ name: switchOf.tenant(tenant), what: 'suspend tenant', concerns: ({ tenant: its }) => its === tenant || its.parent === tenant },
      ...{ off: status(pathOf.tenant(tenant), 'suspended'), on: status(pathOf.tenant(tenant), 'active') },
    })),
    policies: tenants.map((tenant): Toggle => {
      const put = (body: object): Question => ({ method: 'PUT', path: `${pathOf.tenant(tenant)}/policy`, body });
      const concerns = ({ tenant: its }: Account): boolean => its === tenant || its.parent === tenant;
      return { name: switchOf.policy(tenant), what: 'edit policy', concerns, off: put({ expiryRequired: true }), on: put({}) };
    }),
    featureLists: featureLists.map(({ tenant, name }): Toggle => {
      const put = (features: readonly string[]): Question => ({ method: 'PUT', path: `${pathOf.tenant(tenant)}/feature-lists/${name}`, body: { features } });
      const concerns = (account: Account): boolean => account.tenant === tenant && account.featureList === name;
      return { name: switchOf.featureList(tenant, name), what: 'edit feature list', concerns, off: put(FEATURES.without), on: put(FEATURES.with) };
    }),
  };
}

function sample(random: Random, tokens: readonly PlayedToken[], most: number): PlayedToken[] {
  return Array.from({ length: Math.min(most, tokens.length) }, () => random.pick(tokens));
}
