import { decide, decideLive, parseLeaf, tokenState, type Decision, type GrantCatalogue, type Leaf, type OperationFacts } from '@portcullis/access';
import { Fault } from '@portcullis/kernel';
import type { Verdict, VerifiedToken, VerifyRequest } from './verdict.js';
import type { LookOptions, Seen, Verifier } from './verifier.js';

interface Asked {
  /** Null: is it live? */
  readonly operation: OperationFacts | null;
  readonly leaves: readonly Leaf[];
  readonly ip: string | null;
}

const MOST_LOOKS = 3;
const UNKNOWN: Verdict = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null };
/** Use and time move these without a change: they are not said of what was read a while ago. */
const MOVES_UNSEEN: readonly string[] = ['token_idle', 'token_exhausted'];

/** Decides as a gateway does, of what `look` gives. */
export async function verify(look: Verifier['look'], catalogue: Pick<GrantCatalogue, 'operationNamed'>, token: string, request: VerifyRequest): Promise<Verdict> {
  const asked = read(request, catalogue);
  if (asked === null) return { allowed: false, code: 'invalid_request', detail: 'a resource is named that is none', token: null };
  const first = await lookNow(look, token);
  if (first === null) return UNKNOWN;
  const decision = judge(first, asked);
  if (decision.allowed || !MOVES_UNSEEN.includes(decision.code)) return verdictOf(first, asked, decision);
  const again = await lookNow(look, token, { afresh: true });
  return again === null ? UNKNOWN : verdictOf(again, asked, judge(again, asked));
}

/** Between the look and its answer another promise may have put a change in force: then again. Nothing is awaited between this and the judgement. */
async function lookNow(look: Verifier['look'], text: string, how?: LookOptions): Promise<Seen | null> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const seen = await look({ text }, undefined, how);
    if (seen === null || seen.isCurrent()) return seen;
  }
  throw new Fault('the token changes faster than it can be looked at', 'overloaded');
}

/** As `decide` says it; with no operation, as `decideLive`. */
function judge({ token, owner, now, earliest }: Seen, { operation, leaves, ip }: Asked): Decision {
  return operation === null ? decideLive(token, owner, { now, earliest, ip }) : decide({ token, owner, operation, leaves, now, earliest, ip });
}

/** Null: a resource is none. */
function read({ operation, resources = [], zone, ip }: VerifyRequest, catalogue: Pick<GrantCatalogue, 'operationNamed'>): Asked | null {
  const leaves = resources.map((text) => {
    const leaf = parseLeaf(text);
    return leaf?.kind === 'record' ? { ...leaf, zone: zone ?? null } : leaf;
  });
  if (leaves.includes(null)) return null;
  return { operation: operation === undefined ? null : catalogue.operationNamed(operation), leaves: leaves as Leaf[], ip: ip ?? null };
}

function verdictOf(seen: Seen, { operation }: Asked, decision: Decision): Verdict {
  const token = shown(seen);
  if (!decision.allowed) return { allowed: false, code: decision.code, detail: decision.missing, token };
  if (operation !== null && (seen.facts.useQuota !== null || decision.once.length > 0)) {
    return { allowed: false, code: 'needs_gateway', detail: 'Uses of this token are counted, which only a gateway does.', token };
  }
  return { allowed: true, code: 'allowed', detail: null, token };
}

function shown({ facts, token, owner, now }: Seen): VerifiedToken {
  const { id, kind, form, tenantId, accountId, name, access, expiresAt } = facts;
  const isOwnerActive = owner.tenants.every((status) => status === 'active') && (owner.account === null || owner.account.status === 'active');
  return { id, kind, form, tenantId, accountId, name, access, expiresAt, state: tokenState(token.facts, now, isOwnerActive) };
}
