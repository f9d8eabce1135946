-- A complaint as it stands; how it came to that is told by its steps.
CREATE TABLE complaint (
    org             {id} NOT NULL,
    id              {id} NOT NULL,
    customer        {id} NOT NULL,
    channel         {text} NOT NULL, -- by which way it came
    subject_kind    {text} NOT NULL, -- what it was said in: question, interaction; empty: neither
    subject         {id},
    promise         {id},            -- that it is about
    stage           {text} NOT NULL,
    severity        {text} NOT NULL, -- empty until it is assessed
    cause           {text} NOT NULL, -- a code of complaint_cause; empty until it is assessed
    finding         {text} NOT NULL, -- empty until it is answered
    verdict         {text} NOT NULL, -- what the customer thinks of the answer; empty while that is not known
    responsible     {id},
    received_at     {time} NOT NULL,
    acknowledge_by  {time} NOT NULL, -- the norm, reckoned once: another setting moves no complaint of before
    acknowledged_at {time},
    late_at         {time},          -- the norm, once it passed without an acknowledgement
    answer          {id},            -- the promise to answer
    answered_at     {time},
    settled_at      {time},          -- since when it is known what the customer thinks of it
    ended_at        {time},
    lesson          {id},            -- the promise among colleagues about what changes
    undone_at       {time},
    version         {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX complaint_subject ON complaint (org, subject_kind, subject) WHERE subject IS NOT NULL AND undone_at IS NULL;
CREATE INDEX complaint_customer ON complaint (org, customer, received_at, id);
CREATE INDEX complaint_received ON complaint (org, received_at, id);
CREATE INDEX complaint_running ON complaint (org, received_at, id) WHERE ended_at IS NULL AND undone_at IS NULL;
CREATE INDEX complaint_answer ON complaint (org, answer) WHERE answer IS NOT NULL;

-- Each step, with who and when, and what it settled.
CREATE TABLE complaint_step (
    org         {id} NOT NULL,
    complaint   {id} NOT NULL,
    number      {int64} NOT NULL, -- from 1
    step        {text} NOT NULL,
    taken_at    {time} NOT NULL,
    actor_kind  {text} NOT NULL,
    actor       {id},
    severity    {text} NOT NULL,
    cause       {text} NOT NULL,
    finding     {text} NOT NULL,
    responsible {id},
    promise     {id},
    undone_at   {time},
    PRIMARY KEY (org, complaint, number)
) {strict};

-- What was said with a step: what the customer said or reads, and what stays among colleagues.
CREATE TABLE complaint_words (
    org       {id} NOT NULL,
    complaint {id} NOT NULL,
    number    {int64} NOT NULL,
    said      {text} NOT NULL,
    reasons   {text} NOT NULL, -- of an answer; the customer reads them
    inside    {text} NOT NULL, -- never leaves the house
    PRIMARY KEY (org, complaint, number)
) {strict};

-- A text that may hold a complaint. Whoever takes it up or sets it aside is not asked again.
CREATE TABLE complaint_hint (
    org          {id} NOT NULL,
    subject_kind {text} NOT NULL, -- question, interaction
    subject      {id} NOT NULL,
    customer     {id},            -- as it was known then
    score        {int64} NOT NULL,
    cues         {text} NOT NULL, -- which cues stood in it, apart by a line
    found_at     {time} NOT NULL,
    state        {text} NOT NULL, -- open, taken, aside
    decided_at   {time},
    decided_by   {id},
    PRIMARY KEY (org, subject_kind, subject)
) {strict};
CREATE INDEX complaint_hint_open ON complaint_hint (org, found_at) WHERE state = 'open';
CREATE INDEX complaint_hint_customer ON complaint_hint (org, customer) WHERE customer IS NOT NULL;

-- The causes that the organisation keeps. Without rows there are those that everybody begins with.
CREATE TABLE complaint_cause (
    org        {id} NOT NULL,
    code       {text} NOT NULL,
    name_nl    {text} NOT NULL, -- both empty: one that everybody begins with, under its own name
    name_en    {text} NOT NULL,
    retired_at {time},
    PRIMARY KEY (org, code)
) {keyed};

-- How soon a complaint is acknowledged and answered, and where a customer can go who does not accept an answer.
CREATE TABLE complaint_terms (
    org                 {id} NOT NULL,
    acknowledge_minutes {int64} NOT NULL, -- of open time
    answer_days         {int64} NOT NULL, -- working days
    outside_nl          {text} NOT NULL,
    outside_en          {text} NOT NULL,
    version             {int64} NOT NULL,
    PRIMARY KEY (org)
) {keyed};
