-- When it may be used, and what its grants mean: a function that came to a feature later is not among them.
ALTER TABLE token
  -- [{"days","from","to","zone"}]
  ADD COLUMN time_windows      jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN catalogue_version integer NOT NULL DEFAULT 1 CHECK (catalogue_version > 0);

GRANT UPDATE (time_windows, catalogue_version) ON token TO :app_role;
