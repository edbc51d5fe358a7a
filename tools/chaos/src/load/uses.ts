import type { Ended } from '../history/line.js';
import type { HistoryFile } from '../history/history-file.js';
import type { GatewayClient, Heard } from './gateway-client.js';
import type { PlayedToken, Shot } from './played-tokens.js';
import { chainOf, switchOf } from './scene.js';

/** Of an account, by the grant of that name and while its feature list has `popaccts`. */
export const CALLED = { operation: 'Email::list_pops', path: '/execute/Email/list_pops' };

interface Verdict {
  readonly allowed: boolean;
  readonly code: string;
}

/** Uses tokens, and asks whether they could be used; writes down what came of it. */
export class Uses {
  /** Refusals that say nothing of a switch, by what they say. */
  readonly otherRefusals: Record<string, number> = {};

  constructor(private readonly history: HistoryFile) {}

  /** Asks one gateway about all of them at once. */
  async verify(gateway: GatewayClient, shots: readonly Shot[]): Promise<void> {
    if (shots.length === 0) return;
    const items = shots.map(({ token, as }) => ({ token: token.secret, ...(as === 'call' && { operation: CALLED.operation, ip: '127.0.0.1' }) }));
    const calls = shots.map(({ token, as }) => this.history.begins({ use: token.powers[as], gateway: gateway.name }));
    const heard = await (items.length === 1
      ? gateway.ask({ method: 'POST', path: '/v1/verify', body: items[0] })
      : gateway.ask({ method: 'POST', path: '/v1/verify/batch', body: { items } }));
    const verdicts = verdictsIn(heard, items.length);
    calls.forEach((call, at) => this.history.ended(call, this.outcome(shots[at]!, verdicts?.[at])));
    if (verdicts === null && typeof heard !== 'string' && heard.status < 500) this.count(`verify answered ${heard.status}`);
  }

  /** Makes a call of the panel with a token. */
  async call(gateway: GatewayClient, token: PlayedToken): Promise<void> {
    const { tenant, username } = token.account;
    const call = this.history.begins({ use: token.powers.call, gateway: gateway.name });
    const heard = await gateway.ask({ method: 'GET', path: `/t/${tenant.slug}${CALLED.path}`, headers: { authorization: `cpanel ${username}:${token.secret}` } });
    this.history.ended(call, this.outcomeOfCall(heard));
  }

  private outcome({ token }: Shot, verdict: Verdict | undefined): Ended {
    if (verdict === undefined) return 'unanswered';
    if (verdict.allowed) return 'accepted';
    const refused = switchesBehind(verdict.code, token);
    if (refused.length === 0) this.count(verdict.code);
    return { refused };
  }

  /** A panel's client is told in a sentence why it is refused, which says of no switch that it is off. */
  private outcomeOfCall(heard: Heard): Ended {
    if (typeof heard === 'string') return 'unanswered';
    // The gateway answers some denials as the panel does: 200, and a status of 0.
    if (heard.status === 200) return (heard.body as { status?: unknown } | null)?.status === 1 ? 'accepted' : { refused: [] };
    return heard.status < 500 ? { refused: [] } : 'unanswered';
  }

  private count(code: string): void {
    this.otherRefusals[code] = (this.otherRefusals[code] ?? 0) + 1;
  }
}

function verdictsIn(heard: Heard, count: number): readonly Verdict[] | null {
  if (typeof heard === 'string' || heard.status !== 200) return null;
  return count === 1 ? [heard.body as Verdict] : (heard.body as { items: Verdict[] }).items;
}

/** The switches of which one must be off when a verdict says so. */
function switchesBehind(code: string, { switches, account }: PlayedToken): string[] {
  const chain = chainOf(account.tenant);
  switch (code) {
    case 'token_revoked':
    case 'token_unknown':
    case 'credential_ended':
      return [switches.secret];
    case 'not_granted':
      return [switches.grants];
    case 'account_suspended':
      return [switchOf.account(account)];
    case 'tenant_suspended':
      return chain.map(switchOf.tenant);
    case 'feature_missing':
      return [switchOf.featureList(account.tenant, account.featureList)];
    case 'policy_expiry_required':
      return chain.map(switchOf.policy);
    default:
      return [];
  }
}
