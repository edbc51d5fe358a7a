-- One round trip from a public id to everything that `tokens` knows about it. Runs as the caller, so row-level security
-- binds it: the locator names the tenant, and only that tenant's rows are seen after that.
CREATE FUNCTION resolve_credential(p_shard smallint, p_public_id text)
RETURNS TABLE (
  tenant_id text, id text, kind text, account_id text, name text, description text, access text, grants jsonb,
  expires_at timestamptz, created_at timestamptz, created_by text, revoked_at timestamptz,
  key_id text, mac bytea, read_at timestamptz
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  found_tenant text;
BEGIN
  SELECT l.tenant_id INTO found_tenant FROM credential_locator l WHERE l.shard = p_shard AND l.public_id = p_public_id;
  IF found_tenant IS NULL THEN
    RETURN;
  END IF;
  PERFORM set_config('app.tenant', found_tenant, true);
  RETURN QUERY
    SELECT t.tenant_id, t.id, t.kind, t.account_id, t.name, t.description, t.access, t.grants,
           t.expires_at, t.created_at, t.created_by, t.revoked_at, c.key_id, c.mac, clock_timestamp()
    FROM credential c JOIN token t ON t.tenant_id = c.tenant_id AND t.id = c.token_id
    WHERE c.tenant_id = found_tenant AND c.shard = p_shard AND c.public_id = p_public_id;
END
$$;
