-- One index tells of a customer's promises which are open and when each is due; there were two, in which every promise was written
-- somewhere in the middle.
DROP INDEX promise_customer_open;
DROP INDEX promise_customer;
CREATE INDEX promise_customer ON promise (org, customer, open, due_at, direction);
