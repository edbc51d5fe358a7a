-- As before, and beside it the place in history of what has one.
CREATE OR REPLACE FUNCTION append_entries(p_tenant text, p_events jsonb)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
  event jsonb;
  changes jsonb;
BEGIN
  PERFORM set_config('app.tenant', p_tenant, true);
  -- Taking the number first makes two deliveries of one event, on two processes, wait for each other.
  INSERT INTO trail AS t (tenant_id, last_seq) VALUES (p_tenant, 0)
    ON CONFLICT (tenant_id) DO UPDATE SET last_seq = t.last_seq RETURNING t.last_seq INTO STRICT last;
  FOR event IN SELECT e FROM jsonb_array_elements(p_events) WITH ORDINALITY AS each (e, at) ORDER BY at LOOP
    INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data, denial)
      VALUES (p_tenant, last + 1, event ->> 'id', event ->> 'type', event ->> 'source', event ->> 'subject',
              (event ->> 'time')::timestamptz, event -> 'data',
              CASE WHEN event ->> 'type' = 'request.denied' THEN event -> 'data' ->> 'denial' END)
      ON CONFLICT (tenant_id, event_id) DO NOTHING;
    -- A number is used up only by an entry: the trail stays without gaps.
    IF FOUND THEN
      last := last + 1;
      changes := event -> 'changes';
      IF changes IS NOT NULL THEN
        INSERT INTO history (authority, shard, epoch, last_rev, event_id, first_rev, tenant_id)
          VALUES (changes ->> 'authority', (changes ->> 'shard')::smallint, (changes ->> 'epoch')::bigint,
                  (changes ->> 'lastRev')::bigint, event ->> 'id', (changes ->> 'firstRev')::bigint, p_tenant)
          ON CONFLICT DO NOTHING;
      END IF;
    END IF;
  END LOOP;
  UPDATE trail SET last_seq = last WHERE tenant_id = p_tenant AND last_seq < last;
END
$$;
