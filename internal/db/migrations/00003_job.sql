-- Due work. The rows are the truth; one row per kind and subject.
CREATE TABLE job (
    org         {id} NOT NULL,
    kind        {text} NOT NULL,
    subject     {id} NOT NULL,
    generation  {int64} NOT NULL, -- rises each time the work is armed anew
    due_at      {time} NOT NULL,
    not_before  {time} NOT NULL,  -- due_at, or later after a failure
    lease_until {time},           -- while a node performs its effect
    fence       {int64} NOT NULL, -- rises with each claim; a late node's is refused
    tries       {int64} NOT NULL,
    last_error  {text} NOT NULL,
    PRIMARY KEY (org, kind, subject)
) {strict};
CREATE INDEX job_due ON job (not_before, org, kind, subject);
CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX job_subject ON job (org, subject);
