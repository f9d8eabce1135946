-- Two customers who turned out to be one. The one that goes keeps its own row, numbers, words and origins as they
-- were, out of sight, and leads to the one that stays.
ALTER TABLE customer ADD COLUMN merged_into {id};
CREATE INDEX customer_merged_into ON customer (org, merged_into, id) WHERE merged_into IS NOT NULL;

CREATE TABLE customer_merge (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    stays      {id} NOT NULL,
    goes       {id} NOT NULL,
    merged_at  {time} NOT NULL,
    actor_kind {text} NOT NULL,
    actor      {id},
    split_at   {time},
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX customer_merge_stays ON customer_merge (org, stays, id) WHERE split_at IS NULL;
CREATE INDEX customer_merge_goes ON customer_merge (org, goes, id) WHERE split_at IS NULL;

-- Which rows a merge made those of the one that stays; a split gives back these and no others.
CREATE TABLE customer_merge_row (
    org   {id} NOT NULL,
    merge {id} NOT NULL,
    sort  {text} NOT NULL,
    of_row {id} NOT NULL,
    PRIMARY KEY (org, merge, sort, of_row)
) {keyed};

-- Which details the one that stays took over: a field, and of several the value.
CREATE TABLE customer_merge_gain (
    org   {id} NOT NULL,
    merge {id} NOT NULL,
    field {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (org, merge, field, value)
) {keyed};

-- Pairs of which somebody said that they are not one; low comes before high.
CREATE TABLE customer_distinct (
    org        {id} NOT NULL,
    low        {id} NOT NULL,
    high       {id} NOT NULL,
    said_at    {time} NOT NULL,
    actor_kind {text} NOT NULL,
    actor      {id},
    PRIMARY KEY (org, low, high)
) {keyed};
