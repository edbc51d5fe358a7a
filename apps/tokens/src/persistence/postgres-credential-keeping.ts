import { shard as shardNumber, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import type { CredentialMac } from '../domain/credential-mac.js';
import type { CredentialKeeping, CredentialPlace, KeptCredential } from '../use-cases/rekey-ports.js';

/** The directory knows no tenant's secrets: it is walked in the order of its key. */
const PLACES: NamedStatement = {
  name: 'credential_places',
  text: `SELECT shard, public_id, tenant_id FROM credential_locator
WHERE (shard, public_id) > ($1::smallint, $2::text) ORDER BY shard, public_id LIMIT $3`,
};

const READ = `SELECT c.shard, c.public_id, c.key_id, c.mac FROM credential c
JOIN unnest($2::smallint[], $3::text[]) AS p (shard, public_id) ON c.shard = p.shard AND c.public_id = p.public_id
WHERE c.tenant_id = $1`;

/**
 * Whoever was quicker has done it: by its key and its MAC a credential is still the one that was read. Rows are locked in the
 * order of their public ids, as wherever credentials are written.
 */
const REPLACE = `WITH change AS (
  SELECT * FROM unnest($2::smallint[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::bytea[])
    AS p (shard, public_id, from_key_id, from_mac, to_key_id, to_mac)),
locked AS (
  SELECT c.shard, c.public_id FROM credential c JOIN change ON change.shard = c.shard AND change.public_id = c.public_id
  WHERE c.tenant_id = $1 ORDER BY c.public_id COLLATE "C", c.shard FOR NO KEY UPDATE OF c)
UPDATE credential AS c SET key_id = change.to_key_id, mac = change.to_mac
FROM change JOIN locked ON locked.shard = change.shard AND locked.public_id = change.public_id
WHERE c.tenant_id = $1 AND c.shard = change.shard AND c.public_id = change.public_id
  AND c.key_id = change.from_key_id AND c.mac = change.from_mac
RETURNING c.public_id`;

const LIST = 'credentials by place';

export class PostgresCredentialKeeping implements CredentialKeeping {
  constructor(private readonly database: Pick<Database, 'inTenant' | 'read'>) {}

  async places(limit: number, cursor: string | null) {
    const after = cursor === null ? ['-1', ''] : decodeCursor(cursor, LIST, 2);
    if (!after || !/^-?\d{1,4}$/.test(after[0]!)) return null;
    const rows = await this.database.read<{ shard: number; public_id: string; tenant_id: string }>(PLACES, [...after, limit + 1]);
    const { shown, next } = cutPage(rows, limit, (row) => encodeCursor([String(row.shard), row.public_id], LIST));
    const items = shown.map((row) => ({
      tenantId: row.tenant_id as TenantId,
      shard: shardNumber(row.shard),
      publicId: row.public_id,
    }));
    return { items, next };
  }

  async read(tenantId: TenantId, places: readonly CredentialPlace[]): Promise<KeptCredential[]> {
    const rows = await this.database.inTenant(tenantId, (tx) =>
      tx.query<{ shard: number; public_id: string; key_id: string; mac: Buffer }>(READ, [
        tenantId,
        places.map(({ shard }) => shard),
        places.map(({ publicId }) => publicId),
      ]),
    );
    return rows.map((row) => ({
      tenantId,
      shard: shardNumber(row.shard),
      publicId: row.public_id,
      kept: { keyId: row.key_id, mac: row.mac },
    }));
  }

  async replace(tenantId: TenantId, changes: readonly { readonly from: KeptCredential; readonly to: CredentialMac }[]): Promise<number> {
    const replaced = await this.database.inTenant(tenantId, (tx) =>
      tx.query(REPLACE, [
        tenantId,
        changes.map(({ from }) => from.shard),
        changes.map(({ from }) => from.publicId),
        changes.map(({ from }) => from.kept.keyId),
        changes.map(({ from }) => Buffer.from(from.kept.mac)),
        changes.map(({ to }) => to.keyId),
        changes.map(({ to }) => Buffer.from(to.mac)),
      ]),
    );
    return replaced.length;
  }
}
