-- As before, with those of tenants themselves: after their accounts', as of the account "tenant", which is no id of one.
-- The panel credentials of all tenants that are sealed under another key than p_not_under, in order of tenant and account,
-- from p_tenant on and there after p_account; each tenant's rows are read as that tenant. It looks at p_tenants tenants at
-- most: a last row that names a tenant and no account says where to go on.
CREATE OR REPLACE FUNCTION list_upstreams(p_not_under text, p_tenant text, p_account text, p_limit integer, p_tenants integer)
RETURNS TABLE (tenant_id text, account_id text, key_id text, sealed text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  hint record;
  looked integer := 0;
  given integer := 0;
  added integer;
BEGIN
  FOR hint IN SELECT d.tenant_id FROM directory d WHERE d.kind = 'slug' AND d.tenant_id >= p_tenant ORDER BY d.tenant_id LOOP
    IF looked >= p_tenants THEN
      RETURN QUERY SELECT hint.tenant_id, NULL::text, NULL::text, NULL::text;
      RETURN;
    END IF;
    PERFORM set_config('app.tenant', hint.tenant_id, true);
    RETURN QUERY
      (SELECT a.tenant_id, a.id, a.upstream ->> 'keyId', a.upstream ->> 'sealed' FROM account a
       WHERE a.tenant_id = hint.tenant_id AND a.upstream IS NOT NULL
         AND (a.upstream ->> 'keyId' < p_not_under OR a.upstream ->> 'keyId' > p_not_under)
         AND (hint.tenant_id <> p_tenant OR a.id > p_account)
       ORDER BY a.id LIMIT p_limit - given)
      UNION ALL
      SELECT t.tenant_id, 'tenant', t.upstream ->> 'keyId', t.upstream ->> 'sealed' FROM tenant t
      WHERE t.tenant_id = hint.tenant_id AND t.upstream ->> 'keyId' <> p_not_under
        AND (hint.tenant_id <> p_tenant OR p_account < 'tenant')
      ORDER BY 2 LIMIT p_limit - given;
    GET DIAGNOSTICS added = ROW_COUNT;
    given := given + added;
    looked := looked + 1;
    EXIT WHEN given >= p_limit;
  END LOOP;
END
$$;
