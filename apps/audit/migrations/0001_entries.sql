-- A tenant's trail: numbered from 1 without gaps, and never changed. The service may add and read, nothing else.
CREATE TABLE entry (
  tenant_id text NOT NULL,
  seq       bigint NOT NULL,
  event_id  text NOT NULL,
  type      text NOT NULL,
  source    text NOT NULL,
  subject   text NOT NULL,
  time      timestamptz NOT NULL,
  data      jsonb NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, seq),
  UNIQUE (tenant_id, event_id)
);

-- The last number given, and the lock that numbers one tenant's entries one after the other.
CREATE TABLE trail (
  tenant_id text PRIMARY KEY,
  last_seq  bigint NOT NULL
);

ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON entry USING (tenant_id = current_setting('app.tenant', true));
ALTER TABLE trail ENABLE ROW LEVEL SECURITY;
ALTER TABLE trail FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON trail USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT ON entry TO :app_role;
GRANT SELECT, INSERT, UPDATE ON trail TO :app_role;
