-- Our standing with each customer, in points. An entry is one event; its postings sum to zero. Entries
-- are never changed: what was wrong is corrected by another entry.
CREATE TABLE ledger_entry (
    org         {id} NOT NULL,
    id          {id} NOT NULL,
    event       {id} NOT NULL,   -- its cause
    rule        {text} NOT NULL, -- the tariff version and rule, "2026-1/promise.broken"
    customer    {id} NOT NULL,
    promise     {id},
    kind        {text} NOT NULL, -- the kind of event
    happened_at {time} NOT NULL,
    recorded_at {time} NOT NULL,
    corrects    {id},            -- the entry that this one takes back
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (org, event, rule);
CREATE UNIQUE INDEX ledger_entry_corrects ON ledger_entry (org, corrects) WHERE corrects IS NOT NULL;
CREATE INDEX ledger_entry_customer ON ledger_entry (org, customer, happened_at, id);
CREATE INDEX ledger_entry_promise ON ledger_entry (org, promise) WHERE promise IS NOT NULL;

CREATE TABLE ledger_posting (
    org     {id} NOT NULL,
    entry   {id} NOT NULL,
    account {text} NOT NULL, -- standing: with the customer; conduct: the other side
    points  {int64} NOT NULL,
    PRIMARY KEY (org, entry, account)
) {strict};

-- The folded balance of each customer, always equal to the sum of the postings.
CREATE TABLE ledger_balance (
    org      {id} NOT NULL,
    customer {id} NOT NULL,
    points   {int64} NOT NULL,
    entries  {int64} NOT NULL,
    PRIMARY KEY (org, customer)
) {strict};
