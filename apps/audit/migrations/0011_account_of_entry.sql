-- The account that an entry is about: its own, or that of the token that it tells of. Null: none, or several.
ALTER TABLE entry ADD COLUMN account_id text
  GENERATED ALWAYS AS (coalesce(data ->> 'accountId', CASE WHEN left(subject, 4) = 'acc_' THEN subject END)) STORED;
