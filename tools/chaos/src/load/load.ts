import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayClient } from './gateway-client.js';
import { mintTokens, takeTokens, togglesOf, turnSwitches, type LoadParts } from './lanes.js';
import type { Shot } from './played-tokens.js';
import type { Scene } from './scene.js';

/** Questions of one request. */
const TOGETHER = 4;
const VERIFY_EVERY_MS = 30;
/** More wait only at a gateway that is frozen: then a few a second go on being sent there, to be answered when it goes on. */
const AT_ONCE = 3;
const MOST_AT_ONCE = 60;
const FROZEN_EVERY_MS = 250;
const CALL_EVERY_MS = 120;
const MINT_LANES = 3;
const TOKEN_LANES = 3;
const LAST_ANSWERS_WITHIN_MS = 14_000;

/** Everything that users and owners do meanwhile. Resolves when it is over and the last answers are there. */
export async function runLoad(parts: LoadParts, scene: Omit<Scene, 'still'>): Promise<void> {
  const { accounts, tenants, policies, featureLists } = togglesOf(scene);
  const lanes = [
    ...Array.from({ length: MINT_LANES }, (_, n) => mintTokens(withRandom(parts, `mint ${n}`), scene)),
    ...Array.from({ length: TOKEN_LANES }, (_, n) => takeTokens(withRandom(parts, `tokens ${n}`))),
    ...[everySecond(accounts, 0), everySecond(accounts, 1), featureLists, policies, tenants].map((toggles, n) =>
      turnSwitches(withRandom(parts, `switches ${n}`), toggles),
    ),
    ...parts.gateways.map((gateway) => verifyAll(withRandom(parts, `verify ${gateway.name}`), gateway)),
    callPanel(withRandom(parts, 'panel')),
  ];
  const all = Promise.all(lanes);
  while (!parts.isOver()) await Promise.race([all, pause(200)]); // a lane that breaks ends the run
  parts.turns.end();
  await Promise.race([all, pause(LAST_ANSWERS_WITHIN_MS, undefined, { ref: false })]);
}

/** Nobody else may turn a switch that a lane turns. */
function everySecond<T>(list: readonly T[], from: 0 | 1): T[] {
  return list.filter((_, at) => at % 2 === from);
}

function withRandom(parts: LoadParts, name: string): LoadParts {
  return { ...parts, random: parts.random.of(name) };
}

/** Asks one gateway at a steady rate, whatever it answers. */
async function verifyAll({ tokens, uses, random, isOver }: LoadParts, gateway: GatewayClient): Promise<void> {
  let waiting = 0;
  let askedAtMs = 0;
  while (!isOver()) {
    await pause(VERIFY_EVERY_MS);
    const isBusy = waiting >= AT_ONCE && performance.now() - askedAtMs < FROZEN_EVERY_MS;
    if (isBusy || waiting >= MOST_AT_ONCE) continue;
    const shots = Array.from({ length: TOGETHER }, () => tokens.draw(random)).filter((shot): shot is Shot => shot !== null);
    waiting += 1;
    askedAtMs = performance.now();
    void uses.verify(gateway, shots).finally(() => (waiting -= 1));
  }
}

async function callPanel({ tokens, uses, gateways, random, isOver }: LoadParts): Promise<void> {
  let waiting = 0;
  while (!isOver()) {
    await pause(CALL_EVERY_MS);
    const shot = tokens.draw(random);
    if (shot === null || waiting >= MOST_AT_ONCE) continue;
    waiting += 1;
    void uses.call(random.pick(gateways), shot.token).finally(() => (waiting -= 1));
  }
}
