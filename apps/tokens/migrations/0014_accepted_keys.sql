-- Which keys each process of the service accepted when it looked last: one that is accepted no more takes its credentials with it, and
-- verifiers have to read them again.
CREATE TABLE accepted_keys (
  instance text PRIMARY KEY,
  key_ids  text[] NOT NULL
);
GRANT SELECT, INSERT, UPDATE (key_ids) ON accepted_keys TO :app_role;
