-- What another system logged, taken over in runs: the case to which it belongs there, and the place of the row in
-- its file, which tells two of the same instant apart.
ALTER TABLE interaction ADD COLUMN import_run {id};
ALTER TABLE interaction ADD COLUMN import_row {int64};
ALTER TABLE interaction ADD COLUMN case_name {text};
CREATE INDEX interaction_run ON interaction (org, import_run, began_at, id) WHERE import_run IS NOT NULL;
CREATE INDEX interaction_case ON interaction (org, source, case_name, began_at, import_row) WHERE case_name IS NOT NULL;

-- The imports whose interactions nobody sees: not yet, or no more.
CREATE TABLE interaction_run_hidden (
    org {id} NOT NULL,
    run {id} NOT NULL,
    PRIMARY KEY (org, run)
) {keyed};
