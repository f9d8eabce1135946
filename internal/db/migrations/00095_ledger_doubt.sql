-- A line of the statement of what we promised each other that the customer says is not right. What he says is a
-- question for whoever keeps the promise.
CREATE TABLE ledger_doubt (
    org      {id} NOT NULL,
    question {id} NOT NULL,
    promise  {id} NOT NULL,
    said_at  {time} NOT NULL,
    PRIMARY KEY (org, question)
) {keyed};
CREATE INDEX ledger_doubt_promise ON ledger_doubt (org, promise, said_at);
