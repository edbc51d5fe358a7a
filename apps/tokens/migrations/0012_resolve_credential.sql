-- As before, with the cut-offs that a token lies below.
CREATE OR REPLACE FUNCTION resolve_credential(p_shard smallint, p_public_id text)
RETURNS TABLE (
  tenant_id text, id text, shard smallint, kind text, form text, account_id text, name text, access text, grants jsonb,
  read_only boolean, not_before timestamptz, expires_at timestamptz, ip_allowlist text[], rate_limit jsonb,
  use_quota bigint, time_windows jsonb, catalogue_version integer, uses_drawn bigint, heirs_until timestamptz,
  created_at timestamptz, revoked_at timestamptz, active_at timestamptz,
  key_id text, mac bytea, ends_at timestamptz, epoch bigint, rev bigint, read_at timestamptz
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  counter shard_counter%ROWTYPE;
  found_tenant text;
BEGIN
  SELECT s.* INTO STRICT counter FROM shard_counter s WHERE s.shard = p_shard;
  -- A database that was brought back from older is not believed before it has found that out itself.
  IF counter.state <> 'serving' OR NOT is_same_instance() THEN
    RAISE EXCEPTION 'the shard is not served' USING ERRCODE = 'PC503';
  END IF;
  SELECT l.tenant_id INTO found_tenant FROM credential_locator l WHERE l.shard = p_shard AND l.public_id = p_public_id;
  IF found_tenant IS NULL THEN
    RETURN;
  END IF;
  PERFORM set_config('app.tenant', found_tenant, true);
  RETURN QUERY
    SELECT t.tenant_id, t.id, t.shard, t.kind, t.form, t.account_id, t.name, t.access, t.grants,
           t.read_only, t.not_before, t.expires_at, t.ip_allowlist, t.rate_limit,
           t.use_quota, t.time_windows, t.catalogue_version, t.uses_drawn, t.heirs_until,
           t.created_at,
           coalesce(t.revoked_at, (SELECT o.revoked_at FROM cut_off o
            WHERE o.tenant_id = t.tenant_id AND o.owner_id IN (t.owner_id, t.tenant_id) AND o.serial >= t.serial
            ORDER BY o.serial LIMIT 1)),
           -- Of all its credentials, ended ones too: it is the token that lies idle.
           (SELECT greatest(t.created_at, max(o.created_at), max(o.last_used_at)) FROM credential o
            WHERE o.tenant_id = t.tenant_id AND o.token_id = t.id),
           c.key_id, c.mac, c.ends_at, counter.epoch, counter.rev, clock_timestamp()
    FROM credential c JOIN token t ON t.tenant_id = c.tenant_id AND t.id = c.token_id
    WHERE c.tenant_id = found_tenant AND c.shard = p_shard AND c.public_id = p_public_id;
END
$$;
