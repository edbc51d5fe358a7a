-- How much of the current window has been handed out, one row for whatever has a limit: it is used again for each window.
CREATE TABLE rate_window (
  tenant_id  text NOT NULL,
  -- A token's id, or the tenant's own.
  subject    text NOT NULL,
  begins_at  timestamptz NOT NULL,
  seconds    integer NOT NULL,
  drawn      bigint NOT NULL,
  -- What the newest draw was given of it.
  granted    bigint NOT NULL,
  PRIMARY KEY (tenant_id, subject)
);

ALTER TABLE rate_window ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_window FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON rate_window USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT, DELETE ON rate_window TO :app_role;
GRANT UPDATE (begins_at, seconds, drawn, granted) ON rate_window TO :app_role;
