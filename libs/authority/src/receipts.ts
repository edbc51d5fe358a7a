import type { AuthorityName } from '@portcullis/contracts';
import { shard as asShard, type Id } from '@portcullis/kernel';
import type { Database, Transaction } from '@portcullis/platform/postgres';
import type { Receipt, ReceiptOwner } from './receipt.js';

/** A receipt that was given, and since when, by the database's clock. */
export interface KeptReceipt extends Receipt {
  readonly ageMs: number;
}

interface ReceiptRow {
  parts: { shard: number; epoch: string; rev: string }[];
  live: number | null;
  confirmed: number | null;
  fenced: number | null;
  duration_ms: number | null;
  age_ms: number;
}

interface Entry {
  readonly owner: ReceiptOwner;
  readonly receipt: Receipt;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const DAYS = 7;
/** One transaction writes so many at most. */
const MOST_AT_ONCE = 500;

/** Receipts of the last 7 days. What is written at once travels together, and makes one commit. */
export class Receipts {
  private waiting: Entry[] = [];
  private writing = false;

  constructor(
    private readonly authority: AuthorityName,
    private readonly database: Database,
  ) {}

  /** Resolves when it is kept. One that was kept as pending is completed. */
  keep(owner: ReceiptOwner, receipt: Receipt): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ owner, receipt, done, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  /** As it was kept; null: unknown, or older, or not this account's. A tenant, with no account, is told of all that are its own. */
  async read({ tenantId, accountId }: ReceiptOwner, id: string): Promise<KeptReceipt | null> {
    const [row] = await this.database.inTenant(tenantId, (tx) => tx.query<ReceiptRow>(READ, [tenantId, accountId, id]));
    if (!row) return null;
    const parts = row.parts.map(({ shard, epoch, rev }) => ({ authority: this.authority, shard: asShard(shard), epoch, rev }));
    const verifiers = { live: row.live ?? 0, confirmed: row.confirmed ?? 0, fenced: row.fenced ?? 0 };
    return { id: id as Id<'rcp'>, parts, verifiers, durationMs: row.duration_ms ?? 0, pending: row.live === null, ageMs: row.age_ms };
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    // What is asked for in the same turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const entries = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.database.transaction((tx) => write(tx, entries));
        for (const { done } of entries) done();
      } catch (error) {
        for (const { failed } of entries) failed(error);
      }
    }
    this.writing = false;
  }
}

async function write(tx: Transaction, entries: readonly Entry[]): Promise<void> {
  // Of one that came twice, what was said last.
  const perTenant = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    const { tenantId } = entry.owner;
    perTenant.set(tenantId, (perTenant.get(tenantId) ?? new Map<string, Entry>()).set(entry.receipt.id, entry));
  }
  await Promise.all(
    [...perTenant].flatMap(([tenantId, ofTenant]) => {
      const rows = [...ofTenant.values()].map(({ owner, receipt: { id, parts, verifiers, durationMs, pending } }) => ({
        ...{ id, account_id: owner.accountId, parts: parts.map(({ shard, epoch, rev }) => ({ shard, epoch, rev })) },
        ...(!pending && { ...verifiers, duration_ms: durationMs }),
      }));
      return [tx.query(`SELECT set_config('app.tenant', $1, true)`, [tenantId]), tx.query(KEEP, [tenantId, JSON.stringify(rows)])];
    }),
  );
}

/** A tenant's old ones go with each of its new ones, a few at a time. */
const KEEP = `
  WITH old AS (
    DELETE FROM receipt WHERE tenant_id = $1 AND id IN (
      SELECT id FROM receipt WHERE tenant_id = $1 AND taken_at < clock_timestamp() - interval '${DAYS} days' ORDER BY taken_at LIMIT 100))
  INSERT INTO receipt (tenant_id, id, account_id, parts, live, confirmed, fenced, duration_ms)
  SELECT $1, given.* FROM jsonb_to_recordset($2::jsonb)
    AS given (id text, account_id text, parts jsonb, live integer, confirmed integer, fenced integer, duration_ms double precision)
  ON CONFLICT (tenant_id, id) DO UPDATE
    SET live = excluded.live, confirmed = excluded.confirmed, fenced = excluded.fenced, duration_ms = excluded.duration_ms`;

const READ = `
  SELECT parts, live, confirmed, fenced, duration_ms, extract(epoch FROM clock_timestamp() - taken_at)::float8 * 1000 AS age_ms
  FROM receipt WHERE tenant_id = $1 AND ($2::text IS NULL OR account_id = $2) AND id = $3 AND taken_at > clock_timestamp() - interval '${DAYS} days'`;
