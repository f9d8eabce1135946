-- Indexes that statements were found to miss: without them each of these reads a table that grows with the work.
CREATE INDEX transfer_question ON transfer (org, question, handed_at, id);
CREATE INDEX transfer_customer ON transfer (org, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX interaction_customer ON interaction (org, customer, began_at, id) WHERE customer IS NOT NULL;
CREATE INDEX message_customer ON message (org, recipient, id) WHERE audience = 'customer';
CREATE INDEX customer_link_customer ON customer_link (org, customer, id);
CREATE INDEX answer_told_customer ON answer_told (org, customer, answer);
CREATE INDEX question_noted ON question (org, noted_at, id);
CREATE INDEX question_ending_ended ON question_ending (org, ending, ended_at);
CREATE INDEX promise_guard_taken ON promise_guard (org, taken_at, step, promise);
CREATE INDEX promise_awaits ON promise (org, due_at, id) WHERE open = 1 AND awaits = 'redistribution';
