-- What customers bought, with its true time. What it was stands here only, where it can be erased.
CREATE TABLE order_placed (
    org           {id} NOT NULL,
    id            {id} NOT NULL,
    customer      {id} NOT NULL,
    bought_at     {time} NOT NULL,
    amount        {int64} NOT NULL, -- in minor units of the currency; below 0 is a credit
    currency      {text} NOT NULL,  -- ISO 4217
    reference     {text} NOT NULL,  -- what the customer finds on the invoice
    what          {text} NOT NULL,
    import_source {text} NOT NULL,  -- empty: noted here
    import_id     {text} NOT NULL,
    import_run    {id},             -- hidden while order_run_hidden holds the run
    added_at      {time} NOT NULL,
    version       {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX order_placed_customer ON order_placed (org, customer, bought_at, id);
CREATE INDEX order_placed_bought ON order_placed (org, bought_at, customer);
CREATE UNIQUE INDEX order_placed_origin ON order_placed (org, import_source, import_id) WHERE import_source <> '';
CREATE INDEX order_placed_run ON order_placed (org, import_run, bought_at, id) WHERE import_run IS NOT NULL;

-- The imports whose orders nobody sees: not yet, or no more.
CREATE TABLE order_run_hidden (
    org {id} NOT NULL,
    run {id} NOT NULL,
    PRIMARY KEY (org, run)
) {keyed};
