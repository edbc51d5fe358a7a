-- What happened to one account, newest first, without looking through its tenant's trail.
CREATE INDEX entry_account ON entry (tenant_id, account_id, seq) WHERE account_id IS NOT NULL;
