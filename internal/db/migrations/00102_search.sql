-- What was said is found by the beginnings of its words. The words stand where they are kept; here stands only
-- where each of them occurs. What goes, is forgotten word by word.
CREATE TABLE search_word (
    org     {id} NOT NULL,
    word    {text} NOT NULL, -- folded
    subject {id} NOT NULL,   -- ids grow with time, so the newest come last
    kind    {text} NOT NULL,
    PRIMARY KEY (org, word, subject, kind)
) {keyed};

-- How far what was there before, or came by import, has been read; a kind that is not here is yet to begin.
CREATE TABLE search_read (
    org   {id} NOT NULL,
    kind  {text} NOT NULL,
    until {id} NOT NULL,
    PRIMARY KEY (org, kind)
) {keyed};
