import type { HistoryFile } from '../history/history-file.js';
import type { Random } from '../random.js';
import { chainOf, switchOf, type Account } from './scene.js';

/** A secret that the run plays with. A token that gets a new secret is played on as another one. */
export interface PlayedToken {
  readonly id: string;
  readonly secret: string;
  readonly account: Account;
  /** Of the secret, and of the grant that `call` needs. */
  readonly switches: { readonly secret: string; readonly grants: string };
  /** Being live, and being let make a call: two powers. */
  readonly powers: { readonly live: string; readonly call: string };
  readonly expires: boolean;
  readonly madeAtMs: number;
  isNarrowed: boolean;
}

/** One thing that a token can be used for. */
export interface Shot {
  readonly token: PlayedToken;
  readonly as: 'live' | 'call';
}

const HOT_MS = 4_000;
/** So many are asked about again and again after their end, to see that they stay dead. */
const MOST_DEAD = 400;

/** All tokens of the run: those that live, those that something is being taken from, and those that are dead. */
export class PlayedTokens {
  private readonly living = new Set<PlayedToken>();
  private hot: { readonly shot: Shot; readonly untilMs: number }[] = [];
  private readonly dead: PlayedToken[] = [];
  private count = 0;

  constructor(private readonly history: HistoryFile) {}

  get size(): number {
    return this.living.size;
  }

  /** @param endsAt by the history's clock, in nanoseconds; null: by itself it does not */
  add(made: { readonly id: string; readonly secret: string; readonly account: Account; readonly endsAt: bigint | null }): PlayedToken {
    const { id, secret, account, endsAt } = made;
    const n = ++this.count;
    const switches = { secret: `secret ${n}`, grants: `grants ${n}` };
    const powers = { live: `${id} ${n} live`, call: `${id} ${n} call` };
    const chain = chainOf(account.tenant);
    // A policy that asks for an end binds those that have none.
    const policies = endsAt === null ? chain.map(switchOf.policy) : [];
    const live = [switches.secret, switchOf.account(account), ...chain.map(switchOf.tenant), ...policies];
    const call = [...live, switches.grants, switchOf.featureList(account.tenant, account.featureList)];
    const end = endsAt === null ? null : String(endsAt);
    this.history.power({ power: powers.live, needs: live, endsAt: end });
    this.history.power({ power: powers.call, needs: call, endsAt: end });
    const token = { id, secret, account, switches, powers, expires: endsAt !== null, madeAtMs: performance.now(), isNarrowed: false };
    this.living.add(token);
    return token;
  }

  /** Takes one out that nobody else will turn a switch of; null: there is none old enough to be known everywhere. */
  claim(random: Random, olderThanMs: number): PlayedToken | null {
    const nowMs = performance.now();
    const old = [...this.living].filter(({ madeAtMs }) => nowMs - madeAtMs > olderThanMs);
    if (old.length === 0) return null;
    const token = random.pick(old);
    this.living.delete(token);
    return token;
  }

  putBack(token: PlayedToken): void {
    this.living.add(token);
  }

  bury(token: PlayedToken): void {
    this.living.delete(token);
    this.dead.push(token);
    if (this.dead.length > MOST_DEAD) this.dead.shift();
  }

  /** These are asked about above all for a while: something is being taken from them, or was just now. */
  heat(shots: readonly Shot[]): void {
    const nowMs = performance.now();
    this.hot = this.hot.filter(({ untilMs }) => untilMs > nowMs);
    this.hot.push(...shots.map((shot) => ({ shot, untilMs: nowMs + HOT_MS })));
  }

  /** Living tokens of some accounts. */
  of(isMeant: (account: Account) => boolean): PlayedToken[] {
    return [...this.living].filter(({ account }) => isMeant(account));
  }

  /** What to ask about next; null: there is nothing at all. */
  draw(random: Random): Shot | null {
    const nowMs = performance.now();
    const kind = random.weighted({ hot: 4, living: 4, dead: 2 });
    const hot = kind === 'hot' ? this.hot.filter(({ untilMs }) => untilMs > nowMs) : [];
    if (hot.length > 0) return random.pick(hot).shot;
    if (kind === 'dead' && this.dead.length > 0) return { token: random.pick(this.dead), as: random.pick(['live', 'call']) };
    if (this.living.size === 0) return null;
    return { token: random.pick([...this.living]), as: random.pick(['live', 'call']) };
  }
}

export function bothShots(token: PlayedToken): Shot[] {
  return [
    { token, as: 'live' },
    { token, as: 'call' },
  ];
}
