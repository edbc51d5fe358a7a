import type { TokenState } from '@portcullis/access';
import type { Verdict as VerdictCode } from '@portcullis/contracts';
import type { CredentialFacts } from './facts.js';

/** What a token is to be used for; with nothing said: is it live? */
export interface VerifyRequest {
  /** `Module::function`, as grants name it. */
  readonly operation?: string;
  /** All that it is to be used on, such as `record:www.example.com/A`. Left out: everything that its owner has. */
  readonly resources?: readonly string[];
  /** In which zone the records of `resources` stand. */
  readonly zone?: string;
  /** The address that it is used from. */
  readonly ip?: string;
}

export interface Verdict {
  readonly allowed: boolean;
  /** `needs_gateway`: it would take something of the token that is counted. `invalid_request`: no resource is called like that. */
  readonly code: VerdictCode | 'needs_gateway' | 'invalid_request';
  /** A whole sentence for a customer; null when it is allowed. */
  readonly detail: string | null;
  /** Null: it is not known. */
  readonly token: VerifiedToken | null;
}

export interface VerifiedToken extends Pick<CredentialFacts, 'id' | 'kind' | 'form' | 'tenantId' | 'accountId' | 'name' | 'access' | 'expiresAt'> {
  readonly state: TokenState;
}
