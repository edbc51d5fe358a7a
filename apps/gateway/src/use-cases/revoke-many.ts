import type { OperationFacts } from '@portcullis/access';
import { permissionsRpc, tokensRpc, type ReplyOf, type RequestOf } from '@portcullis/contracts';
import { granted, refused, type AccountId, type Result } from '@portcullis/kernel';
import { selectorsOf, selectorsOfFeature, type GrantSelectors } from '../domain/grant-selectors.js';
import type { RepeatableRequest } from '../domain/repeatable-request.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

/** As the body says it, of either owner. */
export interface Where {
  readonly all?: true | undefined;
  readonly account?: string | undefined;
  readonly label?: string | undefined;
  readonly feature?: string | undefined;
  readonly operation?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly kind?: 'account' | 'tenant' | 'service' | 'operator' | undefined;
}

export interface Bulk {
  readonly where: Where;
  readonly dryRun: boolean;
  readonly reason: string;
}

type BulkCall = AuthorisedCall & { readonly origin: Origin; readonly respondAsync: boolean; readonly repeatable: RepeatableRequest | null };
type Refusal = { readonly code: 'not_found' | 'operation_unknown' | 'idempotency_key_reused' | 'idempotency_in_progress' | 'secret_already_shown'; readonly detail: string };
type Selection = NonNullable<RequestOf<typeof tokensRpc.revokeTokens>['selection']>;

export interface RevokeManyDeps {
  readonly services: Services;
  readonly operationFacts: (name: string) => OperationFacts;
  readonly grantCatalogue: {
    readonly operations: readonly OperationFacts[];
    readonly presetsWith: (operation: string) => readonly string[];
    readonly knownFeature: (feature: string) => boolean;
  };
}

/** Revokes many tokens of the target. A name that nobody knows is refused: it may be misspelt, and who asks would believe them gone. */
export function revokeMany({ services, operationFacts, grantCatalogue }: RevokeManyDeps) {
  return async (call: BulkCall, { where, dryRun, reason }: Bulk): Promise<Result<ReplyOf<typeof tokensRpc.revokeTokens>, Refusal>> => {
    const { caller, origin, respondAsync, repeatable } = call;
    const { tenant, account, shard } = call.target;
    const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
    let accountId: AccountId | null = account?.id ?? null;
    if (where.account !== undefined) {
      const found = await services.call(permissionsRpc.readOwner, { tenantId: tenant.id, account: where.account }, scope);
      if (!found.ok || found.value.account === null) return refused({ code: 'not_found', detail: `there is no account ${where.account} here` });
      accountId = found.value.account.id;
    }
    const selectors = selectorsIn(where);
    if (!selectors.ok) return selectors;
    const selection = selectionOf(where, selectors.value);
    const idempotency = repeatable && { keyHash: repeatable.keyHash, requestHash: repeatable.requestHash };
    const request = { caller, respondAsync, tenantId: tenant.id, accountId, selection, where: { ...where }, dryRun, reason, idempotency };
    return services.call(tokensRpc.revokeTokens, request, scope);
  };

  /** Of the feature or the operation that is named; null: neither is. */
  function selectorsIn({ feature, operation }: Where): Result<GrantSelectors | null, Refusal> {
    if (feature !== undefined) {
      if (!grantCatalogue.knownFeature(feature)) return refused({ code: 'operation_unknown', detail: `the catalogue does not know the feature ${feature}` });
      return granted(selectorsOfFeature(feature, grantCatalogue));
    }
    if (operation !== undefined) {
      const facts = operationFacts(operation);
      if (!facts.known) return refused({ code: 'operation_unknown', detail: `the catalogue does not know the operation ${operation}` });
      return granted(selectorsOf(facts, grantCatalogue.presetsWith));
    }
    return granted(null);
  }
}

/** Null: nothing but whose they are was said. */
function selectionOf(where: Where, selectors: GrantSelectors | null): Selection | null {
  const [label, createdBefore, kind] = [where.label ?? null, where.createdBefore ?? null, where.kind ?? null];
  if (label === null && createdBefore === null && kind === null && selectors === null) return null;
  return { label, createdBefore, kind, selectors };
}
