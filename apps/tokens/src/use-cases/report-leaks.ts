import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, type Clock, type Shard, type TenantId, type TokenId } from '@portcullis/kernel';
import { keyPath, matches } from '../domain/credential-mac.js';
import type { CredentialKeys, ResolvedRow, TokenStore } from './ports.js';

export interface ReportLeaks {
  readonly caller: Caller;
  readonly shard: Shard;
  /** What was found, as the gateway read it of whole texts. At most 1,000. */
  readonly credentials: readonly { readonly publicId: string; readonly digest: Uint8Array }[];
  readonly reason: string | null;
}

export type Reported = 'revoked' | 'already_dead' | 'unknown';

export interface ReportedLeaks {
  /** One for each credential, in their order. */
  readonly items: readonly Reported[];
  /** One for each token; and where one was dead before, the newest there was. */
  readonly changes: readonly RecordedChange[];
}

/** How many are looked up side by side: a report shall not crowd others out. */
const AT_ONCE = 16;

/**
 * Revokes tokens whose whole texts somebody has found, whosever they are: whoever has a text has its power, and could as well use it.
 * Of tokens of others a reporter learns whether they were live, which they could have found out by using them, and nothing else.
 */
export function reportLeaks(deps: { store: TokenStore; keyring: CredentialKeys; clock: Clock }) {
  return async (request: ReportLeaks): Promise<ReportedLeaks> => {
    const found = await lookUp(deps, request);
    const byTenant = new Map<TenantId, TokenId[]>();
    for (const row of found) if (row !== null && isLive(row)) byTenant.set(row.token.tenantId, [...(byTenant.get(row.token.tenantId) ?? []), row.token.id]);
    const revoked = new Set<TokenId>();
    const changes: RecordedChange[] = [];
    for (const [tenantId, ids] of byTenant) {
      const done = await revokeLeaked(deps, request, tenantId, [...new Set(ids)]);
      for (const id of done.ids) revoked.add(id);
      changes.push(...done.changes);
    }
    const items = found.map((row): Reported => (row === null ? 'unknown' : revoked.has(row.token.id) ? 'revoked' : 'already_dead'));
    // Whoever revoked it may still wait for that to be over.
    if (items.includes('already_dead')) changes.push(...(await newest(deps, request)));
    return { items, changes };
  };
}

/** Null: nobody's, or with another secret. */
async function lookUp({ store, keyring }: { store: TokenStore; keyring: CredentialKeys }, { shard, credentials }: ReportLeaks): Promise<(ResolvedRow | null)[]> {
  const found: (ResolvedRow | null)[] = [];
  for (let at = 0; at < credentials.length; at += AT_ONCE) {
    const some = credentials.slice(at, at + AT_ONCE).map(async ({ publicId, digest }) => {
      const row = await store.resolve(shard, publicId);
      if (row === null) return null;
      keyring.learn(keyPath(row.credential.keyId));
      return matches(keyring, row.credential, digest) ? row : null;
    });
    found.push(...(await Promise.all(some)));
  }
  return found;
}

/** One that has expired may come back to life, and its text is known to others: it is revoked like any other. */
function isLive({ token, credentialEndsAt, at }: ResolvedRow): boolean {
  return token.revokedAt === null && (credentialEndsAt === null || credentialEndsAt > at);
}

async function revokeLeaked({ store, clock }: { store: TokenStore; clock: Clock }, { caller, shard, reason }: ReportLeaks, tenantId: TenantId, ids: readonly TokenId[]) {
  const now = clock.now();
  // Whom it does not concern is not told who found it.
  const by = caller.tenantId === tenantId ? caller : null;
  const done = await store.commit(tenantId, async (tx) => {
    const revoked = await tx.revokeThese(tenantId, ids, { at: now, id: by?.tokenId ?? null, reason: reason ?? 'reported as leaked' });
    if (revoked.length === 0) return granted({ ids: [], changes: [] });
    await tx.tellOfOwner({ tenantId, accountId: null }, shard, 'token.leaked', now, { by, tokens: revoked, reason });
    return granted({ ids: revoked.map(({ id }) => id), changes: await tx.recordChanges(revoked.map(({ id }) => ({ id, tenantId })), shard) });
  });
  assert(done.ok, 'nothing here is refused');
  return done.value;
}

async function newest({ store }: { store: TokenStore }, { caller, shard }: ReportLeaks): Promise<RecordedChange[]> {
  const found = await store.commit(caller.tenantId, async (tx) => granted(await tx.newestChange(shard)));
  assert(found.ok, 'nothing here is refused');
  return found.value === null ? [] : [found.value];
}
