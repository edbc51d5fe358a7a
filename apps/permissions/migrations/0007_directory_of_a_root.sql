-- Those of one root in order of their slugs: what a reseller lists is found among its root's tenants, not among all.
CREATE INDEX directory_root ON directory (kind, root_id, key);
