-- One denial of a tenant, without looking through the trail. Several entries may have its code: the first of them tells it.
CREATE INDEX entry_denial ON entry (tenant_id, denial, seq) WHERE denial IS NOT NULL;
