-- What a token's whole life needs: conditions, labels, versions, and where it was made.
ALTER TABLE token
  ADD COLUMN form           text NOT NULL DEFAULT 'token' CHECK (form IN ('token', 'session', 'link')),
  ADD COLUMN labels         jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN read_only      boolean NOT NULL DEFAULT false,
  ADD COLUMN not_before     timestamptz,
  ADD COLUMN ip_allowlist   text[] NOT NULL DEFAULT '{}',
  -- {"requests","seconds"}
  ADD COLUMN rate_limit     jsonb,
  ADD COLUMN use_quota      bigint CHECK (use_quota > 0),
  -- Handed out to gateways, who draw ahead of use: never less than what was used.
  ADD COLUMN uses_drawn     bigint NOT NULL DEFAULT 0 CHECK (uses_drawn >= 0),
  -- What it makes ends no later than this, where that is not its own expiry: a session makes what its maker could.
  ADD COLUMN heirs_until    timestamptz,
  ADD COLUMN version        integer NOT NULL DEFAULT 1,
  -- The maker may belong to a tenant above. A link is worth nothing once its maker is not.
  ADD COLUMN created_by_tenant text,
  ADD COLUMN created_from   text,
  ADD COLUMN revoked_reason text;
-- Lists by name go on from a name; in one order on every server, whatever language it was set up for.
CREATE INDEX token_page_by_name ON token (tenant_id, name COLLATE "C", serial);
-- Most tokens have no labels, and are made without a thought for this index.
CREATE INDEX token_labels ON token USING gin (labels jsonb_path_ops) WHERE labels <> '{}';

GRANT UPDATE (name, description, labels, access, grants, read_only, not_before, expires_at, ip_allowlist, rate_limit, use_quota,
              uses_drawn, version, revoked_reason)
  ON token TO :app_role;
-- Dead tokens go when their time to be seen is over, and their credentials with them.
GRANT DELETE ON token, credential, credential_locator TO :app_role;
