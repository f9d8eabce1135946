-- The timeline of what happened before there was one. It is filled in the transaction that makes it, so that a
-- start that is killed leaves neither half of it nor twice. The past of an import that nobody sees comes along:
-- reading leaves it out, and entering it again changes nothing.
INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
    SELECT p.org, p.customer, o.happened_at, o.id, p.customer, 'promises', 'outcome', 'promise', p.id, o.kind, o.actor_kind, o.actor
    FROM promise p JOIN promise_outcome o ON o.org = p.org AND o.promise = p.id
    WHERE p.customer IS NOT NULL AND p.undone_at IS NULL AND o.undone_at IS NULL
    AND o.kind NOT IN ('acknowledged', 'reassigned', 'redistributed', 'proposed', 'turned-down', 'undone')
    AND NOT (o.kind IN ('agreed', 'offered') AND p.previous IS NOT NULL) AND o.cause <> 'tacit';
INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
    SELECT p.org, p.customer, a.began_at, a.id, p.customer, 'calls', 'attempt', 'promise', p.id, a.result, 'staff', a.staff
    FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
    WHERE p.customer IS NOT NULL AND a.result NOT IN ('begun', 'undone');
INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
    SELECT q.org, q.customer, q.noted_at, q.id, q.customer, 'questions', 'question', 'question', q.id, q.channel,
        CASE WHEN q.taker IS NULL THEN 'customer' ELSE 'staff' END, q.taker
    FROM question q WHERE q.customer IS NOT NULL;
INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
    SELECT m.org, m.recipient, m.sent_at, m.id, m.recipient, 'messages', 'message', m.subject_kind, m.subject, m.kind, 'staff', m.sent_by
    FROM message m WHERE m.audience = 'customer' AND m.sent_at IS NOT NULL AND m.state IN ('sent', 'handed');
-- Where somebody worked then is not kept: he is taken to have worked where he works now.
INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
    SELECT t.org, c.employer, t.at, t.id, t.person, t.sort, t.source, t.subject_kind, t.subject, t.what, t.actor_kind, t.actor
    FROM timeline t JOIN customer c ON c.org = t.org AND c.id = t.customer
    WHERE c.employer IS NOT NULL AND c.employer <> c.id;
