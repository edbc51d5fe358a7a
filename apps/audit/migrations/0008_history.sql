-- Where entries stand in an authority's history of a shard: what an authority that lost some of it asks for. Keyed by shard, across
-- tenants; what happened there is read from the tenant's trail.
CREATE TABLE history (
  authority text NOT NULL,
  shard     smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  epoch     bigint NOT NULL,
  last_rev  bigint NOT NULL,
  event_id  text COLLATE "C" NOT NULL,
  first_rev bigint NOT NULL,
  tenant_id text NOT NULL,
  PRIMARY KEY (authority, shard, epoch, last_rev, event_id)
);
GRANT SELECT, INSERT ON history TO :app_role;
