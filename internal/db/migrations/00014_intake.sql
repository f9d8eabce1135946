-- What customers ask us. open, ending, reading and reading_state follow from question_ending and
-- question_reading, which are the truth; they stand here for the indexes.
CREATE TABLE question (
    org           {id} NOT NULL,
    id            {id} NOT NULL,
    code          {text} NOT NULL,
    customer      {id},            -- of a half note it may not be known yet
    contact       {id} NOT NULL,   -- the contact moment, shared by the questions asked in it
    channel       {text} NOT NULL,
    caller        {text} NOT NULL, -- E.164, when a caller is not known yet
    taker         {id},
    holder        {id},
    decides_on    {date} NOT NULL, -- empty: not known
    phase         {text} NOT NULL,
    half          {bool} NOT NULL,
    reading       {int64} NOT NULL, -- the newest read-back; 0: none
    reading_state {text} NOT NULL,
    ending        {text} NOT NULL,
    open          {bool} NOT NULL,
    noted_at      {time} NOT NULL,
    version       {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX question_code ON question (org, code);
CREATE INDEX question_customer ON question (org, customer, id);
CREATE INDEX question_contact ON question (org, contact, id);
CREATE INDEX question_open ON question (org, id) WHERE open = 1;
CREATE INDEX question_holder ON question (org, holder, id) WHERE open = 1;
CREATE INDEX question_decides ON question (org, decides_on, id) WHERE open = 1 AND decides_on <> '';

-- What never leaves the house, apart from all that may.
CREATE TABLE question_aside (
    org      {id} NOT NULL,
    question {id} NOT NULL,
    note     {text} NOT NULL,
    compares {text} NOT NULL,
    PRIMARY KEY (org, question)
) {strict};

-- The versions of what we understood, in the words that the customer reads.
CREATE TABLE question_reading (
    org         {id} NOT NULL,
    question    {id} NOT NULL,
    number      {int64} NOT NULL, -- from 1
    text        {text} NOT NULL,
    author_kind {text} NOT NULL,
    author      {id},
    written_at  {time} NOT NULL,
    state       {text} NOT NULL,
    how         {text} NOT NULL, -- by which way it was sent, and then by which it was answered
    stated_at   {time} NOT NULL, -- since when it is in this state
    PRIMARY KEY (org, question, number)
) {strict};

-- How a question ended, each time it did.
CREATE TABLE question_ending (
    org           {id} NOT NULL,
    question      {id} NOT NULL,
    version       {int64} NOT NULL, -- of the question at that moment
    ending        {text} NOT NULL,
    promise       {id},
    promise_state {text} NOT NULL, -- in what state our promise was when they went elsewhere
    words         {text} NOT NULL,
    actor_kind    {text} NOT NULL,
    actor         {id},
    ended_at      {time} NOT NULL,
    reopened_at   {time},
    PRIMARY KEY (org, question, version)
) {strict};

-- Who has a new question of a customer on the screen at this moment.
CREATE TABLE intake_desk (
    org      {id} NOT NULL,
    customer {id} NOT NULL,
    staff    {id} NOT NULL,
    until_at {time} NOT NULL,
    PRIMARY KEY (org, customer, staff)
) {keyed};
CREATE INDEX intake_desk_until ON intake_desk (org, until_at);
