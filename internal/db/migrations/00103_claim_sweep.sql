-- What an opinion or an assumption says without exception ("koopt nooit", "doet niets in de zomer"), and what counting
-- says of it. Only its author reads this: others weigh the numbers themselves, without anybody's words beside them.
CREATE TABLE claim_sweep (
    org        {id} NOT NULL,
    claim      {id} NOT NULL,
    sweep      {text} NOT NULL,  -- which of the patterns
    from_part  {int64} NOT NULL, -- the first month of a season or the first hour of a time; 0 otherwise
    until_part {int64} NOT NULL,
    author     {id} NOT NULL,
    verdict    {text} NOT NULL,  -- empty: not weighed yet
    count      {int64} NOT NULL, -- cases of the kind
    n          {int64} NOT NULL, -- cases in all
    weighed_at {time},
    heard_at   {time},           -- when the author said that he knows
    PRIMARY KEY (org, claim, sweep)
) {keyed};
CREATE INDEX claim_sweep_author ON claim_sweep (org, author, claim) WHERE verdict = 'contradicted' AND heard_at IS NULL;
