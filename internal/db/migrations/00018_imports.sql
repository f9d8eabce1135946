-- Runs of an import. What a run brought in is in nobody's sight until published_at is set; one that was
-- never finished is cleared at the next start.
CREATE TABLE import_run (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    kind         {text} NOT NULL, -- customers, promises
    source       {text} NOT NULL,
    started_at   {time} NOT NULL,
    published_at {time},
    undone_at    {time},
    taken        {int64} NOT NULL, -- rows taken over
    known        {int64} NOT NULL, -- rows that were there already
    refused      {int64} NOT NULL, -- rows with an error
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX import_run_open ON import_run (org) WHERE published_at IS NULL;
