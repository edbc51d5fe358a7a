-- What is asked for by type, newest first, without looking through the whole trail.
CREATE INDEX entry_type ON entry (tenant_id, type, seq);
