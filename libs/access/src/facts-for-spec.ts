import { instant } from '@portcullis/kernel';
import type { GrantCatalogue } from './catalogue.js';
import { compile, type CompiledToken } from './compile.js';
import type { OwnerFacts, TokenFacts } from './facts.js';
import { canonicalOperation, managementOperation } from './management.js';
import { unknownOperation, type OperationFacts } from './operation.js';
import { DEFAULT_POLICY } from './policy.js';

export const now = instant(1_800_000_000_000);

/** An account's token with full access that nothing bounds. */
export const fullAccess: TokenFacts = {
  ...{ kind: 'account', form: 'token', access: 'full', grants: [], catalogueVersion: 1, readOnly: false, ipAllowlist: [], timeWindows: [] },
  ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null },
  ...{ createdAt: instant(now - 86_400_000), activeAt: instant(now - 86_400_000) },
};

export const noPolicy = { policy: DEFAULT_POLICY };

/** The owner of a provider's token. */
export const provider: OwnerFacts = { tenants: ['active'], account: null, ...noPolicy };

/** A catalogue of these operations and our own, with one version and nothing else. */
export function catalogueOf(operations: readonly OperationFacts[], more: Partial<GrantCatalogue> = {}): GrantCatalogue {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    version: 1,
    operationNamed: (name) => managementOperation(canonicalOperation(name)) ?? byName.get(name) ?? unknownOperation(name),
    presetNamed: () => null,
    isRolling: () => false,
    escalationOf: () => null,
    ...more,
  };
}

export const emptyCatalogue = catalogueOf([]);

export function compiled(token: TokenFacts, catalogue: GrantCatalogue = emptyCatalogue): CompiledToken {
  return compile(token, catalogue);
}
