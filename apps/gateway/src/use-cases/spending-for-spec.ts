import { DEFAULT_POLICY, effectivePolicy } from '@portcullis/access';
import { tokensRpc, type RequestOf } from '@portcullis/contracts';
import { granted, instant, newId, toRfc3339, type Instant, type Result, type Shard } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { SliceBook } from '../domain/slice-book.js';
import type { Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import { spendAllowance, type SpendRefusal, type Spent } from './spend-allowance.js';

export type Request = RequestOf<typeof tokensRpc.drawAllowance>;
export type Outcome = Result<Spent, SpendRefusal>;
export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

export const tenantId = newId('ten', randomBytes);

/** The tokens service as far as it counts: fixed windows of a clock that the tests turn, and a quota. */
export class Authority {
  now = instant(0);
  draws: Request[] = [];
  private readonly counted = new Map<string, { endsAt: number; drawn: number }>();
  private readonly usesDrawn = new Map<string, number>();

  constructor(private readonly quota: number | null = null) {}

  answer(request: Request) {
    this.draws.push(request);
    const { tokenId, tokenRate, tenantRate, uses } = request;
    return {
      tokenRate: tokenRate && this.draw(tokenId, tokenRate),
      tenantRate: tenantRate && this.draw(tenantId, tenantRate),
      uses: uses && this.drawUses(tokenId, uses.want),
      at: toRfc3339(this.now),
    };
  }

  usesOf(tokenId: string): number {
    return this.usesDrawn.get(tokenId) ?? 0;
  }

  private draw(subject: string, { limit, want }: { readonly limit: Rate; readonly want: number }) {
    const windowMs = limit.seconds * 1000;
    const endsAt = (Math.floor(this.now / windowMs) + 1) * windowMs;
    const before = this.counted.get(subject);
    const drawn = before?.endsAt === endsAt ? before.drawn : 0;
    const given = Math.min(want, limit.requests - drawn);
    this.counted.set(subject, { endsAt, drawn: drawn + given });
    return { granted: given, left: limit.requests - drawn - given, endsAt: toRfc3339(instant(endsAt)) };
  }

  private drawUses(tokenId: string, want: number) {
    const drawn = this.usesOf(tokenId);
    const given = Math.min(want, this.quota! - drawn);
    this.usesDrawn.set(tokenId, drawn + given);
    return { granted: given, left: this.quota! - drawn - given };
  }
}

export interface Bounds {
  readonly rateLimit?: Rate | null;
  readonly useQuota?: number | null;
  readonly tenantLimit?: Rate | null;
  readonly ancestorLimit?: Rate | null;
  /** Of each token that has none of its own. */
  readonly eachLimit?: Rate | null;
  readonly eachLimitAbove?: Rate | null;
  readonly form?: 'token' | 'session';
}

export function tokenOf(bounds: Bounds, id = newId('tok', randomBytes)) {
  const { rateLimit = null, useQuota = null, tenantLimit = null, ancestorLimit = null, eachLimit = null, eachLimitAbove = null, form = 'token' } = bounds;
  const policy = effectivePolicy([
    { ...DEFAULT_POLICY, rateLimit: tenantLimit, tokenRateLimit: eachLimit },
    { ...DEFAULT_POLICY, rateLimit: ancestorLimit, tokenRateLimit: eachLimitAbove },
  ]);
  return (at: Instant) => ({
    shard: 7 as Shard,
    facts: { id, tenantId, form, rateLimit, useQuota } as PresentedToken['facts'],
    earliest: at,
    owner: { tenants: ['active'], account: null, policy } as PresentedToken['owner'],
  });
}

export function gatewayAt(authority: Authority, carry: <T>(value: T) => Promise<T> = (value) => Promise.resolve(value), slices = new SliceBook()) {
  const services: Services = {
    async call(contract, request) {
      expect(contract).toBe(tokensRpc.drawAllowance);
      await carry(null);
      return granted(await carry(authority.answer(request as Request))) as never;
    },
  };
  const spend = spendAllowance({ services, slices });
  return { slices, spend: (token: ReturnType<typeof tokenOf>): Promise<Outcome> => spend(token(authority.now), 'req') };
}

export const served = (outcomes: readonly Outcome[]): number => outcomes.filter(({ ok }) => ok).length;
export const refusalOf = (outcome: Outcome): SpendRefusal => {
  if (outcome.ok) throw new Error('it was served');
  return outcome.refusal;
};
