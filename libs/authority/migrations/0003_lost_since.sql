-- The newest moment that this database knew of when the shard stopped serving: what it never knew happened later. Null while it serves.
ALTER TABLE shard_counter ADD COLUMN since_at timestamptz;
GRANT UPDATE (since_at) ON shard_counter TO :app_role;
