-- People and organisations, those who may become customers included.
CREATE TABLE customer (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    kind         {text} NOT NULL,
    name         {text} NOT NULL,
    first_name   {text} NOT NULL,
    salutation   {text} NOT NULL,
    employer     {id},
    function     {text} NOT NULL,
    lang         {text} NOT NULL, -- empty: as the organisation speaks
    form         {text} NOT NULL, -- empty: as the organisation addresses people
    channel      {text} NOT NULL,
    hours_note   {text} NOT NULL,
    since        {int64} NOT NULL, -- a year; 0: not known
    street       {text} NOT NULL,
    house_number {text} NOT NULL,
    postcode     {text} NOT NULL,
    city         {text} NOT NULL,
    country      {text} NOT NULL,
    sought       {text} NOT NULL, -- the folded words of this row, to check a find against
    import_run   {id},            -- of an import; hidden while customer_run holds the run
    added_at     {time} NOT NULL,
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX customer_employer ON customer (org, employer, id) WHERE employer IS NOT NULL;
CREATE INDEX customer_import_run ON customer (org, import_run, id) WHERE import_run IS NOT NULL;

-- Place 0 is the preferred one.
CREATE TABLE customer_phone (
    org      {id} NOT NULL,
    customer {id} NOT NULL,
    place    {int64} NOT NULL,
    number   {text} NOT NULL, -- E.164
    label    {text} NOT NULL,
    PRIMARY KEY (org, customer, place)
) {keyed};
CREATE INDEX customer_phone_number ON customer_phone (org, number, customer);

CREATE TABLE customer_email (
    org      {id} NOT NULL,
    customer {id} NOT NULL,
    place    {int64} NOT NULL,
    address  {text} NOT NULL,
    folded   {text} NOT NULL,
    PRIMARY KEY (org, customer, place)
) {keyed};
CREATE INDEX customer_email_folded ON customer_email (org, folded, customer);

-- When the customer likes to be reached, in minutes of the day on the organisation's wall.
CREATE TABLE customer_hours (
    org          {id} NOT NULL,
    customer     {id} NOT NULL,
    weekday      {int64} NOT NULL, -- 0 is Sunday
    from_minute  {int64} NOT NULL,
    until_minute {int64} NOT NULL,
    PRIMARY KEY (org, customer, weekday, from_minute)
) {keyed};

-- What a customer is found by: each of its words, followed by the others of the name, so that one range
-- answers what is being typed.
CREATE TABLE customer_word (
    org      {id} NOT NULL,
    word     {text} NOT NULL,
    customer {id} NOT NULL,
    PRIMARY KEY (org, word, customer)
) {keyed};

-- Under which name another system knows the customer.
CREATE TABLE customer_origin (
    org         {id} NOT NULL,
    source      {text} NOT NULL,
    external_id {text} NOT NULL,
    customer    {id} NOT NULL,
    PRIMARY KEY (org, source, external_id)
) {keyed};
CREATE INDEX customer_origin_customer ON customer_origin (org, customer);

-- The imports whose rows nobody sees: not yet, or no more. To publish one is to delete one row.
CREATE TABLE customer_run (
    org {id} NOT NULL,
    run {id} NOT NULL,
    PRIMARY KEY (org, run)
) {keyed};
