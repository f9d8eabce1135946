-- What passed between a customer and us: calls, letters, visits. waits follows from interaction_end, which is
-- the truth; it stands here for the indexes.
CREATE TABLE interaction (
    org         {id} NOT NULL,
    id          {id} NOT NULL,
    customer    {id},            -- of a call it may not be known yet
    caller      {text} NOT NULL, -- E.164, of a call from a number that is nobody's yet
    kind        {text} NOT NULL,
    direction   {text} NOT NULL,
    result      {text} NOT NULL, -- of a call; empty otherwise
    staff       {id},            -- who had it; of a missed call nobody
    promise     {id},
    question    {id},
    began_at    {time} NOT NULL,
    ended_at    {time},
    noted_at    {time} NOT NULL,
    waits       {bool} NOT NULL, -- a missed call that nobody has done anything about
    undone_at   {time},
    source      {text},          -- another system, and its name for this
    external_id {text},
    version     {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX interaction_origin ON interaction (org, source, external_id);
CREATE INDEX interaction_waits ON interaction (org, began_at, id) WHERE waits = 1;
CREATE INDEX interaction_waits_customer ON interaction (org, customer, id) WHERE waits = 1;
CREATE INDEX interaction_waits_caller ON interaction (org, caller, id) WHERE waits = 1;
CREATE INDEX interaction_caller ON interaction (org, caller, id) WHERE customer IS NULL;

-- What was said, apart from all that may stay when it must go. It never leaves the house.
CREATE TABLE interaction_words (
    org         {id} NOT NULL,
    interaction {id} NOT NULL,
    words       {text} NOT NULL,
    PRIMARY KEY (org, interaction)
) {strict};

-- In what a missed call ended: a call, a promise or a reason.
CREATE TABLE interaction_end (
    org         {id} NOT NULL,
    interaction {id} NOT NULL,
    version     {int64} NOT NULL, -- of the interaction at that moment
    how         {text} NOT NULL,
    subject     {id},             -- the call or the promise
    reason      {text} NOT NULL,
    actor_kind  {text} NOT NULL,
    actor       {id},
    ended_at    {time} NOT NULL,
    undone_at   {time},
    PRIMARY KEY (org, interaction, version)
) {strict};

CREATE INDEX interaction_end_subject ON interaction_end (org, subject) WHERE undone_at IS NULL;

-- One line per happening and stream: the customer's own, and that of the organisation he worked for at that
-- moment. It holds no words: those are read where they are kept.
CREATE TABLE timeline (
    org          {id} NOT NULL,
    customer     {id} NOT NULL, -- whose stream
    at           {time} NOT NULL,
    id           {id} NOT NULL, -- of what is told: the outcome, the question, the try, the message, the interaction, the event
    person       {id} NOT NULL, -- to whom it happened
    sort         {text} NOT NULL,
    source       {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject      {id} NOT NULL,
    what         {text} NOT NULL,
    actor_kind   {text} NOT NULL,
    actor        {id},
    PRIMARY KEY (org, customer, at, id)
) {keyed};
CREATE INDEX timeline_sort ON timeline (org, customer, sort, at, id);
CREATE INDEX timeline_id ON timeline (org, id);
CREATE INDEX timeline_subject ON timeline (org, subject, source);
