import { permissionsRpc, tokensRpc } from '@portcullis/contracts';
import { granted, PLATFORM_TENANT_ID, refused, shard, type AccountId, type TenantId } from '@portcullis/kernel';
import { seal, unseal, upstreamOwner, type Sealed } from '../domain/upstream-seal.js';
import type { Services, UpstreamKeys } from './ports.js';
import { rekey } from './rekey.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const ringOf = (current: string, ids: readonly string[], retired: readonly string[] = []): UpstreamKeys => ({
  current,
  keys: new Map(ids.map((id) => [id, bytes(Number(id.slice(1)))])),
  retired: new Set(retired),
  learn: () => {},
});
let drawn = 0;
const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill(++drawn);
const tenantId: TenantId = `ten_${'1'.repeat(22)}`;
const accounts = ['a', 'b', 'c'].map((letter): AccountId => `acc_${letter.repeat(22)}`);
/** The tenant's own credential is the last one. */
const holders: readonly (AccountId | null)[] = [...accounts, null];
const scope = { shard: shard(22), tenantId: PLATFORM_TENANT_ID, requestId: `req_${'1'.repeat(22)}` as const };

/** Both services in memory: `tokens` gives a batch for each cursor, `permissions` lists two upstreams a page. */
function world(keyring: UpstreamKeys, batches: Readonly<Record<string, { rekeyed: number; next: string | null }>>) {
  const kept = new Map<AccountId | null, Sealed>(
    holders.map((accountId) => [accountId, seal(ringOf('k1', ['k1']), `secret of ${accountId}`, upstreamOwner({ tenantId, accountId }), randomBytes)]),
  );
  let beforeReseal = (): void => {};
  const services = {
    call: async (contract: unknown, request: never) => {
      if (contract === tokensRpc.rekeyCredentials) {
        const batch = batches[(request as { cursor: string | null }).cursor ?? ''];
        return batch ? granted(batch) : refused({ code: 'invalid_request', detail: 'cursor is not one that a batch gave' });
      }
      if (contract === permissionsRpc.listUpstreams) {
        const { notUnder, cursor } = request as { notUnder: string; cursor: string | null };
        const all = holders.slice(cursor === null ? 0 : holders.indexOf(cursor as AccountId) + 1).filter((id) => kept.get(id)!.keyId !== notUnder);
        const items = all.slice(0, 2).map((accountId) => ({ tenantId, accountId, sealed: kept.get(accountId)! }));
        return granted({ items, next: all.length > 2 ? items.at(-1)!.accountId : null });
      }
      const { accountId, from, to } = request as { accountId: AccountId | null; from: Sealed; to: Sealed };
      beforeReseal();
      const replaced = kept.get(accountId)!.sealed === from.sealed;
      if (replaced) kept.set(accountId, to);
      return granted({ replaced });
    },
  } as unknown as Services;
  const batch = rekey({ services, sealKeys: keyring, randomBytes });
  return {
    kept,
    batch: (cursor: string | null) => batch(scope, cursor),
    meanwhile: (act: () => void) => void (beforeReseal = act),
    async all(): Promise<number[]> {
      const counts: number[] = [];
      for (let cursor: string | null = null; ; ) {
        const done = await batch(scope, cursor);
        if (!done.ok) throw new Error(done.refusal.detail);
        counts.push(done.value.rekeyed);
        expect(done.value.next ?? '').toMatch(/^[A-Za-z0-9_-]{0,300}$/);
        if (done.value.next === null) return counts;
        cursor = done.value.next;
      }
    },
  };
}

const twoBatches = { '': { rekeyed: 200, next: 'second' }, second: { rekeyed: 17, next: null } };

describe('re-keying', () => {
  it('walks through the credentials of tokens, then those of panels, to the end of both', async () => {
    const { all, kept } = world(ringOf('k2', ['k1', 'k2']), twoBatches);
    expect(await all()).toEqual([200, 17, 2, 2]);
    for (const [accountId, sealed] of kept) {
      expect(sealed.keyId).toBe('k2');
      expect(unseal(ringOf('k2', ['k2']), sealed, upstreamOwner({ tenantId, accountId }))).toBe(`secret of ${accountId}`);
    }
  });

  it('does nothing to panels when it is done again', async () => {
    const { all } = world(ringOf('k2', ['k1', 'k2']), { '': { rekeyed: 0, next: null } });
    expect([await all(), await all()]).toEqual([[0, 2, 2], [0, 0]]);
  });

  it('counts no credential that was set anew in the meantime, and leaves it as it was set', async () => {
    const keys = ringOf('k2', ['k1', 'k2']);
    const { all, kept, meanwhile } = world(keys, { '': { rekeyed: 0, next: null } });
    const anew = seal(keys, 'another secret', 'owner', randomBytes);
    meanwhile(() => kept.set(accounts[0]!, anew));
    expect(await all()).toEqual([0, 1, 2]);
    expect(kept.get(accounts[0]!)).toBe(anew);
  });

  it('leaves what no key opens, and goes on', async () => {
    const { all, kept } = world(ringOf('k2', ['k1', 'k2'], ['k1']), { '': { rekeyed: 0, next: null } });
    expect(await all()).toEqual([0, 0, 0]);
    expect([...kept.values()].map(({ keyId }) => keyId)).toEqual(['k1', 'k1', 'k1', 'k1']);
  });

  it.each(['x', 'tnever-given'])('refuses the cursor %s, which no batch gave', async (cursor) => {
    expect(await world(ringOf('k1', ['k1']), twoBatches).batch(cursor)).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
  });
});
