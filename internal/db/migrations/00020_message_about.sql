-- What else one message tells of: one notice to a customer about everything of his that moves. The subject
-- of the message itself is not among them.
CREATE TABLE message_about (
    org      {id} NOT NULL,
    message  {id} NOT NULL,
    subject  {id} NOT NULL,
    position {int64} NOT NULL,
    PRIMARY KEY (org, message, subject)
) {strict};
CREATE INDEX message_about_subject ON message_about (org, subject, message);
