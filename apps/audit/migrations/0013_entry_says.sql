-- Whether each of these words stands somewhere in what an entry tells, in small or capital letters. What its facts are called is none
-- of it: "name" would be found everywhere. Nor is the middle of an id, but for a word too long to stand there by chance.
CREATE FUNCTION entry_says(p_type text, p_subject text, p_data jsonb, p_words text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_and(strpos(told.words, lower(word)) > 0 OR (length(word) > 5 AND strpos(told.ids, lower(word)) > 0)), true)
  FROM
    (
      SELECT
        lower(coalesce(string_agg(fact, ' ') FILTER (WHERE fact !~ '^[a-z]{3}_[0-9A-Za-z]{22}$'), '')) AS words,
        lower(coalesce(string_agg(fact, ' ') FILTER (WHERE fact ~ '^[a-z]{3}_[0-9A-Za-z]{22}$'), '')) AS ids
      FROM (
        SELECT value #>> '{}' AS fact FROM jsonb_path_query(p_data, 'strict $.**') AS value WHERE jsonb_typeof(value) IN ('string', 'number')
        UNION ALL VALUES (p_type), (p_subject)
      ) AS facts
    ) AS told,
    unnest(p_words) AS word
$$;
