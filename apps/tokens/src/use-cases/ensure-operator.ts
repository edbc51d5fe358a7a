import { assert, granted, newId, PLATFORM_TENANT_ID, shardOfRoot, type Clock, type RandomBytes } from '@portcullis/kernel';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { fullRights, newborn, type Token } from '../domain/token.js';
import { createdEvent } from './created-event.js';
import type { TokenStore } from './ports.js';

/** The operator token that an installation begins with, as its maker knows it: never the secret itself. */
export interface FirstOperator {
  readonly publicId: string;
  readonly digest: Uint8Array;
}

/** Makes the first operator token unless it is there already. Starting again with the same one changes nothing. */
export function ensureOperator(deps: { store: TokenStore; keyring: Keyring; clock: Clock; randomBytes: RandomBytes }) {
  return async (first: FirstOperator): Promise<'created' | 'present'> => {
    const shard = shardOfRoot(PLATFORM_TENANT_ID);
    if (await deps.store.resolve(shard, first.publicId)) return 'present';
    const now = deps.clock.now();
    const token: Token = {
      id: newId('tok', deps.randomBytes),
      tenantId: PLATFORM_TENANT_ID,
      accountId: null,
      shard,
      kind: 'operator',
      name: `first-operator-${first.publicId}`,
      description: 'Made by the first start',
      form: 'token',
      labels: {},
      ...fullRights,
      // Full access holds everything under any version.
      catalogueVersion: 1,
      ...newborn,
      ...{ createdAt: now, createdBy: null, createdByTenant: null, createdFrom: null },
    };
    const outcome = await deps.store.commit(PLATFORM_TENANT_ID, async (tx) => {
      // Two instances may start at once: the second finds the name taken.
      const made = await tx.insert(token, { publicId: first.publicId, ...macOf(deps.keyring, first.digest) });
      if (!made) return granted('present' as const);
      await tx.tell(token, 'token.created', now, createdEvent(token, null));
      return granted('created' as const);
    });
    assert(outcome.ok, 'nothing here is refused');
    return outcome.value;
  };
}
