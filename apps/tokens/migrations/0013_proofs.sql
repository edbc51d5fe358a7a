-- Once a minute a token of the platform's own is made, revoked, and asked about at every verifier: what came of it.
CREATE TABLE proof (
  at             timestamptz PRIMARY KEY,
  verifiers      integer NOT NULL,
  seen_alive     integer NOT NULL,
  seen_dead      integer NOT NULL,
  accepted_after integer NOT NULL,
  revoke_ms      double precision
);
GRANT SELECT, INSERT, DELETE ON proof TO :app_role;
