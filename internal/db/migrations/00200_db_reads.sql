-- What a customer is owed, what he was not given, and what he owes, without reading all that was ever promised to him;
-- what waits on somebody's list for another owner, without reading the list; and for whom somebody answers.
CREATE INDEX promise_customer_open ON promise (org, customer, direction, due_at, id) WHERE open = 1;
CREATE INDEX promise_broken ON promise (org, customer, broken_at, id) WHERE broken_at IS NOT NULL;
CREATE INDEX promise_theirs ON promise (org, customer, due_at) WHERE direction = 'theirs';
CREATE INDEX promise_awaits_owner ON promise (org, owner, due_at, id) WHERE open = 1 AND awaits = 'redistribution';
CREATE INDEX staff_answerable ON staff (org, answerable) WHERE answerable IS NOT NULL;
