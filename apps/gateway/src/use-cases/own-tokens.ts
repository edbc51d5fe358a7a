import { tokensRpc, type ReplyOf, type TokenView } from '@portcullis/contracts';
import { assert, newId, type RandomBytes, type Result } from '@portcullis/kernel';
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
        filter: { state: null, kind, form: 'token' as const, access: null, label: null, name: beginning, selectors: null },
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

/** Answers the id of the receipt, once the token has no power anywhere. Null: it is gone already. */
export async function revokeOwn(deps: { services: Services; randomBytes: RandomBytes }, { caller, target, origin }: OwnCall, token: TokenView): Promise<`rcp_${string}` | null> {
  const { tenant, account, shard } = target;
  const request = { caller, tenantId: tenant.id, accountId: account?.id ?? null, tokenId: token.id, expectedVersion: null, reason: null };
  const revoked = await deps.services.call(tokensRpc.revokeToken, request, { shard, tenantId: tenant.id, requestId: origin.requestId });
  return revoked.ok ? newId('rcp', deps.randomBytes) : null;
}
