-- What a file holds, once for everybody who added the same. whole is 0 while it comes in.
CREATE TABLE file_content (
    org      {id} NOT NULL,
    id       {id} NOT NULL,
    sum      {bytes},          -- SHA-256; none while it comes in
    size     {int64} NOT NULL, -- bytes
    whole    {bool} NOT NULL,
    begun_at {time} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX file_content_sum ON file_content (org, sum) WHERE whole = 1;
CREATE INDEX file_content_begun ON file_content (org, begun_at) WHERE whole = 0;
CREATE INDEX file_content_room ON file_content (org, size) WHERE whole = 1;

CREATE TABLE file_chunk (
    org     {id} NOT NULL,
    content {id} NOT NULL,
    place   {int64} NOT NULL, -- from 0; all but the last are as long as each other
    data    {bytes} NOT NULL,
    PRIMARY KEY (org, content, place)
) {strict};

-- A file with what it belongs to. Its name stands here only, where it can be erased.
CREATE TABLE file (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    content      {id} NOT NULL,
    name         {text} NOT NULL,
    type         {text} NOT NULL,
    customer     {id},            -- empty while it is not known who asks
    subject_kind {text} NOT NULL, -- question, promise, interaction, customer
    subject      {id} NOT NULL,
    shown        {bool} NOT NULL, -- the customer sees it on his page
    proof        {bool} NOT NULL, -- it shows that a promise was kept
    actor_kind   {text} NOT NULL,
    actor        {id},
    added_at     {time} NOT NULL,
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX file_subject ON file (org, subject, id);
CREATE INDEX file_customer ON file (org, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX file_content_used ON file (org, content);

-- That a file was taken away, by whom and why. What it was called and held is gone.
CREATE TABLE file_removal (
    org          {id} NOT NULL,
    file         {id} NOT NULL,
    customer     {id},
    subject_kind {text} NOT NULL,
    subject      {id} NOT NULL,
    type         {text} NOT NULL,
    reason       {text} NOT NULL,
    actor_kind   {text} NOT NULL,
    actor        {id},
    removed_at   {time} NOT NULL,
    PRIMARY KEY (org, file)
) {strict};
CREATE INDEX file_removal_subject ON file_removal (org, subject, file);
CREATE INDEX file_removal_customer ON file_removal (org, customer, file) WHERE customer IS NOT NULL;

-- How much room the files of an organisation may take; without a row the room that every one has.
CREATE TABLE file_room (
    org  {id} NOT NULL,
    most {int64} NOT NULL, -- bytes
    PRIMARY KEY (org)
) {strict};
