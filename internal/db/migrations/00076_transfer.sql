-- A question on its way to another person. The sender stays the one who sees to it until the taker says yes.
CREATE TABLE transfer (
    org         {id} NOT NULL,
    id          {id} NOT NULL,
    question    {id} NOT NULL,
    customer    {id},             -- as it was known then
    sender      {id} NOT NULL,
    taker       {id} NOT NULL,
    state       {text} NOT NULL,  -- waiting, accepted, declined, withdrawn
    number      {int64} NOT NULL, -- which hand-off of the question it became; 0 while it is none
    finishes    {bool} NOT NULL,  -- the taker is the one who finishes it
    handed_at   {time} NOT NULL,
    answered_at {time},
    version     {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX transfer_waits ON transfer (org, question) WHERE state = 'waiting';
CREATE UNIQUE INDEX transfer_number ON transfer (org, question, number) WHERE number > 0;
CREATE INDEX transfer_taker ON transfer (org, taker, handed_at, id) WHERE state = 'waiting';

-- What colleagues tell each other with it. It never leaves the house.
CREATE TABLE transfer_words (
    org      {id} NOT NULL,
    transfer {id} NOT NULL,
    facts    {text} NOT NULL,
    repeated {text} NOT NULL, -- what the customer had to tell again
    reason   {text} NOT NULL, -- of a team lead, why it goes on after all
    answer   {text} NOT NULL, -- why it was turned down
    PRIMARY KEY (org, transfer)
) {strict};
