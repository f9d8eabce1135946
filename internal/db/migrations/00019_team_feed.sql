-- How somebody's own calendar is known on screen, and what went wrong when it was last read: the key of a
-- sentence, and the number in it where it has one.
ALTER TABLE busy_source ADD COLUMN shown {text} NOT NULL DEFAULT '';
ALTER TABLE busy_source ADD COLUMN wrong {text} NOT NULL DEFAULT '';
ALTER TABLE busy_source ADD COLUMN wrong_n {int64} NOT NULL DEFAULT 0;
ALTER TABLE busy_source ADD COLUMN wrong_at {time};
