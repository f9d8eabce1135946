-- Customers who may be one, kept as they become known and change, so that a page of them is read and not reckoned.

-- By what a customer is compared with others: numbers of what two records of one person mostly have in common.
CREATE TABLE customer_key (
    org      {id} NOT NULL,
    key      {int64} NOT NULL,
    customer {id} NOT NULL,
    PRIMARY KEY (org, key, customer)
) {keyed};

-- Who was looked at, with his keys: what is to be taken away when he changes or goes.
CREATE TABLE customer_looked (
    org      {id} NOT NULL,
    customer {id} NOT NULL,
    keys     {bytes} NOT NULL,
    PRIMARY KEY (org, customer)
) {keyed};

-- Low comes before high. Rank is the score in hundredths of a bit.
CREATE TABLE customer_suspect (
    org      {id} NOT NULL,
    low      {id} NOT NULL,
    high     {id} NOT NULL,
    rank     {int64} NOT NULL,
    run      {id},            -- the import that brought one of the two; the newest
    found_at {time} NOT NULL,
    PRIMARY KEY (org, low, high)
) {keyed};
CREATE INDEX customer_suspect_rank ON customer_suspect (org, rank, low, high);
CREATE INDEX customer_suspect_high ON customer_suspect (org, high, low);
CREATE INDEX customer_suspect_run ON customer_suspect (org, run) WHERE run IS NOT NULL;

-- How far an import has been looked through; of the organisation itself: who was there before this was kept.
CREATE TABLE customer_look (
    org    {id} NOT NULL,
    run    {id} NOT NULL,
    until  {id} NOT NULL,
    done   {int64} NOT NULL, -- 1 when all were looked at
    PRIMARY KEY (org, run)
) {keyed};

-- How many customers were looked at: among more, two must agree on more to be suggested.
CREATE TABLE customer_look_size (
    org {id} NOT NULL,
    n   {int64} NOT NULL,
    PRIMARY KEY (org)
) {keyed};
