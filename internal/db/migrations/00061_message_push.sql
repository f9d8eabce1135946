-- With what the organisation signs what it pushes.
CREATE TABLE message_push_key (
    org     {id} NOT NULL PRIMARY KEY,
    public  {text} NOT NULL,
    private {bytes} NOT NULL -- sealed
) {strict};

-- The browsers in which colleagues let themselves be notified.
CREATE TABLE message_push (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    staff      {id} NOT NULL,
    name       {text} NOT NULL,
    endpoint   {text} NOT NULL,
    key        {text} NOT NULL,
    secret     {text} NOT NULL,
    created_at {time} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX message_push_endpoint ON message_push (org, endpoint);
CREATE INDEX message_push_staff ON message_push (org, staff, id);
