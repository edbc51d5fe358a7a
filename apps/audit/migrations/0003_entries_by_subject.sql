-- What became of one thing, newest first.
CREATE INDEX entry_subject ON entry (tenant_id, subject, seq);
