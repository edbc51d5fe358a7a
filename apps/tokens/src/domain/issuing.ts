import { managementOperation, wildcardModule, type Grant, type GrantCatalogue } from '@portcullis/access';
import { granted, refused, type Instant, type Result } from '@portcullis/kernel';
import type { TokenKind, TokenRights } from './token.js';

/** What the catalogue is asked. */
export interface Catalogue extends GrantCatalogue {
  readonly knownFeature: (feature: string) => boolean;
  readonly knownModule: (module: string) => boolean;
}

/** What a new token would be allowed, and for how long. */
export interface NewToken extends TokenRights {
  readonly kind: TokenKind;
}

export type IssuingRefusal = {
  readonly code: 'expiry_in_past' | 'never_valid' | 'operation_unknown' | 'exceeds_caller';
  readonly detail: string;
};

/**
 * Whether such a token makes sense at all, whoever asks. What its maker may hand out is another question, asked of the
 * maker's own row.
 */
export function mayIssue(token: NewToken, now: Instant, catalogue: Catalogue): Result<null, IssuingRefusal> {
  if (token.expiresAt !== null && token.expiresAt <= now) {
    return refused({ code: 'expiry_in_past', detail: 'expiresAt must lie in the future' });
  }
  return makesSense(token, catalogue);
}

/** The same, of a token that may have expired: it can be brought back to life, or be left as dead as it is. */
export function makesSense(token: NewToken, catalogue: Catalogue): Result<null, IssuingRefusal> {
  if (token.notBefore !== null && token.expiresAt !== null && token.notBefore >= token.expiresAt) {
    return refused({ code: 'never_valid', detail: 'notBefore must lie before expiresAt' });
  }
  if (token.kind === 'service' && token.access === 'full') {
    return refused({ code: 'exceeds_caller', detail: 'a service token holds what it was given by name: use restricted access' });
  }
  const unknown = token.grants.find((grant) => !isKnown(grant, catalogue));
  if (unknown) {
    const selector = 'feature' in unknown ? `feature ${unknown.feature}` : 'preset' in unknown ? `preset ${unknown.preset}` : `operation ${unknown.operation}`;
    return refused({ code: 'operation_unknown', detail: `the catalogue does not know the ${selector}` });
  }
  return granted(null);
}

/** A grant of something that no catalogue lists would never allow anything: most likely it is misspelt. */
function isKnown(grant: Grant, catalogue: Catalogue): boolean {
  if ('feature' in grant) return catalogue.knownFeature(grant.feature);
  if ('preset' in grant) return false;
  const module = wildcardModule(grant);
  if (module !== null) return catalogue.knownModule(module);
  return managementOperation(grant.operation) !== null || catalogue.operationNamed(grant.operation).known;
}
