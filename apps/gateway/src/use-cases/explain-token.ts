import { explain, missingGrant, tokenState, type OperationFacts } from '@portcullis/access';
import type { AnswerOf, BodyOf, DecisionPart, rightsHttp } from '@portcullis/contracts';
import { granted, toRfc3339, type Result, type TokenId } from '@portcullis/kernel';
import { readAt } from '@portcullis/verifier';
import { namedLeaf } from '../domain/named-leaf.js';
import { isActive } from '../domain/owner-standing.js';
import { readHeldToken, type CallOnToken, type HeldToken, type HeldTokenReaders, type TokenNotFound } from './held-token.js';

type Explained = AnswerOf<typeof rightsHttp.explainTenantToken>;
type Asked = BodyOf<typeof rightsHttp.explainTenantToken>;

/** Why a token may do something, or may not: the reasoning that decides, part by part. Nothing is used, and nobody is told of a denial. */
export function explainToken(deps: HeldTokenReaders & { readonly operationFacts: (name: string) => OperationFacts }) {
  return async (call: CallOnToken, tokenId: TokenId, { operation, resources = [], zone, ip, at }: Asked): Promise<Result<Explained, TokenNotFound>> => {
    const read = await readHeldToken(deps, call, tokenId);
    if (!read.ok) return read;
    const { token, owner } = read.value;
    const now = at === undefined ? read.value.now : readAt(at);
    const leaves = resources.map((text) => namedLeaf(text, zone ?? null));
    const question = { token, owner, operation: deps.operationFacts(operation), leaves, now, ip: ip ?? null };
    const { decision, parts, holdsEverything, grants, leaves: judged } = explain(question);
    return granted({
      token: shown({ ...read.value, now }),
      at: toRfc3339(now),
      decision: decision.allowed ? { allowed: true, code: 'allowed', detail: null } : { allowed: false, code: decision.code, detail: decision.missing },
      parts: parts.map(({ part, ...rest }) => ({ part: part as DecisionPart, ...rest })),
      holdsEverything,
      grants: grants.map((one) => ({ ...one })),
      // As it was asked: a command of a cron job is no secret to whoever has just said it.
      resources: judged.map((one, n) => ({ ...one, allowedBy: [...one.allowedBy], deniedBy: [...one.deniedBy], resource: resources[n]! })),
      missingGrant: missingGrant(question),
    });
  };
}

function shown({ view, token, ownerFacts, now }: HeldToken): Explained['token'] {
  const { id, kind, form, tenantId, accountId, name, access, expiresAt } = view;
  return { id, kind, form, tenantId, accountId, name, access, expiresAt, state: tokenState(token.facts, now, isActive(ownerFacts)) };
}
