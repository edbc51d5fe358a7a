CREATE TABLE token (
  tenant_id   text NOT NULL,
  id          text NOT NULL,
  -- Order of making, never compared with time: bulk cut-offs will say "made before this one".
  serial      bigint GENERATED ALWAYS AS IDENTITY,
  shard       smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  kind        text NOT NULL CHECK (kind IN ('account', 'tenant', 'service', 'operator')),
  account_id  text,
  owner_id    text GENERATED ALWAYS AS (coalesce(account_id, tenant_id)) STORED,
  name        text NOT NULL CHECK (name ~ '^[A-Za-z0-9_-]{1,50}$'),
  description text NOT NULL,
  access      text NOT NULL CHECK (access IN ('full', 'restricted')),
  grants      jsonb NOT NULL,
  expires_at  timestamptz,
  created_at  timestamptz NOT NULL,
  created_by  text,
  revoked_at  timestamptz,
  revoked_by  text,
  PRIMARY KEY (tenant_id, id),
  CHECK ((kind = 'account') = (account_id IS NOT NULL))
);
-- A revoked token's name is free again; an expired one's is not, since panel lists still show it.
CREATE UNIQUE INDEX token_name_per_owner ON token (tenant_id, owner_id, name) WHERE revoked_at IS NULL;
CREATE INDEX token_page ON token (tenant_id, serial DESC);
CREATE INDEX token_page_of_owner ON token (tenant_id, owner_id, serial DESC);

-- A presented secret is matched against HMAC-SHA-256(key, SHA-256(token text)): the keys are not in this database.
CREATE TABLE credential (
  tenant_id  text NOT NULL,
  shard      smallint NOT NULL,
  public_id  text NOT NULL,
  token_id   text NOT NULL,
  key_id     text NOT NULL,
  mac        bytea NOT NULL CHECK (length(mac) = 32),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, shard, public_id),
  FOREIGN KEY (tenant_id, token_id) REFERENCES token (tenant_id, id)
);

-- A token arrives before its tenant is known. Read by resolve_credential alone; holds no tenant's data, so no policy.
CREATE TABLE credential_locator (
  shard     smallint NOT NULL,
  public_id text NOT NULL,
  tenant_id text NOT NULL,
  PRIMARY KEY (shard, public_id)
);

ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON token USING (tenant_id = current_setting('app.tenant', true));
ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE credential FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON credential USING (tenant_id = current_setting('app.tenant', true));

GRANT SELECT, INSERT ON token, credential TO :app_role;
GRANT UPDATE (revoked_at, revoked_by) ON token TO :app_role;
-- FOR SHARE, which a mint takes on its caller's row, needs an UPDATE privilege; the one above is enough.
GRANT SELECT, INSERT ON credential_locator TO :app_role;
