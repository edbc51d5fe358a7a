-- Finds the credentials that are still sealed under an old key; when there are none it looks at none.
CREATE INDEX account_upstream_key ON account (tenant_id, (upstream ->> 'keyId')) WHERE upstream IS NOT NULL;
