-- The oldest message that may leave is found by its id: a lead to whom thousands were laid ready while Kroon was down
-- is not sorted through anew for each of them.
CREATE INDEX message_ready ON message (org, recipient, id) WHERE state = 'waiting';
