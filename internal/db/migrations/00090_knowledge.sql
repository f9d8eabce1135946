-- What everybody here answers. latest and approved are numbers of answer_edition: the newest one, and the one that
-- stands; they are kept here for the lists.
CREATE TABLE answer (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    code       {text} NOT NULL,  -- of its page, to say over the phone
    topic      {id},
    owner      {id},
    public     {bool} NOT NULL,
    review_on  {date} NOT NULL,  -- the last day on which it counts as looked after
    latest     {int64} NOT NULL,
    approved   {int64} NOT NULL, -- 0: none yet
    retired_at {time},
    version    {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX answer_code ON answer (org, code);
CREATE INDEX answer_owner ON answer (org, owner, review_on);

-- The versions, in the words that are read out or sent. A language without a title is not there.
CREATE TABLE answer_edition (
    org         {id} NOT NULL,
    answer      {id} NOT NULL,
    number      {int64} NOT NULL, -- from 1
    title_nl    {text} NOT NULL,
    body_nl     {text} NOT NULL,
    table_nl    {text} NOT NULL,  -- a comparison: a line for each row, cells apart by |
    title_en    {text} NOT NULL,
    body_en     {text} NOT NULL,
    table_en    {text} NOT NULL,
    contradicts {bool} NOT NULL,  -- what we told before was not right
    author_kind {text} NOT NULL,
    author      {id},
    written_at  {time} NOT NULL,
    approved_by {id},
    approved_at {time},
    PRIMARY KEY (org, answer, number)
) {strict};

-- The words of what stands, to be found while one types.
CREATE TABLE answer_word (
    org    {id} NOT NULL,
    word   {text} NOT NULL,
    answer {id} NOT NULL,
    title  {bool} NOT NULL, -- it stands in a title
    PRIMARY KEY (org, word, answer)
) {keyed};
CREATE INDEX answer_word_answer ON answer_word (org, answer);

CREATE TABLE answer_topic (
    org     {id} NOT NULL,
    id      {id} NOT NULL,
    name_nl {text} NOT NULL,
    name_en {text} NOT NULL,
    version {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};

-- What is worth asking back about a topic.
CREATE TABLE answer_ask (
    org     {id} NOT NULL,
    topic   {id} NOT NULL,
    place   {int64} NOT NULL, -- 0 to 2
    text_nl {text} NOT NULL,
    text_en {text} NOT NULL,
    PRIMARY KEY (org, topic, place)
) {keyed};

-- Which version was given to whom, when, and by whom.
CREATE TABLE answer_given (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    answer     {id} NOT NULL,
    number     {int64} NOT NULL,
    question   {id},
    customer   {id},              -- of somebody unknown it stays empty
    how        {text} NOT NULL,
    lang       {text} NOT NULL,
    actor_kind {text} NOT NULL,
    actor      {id},
    given_at   {time} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX answer_given_answer ON answer_given (org, answer, id);
CREATE INDEX answer_given_question ON answer_given (org, question) WHERE question IS NOT NULL;
CREATE INDEX answer_given_customer ON answer_given (org, customer, id) WHERE customer IS NOT NULL;

-- Who heard, after a version that says something else, that what we told before was not right; or to whom it
-- was promised.
CREATE TABLE answer_told (
    org        {id} NOT NULL,
    answer     {id} NOT NULL,
    customer   {id} NOT NULL,
    number     {int64} NOT NULL, -- of the version that says something else
    how        {text} NOT NULL,
    promise    {id},
    actor_kind {text} NOT NULL,
    actor      {id},
    told_at    {time} NOT NULL,
    PRIMARY KEY (org, answer, customer, number)
) {strict};

-- What many asked in the last seven days and no public answer says; counted again every day.
CREATE TABLE answer_gap (
    org       {id} NOT NULL,
    place     {int64} NOT NULL, -- 0 is what most asked
    words     {text} NOT NULL,  -- what the questions have in common
    answer    {id},             -- what we answer among ourselves, if we do
    people    {int64} NOT NULL,
    questions {int64} NOT NULL,
    since_at  {time} NOT NULL,
    PRIMARY KEY (org, place)
) {strict};
