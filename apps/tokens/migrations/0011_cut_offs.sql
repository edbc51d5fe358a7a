-- "All tokens of this owner that were made before now": one row, however many they are. Compared with the serial of a token, never
-- with a time: a mint holds a lock that a cut-off waits for, so that whatever was made before has a lower serial.
CREATE TABLE cut_off (
  tenant_id      text NOT NULL,
  -- An account, or the tenant itself with all its accounts.
  owner_id       text NOT NULL,
  -- Every token of the owner up to this serial is revoked.
  serial         bigint NOT NULL,
  revoked_at     timestamptz NOT NULL,
  revoked_by     text,
  revoked_reason text,
  -- Since when each of those tokens says so in its own row. Null: not all of them do.
  marked_at      timestamptz,
  PRIMARY KEY (tenant_id, owner_id, serial)
);

ALTER TABLE cut_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE cut_off FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON cut_off USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT, DELETE ON cut_off TO :app_role;
GRANT UPDATE (marked_at) ON cut_off TO :app_role;
GRANT USAGE ON SEQUENCE token_serial_seq TO :app_role;
