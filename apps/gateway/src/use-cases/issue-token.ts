import { misplaced, newTokenText, tokenDigest } from '@portcullis/access';
import { tokensRpc, type Code, type EventData, type RequestOf, type TokenView } from '@portcullis/contracts';
import { granted, newId, refused, type RandomBytes, type Result } from '@portcullis/kernel';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { DenialLog, Origin, Services } from './ports.js';

/** All that whoever asks for a token says about it. */
export type NewToken = Omit<RequestOf<typeof tokensRpc.createToken>, 'caller' | 'owner' | 'id' | 'credential' | 'idempotency'>;

export interface IssuedToken {
  readonly token: TokenView;
  /** For one response body, and nowhere else. */
  readonly secret: string;
}

type IssueCall = AuthorisedCall & { readonly origin: Origin };
type Refusal = { readonly code: Code; readonly detail: string };

/** Makes the secret here, in the gateway, and tells the tokens service its SHA-256 only. */
export function issueToken(deps: { services: Services; denials: DenialLog; randomBytes: RandomBytes }) {
  return async (call: IssueCall, wanted: NewToken): Promise<Result<IssuedToken, Refusal>> => {
    const issued = await issue(deps, call, wanted);
    // Reaching for power is worth a line in the trail, wherever it was refused.
    if (!issued.ok && issued.refusal.code === 'exceeds_caller') await deps.denials.record(call.caller.tenantId, denialOf(call, issued.refusal));
    return issued;
  };
}

async function issue(
  { services, randomBytes }: { services: Services; randomBytes: RandomBytes },
  { caller, target, origin }: IssueCall,
  wanted: NewToken,
): Promise<Result<IssuedToken, Refusal>> {
  const { tenant, account, shard } = target;
  const place = misplaced(caller, wanted.kind, tenant.id);
  if (place !== null) return refused({ code: 'exceeds_caller', detail: place });
  if (!isActive(target)) {
    return refused({ code: 'owner_suspended', detail: 'a suspended tenant or account gets no tokens' });
  }
  const { text, publicId } = newTokenText({ kind: wanted.kind, shard, randomBytes });
  const secret = text.reveal();
  const created = await services.call(
    tokensRpc.createToken,
    {
      ...wanted,
      caller,
      owner: { tenantId: tenant.id, accountId: account?.id ?? null },
      id: newId('tok', randomBytes),
      credential: { publicId, digest: Buffer.from(tokenDigest(secret)).toString('hex') },
      idempotency: null,
    },
    { shard, tenantId: tenant.id, requestId: origin.requestId },
  );
  return created.ok ? granted({ token: created.value.token, secret }) : created;
}

function denialOf({ caller, publicId, origin }: IssueCall, { code, detail }: Refusal): EventData['request.denied'] {
  const { tokenId, accountId } = caller;
  return { ...origin, tokenId, publicId, accountId, operation: 'Portcullis::create_token', code, missing: detail };
}
