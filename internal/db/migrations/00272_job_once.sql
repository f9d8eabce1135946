-- Nobody looks for work by its subject alone. On SQLite the rest is kept in one tree less: in the order of its key, by which all
-- work is armed, claimed and done; a promise that is kept takes two pieces back, each somewhere in the middle.
DROP INDEX job_subject;
{sqlite}CREATE TABLE job_once (
{sqlite}    org         {id} NOT NULL,
{sqlite}    kind        {text} NOT NULL,
{sqlite}    subject     {id} NOT NULL,
{sqlite}    generation  {int64} NOT NULL, -- rises each time the work is armed anew
{sqlite}    due_at      {time} NOT NULL,
{sqlite}    not_before  {time} NOT NULL,  -- due_at, or later after a failure
{sqlite}    lease_until {time},           -- while a node performs its effect
{sqlite}    fence       {int64} NOT NULL, -- rises with each claim; a late node's is refused
{sqlite}    tries       {int64} NOT NULL,
{sqlite}    last_error  {text} NOT NULL,
{sqlite}    PRIMARY KEY (org, kind, subject)
{sqlite}) {keyed};
{sqlite}INSERT INTO job_once (org, kind, subject, generation, due_at, not_before, lease_until, fence, tries, last_error)
{sqlite}    SELECT org, kind, subject, generation, due_at, not_before, lease_until, fence, tries, last_error
{sqlite}    FROM job ORDER BY org, kind, subject;
{sqlite}DROP TABLE job;
{sqlite}ALTER TABLE job_once RENAME TO job;
{sqlite}CREATE INDEX job_due ON job (not_before, org, kind, subject);
{sqlite}CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL;
