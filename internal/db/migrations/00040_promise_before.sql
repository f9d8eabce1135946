-- What an outcome took away from the row, so that the outcome can be taken back: who owned the promise, who was
-- asked to take it over, and whether its owner had seen it.
ALTER TABLE promise_outcome ADD COLUMN owner_before {id};
ALTER TABLE promise_outcome ADD COLUMN asked_before {id};
ALTER TABLE promise_outcome ADD COLUMN acknowledge_before {time};
ALTER TABLE promise_outcome ADD COLUMN acknowledged_before {time};
