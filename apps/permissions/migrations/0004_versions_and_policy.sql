-- Versions, so that two who edit one thing never overwrite each other unseen; and what a tenant lays down.
ALTER TABLE tenant
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  -- {"rateLimit","deadTokenDays"}; null: the default.
  ADD COLUMN policy jsonb;
ALTER TABLE account ADD COLUMN version integer NOT NULL DEFAULT 1;
