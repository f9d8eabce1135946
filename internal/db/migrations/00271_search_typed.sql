-- What a promise is about is found when it has a question too, so promises are read once more. What was typed in messages
-- that left, and why names were struck off, is read because it never was.
DELETE FROM search_read WHERE kind = 'promise';
