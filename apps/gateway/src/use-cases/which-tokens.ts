import { compile, decide, type OperationFacts } from '@portcullis/access';
import { permissionsRpc, tokensRpc, type RefusalOf, type ReplyOf, type RequestOf, type TokenView } from '@portcullis/contracts';
import { granted, refused, type AccountId, type Result } from '@portcullis/kernel';
import { accountFactsOf, factsOfView, ownerFactsOf, readAt } from '@portcullis/verifier';
import { selectorsOf } from '../domain/grant-selectors.js';
import { decodeCursor, encodeCursor } from '../domain/list-cursor.js';
import { namedLeaf } from '../domain/named-leaf.js';
import type { CallOnToken, HeldTokenReaders } from './held-token.js';

type List = Omit<RequestOf<typeof tokensRpc.listTokens>, 'tenantId' | 'accountId'>;
type Page = ReplyOf<typeof tokensRpc.listTokens>;
type Refusal = RefusalOf<typeof tokensRpc.listTokens>;

/** What tokens are looked for by: may they do it? */
export interface Deed {
  readonly operation: string;
  readonly resource: string | null;
  readonly zone: string | null;
  readonly ip: string | null;
}

/** One request looks at no more tokens than this, and asks for them no more often: a rare one may lie far down the list. */
const MOST_LOOKED_AT = 1_000;
const MOST_READS = 20;

/**
 * A page of those of a target's tokens that are live and may do something now. Those that cannot hold a grant for it are passed over
 * where they are kept; each of the others is decided on, as if it were presented. The page ends when it is more than half full, or
 * when enough was looked at; what comes after it, the next one tells.
 */
export function whichTokens(deps: HeldTokenReaders & { readonly operationFacts: (name: string) => OperationFacts; readonly presetsWith: (operation: string) => readonly string[] }) {
  return async (call: CallOnToken, list: List, deed: Deed): Promise<Result<Page, Refusal>> => {
    const { tenant, account, shard } = call.target;
    const scope = { shard, tenantId: tenant.id, requestId: call.origin.requestId };
    const operation = deps.operationFacts(deed.operation);
    const filter = { ...list.filter, selectors: selectorsOf(operation, deps.presetsWith) };
    const items: TokenView[] = [];
    const asked = [deed.operation, deed.resource, deed.zone, deed.ip];
    let cursor = list.cursor === null ? null : decodeCursor(list.cursor, asked);
    if (cursor === null && list.cursor !== null) return refused({ code: 'invalid_request', detail: 'must be what the page before gave as next' });
    for (let reads = 0, looked = 0; reads < MOST_READS && looked < MOST_LOOKED_AT; reads++) {
      const limit = Math.min(list.limit - items.length, MOST_LOOKED_AT - looked);
      const page = await deps.services.call(tokensRpc.listTokens, { ...list, tenantId: tenant.id, accountId: account?.id ?? null, filter, limit, cursor }, scope);
      if (!page.ok) return page;
      items.push(...(await able(call, page.value.items, operation, deed)));
      ({ next: cursor } = page.value);
      looked += page.value.items.length;
      if (cursor === null || items.length * 2 > list.limit) break;
    }
    return granted({ items, next: cursor === null ? null : encodeCursor(cursor, asked) });
  };

  async function able({ target, origin }: CallOnToken, tokens: readonly TokenView[], operation: OperationFacts, { resource, zone, ip }: Deed): Promise<TokenView[]> {
    if (tokens.length === 0) return [];
    const accountIds = [...new Set(tokens.flatMap(({ accountId }) => accountId ?? []))] as AccountId[];
    const scope = { shard: target.shard, tenantId: target.tenant.id, requestId: origin.requestId };
    const owners = await deps.services.call(permissionsRpc.readOwners, { tenantId: target.tenant.id, accountIds, features: [...operation.features] }, scope);
    // Whoever was there a moment ago and is not any more has no live token.
    if (!owners.ok) return [];
    const { tenant, accounts, at } = owners.value;
    // One policy for all of them, read once.
    const ofTenant = ownerFactsOf(tenant, null);
    const byId = new Map(accounts.map((account) => [account.id, { ...ofTenant, account: accountFactsOf(account) }]));
    const leaves = resource === null ? [] : [namedLeaf(resource, zone)];
    return tokens.filter((view) => {
      const owner = (view.accountId === null ? null : byId.get(view.accountId)) ?? ofTenant;
      const token = compile(factsOfView(view, deps.mayStillUse), deps.grantCatalogue);
      return decide({ token, owner, operation, leaves, now: readAt(at), ip }).allowed;
    });
  }
}
