-- Who is not called any more, on any list: because he does not want it, because of a fact, or because of what
-- somebody thinks, which lasts until returns_at unless a second person agrees.
CREATE TABLE call_strike (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    customer   {id} NOT NULL,
    name       {id},            -- on which list it began
    reason     {text} NOT NULL, -- objection, fact, opinion
    fact       {text} NOT NULL,
    state      {text} NOT NULL, -- standing, waiting (for a second person), refused, returned, lifted
    struck_at  {time} NOT NULL,
    actor_kind {text} NOT NULL,
    actor      {id},
    second     {id},
    second_at  {time},
    returns_at {time},
    ended_at   {time},
    version    {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX call_strike_customer ON call_strike (org, customer, id);
CREATE INDEX call_strike_state ON call_strike (org, state, id);

-- The words of it, apart: they never leave the house, but for him whom they are about.
CREATE TABLE call_strike_aside (
    org      {id} NOT NULL,
    strike   {id} NOT NULL,
    why      {text} NOT NULL,
    evidence {text} NOT NULL,
    answer   {text} NOT NULL, -- of the second person
    PRIMARY KEY (org, strike)
) {strict};
