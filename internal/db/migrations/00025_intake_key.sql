-- What was noted on a device without connection may arrive more than once: the key was made there.
CREATE TABLE intake_key (
    org      {id} NOT NULL,
    staff    {id} NOT NULL, -- who took it
    key      {text} NOT NULL,
    question {id},          -- nothing only within the transaction that takes it
    PRIMARY KEY (org, staff, key)
) {strict};
