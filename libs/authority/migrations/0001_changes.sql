-- A change is a committed fact that alters what a token may do. Its rev is gapless and in commit order within
-- (epoch, shard), because the counter row is updated in the same transaction; a sequence would give neither.
-- Keyed by shard, not by tenant: verifiers follow shards.
CREATE TABLE shard_counter (
  shard smallint PRIMARY KEY CHECK (shard BETWEEN 0 AND 63),
  epoch bigint NOT NULL,
  rev   bigint NOT NULL
);
INSERT INTO shard_counter
SELECT shard, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, 0 FROM generate_series(0, 63) AS shard;

CREATE TABLE change (
  shard        smallint NOT NULL,
  epoch        bigint NOT NULL,
  rev          bigint NOT NULL,
  target_kind  text NOT NULL CHECK (target_kind IN ('token', 'account', 'tenant', 'feature_list')),
  tenant_id    text NOT NULL,
  target_id    text NOT NULL,
  committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (shard, epoch, rev)
);
CREATE INDEX change_target ON change (shard, tenant_id, target_kind, target_id, epoch DESC, rev DESC);

GRANT SELECT ON shard_counter, change TO :app_role;
GRANT UPDATE (rev) ON shard_counter TO :app_role;
GRANT INSERT ON change TO :app_role;
