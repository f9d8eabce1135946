-- What is open in an owner's name, packed as bytes: what feasibility reads, in one row for each owner
-- (docs/adr/0015). NULL is not counted yet; it is then read from the promises themselves.
ALTER TABLE owner_load ADD COLUMN pack {bytes};
CREATE INDEX promise_run_open ON promise (org, import_run, owner) WHERE open = 1 AND import_run IS NOT NULL;
