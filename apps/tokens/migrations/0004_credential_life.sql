-- A token has one current credential and, for a while after it was regenerated, the one before it.
ALTER TABLE credential
  -- Null: the current one.
  ADD COLUMN ends_at      timestamptz,
  ADD COLUMN uses         bigint NOT NULL DEFAULT 0,
  ADD COLUMN last_used_at timestamptz;
CREATE UNIQUE INDEX credential_current ON credential (tenant_id, token_id) WHERE ends_at IS NULL;
CREATE INDEX credential_of_token ON credential (tenant_id, token_id);

GRANT UPDATE (ends_at, uses, last_used_at, key_id, mac) ON credential TO :app_role;
