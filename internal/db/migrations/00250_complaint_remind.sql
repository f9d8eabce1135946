-- Whoever sees to a complaint is reminded of it once, well before the norm to acknowledge it passes.
ALTER TABLE complaint ADD COLUMN remind_at {time};   -- reckoned once, with the norm; null: there was no time left for it
ALTER TABLE complaint ADD COLUMN reminded_at {time}; -- null: not yet, or not any more
