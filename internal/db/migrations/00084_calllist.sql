-- Whom a list is made of, saved under a name to be used again. The parts are a filter as JSON: it names nobody.
CREATE TABLE call_filter (
    org      {id} NOT NULL,
    id       {id} NOT NULL,
    name     {text} NOT NULL,
    folded   {text} NOT NULL, -- of the name: one of each
    parts    {text} NOT NULL,
    saved_by {id},
    saved_at {time} NOT NULL,
    version  {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX call_filter_folded ON call_filter (org, folded);

CREATE TABLE call_list (
    org       {id} NOT NULL,
    id        {id} NOT NULL,
    name      {text} NOT NULL,
    purpose   {text} NOT NULL, -- sales, service
    about     {text} NOT NULL, -- what we call for, in a sentence
    parts     {text} NOT NULL, -- the filter as it was then
    made_by   {id},
    made_at   {time} NOT NULL,
    closed_at {time},
    closed_by {id},
    why       {text} NOT NULL, -- it was closed with names that were not called
    version   {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX call_list_open ON call_list (org, id) WHERE closed_at IS NULL;

-- Who is on a list. state says whether somebody still has to see to the name; outcome how it ended.
CREATE TABLE call_name (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    list       {id} NOT NULL,
    customer   {id} NOT NULL,
    place      {int64} NOT NULL,
    state      {text} NOT NULL, -- open, aside (struck off on an opinion), ended
    outcome    {text} NOT NULL,
    ended_at   {time},
    ended_by   {id},
    promise    {id},
    strike     {id},
    returns_on {date} NOT NULL, -- not called before, on any list; empty: it is not said
    tries      {int64} NOT NULL,
    try_at     {time},
    offered    {text} NOT NULL, -- whether the right to object was told: told, not_told, empty when nobody was spoken
    ground     {text} NOT NULL, -- on what a sales call rested
    taken_by   {id},            -- who has the card before him
    taken_at   {time},
    version    {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX call_name_customer ON call_name (org, list, customer);
CREATE INDEX call_name_next ON call_name (org, list, state, place);
CREATE INDEX call_name_of ON call_name (org, customer, id);

-- What a colleague adds to how it ended. It never leaves the house.
CREATE TABLE call_name_aside (
    org  {id} NOT NULL,
    name {id} NOT NULL,
    note {text} NOT NULL,
    PRIMARY KEY (org, name)
) {strict};
