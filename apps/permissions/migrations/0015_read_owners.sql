-- What decides of many accounts of one tenant, in one look: the tenant and those above it as read_owner gives them, and of each account
-- whether it stands and which of p_features it holds. Accounts that are not there are left out.
CREATE FUNCTION read_owners(p_tenant text, p_accounts text[], p_features text[])
RETURNS TABLE (
  status text, policy jsonb, ancestor_ids text[], ancestor_statuses text[], ancestor_policies jsonb[], accounts jsonb, read_at timestamptz
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  own tenant%ROWTYPE;
  above tenant%ROWTYPE;
  known jsonb;
  ancestor text;
  statuses text[] := '{}';
  policies jsonb[] := '{}';
BEGIN
  PERFORM set_config('app.tenant', p_tenant, true);
  SELECT t.* INTO own FROM tenant t WHERE t.tenant_id = p_tenant;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('id', a.id, 'status', a.status, 'features', to_jsonb(ARRAY(
    SELECT asked.feature FROM unnest(p_features) AS asked (feature) WHERE asked.feature = ANY (f.features)
  )))) INTO known
  FROM account a JOIN feature_list f ON f.tenant_id = a.tenant_id AND f.name = a.feature_list
  WHERE a.tenant_id = p_tenant AND a.id = ANY (p_accounts);
  FOREACH ancestor IN ARRAY own.ancestors LOOP
    PERFORM set_config('app.tenant', ancestor, true);
    SELECT t.* INTO STRICT above FROM tenant t WHERE t.tenant_id = ancestor;
    statuses := statuses || above.status;
    policies := array_append(policies, above.policy);
  END LOOP;
  RETURN QUERY SELECT own.status, own.policy, own.ancestors, statuses, policies, coalesce(known, '[]'), clock_timestamp();
END
$$;
