-- What people here say of a customer: facts, opinions, assumptions, wishes, worries. A fact rests on evidence.
CREATE TABLE claim (
    org              {id} NOT NULL,
    id               {id} NOT NULL,
    customer         {id} NOT NULL,
    kind             {text} NOT NULL, -- as it counts
    meant            {text} NOT NULL, -- as it was written: a fact without evidence counts as an assumption
    source           {text} NOT NULL, -- who says it
    ground           {text} NOT NULL, -- what sort of evidence there is; empty: none
    subject          {id},            -- the evidence on the timeline
    said_on          {text} NOT NULL, -- of a person as evidence: when he said so, a day; empty otherwise
    complaint        {text} NOT NULL, -- of an opinion: whether it is an open complaint
    against          {id},            -- the claim that this one speaks against
    author           {id},
    written_at       {time} NOT NULL,
    confirmed_at     {time} NOT NULL, -- since when it is fresh
    confirmed_by     {id},
    ended_at         {time},
    ending           {text} NOT NULL,
    countered_at     {time},          -- when the customer had his own words put beside it
    countered_by     {id},            -- who noted them
    version          {int64} NOT NULL,
    PRIMARY KEY (org, id),
    CHECK (kind <> 'fact' OR ground <> '')
) {strict};
CREATE INDEX claim_customer ON claim (org, customer, written_at, id);
CREATE INDEX claim_subject ON claim (org, subject) WHERE subject IS NOT NULL;

-- Its words. They never leave the house but to the customer himself, when he asks what we know of him.
CREATE TABLE claim_words (
    org      {id} NOT NULL,
    claim    {id} NOT NULL,
    text     {text} NOT NULL,
    proof    {text} NOT NULL, -- the document, or the person who said so
    happened {text} NOT NULL, -- of an opinion: what exactly happened
    counter  {text} NOT NULL, -- of the customer himself
    PRIMARY KEY (org, claim)
) {strict};

-- With what eyes a colleague looks at a customer: fresh ones, for who takes him over; and that he chose to read
-- the opinions of others all the same.
CREATE TABLE claim_look (
    org      {id} NOT NULL,
    id       {id} NOT NULL,
    customer {id} NOT NULL,
    staff    {id} NOT NULL,
    kind     {text} NOT NULL, -- fresh, opened
    began_at {time} NOT NULL,
    until_at {time},          -- of fresh eyes
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX claim_look_customer ON claim_look (org, customer, staff, began_at);
