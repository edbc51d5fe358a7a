import type { LiveProof } from '@portcullis/contracts';
import { PLATFORM_TENANT_ID } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';
import { PROOF_LABEL } from '../use-cases/prove-enforcement.js';

interface ProofRow {
  at: Date;
  verifiers: number;
  seen_alive: number;
  seen_dead: number;
  accepted_after: number;
  revoke_ms: number | null;
}

/** What proofs have shown, for seven days. Their tokens go after an hour: nobody wants to see so many. */
export class PostgresProofs {
  constructor(private readonly database: Pick<Database, 'inTenant' | 'read'>) {}

  async keep({ at, verifiers, seenAlive, seenDead, acceptedAfter, revokeMs }: LiveProof): Promise<void> {
    await this.database.inTenant(PLATFORM_TENANT_ID, async (tx) => {
      await Promise.all([tx.query(KEEP, [at, verifiers, seenAlive, seenDead, acceptedAfter, revokeMs]), tx.query(CLEAR, [PLATFORM_TENANT_ID, JSON.stringify(PROOF_LABEL)])]);
    });
  }

  /** Of the last hour, newest first. */
  async recent(): Promise<LiveProof[]> {
    const rows = await this.database.read<ProofRow>(RECENT, []);
    return rows.map((row) => ({
      ...{ at: row.at.toISOString(), verifiers: row.verifiers, seenAlive: row.seen_alive, seenDead: row.seen_dead },
      ...{ acceptedAfter: row.accepted_after, revokeMs: row.revoke_ms },
    }));
  }
}

const KEEP = `WITH old AS (DELETE FROM proof WHERE at < clock_timestamp() - interval '7 days')
INSERT INTO proof (at, verifiers, seen_alive, seen_dead, accepted_after, revoke_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`;

const CLEAR = `WITH dead AS (
  SELECT id FROM token WHERE tenant_id = $1 AND labels @> $2::jsonb AND created_by IS NULL AND kind = 'service' AND expires_at < clock_timestamp() - interval '1 hour'
  ORDER BY id COLLATE "C" LIMIT 100 FOR UPDATE SKIP LOCKED),
secrets AS (DELETE FROM credential USING dead WHERE tenant_id = $1 AND token_id = dead.id RETURNING shard, public_id),
places AS (DELETE FROM credential_locator l USING secrets s WHERE l.shard = s.shard AND l.public_id = s.public_id)
DELETE FROM token USING dead WHERE tenant_id = $1 AND token.id = dead.id`;

const RECENT = {
  name: 'recent_proofs',
  text: `SELECT at, verifiers, seen_alive, seen_dead, accepted_after, revoke_ms FROM proof WHERE at > clock_timestamp() - interval '1 hour' ORDER BY at DESC LIMIT 60`,
};
