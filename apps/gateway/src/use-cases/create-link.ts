import { misplaced } from '@portcullis/access';
import { tokensRpc } from '@portcullis/contracts';
import { assert, granted, newId, PLATFORM_TENANT_ID, refused, type Result } from '@portcullis/kernel';
import { isActive } from '../domain/owner-standing.js';
import type { RepeatableRequest } from '../domain/repeatable-request.js';
import type { AuthorisedCall } from './authorise-call.js';
import { newSecret, secretToShow, type SecretMaker } from './new-secret.js';
import type { DenialLog, Origin, Services } from './ports.js';
import { toldIfReaching, type Refusal } from './reach-for-power.js';

export interface Link {
  /** Opens the console once, within a minute. For one response body, and nowhere else. */
  readonly url: string;
  readonly expiresAt: string;
  /** An earlier request had made it. */
  readonly replayed: boolean;
}

type LinkCall = AuthorisedCall & { readonly origin: Origin; readonly repeatable: RepeatableRequest | null };
type Deps = SecretMaker & { readonly services: Services; readonly publicUrl: string };

/** A link that signs whoever follows it in as the call's target: worth as much as a token with full access, for a minute. */
export function createLink(deps: Deps & { readonly denials: DenialLog }) {
  return async (call: LinkCall): Promise<Result<Link, Refusal>> =>
    toldIfReaching(deps.denials, call, 'Portcullis::create_session', await create(deps, call));
}

async function create(deps: Deps, { caller, target, origin, repeatable }: LinkCall): Promise<Result<Link, Refusal>> {
  const { tenant, account, shard } = target;
  const kind = account ? 'account' : tenant.id === PLATFORM_TENANT_ID ? 'operator' : 'tenant';
  const place = misplaced(caller, kind, tenant.id);
  if (place !== null) return refused({ code: 'exceeds_caller', detail: place });
  if (!isActive(target)) return refused({ code: 'owner_suspended', detail: 'nobody can sign in as a suspended tenant or account' });

  const made = newSecret(deps, 'link', shard, repeatable);
  const { credential, idempotency } = made;
  const owner = { tenantId: tenant.id, accountId: account?.id ?? null };
  const request = { caller, owner, kind, id: newId('tok', deps.randomBytes), credential, idempotency } as const;
  const created = await deps.services.call(tokensRpc.createLink, request, { shard, tenantId: tenant.id, requestId: origin.requestId });
  if (!created.ok) return created;
  const { token, replayed } = created.value;
  const shown = secretToShow(deps, made, replayed, repeatable);
  if (!shown.ok) return shown;
  assert(token.expiresAt !== null, 'a link ends');
  // Behind `#`: no browser sends that part to a server, so it is in no log and no Referer.
  const url = `${deps.publicUrl}/console/#link=${shown.value.secret}`;
  return granted({ url, expiresAt: token.expiresAt, replayed: shown.value.replayed });
}
