import { decide, decideLive, parseLeaf, tokenState, within, type Decision, type Leaf, type OperationFacts } from '@portcullis/access';
import type { verifyHttp, AnswerOf, BodyOf } from '@portcullis/contracts';
import { assert } from '@portcullis/kernel';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, UseLog } from './ports.js';
import { readPresentedToken, useOf, withAUse, type PresentedToken, type TokenReaders } from './presented-token.js';
import type { spendAllowance } from './spend-allowance.js';

export type VerifyAnswer = AnswerOf<typeof verifyHttp.verifyToken>;
export type VerifyQuestion = BodyOf<typeof verifyHttp.verifyToken>;

const unknown: VerifyAnswer = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null };

export interface VerifyDeps extends TokenReaders {
  readonly operationFacts: (name: string) => OperationFacts;
  readonly spend: ReturnType<typeof spendAllowance>;
  readonly uses: UseLog;
}

/**
 * One token, one question: is it live, or may it do this operation? Another tenant's token is as unknown as no token at all.
 * To be told that it may do an operation is a use of it; whether it is live may be asked for nothing.
 */
export function verifyToken(deps: VerifyDeps) {
  return async (
    { caller, origin }: AuthorisedCall & { readonly origin: Origin },
    { token: text, operation, resources, ip }: VerifyQuestion,
  ): Promise<VerifyAnswer> => {
    const look = () => readPresentedToken(deps, { text, forms: ['token'] }, origin.requestId);
    const asked = operation === undefined ? null : { operation: deps.operationFacts(operation), leaves: (resources ?? []).map(readLeaf) };
    let presented = await look();
    if (!presented || !isBelow(caller, presented)) return unknown;
    let decision = judge(presented, asked, ip ?? null);
    if (decision.allowed && asked !== null) {
      const spent = await deps.spend(presented, origin.requestId);
      if (!spent.ok) return { allowed: false, code: spent.refusal.code, detail: spent.refusal.detail, token: shown(presented) };
      if (spent.value.waited) {
        // What was judged before a wait is no longer fresh: the token may have been revoked meanwhile.
        const again = await look();
        presented = again && withAUse(again);
        decision = presented ? judge(presented, asked, ip ?? null) : decision;
        if (!presented || !decision.allowed) spent.value.giveBack();
        if (!presented) return unknown;
      }
      if (decision.allowed) deps.uses.record(useOf(presented, { ip: ip ?? origin.ip, agent: null }));
    }
    return {
      allowed: decision.allowed,
      code: decision.allowed ? 'allowed' : decision.code,
      detail: decision.allowed ? null : decision.missing,
      token: shown(presented),
    };
  };
}

interface Asked {
  readonly operation: OperationFacts;
  readonly leaves: readonly Leaf[];
}

function judge({ token, owner, now }: PresentedToken, asked: Asked | null, ip: string | null): Decision {
  return asked === null ? decideLive(token, owner, { now, ip }) : decide({ token, owner, ...asked, now, ip });
}

function readLeaf(text: string): Leaf {
  const leaf = parseLeaf(text);
  assert(leaf !== null, 'the contract lets only resources through');
  return leaf;
}

function isBelow(caller: AuthorisedCall['caller'], { facts, ownerFacts }: PresentedToken): boolean {
  return within(caller, {
    tenantId: facts.tenantId,
    tenantAncestors: ownerFacts.tenant.ancestors.map(({ id }) => id),
    accountId: facts.accountId,
  });
}

function shown({ facts, token, ownerFacts, now }: PresentedToken): VerifyAnswer['token'] {
  const { id, kind, form, tenantId, accountId, name, access, expiresAt } = facts;
  return { id, kind, form, tenantId, accountId, name, access, expiresAt, state: tokenState(token, now, isActive(ownerFacts)) };
}
