-- The transaction that wrote it, so that an event can be told with the changes of the same transaction. Null: written before this.
ALTER TABLE outbox ADD COLUMN written_in xid8;
ALTER TABLE outbox ALTER COLUMN written_in SET DEFAULT pg_current_xact_id();
CREATE INDEX outbox_written_in ON outbox (written_in);
