import { permissionsRpc, tokensRpc, type CallScope } from '@portcullis/contracts';
import { granted, refused, type RandomBytes, type Result } from '@portcullis/kernel';
import { rewrap, upstreamOwner } from '../domain/upstream-seal.js';
import type { Services, UpstreamKeys } from './ports.js';

export interface RekeyedBatch {
  readonly rekeyed: number;
  /** What to pass as `cursor` for the next batch; null: that was the last one. */
  readonly next: string | null;
}

/** A batch ends well within the time that a caller waits. */
const BATCH = 200;
/** The first letter of a cursor says whose credentials it walks through: those of tokens, then those of the panel. */
const OF_TOKENS = 't';
const OF_PANELS = 'p';

/**
 * One batch under the current keys: of the credentials of tokens, which their service re-keys itself, or of the upstream ones,
 * whose keys only gateways hold. No secret is opened. Doing a batch again does nothing.
 */
export function rekey(deps: { services: Services; sealKeys: UpstreamKeys; randomBytes: RandomBytes }) {
  return async (scope: CallScope, cursor: string | null): Promise<Result<RekeyedBatch, { code: 'invalid_request'; detail: string }>> => {
    const [walk, position] = cursor === null ? [OF_TOKENS, ''] : [cursor.slice(0, 1), cursor.slice(1)];
    const from = position === '' ? null : position;
    if (walk === OF_PANELS) return rekeyUpstreams(deps, scope, from);
    if (walk !== OF_TOKENS) return refused({ code: 'invalid_request', detail: 'cursor is not one that a batch gave' });

    const batch = await deps.services.call(tokensRpc.rekeyCredentials, { cursor: from, limit: BATCH }, scope);
    if (!batch.ok) return batch;
    const { rekeyed, next } = batch.value;
    return granted({ rekeyed, next: next === null ? OF_PANELS : OF_TOKENS + next });
  };
}

async function rekeyUpstreams(
  { services, sealKeys, randomBytes }: { services: Services; sealKeys: UpstreamKeys; randomBytes: RandomBytes },
  scope: CallScope,
  cursor: string | null,
): Promise<Result<RekeyedBatch, { code: 'invalid_request'; detail: string }>> {
  const batch = await services.call(permissionsRpc.listUpstreams, { notUnder: sealKeys.current, limit: BATCH, cursor }, scope);
  if (!batch.ok) return batch;
  const { items, next } = batch.value;
  sealKeys.learn(items.map(({ sealed }) => sealed.keyId));
  let rekeyed = 0;
  for (const { tenantId, accountId, sealed } of items) {
    const to = rewrap(sealKeys, sealed, upstreamOwner({ tenantId, accountId }), randomBytes);
    if (!to) continue;
    const resealed = await services.call(permissionsRpc.resealUpstream, { tenantId, accountId, from: sealed, to }, { ...scope, tenantId });
    if (resealed.ok && resealed.value.replaced) rekeyed++;
  }
  return granted({ rekeyed, next: next === null ? null : OF_PANELS + next });
}
