-- A token has one current credential and, for a while after it was regenerated, the one before it.
ALTER TABLE credential
  -- Null: the current one.
  ADD COLUMN ends_at         timestamptz,
  -- Who uses it is kept here and not beside the token: writing it waits for nobody who has locked the token to make others.
  ADD COLUMN uses            bigint NOT NULL DEFAULT 0,
  ADD COLUMN last_used_at    timestamptz,
  ADD COLUMN last_used_ip    text,
  ADD COLUMN last_used_agent text;
CREATE UNIQUE INDEX credential_current ON credential (tenant_id, token_id) WHERE ends_at IS NULL;
CREATE INDEX credential_of_token ON credential (tenant_id, token_id);

GRANT UPDATE (ends_at, uses, last_used_at, last_used_ip, last_used_agent, key_id, mac) ON credential TO :app_role;
