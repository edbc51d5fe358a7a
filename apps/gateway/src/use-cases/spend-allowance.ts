import { tokensRpc, type ReplyOf, type RequestOf } from '@portcullis/contracts';
import { assert, Fault, fromRfc3339, granted, refused, type Instant, type Result } from '@portcullis/kernel';
import type { Need, Slice, SliceBook, Taken } from '../domain/slice-book.js';
import { usesNeed } from '../domain/use-quota.js';
import type { Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** How a limit stands after this request, for whoever made it. */
export interface LimitStanding {
  readonly name: 'token' | 'tenant';
  readonly requests: number;
  readonly seconds: number;
  /** As far as this gateway knows; others may have taken some of it. */
  readonly left: number;
  readonly resetSeconds: number;
}

export interface Spent {
  readonly limits: readonly LimitStanding[];
  /** Whether an authority had to be asked first: what was judged before is no longer fresh then. */
  readonly waited: boolean;
  /** For a request that is refused after all. Once. */
  giveBack(): void;
}

export interface SpendRefusal {
  readonly code: 'rate_limited' | 'token_exhausted';
  /** A whole sentence for a customer. */
  readonly detail: string;
  /** 0 where waiting does not help. */
  readonly retryAfterSeconds: number;
  readonly limits: readonly LimitStanding[];
}

/** What a token's requests take one of, each null where it has no bound. */
interface Needs {
  readonly tokenRate: Need | null;
  readonly tenantRate: Need | null;
  readonly uses: Need | null;
}

type Draw = ReplyOf<typeof tokensRpc.drawAllowance>;
type Presented = Pick<PresentedToken, 'facts' | 'owner' | 'shard' | 'earliest'>;

const FREE: Result<Spent, SpendRefusal> = granted({ limits: [], waited: false, giveBack: () => undefined });
/** Each draw serves somebody; whoever comes away empty so often is up against something broken. */
const MOST_DRAWS = 16;

/**
 * Takes one of everything that bounds a token: its own rate, or that of each token of its tenant, its tenant's, its quota of uses. From slices in memory, and
 * where one is used up from another that is drawn first, by one request for all that wait. To be called once for each request,
 * after it was found that it is allowed. A token without bounds costs nothing here.
 * @throws Fault when a slice is needed and cannot be drawn: what cannot be counted is not served.
 */
export function spendAllowance({ services, slices }: { services: Services; slices: SliceBook }) {
  /** By subject; answers the authority's clock. */
  const draws = new Map<string, Promise<Instant>>();

  function draw(presented: Presented, needs: Needs, lacking: readonly Need[], requestId: string): Promise<Instant> {
    const { facts, shard } = presented;
    const { tenantId, id: tokenId } = facts;
    const of = (need: Need | null): Need | null => (need !== null && lacking.includes(need) ? need : null);
    const [tokenRate, tenantRate, uses] = [of(needs.tokenRate), of(needs.tenantRate), of(needs.uses)];
    const request: RequestOf<typeof tokensRpc.drawAllowance> = {
      ...{ tenantId, tokenId },
      tokenRate: tokenRate && { limit: limitOf(tokenRate), want: slices.beginDraw(tokenRate) },
      tenantRate: tenantRate && { limit: limitOf(tenantRate), want: slices.beginDraw(tenantRate) },
      uses: uses && { want: slices.beginDraw(uses) },
    };
    const settle = (answer: Draw | null): void => {
      for (const need of lacking) draws.delete(need.subject);
      if (tokenRate) slices.endDraw(tokenRate, windowSlice(answer?.tokenRate));
      if (tenantRate) slices.endDraw(tenantRate, windowSlice(answer?.tenantRate));
      if (uses) slices.endDraw(uses, answer?.uses ? { ...answer.uses, endsAt: null } : null);
    };
    const drawing = services.call(tokensRpc.drawAllowance, request, { shard, tenantId, requestId }).then(
      (answer) => {
        const drawn = answer.ok && !isOutdated(answer.value) ? answer.value : null;
        settle(drawn);
        if (drawn === null) throw new Fault('the bounds of the token have changed meanwhile', 'overloaded');
        return readAt(drawn.at);
      },
      (error: unknown) => {
        settle(null);
        throw error;
      },
    );
    for (const { subject } of lacking) draws.set(subject, drawing);
    return drawing;
  }

  return async (presented: Presented, requestId: string): Promise<Result<Spent, SpendRefusal>> => {
    const needs = needsOf(presented);
    const all = [needs.uses, needs.tokenRate, needs.tenantRate].filter((need) => need !== null);
    if (all.length === 0) return FREE;
    // A window that has ended by the latest that it may be has not for the authority, which would give more of the same.
    let at = presented.earliest;
    for (let drawn = 0; drawn < MOST_DRAWS; drawn++) {
      const taking = slices.take(all, at);
      if (taking.kind === 'taken') return granted(spent(needs, taking.taken, at, drawn > 0));
      if (taking.kind === 'over') return refused(refusal(needs, taking.over, at));
      // No call between the end of a wait and the next draw: it asks for as many as wait still.
      const { lacking } = taking;
      slices.beginWaiting(lacking);
      try {
        const under = lacking.map(({ subject }) => draws.get(subject)).find((drawing) => drawing !== undefined);
        const now = await (under ?? draw(presented, needs, lacking, requestId));
        at = Math.max(at, now) as Instant;
      } finally {
        slices.endWaiting(lacking);
      }
    }
    throw new Fault('a request waited for its allowance too long', 'overloaded');
  };

  function spent(needs: Needs, taken: readonly Taken[], at: Instant, waited: boolean): Spent {
    return { limits: standings(needs, at), waited, giveBack: () => slices.giveBack(taken) };
  }

  function refusal(needs: Needs, over: readonly Need[], at: Instant): SpendRefusal {
    const limits = standings(needs, at);
    if (needs.uses && over.includes(needs.uses)) {
      return { code: 'token_exhausted', detail: 'The token has been used as often as it may be.', retryAfterSeconds: 0, limits };
    }
    const names = { token: needs.tokenRate, tenant: needs.tenantRate };
    const reached = limits.filter(({ name }) => over.includes(names[name]!));
    const detail = reached.some(({ name }) => name === 'token')
      ? 'The token has made as many requests as it may for now.'
      : 'The tokens of this provider have made as many requests as they may for now.';
    return { code: 'rate_limited', detail, retryAfterSeconds: Math.max(...reached.map(({ resetSeconds }) => resetSeconds)), limits };
  }

  function standings({ tokenRate, tenantRate }: Needs, at: Instant): LimitStanding[] {
    const standing = (name: LimitStanding['name'], need: Need | null): LimitStanding[] => {
      if (need === null) return [];
      const { requests, seconds } = limitOf(need);
      const { left, resetSeconds } = slices.standing(need, at);
      return [{ name, requests, seconds, left, resetSeconds: Math.min(seconds, resetSeconds ?? seconds) }];
    };
    return [...standing('token', tokenRate), ...standing('tenant', tenantRate)];
  }
}

/** Composed anew for each request, so that what a provider lays down holds from the next one on. */
function needsOf({ facts, owner: { policy } }: Presented): Needs {
  const { rateLimit, tokenRateLimit } = policy;
  // A session is somebody who clicks; what a policy bounds of those is where they are.
  const ownLimit = facts.rateLimit ?? (facts.form === 'token' ? tokenRateLimit : null);
  return {
    tokenRate: ownLimit && rateNeed(`rate ${facts.id}`, ownLimit),
    tenantRate: rateLimit && rateNeed(`rate ${facts.tenantId}`, rateLimit),
    uses: usesNeed(facts),
  };
}

function rateNeed(subject: string, { requests, seconds }: { readonly requests: number; readonly seconds: number }): Need {
  return { subject, bound: { amount: requests, windowSeconds: seconds } };
}

function limitOf({ bound: { amount, windowSeconds } }: Need): { requests: number; seconds: number } {
  assert(windowSeconds !== null, 'a rate has a window');
  return { requests: amount, seconds: windowSeconds };
}

/** Nothing of something of which there is more: the bound that this was asked under is no longer the one that holds. */
function isOutdated({ tokenRate, tenantRate, uses }: Draw): boolean {
  return [tokenRate, tenantRate, uses].some((drawn) => drawn !== null && drawn.granted === 0 && drawn.left > 0);
}

function windowSlice(drawn: Draw['tokenRate'] | undefined): Slice | null {
  return drawn ? { granted: drawn.granted, left: drawn.left, endsAt: readAt(drawn.endsAt) } : null;
}

function readAt(text: string): Instant {
  const at = fromRfc3339(text);
  assert(at !== null, 'the contract lets only date-times through');
  return at;
}
