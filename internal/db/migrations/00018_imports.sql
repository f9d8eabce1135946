-- Runs of an import. What a run brought in is in nobody's sight until published_at is set; a run whose
-- lease passed before that was killed, and is cleared. After the switch the events of its past are
-- recorded in small transactions: settled_due and settled_to say how far, settled_at that all is done.
CREATE TABLE import_run (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    kind         {text} NOT NULL, -- customers, promises
    source       {text} NOT NULL,
    actor_kind   {text} NOT NULL,
    actor        {id},
    started_at   {time} NOT NULL,
    lease_until  {time} NOT NULL, -- renewed with every transaction while rows are staged
    published_at {time},
    settled_due  {time},
    settled_to   {id},
    settled_at   {time},
    undone_at    {time},           -- out of sight again
    cleared_at   {time},           -- and gone
    taken        {int64} NOT NULL, -- rows taken over
    known        {int64} NOT NULL, -- rows that were there already
    refused      {int64} NOT NULL, -- rows with an error
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX import_run_open ON import_run (org, id) WHERE published_at IS NULL;
