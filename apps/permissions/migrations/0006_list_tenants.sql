-- Tenants in order of their slugs, after p_after: p_below and those below it, or with NULL all. The directory says which there
-- may be; each row is read as its own tenant, one at a time, and says itself where it stands.
CREATE FUNCTION list_tenants(p_below text, p_after text, p_limit integer)
RETURNS SETOF tenant
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  top tenant%ROWTYPE;
  found_one tenant%ROWTYPE;
  hint record;
  given integer := 0;
BEGIN
  IF p_below IS NOT NULL THEN
    PERFORM set_config('app.tenant', p_below, true);
    SELECT t.* INTO top FROM tenant t WHERE t.tenant_id = p_below;
    IF NOT FOUND THEN
      RETURN;
    END IF;
  END IF;
  FOR hint IN
    SELECT d.tenant_id FROM directory d
    WHERE d.kind = 'slug' AND d.key > coalesce(p_after, '') AND (p_below IS NULL OR d.root_id = top.root_id)
    ORDER BY d.key
  LOOP
    PERFORM set_config('app.tenant', hint.tenant_id, true);
    SELECT t.* INTO found_one FROM tenant t WHERE t.tenant_id = hint.tenant_id;
    CONTINUE WHEN NOT FOUND;
    CONTINUE WHEN p_below IS NOT NULL AND found_one.tenant_id <> p_below AND NOT p_below = ANY (found_one.ancestors);
    RETURN NEXT found_one;
    given := given + 1;
    EXIT WHEN given >= p_limit;
  END LOOP;
END
$$;
