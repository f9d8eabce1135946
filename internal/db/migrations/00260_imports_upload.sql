-- A file that came in through a browser or a program, to be looked at and then imported. It is kept for some days at most.
CREATE TABLE import_upload (
    org       {id} NOT NULL,
    id        {id} NOT NULL,
    kind      {text} NOT NULL, -- customers, promises, orders, interactions
    name      {text} NOT NULL, -- of the file
    size      {int64} NOT NULL, -- bytes; 0 while it is coming in
    encoding  {text} NOT NULL,
    row_count {int64} NOT NULL, -- without the heading
    map       {text} NOT NULL, -- what of it goes where, as JSON
    staff     {id} NOT NULL,
    added_at  {time} NOT NULL,
    asked_at  {time}, -- somebody had it taken over
    ended_at  {time},
    run       {id},
    problem   {text} NOT NULL, -- why nothing was taken over: a key of the catalogue, and its arguments as JSON
    taken     {int64} NOT NULL,
    known     {int64} NOT NULL,
    refused   {int64} NOT NULL,
    made      {int64} NOT NULL, -- colleagues who worked here once, made for it
    version   {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};

-- The bytes of the file itself, and of the list of its rows that were refused.
CREATE TABLE import_upload_chunk (
    org    {id} NOT NULL,
    upload {id} NOT NULL,
    part   {text} NOT NULL, -- file, list
    place  {int64} NOT NULL, -- from 0; all but the last are as long as each other
    data   {bytes} NOT NULL,
    PRIMARY KEY (org, upload, part, place)
) {strict};
