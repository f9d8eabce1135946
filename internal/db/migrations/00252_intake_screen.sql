-- Who has a question on the screen at this moment.
CREATE TABLE question_screen (
    org      {id} NOT NULL,
    question {id} NOT NULL,
    staff    {id} NOT NULL,
    until_at {time} NOT NULL,
    PRIMARY KEY (org, question, staff)
) {keyed};
CREATE INDEX question_screen_until ON question_screen (org, until_at);
