-- What happened in an authority's history of a shard after a place in it, in order, at most so much. Runs as the caller, so row-level
-- security binds it: each entry is read as its own tenant.
CREATE FUNCTION read_changes(p_authority text, p_shard smallint, p_epoch bigint, p_last_rev bigint, p_event text, p_limit integer)
RETURNS TABLE (
  epoch bigint, first_rev bigint, last_rev bigint, tenant_id text, event_id text, type text, source text, subject text,
  "time" timestamptz, data jsonb
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  place record;
BEGIN
  FOR place IN
    SELECT h.* FROM history h
    WHERE h.authority = p_authority AND h.shard = p_shard AND (h.epoch, h.last_rev, h.event_id) > (p_epoch, p_last_rev, p_event)
    ORDER BY h.epoch, h.last_rev, h.event_id LIMIT p_limit
  LOOP
    PERFORM set_config('app.tenant', place.tenant_id, true);
    RETURN QUERY
      SELECT place.epoch, place.first_rev, place.last_rev, e.tenant_id, e.event_id, e.type, e.source, e.subject, e.time, e.data
      FROM entry e WHERE e.tenant_id = place.tenant_id AND e.event_id = place.event_id;
  END LOOP;
END
$$;
