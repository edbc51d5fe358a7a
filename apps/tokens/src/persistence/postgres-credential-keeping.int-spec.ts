import { createHash, randomBytes } from 'node:crypto';
import { newId, shard as shardNumber, type RandomBytes, type Shard, type TenantId } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { macOf, matches, type CredentialMac } from '../domain/credential-mac.js';
import { freshenCredential } from '../use-cases/freshen-credential.js';
import type { CredentialKeys } from '../use-cases/ports.js';
import { rekeyCredentials } from '../use-cases/rekey-credentials.js';
import type { CredentialKeeping, KeptCredential } from '../use-cases/rekey-ports.js';
import { PostgresCredentialKeeping } from './postgres-credential-keeping.js';

const draw: RandomBytes = (count) => randomBytes(count);
const all = new Map(['k1', 'k2', 'k3'].map((id) => [id, randomBytes(32)]));

/** A keyring of some of the keys; `learns` are in its file and not yet read. */
function ringOf(current: string, ids: readonly string[], { retired = [] as string[], learns = [] as string[] } = {}): CredentialKeys {
  const keys = new Map(ids.map((id) => [id, all.get(id)!]));
  return {
    current,
    keys,
    retired: new Set(retired),
    learn: (met) => {
      for (const id of met) if (learns.includes(id)) keys.set(id, all.get(id)!);
    },
  };
}
const first = ringOf('k1', ['k1']);
const second = ringOf('k2', ['k1', 'k2']);

interface Made {
  readonly tenantId: TenantId;
  readonly shard: Shard;
  readonly publicId: string;
  readonly digest: Uint8Array;
}

let world: IntegrationWorld;
let database: Database;
let keeping: CredentialKeeping;

beforeEach(async () => {
  world = await integrationWorld();
  database = await Database.open({ url: world.databaseUrl('tokens'), name: 'test', entities: [], onIdleError: () => undefined });
  keeping = new PostgresCredentialKeeping(database);
});
afterEach(async () => {
  await database.close();
  await world.close();
});

/** A credential of a token of its own, as it is kept under this keyring or as given. */
async function make(tenantId: TenantId, shard: number, publicId: string, under: CredentialKeys, kept?: CredentialMac): Promise<Made> {
  const digest = createHash('sha256').update(publicId).digest();
  const { keyId, mac } = kept ?? macOf(under, digest);
  const id = newId('tok', draw);
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(
      `INSERT INTO token (tenant_id, id, shard, kind, name, description, access, grants, created_at) VALUES ($1, $2, $3, 'tenant', $4, '', 'full', '[]', now())`,
      [tenantId, id, shard, publicId],
    );
    await tx.query(
      'INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at) VALUES ($1, $2, $3, $4, $5, $6, now())',
      [tenantId, shard, publicId, id, keyId, Buffer.from(mac)],
    );
    await tx.query('INSERT INTO credential_locator (shard, public_id, tenant_id) VALUES ($1, $2, $3)', [shard, publicId, tenantId]);
  });
  return { tenantId, shard: shardNumber(shard), publicId, digest };
}

async function read(made: Made): Promise<KeptCredential> {
  return (await keeping.read(made.tenantId, [made]))[0]!;
}

/** All batches, one after the other: how many each re-keyed. */
async function rekeyAll(keyring: CredentialKeys, limit = 100, through: CredentialKeeping = keeping): Promise<number[]> {
  const counts: number[] = [];
  let cursor: string | null = null;
  do {
    const batch = await rekeyCredentials({ keeping: through, keyring })(limit, cursor);
    if (!batch.ok) throw new Error(batch.refusal.detail);
    counts.push(batch.value.rekeyed);
    cursor = batch.value.next;
  } while (cursor !== null);
  return counts;
}

const [acme, zeta] = [newId('ten', draw), newId('ten', draw)];

describe('re-keying', () => {
  it('reaches every credential of every tenant, batch by batch, and each still matches its digest alone', async () => {
    const made: Made[] = [];
    for (let i = 0; i < 7; i++) made.push(await make(i % 2 === 0 ? acme : zeta, i * 9, `idle000${i}`, first));
    expect(await rekeyAll(second, 3)).toEqual([3, 3, 1]);
    for (const each of made) {
      const { kept } = await read(each);
      expect(kept.keyId).toBe('k1.k2');
      expect([matches(second, kept, each.digest), matches(second, kept, randomBytes(32)), matches(first, kept, each.digest)]).toEqual([true, false, false]);
    }
  });

  it('does nothing when it is done again, and goes on with the next key', async () => {
    const made = await make(acme, 1, 'again000', first);
    expect([await rekeyAll(second), await rekeyAll(second), await rekeyAll(ringOf('k3', ['k1', 'k2', 'k3']))]).toEqual([[1], [0], [1]]);
    const { kept } = await read(made);
    expect([kept.keyId, matches(ringOf('k3', ['k1', 'k2', 'k3']), kept, made.digest)]).toEqual(['k1.k2.k3', true]);
  });

  it('leaves alone what no key vouches for: it may have been put there by somebody who held a retired key', async () => {
    const made = await make(acme, 1, 'forged00', first);
    expect(await rekeyAll(ringOf('k2', ['k1', 'k2'], { retired: ['k1'] }))).toEqual([0]);
    expect((await read(made)).kept.keyId).toBe('k1');
  });

  it('learns of a key that another process was told of first', async () => {
    await make(acme, 1, 'newer000', ringOf('k3', ['k3']));
    expect(await rekeyAll(ringOf('k2', ['k2'], { learns: ['k3'] }))).toEqual([1]);
  });

  it('never overwrites what was changed while it worked', async () => {
    const made = await make(acme, 1, 'raced000', first);
    const raced: CredentialKeeping = {
      places: (limit, cursor) => keeping.places(limit, cursor),
      async read(tenantId, places) {
        const found = await keeping.read(tenantId, places);
        await keeping.replace(tenantId, [{ from: found[0]!, to: macOf(second, made.digest) }]);
        return found;
      },
      replace: (tenantId, changes) => keeping.replace(tenantId, changes),
    };
    expect(await rekeyAll(second, 100, raced)).toEqual([0]);
    expect((await read(made)).kept.keyId).toBe('k2');
  });

  it('locks credentials in the order of their public ids, as everybody does who writes some: nobody waits in a circle', async () => {
    const made = [await make(acme, 1, 'zzzz0000', first), await make(acme, 1, 'aaaa0000', first)];
    const changes = await Promise.all(made.map(async (each) => ({ from: await read(each), to: macOf(second, each.digest) })));
    // Among many rows Postgres looks up one after the other, in the order in which they are named.
    await database.inTenant(acme, (tx) =>
      tx.query(`INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at, ends_at)
        SELECT tenant_id, shard, 'b' || lpad(n::text, 7, '0'), token_id, key_id, mac, now(), now() FROM credential, generate_series(1, 3000) AS n
        WHERE public_id = 'aaaa0000'`),
    );
    const owner = await Database.open({ url: world.ownerUrl, name: 'test', entities: [], onIdleError: () => undefined });
    await owner.read({ name: 'analyze', text: 'ANALYZE tokens.credential' }, []);
    await owner.close();
    const lock = (publicId: string) => `SELECT 1 FROM credential WHERE public_id = '${publicId}' FOR NO KEY UPDATE NOWAIT`;
    const waiting = { name: 'waiting', text: `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'` };
    let replaced!: Promise<number>;
    await database.inTenant(acme, async (tx) => {
      await tx.query(lock('aaaa0000'));
      replaced = keeping.replace(acme, changes);
      while ((await database.read(waiting, [])).length === 0);
      expect(await tx.query(lock('zzzz0000'))).toHaveLength(1);
    });
    expect(await replaced).toBe(2);
  });

  it.each(['', 'x', Buffer.from('["x","1","2"]').toString('base64url')])('refuses the cursor %j', async (cursor) => {
    expect(await rekeyCredentials({ keeping, keyring: second })(10, cursor)).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
  });

  it('is done at once where there are no credentials', async () => expect(await rekeyAll(second)).toEqual([0]));

  it('reads and writes one tenant’s credentials at a time: another one’s at the same place are not found', async () => {
    const made = await make(acme, 1, 'mine0000', first);
    const from = await read(made);
    expect(await keeping.read(zeta, [made])).toEqual([]);
    expect(await keeping.replace(zeta, [{ from, to: macOf(second, made.digest) }])).toBe(0);
  });
});

describe('a credential that is used', () => {
  /** Freshens, and waits until that is done. */
  async function freshened(made: Made, keyring: CredentialKeys): Promise<KeptCredential> {
    let done!: () => void;
    const replaced = new Promise<void>((resolve) => (done = resolve));
    const watched = { ...keeping, replace: async (...args: Parameters<CredentialKeeping['replace']>) => keeping.replace(...args).finally(done) };
    freshenCredential({ keeping: watched, keyring, onFault: done })(await read(made), made.digest);
    await replaced;
    return read(made);
  }

  it('is brought under the current key alone, from an older key and from a path', async () => {
    const older = await make(acme, 1, 'older000', first);
    expect((await freshened(older, second)).kept).toEqual({ keyId: 'k2', mac: Buffer.from(macOf(second, older.digest).mac) });
    const idle = await make(acme, 2, 'idle0000', first);
    await rekeyAll(second);
    expect((await freshened(idle, second)).kept.keyId).toBe('k2');
  });

  it('is not written when it is under the current key, nor when others are being written', async () => {
    const written: string[] = [];
    const never: CredentialKeeping = { ...keeping, replace: (_, changes) => (written.push(changes[0]!.from.publicId), new Promise(() => {})) };
    const freshen = freshenCredential({ keeping: never, keyring: second, onFault: () => {} });
    const made = [await make(acme, 1, 'plain000', second)];
    for (let i = 0; i < 5; i++) made.push(await make(acme, 1, `older00${i}`, first));
    for (const each of made) freshen(await read(each), each.digest);
    expect(written).toEqual(['older000', 'older001']);
  });

  it('is as good when that fails', async () => {
    const made = await make(acme, 1, 'older000', first);
    const faults: unknown[] = [];
    const failing = { ...keeping, replace: () => Promise.reject(new Error('no database')) } as unknown as CredentialKeeping;
    freshenCredential({ keeping: failing, keyring: second, onFault: (fault) => faults.push(fault) })(await read(made), made.digest);
    await new Promise((resolve) => setImmediate(resolve));
    expect(faults).toEqual([new Error('no database')]);
    expect((await read(made)).kept.keyId).toBe('k1');
  });
});
