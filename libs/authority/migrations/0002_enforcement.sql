-- Which database this is. History may have been lost whenever it is another one than it was, or was started anew.
CREATE TABLE cell (
  only_one          boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  system_identifier bigint NOT NULL,
  timeline          text NOT NULL,
  started_at        timestamptz NOT NULL,
  -- The highest time that was ever handed out: an authority's clock never goes back.
  highest_at        timestamptz NOT NULL
);
INSERT INTO cell (system_identifier, timeline, started_at, highest_at)
SELECT (pg_control_system()).system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_postmaster_start_time(), clock_timestamp();

CREATE FUNCTION is_same_instance() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (system_identifier, timeline, started_at)
       = ((pg_control_system()).system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_postmaster_start_time())
  FROM cell
$$;

-- A shard answers only while it is served: neither while what was lost is brought back, nor while it moves to another database.
ALTER TABLE shard_counter ADD COLUMN state text NOT NULL DEFAULT 'serving' CHECK (state IN ('serving', 'recovering', 'moving'));
-- Changes of this epoch up to this rev may have been deleted.
ALTER TABLE shard_counter ADD COLUMN trimmed_to bigint NOT NULL DEFAULT 0;
-- How far history went here when the shard stopped serving; what is newer elsewhere was lost here. Null while it serves.
ALTER TABLE shard_counter ADD COLUMN since_epoch bigint;
ALTER TABLE shard_counter ADD COLUMN since_rev bigint;

ALTER TABLE change DROP CONSTRAINT change_target_kind_check;
ALTER TABLE change ADD CONSTRAINT change_target_kind_check CHECK (target_kind IN ('token', 'account', 'tenant', 'feature_list', 'barrier'));
-- The transaction that made it, so that an event of the same transaction can be told with its place in history.
ALTER TABLE change ADD COLUMN written_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX change_written_in ON change (written_in);
CREATE INDEX change_age ON change (committed_at);

-- Who may answer from memory. Written before the changes are read that go with the answer; see docs/adr/0028.
CREATE TABLE lease (
  verifier   text PRIMARY KEY CHECK (verifier ~ '^[0-9a-f]{32}$'),
  name       text NOT NULL,
  n          bigint NOT NULL,
  -- {"<shard>": [epoch, rev]}, or null for a shard that nothing is known of yet.
  applied    jsonb NOT NULL,
  renewed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Hosts that have kept revokes waiting.
CREATE TABLE host_strikes (
  name             text PRIMARY KEY,
  struck_at        timestamptz[] NOT NULL,
  demotions        integer NOT NULL,
  refused_until    timestamptz
);

-- What became of power-taking calls, for whoever asks later.
CREATE TABLE receipt (
  tenant_id   text NOT NULL,
  id          text NOT NULL,
  -- [{"shard","epoch","rev"}]
  parts       jsonb NOT NULL,
  taken_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Null until it is settled.
  live        integer,
  confirmed   integer,
  fenced      integer,
  duration_ms double precision,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX receipt_age ON receipt (tenant_id, taken_at DESC);
ALTER TABLE receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON receipt USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT ON cell TO :app_role;
GRANT UPDATE (system_identifier, timeline, started_at, highest_at) ON cell TO :app_role;
GRANT UPDATE (epoch, state, trimmed_to, since_epoch, since_rev) ON shard_counter TO :app_role;
GRANT DELETE ON change TO :app_role;
GRANT SELECT, INSERT, DELETE ON lease, receipt TO :app_role;
GRANT SELECT, INSERT ON host_strikes TO :app_role;
GRANT UPDATE (name, n, applied, renewed_at) ON lease TO :app_role;
GRANT UPDATE (struck_at, demotions, refused_until) ON host_strikes TO :app_role;
GRANT UPDATE (live, confirmed, fenced, duration_ms) ON receipt TO :app_role;
