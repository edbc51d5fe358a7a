import { tokensRpc, type Receipt, type ReplyOf, type TokenView } from '@portcullis/contracts';
import { assert, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

/** A call about the tokens of its target: the account there, or else the tenant itself. */
export type OwnCall = AuthorisedCall & { readonly origin: Origin };

const PAGE = 200;

/** The target's own tokens that are not revoked, oldest first: what panels call its tokens. */
export async function ownTokens(services: Services, { target, origin }: OwnCall, beginning: string | null = null): Promise<TokenView[]> {
  const { tenant, account, shard } = target;
  const kind = account === null ? 'tenant' : 'account';
  const found: TokenView[] = [];
  let cursor: string | null = null;
  do {
    const page: Result<ReplyOf<typeof tokensRpc.listTokens>, unknown> = await services.call(
      tokensRpc.listTokens,
      {
        ...{ tenantId: tenant.id, accountId: account?.id ?? null, sort: 'createdAt' as const, limit: PAGE, cursor },
        filter: { state: null, kind, form: 'token' as const, access: null, label: null, createdBefore: null, name: beginning, selectors: null },
      },
      { shard, tenantId: tenant.id, requestId: origin.requestId },
    );
    assert(page.ok, 'a cursor that was just given is good');
    found.push(...page.value.items.filter(({ revokedAt }) => revokedAt === null));
    cursor = page.value.next;
  } while (cursor !== null);
  return found;
}

/** Null: there is no such token, or it was revoked. */
export async function ownTokenNamed(services: Services, call: OwnCall, name: string): Promise<TokenView | null> {
  return (await ownTokens(services, call, name)).find((token) => token.name === name) ?? null;
}

/** So many are revoked at once: each may wait for a verifier that is gone, and each takes a turn at the service. */
const AT_ONCE = 16;

/** Answers the receipts, once none of the tokens has power anywhere. Of one that is no longer there, there is none. */
export async function revokeOwn(services: Services, { caller, target, origin }: OwnCall, tokens: readonly TokenView[]): Promise<Receipt['id'][]> {
  const { tenant, account, shard } = target;
  const request = { caller, respondAsync: false, tenantId: tenant.id, accountId: account?.id ?? null, expectedVersion: null, reason: null };
  const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
  const receipts: Receipt['id'][] = [];
  for (let i = 0; i < tokens.length; i += AT_ONCE) {
    const some = tokens.slice(i, i + AT_ONCE);
    const revoked = await Promise.all(some.map((token) => services.call(tokensRpc.revokeToken, { ...request, tokenId: token.id }, scope)));
    receipts.push(...revoked.flatMap((each) => (each.ok ? [each.value.enforcement.id] : [])));
  }
  return receipts;
}
