-- Who agreed to be called with an offer: when, how, for what; and when he took it back.
CREATE TABLE call_consent (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    customer     {id} NOT NULL,
    given_at     {time} NOT NULL,
    how          {text} NOT NULL,
    about        {text} NOT NULL, -- for what, in his words or those of the form
    evidence     {text} NOT NULL, -- where it can be seen
    noted_at     {time} NOT NULL,
    noted_by     {id},
    withdrawn_at {time},
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX call_consent_customer ON call_consent (org, customer, given_at);

-- What the law takes an organisation for: natural persons trading together or alone, or a legal person.
CREATE TABLE call_form (
    org      {id} NOT NULL,
    id       {id} NOT NULL,
    customer {id} NOT NULL,
    form     {text} NOT NULL,
    said_at  {time} NOT NULL,
    said_by  {id},
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX call_form_customer ON call_form (org, customer, said_at, id);

-- What we are ourselves: some who call are allowed more. One row; a company when there is none.
CREATE TABLE call_caller (
    org    {id} NOT NULL,
    caller {text} NOT NULL,
    PRIMARY KEY (org)
) {keyed};
