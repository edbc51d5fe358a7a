-- The code that a denial is opened by. A column of its own, since row-level security lets no index of an expression over jsonb be
-- used: only what cannot leak is compared before the tenant is.
ALTER TABLE entry ADD COLUMN denial text;
