import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ChaosError } from './chaos-error.js';
import type { GatewayClient, Heard, Question } from './load/gateway-client.js';
import { pathOf, type Account } from './load/scene.js';

/** Everything must be live again so soon after the last fault. */
export const LIVE_WITHIN_MS = 10_000;

const POLL_MS = 100;
/** A little beyond the limit too: how late it was is worth knowing. */
const LOOK_FOR_MS = 12_000;
/** A revoke that has to wait for nobody's lease to run out takes less, on a busy machine too. */
const QUICK_MS = 1_200;
const ANSWER_WITHIN_MS = 2_000;

/** Whether every gateway is ready, knows a token, and revokes without having to wait for a lease to run out. */
export class Liveness {
  private constructor(
    private readonly gateways: readonly GatewayClient[],
    private readonly account: Account,
    private readonly known: string,
  ) {}

  /** @param account one that nothing is taken from */
  static async of(gateways: readonly GatewayClient[], account: Account): Promise<Liveness> {
    const made = await mint(gateways[0]!, account);
    if (made === null) throw new ChaosError('the token that everybody is to know could not be made');
    return new Liveness(gateways, account, made.secret);
  }

  /**
   * Asks until all of it holds at once.
   * @returns after how long, in milliseconds; what was missing last, when it never did
   */
  async measure(): Promise<{ readonly liveAfterMs: number | null; readonly missing: readonly string[] }> {
    const startedAtMs = performance.now();
    const elapsedMs = (): number => Math.round(performance.now() - startedAtMs);
    for (;;) {
      const missing = (await Promise.all(this.gateways.map((gateway) => this.missingAt(gateway)))).flat();
      if (missing.length === 0) return { liveAfterMs: elapsedMs(), missing };
      if (elapsedMs() > LOOK_FOR_MS) return { liveAfterMs: null, missing };
      await pause(POLL_MS);
    }
  }

  private async missingAt(gateway: GatewayClient): Promise<string[]> {
    const [ready, knows, revokes] = await Promise.all([this.isReady(gateway), this.knows(gateway), this.revokes(gateway)]);
    const found = { 'is not ready': ready, 'does not answer about a token': knows, 'does not revoke in time': revokes };
    return Object.entries(found).flatMap(([what, holds]) => (holds ? [] : [`${gateway.name} ${what}`]));
  }

  private async isReady(gateway: GatewayClient): Promise<boolean> {
    return isOk(await gateway.ask({ method: 'GET', path: '/readyz' }, ANSWER_WITHIN_MS));
  }

  private async knows(gateway: GatewayClient): Promise<boolean> {
    const heard = await gateway.ask({ method: 'POST', path: '/v1/verify', body: { token: this.known } }, ANSWER_WITHIN_MS);
    return isOk(heard) && (heard.body as { allowed: boolean }).allowed;
  }

  private async revokes(gateway: GatewayClient): Promise<boolean> {
    const made = await mint(gateway, this.account);
    if (made === null) return false;
    const revoke: Question = { method: 'DELETE', path: `${pathOf.account(this.account)}/tokens/${made.id}` };
    const startedAtMs = performance.now();
    const heard = await gateway.ask(revoke, ANSWER_WITHIN_MS);
    return isOk(heard) && performance.now() - startedAtMs < QUICK_MS;
  }
}

async function mint(gateway: GatewayClient, account: Account): Promise<{ readonly id: string; readonly secret: string } | null> {
  const body = { name: `l${randomUUID().slice(0, 18)}`, access: 'full' };
  const heard = await gateway.ask({ method: 'POST', path: `${pathOf.account(account)}/tokens`, body }, ANSWER_WITHIN_MS);
  if (typeof heard === 'string' || heard.status !== 201) return null;
  const { token, secret } = heard.body as { token: { id: string }; secret: string };
  return { id: token.id, secret };
}

function isOk(heard: Heard): heard is Exclude<Heard, string> {
  return typeof heard !== 'string' && heard.status === 200;
}
