-- One round trip for one event, told once or many times. Runs as the caller, so row-level security binds it.
CREATE FUNCTION append_entry(
  p_tenant text, p_event text, p_type text, p_source text, p_subject text, p_time timestamptz, p_data jsonb
)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
BEGIN
  PERFORM set_config('app.tenant', p_tenant, true);
  -- Taking the number first makes two deliveries of one event, on two processes, wait for each other.
  INSERT INTO trail AS t (tenant_id, last_seq) VALUES (p_tenant, 0)
    ON CONFLICT (tenant_id) DO UPDATE SET last_seq = t.last_seq RETURNING t.last_seq INTO STRICT last;
  INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data)
    VALUES (p_tenant, last + 1, p_event, p_type, p_source, p_subject, p_time, p_data)
    ON CONFLICT (tenant_id, event_id) DO NOTHING;
  -- A number is used up only by an entry: the trail stays without gaps.
  IF FOUND THEN
    UPDATE trail SET last_seq = last + 1 WHERE tenant_id = p_tenant;
  END IF;
END
$$;
