-- Whose power was taken: an account's, or its tokens'. Null: the tenant's own, and only the tenant is told.
ALTER TABLE receipt ADD COLUMN account_id text;
