import { granted, refused, type Result, type TenantId } from '@portcullis/kernel';
import { keyPath, rewrap } from '../domain/credential-mac.js';
import type { CredentialKeys } from './ports.js';
import type { CredentialKeeping, CredentialPlace } from './rekey-ports.js';

export interface RekeyedBatch {
  readonly rekeyed: number;
  /** What to pass as `cursor` for the next batch; null: that was the last one. */
  readonly next: string | null;
}

/**
 * Brings one batch of credentials under the current key, without their secrets. What is under it already, and what no key
 * vouches for any more, stays as it is. Doing a batch again does nothing.
 */
export function rekeyCredentials(deps: { keeping: CredentialKeeping; keyring: CredentialKeys }) {
  return async (limit: number, cursor: string | null): Promise<Result<RekeyedBatch, { code: 'invalid_request'; detail: string }>> => {
    const batch = await deps.keeping.places(limit, cursor);
    if (!batch) return refused({ code: 'invalid_request', detail: 'cursor is not one that a batch gave' });
    let rekeyed = 0;
    for (const [tenantId, places] of byTenant(batch.items)) rekeyed += await rekeyOfTenant(deps, tenantId, places);
    return granted({ rekeyed, next: batch.next });
  };
}

async function rekeyOfTenant(
  { keeping, keyring }: { keeping: CredentialKeeping; keyring: CredentialKeys },
  tenantId: TenantId,
  places: readonly CredentialPlace[],
): Promise<number> {
  const credentials = await keeping.read(tenantId, places);
  keyring.learn(credentials.flatMap(({ kept }) => keyPath(kept.keyId)));
  const changes = credentials.flatMap((from) => {
    const to = rewrap(keyring, from.kept);
    return to ? [{ from, to }] : [];
  });
  return changes.length === 0 ? 0 : keeping.replace(tenantId, changes);
}

function byTenant(places: readonly CredentialPlace[]): Map<TenantId, CredentialPlace[]> {
  const tenants = new Map<TenantId, CredentialPlace[]>();
  for (const place of places) {
    const together = tenants.get(place.tenantId);
    if (together) together.push(place);
    else tenants.set(place.tenantId, [place]);
  }
  return tenants;
}
