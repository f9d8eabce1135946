-- What is written with every promise, and no question asks for: since the timeline has lines of its own, nobody looks for
-- messages by when they were sent; and only what was taken over from elsewhere has a name there.
DROP INDEX message_timeline;
DROP INDEX promise_import;
CREATE UNIQUE INDEX promise_import ON promise (org, import_source, import_id) WHERE import_id IS NOT NULL;
