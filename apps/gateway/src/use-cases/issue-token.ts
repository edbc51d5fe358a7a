import { newTokenText, tokenDigest, type Grant } from '@portcullis/access';
import { tokensRpc, type Code, type TokenView } from '@portcullis/contracts';
import { granted, newId, PLATFORM_TENANT_ID, refused, type RandomBytes, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

export interface NewToken {
  readonly kind: 'account' | 'tenant' | 'service' | 'operator';
  readonly name: string;
  readonly description: string;
  readonly access: 'full' | 'restricted';
  readonly grants: readonly Grant[];
  readonly expiresAt: string | null;
}

export interface IssuedToken {
  readonly token: TokenView;
  /** For one response body, and nowhere else. */
  readonly secret: string;
}

/** Makes the secret here, in the gateway, and tells the tokens service its SHA-256 only. */
export function issueToken(deps: { services: Services; randomBytes: RandomBytes }) {
  return async (
    { caller, target, origin }: AuthorisedCall & { readonly origin: Origin },
    wanted: NewToken,
  ): Promise<Result<IssuedToken, { code: Code; detail: string }>> => {
    if (wanted.kind === 'operator' && target.tenant.id !== PLATFORM_TENANT_ID) {
      return refused({ code: 'exceeds_caller', detail: 'operator tokens belong to the platform tenant' });
    }
    const { tenant, account } = target;
    if ([tenant, ...tenant.ancestors, ...(account ? [account] : [])].some(({ status }) => status !== 'active')) {
      return refused({ code: 'owner_suspended', detail: 'a suspended tenant or account gets no tokens' });
    }
    const { text, publicId } = newTokenText({ kind: wanted.kind, shard: target.shard, randomBytes: deps.randomBytes });
    const secret = text.reveal();
    const created = await deps.services.call(
      tokensRpc.createToken,
      {
        ...wanted,
        grants: [...wanted.grants],
        caller,
        owner: { tenantId: target.tenant.id, accountId: target.account?.id ?? null },
        id: newId('tok', deps.randomBytes),
        credential: { publicId, digest: Buffer.from(tokenDigest(secret)).toString('hex') },
      },
      { shard: target.shard, tenantId: target.tenant.id, requestId: origin.requestId },
    );
    return created.ok ? granted({ token: created.value.token, secret }) : created;
  };
}
