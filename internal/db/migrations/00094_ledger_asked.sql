-- What we asked of a customer, and who did; each is an event under the same id. The words stay in the house.
CREATE TABLE ledger_asked (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    customer   {id} NOT NULL,
    at         {time} NOT NULL,
    actor_kind {text} NOT NULL,
    actor      {id},
    words      {text} NOT NULL,
    undone_at  {time},
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX ledger_asked_customer ON ledger_asked (org, customer, at, id);
