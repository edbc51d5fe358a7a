import { describeGrant, forbidsMaking, managementOperation, wildcardModule, type Grant, type GrantCatalogue, type OperationFacts, type SimpleGrant, type TenantPolicy } from '@portcullis/access';
import { fromRfc3339, granted, refused, type Instant, type Result } from '@portcullis/kernel';
import { sameJson } from './same-json.js';
import { presetMisfit } from './preset-fit.js';
import type { TokenKind, TokenRights } from './token.js';

/** What the catalogue is asked. */
export interface Catalogue extends GrantCatalogue {
  readonly knownFeature: (feature: string) => boolean;
  readonly knownModule: (module: string) => boolean;
  /** Every operation that `escalationOf` tells something of. */
  readonly escalating: readonly OperationFacts[];
}

/** What a new token would be allowed, and for how long. */
export interface NewToken extends TokenRights {
  readonly kind: TokenKind;
}

/** The same, with the version of the catalogue that its grants are given under. */
export interface GivenToken extends NewToken {
  readonly catalogueVersion: number;
}

/** What somebody asks for who makes or edits a token, besides. */
export interface Asked {
  readonly now: Instant;
  /** What holds for the tenant whose token it is, its ancestors included. */
  readonly policy: TenantPolicy;
}

export type IssuingRefusal = {
  readonly code: 'expiry_in_past' | 'never_valid' | 'operation_unknown' | 'preset_misfit' | 'exceeds_caller' | 'policy_forbids';
  readonly detail: string;
};

/**
 * Whether such a token makes sense at all, whoever asks. What its maker may hand out is another question, asked of the
 * maker's own row.
 */
export function mayIssue(token: GivenToken, { now, policy }: Asked, catalogue: Catalogue): Result<null, IssuingRefusal> {
  if (token.expiresAt !== null && token.expiresAt <= now) {
    return refused({ code: 'expiry_in_past', detail: 'expiresAt must lie in the future' });
  }
  const sensible = makesSense(token, { now, given: token.grants, held: [] }, catalogue);
  if (!sensible.ok) return sensible;
  const forbidden = forbidsMaking(token, token.kind, policy, now);
  return forbidden === null ? granted(null) : refused({ code: 'policy_forbids', detail: forbidden });
}

export interface Giving {
  readonly now: Instant;
  /** All of its grants where they are given now, none where they stay. */
  readonly given: readonly Grant[];
  /** What it held before. */
  readonly held: readonly Grant[];
}

/**
 * The same, of a token that may have expired, and whatever a policy says: it can be brought back to life, or be left as dead as it is.
 */
export function makesSense(token: GivenToken, { now, given, held }: Giving, catalogue: Catalogue): Result<null, IssuingRefusal> {
  if (token.notBefore !== null && token.expiresAt !== null && token.notBefore >= token.expiresAt) {
    return refused({ code: 'never_valid', detail: 'notBefore must lie before expiresAt' });
  }
  if (token.kind === 'service' && token.access === 'full') {
    return refused({ code: 'exceeds_caller', detail: 'a service token holds what it was given by name: use restricted access' });
  }
  for (const grant of given) {
    const refusal = senseless(grant, token.catalogueVersion, catalogue);
    if (refusal !== null) return refused(refusal);
  }
  const over = given.find((grant) => hasEnded(grant, now) && !held.some((one) => sameJson(one, grant)));
  return over === undefined ? granted(null) : refused({ code: 'expiry_in_past', detail: `until must lie in the future, and does not in the grant of ${describeGrant(over)}` });
}

function hasEnded({ until }: Grant, now: Instant): boolean {
  return until !== undefined && (fromRfc3339(until) ?? 0) <= now;
}

function senseless(grant: Grant, catalogueVersion: number, catalogue: Catalogue): IssuingRefusal | null {
  if ('preset' in grant) {
    // As grants mean it that are given under this version, which may have had another one of that name.
    const preset = catalogue.presetNamed(grant.preset, catalogueVersion);
    if (preset === null) return { code: 'operation_unknown', detail: `the catalogue does not know the preset ${grant.preset}` };
    const misfit = presetMisfit(grant, preset);
    return misfit === null ? null : { code: 'preset_misfit', detail: misfit };
  }
  if (isKnown(grant, catalogue)) return null;
  return { code: 'operation_unknown', detail: `the catalogue does not know the ${'feature' in grant ? `feature ${grant.feature}` : `operation ${grant.operation}`}` };
}

/** A grant of something that no catalogue lists would never allow or deny anything: most likely it is misspelt. */
function isKnown(grant: SimpleGrant, catalogue: Catalogue): boolean {
  if ('feature' in grant) return catalogue.knownFeature(grant.feature);
  const module = wildcardModule(grant);
  if (module !== null) return catalogue.knownModule(module);
  return managementOperation(grant.operation) !== null || catalogue.operationNamed(grant.operation).known;
}
