CREATE TABLE tenant (
  tenant_id  text PRIMARY KEY,
  root_id    text NOT NULL,
  parent_id  text,
  -- From the root down to the parent. A tenant's parent never changes.
  ancestors  text[] NOT NULL,
  shard      smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  slug       text NOT NULL,
  name       text NOT NULL,
  status     text NOT NULL CHECK (status IN ('active', 'suspended')),
  panel_url  text,
  hosts      text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);

-- A hint that leads from a slug or a host name to a tenant, before any tenant is known. The tenant's own row confirms it.
CREATE TABLE directory (
  kind      text NOT NULL CHECK (kind IN ('slug', 'host')),
  key       text NOT NULL,
  tenant_id text NOT NULL,
  root_id   text NOT NULL,
  shard     smallint NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX directory_tenant ON directory (tenant_id);

CREATE TABLE feature_list (
  tenant_id text NOT NULL REFERENCES tenant (tenant_id),
  name      text NOT NULL,
  features  text[] NOT NULL,
  PRIMARY KEY (tenant_id, name)
);

CREATE TABLE account (
  tenant_id    text NOT NULL REFERENCES tenant (tenant_id),
  id           text NOT NULL,
  serial       bigint GENERATED ALWAYS AS IDENTITY,
  -- Never as an id begins: read_owner takes either, and tells them apart by that.
  username     text NOT NULL CHECK (NOT starts_with(username, 'acc_')),
  domains      text[] NOT NULL,
  feature_list text NOT NULL,
  status       text NOT NULL CHECK (status IN ('active', 'suspended', 'removed')),
  -- Sealed by the gateway, which alone holds the keys: {"scheme","user","keyId","sealed"}.
  upstream     jsonb,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, feature_list) REFERENCES feature_list (tenant_id, name)
);
-- A user name is an alias: one that is given to a new account inherits nothing of the old one.
CREATE UNIQUE INDEX account_username ON account (tenant_id, username) WHERE status <> 'removed';
CREATE INDEX account_page ON account (tenant_id, serial DESC);

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON tenant USING (tenant_id = current_setting('app.tenant', true));
ALTER TABLE feature_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE feature_list FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON feature_list USING (tenant_id = current_setting('app.tenant', true));
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON account USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT, UPDATE ON tenant, feature_list, account TO :app_role;
GRANT SELECT, INSERT, DELETE ON directory TO :app_role;
