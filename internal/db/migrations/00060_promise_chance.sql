-- The minutes of slack that a promise had at its due time when it was made, itself included. NULL: not known, as
-- of an imported promise, one at a fixed time, one that the customer keeps, and all from before this.
ALTER TABLE promise ADD COLUMN slack {int64};

-- How promises with so much slack went, in the older and the newer half of the history; counted again every day.
CREATE TABLE promise_chance (
    org    {id} NOT NULL,
    band   {int64} NOT NULL,
    half   {int64} NOT NULL,
    closed {int64} NOT NULL,
    kept   {int64} NOT NULL,
    PRIMARY KEY (org, band, half)
) {strict};
