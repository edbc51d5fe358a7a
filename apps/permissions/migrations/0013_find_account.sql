-- The account that p_tenant means by a user name: its own, or that of a tenant below which is on the same panel; with NULL for an
-- address there is no panel to share. The directory says which tenants there may be; each row is read as its own tenant, and
-- says itself where it stands.
CREATE FUNCTION find_account(p_tenant text, p_username text)
RETURNS TABLE (tenant_id text, account_id text, shard smallint, username text, status text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  top tenant%ROWTYPE;
  below tenant%ROWTYPE;
  acc account%ROWTYPE;
  hint record;
BEGIN
  PERFORM set_config('app.tenant', p_tenant, true);
  SELECT t.* INTO top FROM tenant t WHERE t.tenant_id = p_tenant;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT a.* INTO acc FROM account a WHERE a.tenant_id = p_tenant AND a.username = p_username AND a.status <> 'removed';
  IF FOUND THEN
    RETURN QUERY SELECT acc.tenant_id, acc.id, top.shard, acc.username, acc.status;
    RETURN;
  END IF;
  FOR hint IN
    SELECT d.tenant_id FROM directory d WHERE d.kind = 'slug' AND d.root_id = top.root_id AND d.tenant_id <> p_tenant ORDER BY d.key
  LOOP
    PERFORM set_config('app.tenant', hint.tenant_id, true);
    SELECT a.* INTO acc FROM account a WHERE a.tenant_id = hint.tenant_id AND a.username = p_username AND a.status <> 'removed';
    CONTINUE WHEN NOT FOUND;
    SELECT t.* INTO below FROM tenant t WHERE t.tenant_id = hint.tenant_id;
    CONTINUE WHEN NOT FOUND OR NOT p_tenant = ANY (below.ancestors);
    IF below.panel_kind = top.panel_kind AND rtrim(below.panel_url, '/') = rtrim(top.panel_url, '/') THEN
      RETURN QUERY SELECT acc.tenant_id, acc.id, below.shard, acc.username, acc.status;
      RETURN;
    END IF;
  END LOOP;
END
$$;
