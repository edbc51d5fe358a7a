-- Facts that were committed and have to be told. Rows stay after publishing: JetStream is distribution, not truth.
-- Keyed by shard, not by tenant: the relay reads across tenants.
CREATE TABLE outbox (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id     text NOT NULL UNIQUE,
  shard        smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  tenant_id    text NOT NULL,
  type         text NOT NULL,
  source       text NOT NULL,
  subject      text NOT NULL,
  time         timestamptz NOT NULL,
  data         jsonb NOT NULL,
  published_at timestamptz
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;

GRANT SELECT, INSERT ON outbox TO :app_role;
GRANT UPDATE (published_at) ON outbox TO :app_role;
