export { loadGrantCatalogue, type PortcullisCatalogue } from '@portcullis/catalogue';
export { createVerifier } from './create-verifier.js';
export { accountFactsOf, factsOfPresented, factsOfView, ownerFactsOf, readAt, type CredentialFacts, type MayStillUse, type OwnerRecord } from './facts.js';
export type { AuthorityHealth, VerifierHealth } from './health.js';
export type { Verdict, VerifiedToken, VerifyRequest } from './verdict.js';
export type { ChangeHeard, Credential, LookOptions, Seen, TokenForm, Verifier, VerifierClock, VerifierOptions } from './verifier.js';
