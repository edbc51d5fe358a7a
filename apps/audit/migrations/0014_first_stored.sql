-- The number of the first entry of a trail that was written then or later; one more than the last, if there is none. Numbers have no
-- gaps and rise with the time of writing, so that this looks at a few rows of any trail.
CREATE FUNCTION first_stored(p_tenant text, p_time timestamptz)
RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 1;
  high bigint;
  middle bigint;
BEGIN
  SELECT last_seq + 1 INTO high FROM trail WHERE tenant_id = p_tenant;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF (SELECT stored_at FROM entry WHERE tenant_id = p_tenant AND seq = middle) < p_time THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN low;
END
$$;
