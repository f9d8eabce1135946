-- What is called something is found by it too: files, orders, call lists. Orders come by the hundred thousand, so each sort
-- is looked up by itself and none keeps another out of sight.
CREATE TABLE search_thing (
    org     {id} NOT NULL,
    kind    {text} NOT NULL,
    word    {text} NOT NULL, -- folded
    subject {id} NOT NULL,   -- ids grow with time, so the newest come last
    PRIMARY KEY (org, kind, word, subject)
) {keyed};
-- Of a file that is gone the name is gone too.
CREATE INDEX search_thing_file ON search_thing (org, subject) WHERE kind = 'file';
-- More is entered of these than before, so what was said already is read once more.
DELETE FROM search_read WHERE kind IN ('note', 'complaint');
