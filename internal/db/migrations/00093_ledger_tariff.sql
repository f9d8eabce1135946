-- What an organisation decided that events are worth, from an instant on. The file stands as it was given; a version
-- that has begun stays.
CREATE TABLE ledger_tariff (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    version      {text} NOT NULL,
    begins_at    {time} NOT NULL,
    body         {text} NOT NULL, -- the file
    made_at      {time} NOT NULL,
    actor_kind   {text} NOT NULL,
    actor        {id},
    withdrawn_at {time},          -- before it began
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX ledger_tariff_version ON ledger_tariff (org, version);
CREATE UNIQUE INDEX ledger_tariff_begins ON ledger_tariff (org, begins_at) WHERE withdrawn_at IS NULL;

-- Where we are in the red, worst first.
CREATE INDEX ledger_balance_red ON ledger_balance (org, points, customer);
