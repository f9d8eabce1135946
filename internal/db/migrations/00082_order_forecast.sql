-- Who is likely to buy again, reckoned once a day, and what is usual here: both read all orders, which no screen does.
CREATE TABLE order_forecast (
    org         {id} NOT NULL,
    reckoned_at {time} NOT NULL,
    weeks       {int64} NOT NULL, -- how far ahead
    buyers      {int64} NOT NULL, -- customers with an order
    repeaters   {int64} NOT NULL, -- of them, those who came back
    fitted      {bool} NOT NULL,  -- 0: too few of them for the model
    usual       {text} NOT NULL,  -- JSON: the counts that patterns are weighed against
    PRIMARY KEY (org)
) {keyed};

-- The customers of whom most orders are expected.
CREATE TABLE order_likely (
    org      {id} NOT NULL,
    place    {int64} NOT NULL, -- from 1
    customer {id} NOT NULL,
    expected {int64} NOT NULL, -- orders in those weeks, in thousandths
    alive    {int64} NOT NULL, -- the chance of not having bought for the last time, in thousandths
    repeats  {int64} NOT NULL, -- days with an order after the first
    last_at  {time} NOT NULL,  -- order
    PRIMARY KEY (org, place)
) {keyed};
