-- Drops the requests of all tenants that are older than p_hours, each tenant's as that tenant. Looks at p_tenants of them at
-- most, from p_tenant on, and answers with which to go on; NULL when it has seen all.
CREATE FUNCTION forget_requests(p_tenant text, p_tenants integer, p_hours integer)
RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  hint record;
  looked integer := 0;
BEGIN
  FOR hint IN SELECT d.tenant_id FROM directory d WHERE d.kind = 'slug' AND d.tenant_id >= p_tenant ORDER BY d.tenant_id LOOP
    IF looked >= p_tenants THEN
      RETURN hint.tenant_id;
    END IF;
    PERFORM set_config('app.tenant', hint.tenant_id, true);
    DELETE FROM idempotency i WHERE i.tenant_id = hint.tenant_id AND i.created_at <= clock_timestamp() - make_interval(hours => p_hours);
    looked := looked + 1;
  END LOOP;
  RETURN NULL;
END
$$;
