import { decide, decideLive, tokenState, within, type Decision, type OperationFacts } from '@portcullis/access';
import type { verifyHttp, AnswerOf, BodyOf } from '@portcullis/contracts';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';
import { readPresentedToken, type PresentedToken } from './presented-token.js';

export type VerifyAnswer = AnswerOf<typeof verifyHttp.verifyToken>;
export type VerifyQuestion = BodyOf<typeof verifyHttp.verifyToken>;

const unknown: VerifyAnswer = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null };

/** One token, one question: is it live, or may it do this operation? Another tenant's token is as unknown as no token at all. */
export function verifyToken(deps: { services: Services; operationFacts: (name: string) => OperationFacts }) {
  return async (
    { caller, origin }: AuthorisedCall & { readonly origin: Origin },
    { token: text, operation, ip }: VerifyQuestion,
  ): Promise<VerifyAnswer> => {
    const presented = await readPresentedToken(deps.services, { text, forms: ['token'] }, origin.requestId);
    if (!presented || !isBelow(caller, presented)) return unknown;
    const decision = judge(presented, operation === undefined ? null : deps.operationFacts(operation), ip ?? null);
    return {
      allowed: decision.allowed,
      code: decision.allowed ? 'allowed' : decision.code,
      detail: decision.allowed ? null : decision.missing,
      token: shown(presented),
    };
  };
}

function judge({ token, owner, now }: PresentedToken, operation: OperationFacts | null, ip: string | null): Decision {
  return operation === null ? decideLive(token, owner, { now, ip }) : decide({ token, owner, operation, now, ip });
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
