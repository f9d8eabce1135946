-- A stop of promises for today ends by itself: until when it holds, not whether it does.
ALTER TABLE organisation ADD COLUMN same_day_until {time};
ALTER TABLE organisation DROP COLUMN same_day_stopped;
