-- Requests that made something, by the key that their client gave them, so that a repeated one makes nothing again. Written
-- in the transaction that makes the thing. `sealed_secret` is emptied after ten minutes, the row goes after a day.
CREATE TABLE idempotency (
  tenant_id     text NOT NULL,
  -- SHA-256 of the key with the caller and the operation it is bound to: the key itself is not kept.
  key_hash      bytea NOT NULL CHECK (length(key_hash) = 32),
  request_hash  bytea NOT NULL CHECK (length(request_hash) = 32),
  -- The id of what was made.
  made          text NOT NULL,
  -- {"keyId","sealed"}: opened by gateways, and only with the client's key.
  sealed_secret jsonb,
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, key_hash)
);
CREATE INDEX idempotency_age ON idempotency (tenant_id, created_at);

ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON idempotency USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT, DELETE ON idempotency TO :app_role;
GRANT UPDATE (sealed_secret) ON idempotency TO :app_role;
