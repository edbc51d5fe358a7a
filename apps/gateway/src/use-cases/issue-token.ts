import { misplaced } from '@portcullis/access';
import { tokensRpc, type RequestOf, type TokenView } from '@portcullis/contracts';
import { granted, newId, refused, type Result } from '@portcullis/kernel';
import { isActive } from '../domain/owner-standing.js';
import { policyOf } from '../domain/policy-of.js';
import type { RepeatableRequest } from '../domain/repeatable-request.js';
import type { AuthorisedCall } from './authorise-call.js';
import { newSecret, secretToShow, type SecretMaker } from './new-secret.js';
import type { DenialLog, Origin, Services } from './ports.js';
import { toldIfReaching, type Refusal } from './reach-for-power.js';

/** All that whoever asks for a token says about it. */
export type NewToken = Omit<RequestOf<typeof tokensRpc.createToken>, 'caller' | 'owner' | 'id' | 'credential' | 'policy' | 'idempotency'>;

export interface IssuedToken {
  readonly token: TokenView;
  /** For one response body, and nowhere else. */
  readonly secret: string;
  /** An earlier request had made it. */
  readonly replayed: boolean;
}

type IssueCall = AuthorisedCall & { readonly origin: Origin; readonly repeatable: RepeatableRequest | null };
type Deps = SecretMaker & { readonly services: Services };

/** Makes the secret here, in the gateway, and tells the tokens service its SHA-256 only. */
export function issueToken(deps: Deps & { readonly denials: DenialLog }) {
  return async (call: IssueCall, wanted: NewToken): Promise<Result<IssuedToken, Refusal>> =>
    toldIfReaching(deps.denials, call, 'Portcullis::create_token', await issue(deps, call, wanted));
}

async function issue(deps: Deps, { caller, target, origin, repeatable }: IssueCall, wanted: NewToken): Promise<Result<IssuedToken, Refusal>> {
  const { tenant, account, shard } = target;
  const place = misplaced(caller, wanted.kind, tenant.id);
  if (place !== null) return refused({ code: 'exceeds_caller', detail: place });
  if (!isActive(target)) return refused({ code: 'owner_suspended', detail: 'a suspended tenant or account gets no tokens' });

  const made = newSecret(deps, wanted.kind, shard, repeatable);
  const { credential, idempotency } = made;
  const owner = { tenantId: tenant.id, accountId: account?.id ?? null };
  const request = { ...wanted, caller, owner, id: newId('tok', deps.randomBytes), credential, policy: policyOf(tenant), idempotency };
  const created = await deps.services.call(tokensRpc.createToken, request, { shard, tenantId: tenant.id, requestId: origin.requestId });
  if (!created.ok) return created;
  const { token, replayed } = created.value;
  const shown = secretToShow(deps, made, replayed, repeatable);
  return shown.ok ? granted({ token, ...shown.value }) : shown;
}
