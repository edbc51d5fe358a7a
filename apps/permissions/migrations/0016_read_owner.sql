-- As before, with the name of the account's feature list and how far the shard's history had come. The counter is read before anything
-- that is answered: each statement here sees what was committed before it began, so what the rows say is never older than the rev that
-- goes with them. All tenants of a chain share a shard. A shard that is not served says nothing.
DROP FUNCTION read_owner(text, text);
CREATE FUNCTION read_owner(p_tenant text, p_account text)
RETURNS TABLE (
  tenant_id text, slug text, status text, policy jsonb,
  hosts text[], panel_kind text, panel_url text, whm_url text, tenant_upstream jsonb,
  ancestor_ids text[], ancestor_statuses text[], ancestor_policies jsonb[],
  account_id text, username text, account_status text, domains text[], feature_list text, features text[], upstream jsonb,
  epoch bigint, rev bigint, read_at timestamptz
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  counter shard_counter%ROWTYPE;
  own tenant%ROWTYPE;
  above tenant%ROWTYPE;
  acc account%ROWTYPE;
  held text[];
  ancestor text;
  statuses text[] := '{}';
  policies jsonb[] := '{}';
BEGIN
  PERFORM set_config('app.tenant', p_tenant, true);
  SELECT s.* INTO counter FROM shard_counter s JOIN tenant t ON s.shard = t.shard WHERE t.tenant_id = p_tenant;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- A database that was brought back from older is not believed before it has found that out itself.
  IF counter.state <> 'serving' OR NOT is_same_instance() THEN
    RAISE EXCEPTION 'the shard is not served' USING ERRCODE = 'PC503';
  END IF;
  SELECT t.* INTO STRICT own FROM tenant t WHERE t.tenant_id = p_tenant;
  IF p_account IS NOT NULL THEN
    IF starts_with(p_account, 'acc_') THEN
      SELECT a.* INTO acc FROM account a WHERE a.tenant_id = p_tenant AND a.id = p_account;
    ELSE
      SELECT a.* INTO acc FROM account a WHERE a.tenant_id = p_tenant AND a.username = p_account AND a.status <> 'removed';
    END IF;
    IF NOT FOUND THEN
      RETURN;
    END IF;
    SELECT f.features INTO held FROM feature_list f WHERE f.tenant_id = p_tenant AND f.name = acc.feature_list;
  END IF;
  FOREACH ancestor IN ARRAY own.ancestors LOOP
    PERFORM set_config('app.tenant', ancestor, true);
    SELECT t.* INTO STRICT above FROM tenant t WHERE t.tenant_id = ancestor;
    statuses := statuses || above.status;
    policies := array_append(policies, above.policy);
  END LOOP;
  RETURN QUERY SELECT own.tenant_id, own.slug, own.status, own.policy,
                      own.hosts, own.panel_kind, own.panel_url, own.whm_url, own.upstream,
                      own.ancestors, statuses, policies,
                      acc.id, acc.username, acc.status, acc.domains, acc.feature_list, held, acc.upstream,
                      counter.epoch, counter.rev, clock_timestamp();
END
$$;
