-- What Kroon says: one row per thing to say to one recipient, from the wish to what became of it.
CREATE TABLE message (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    kind         {text} NOT NULL,
    audience     {text} NOT NULL,
    recipient    {id} NOT NULL,
    subject_kind {text} NOT NULL,
    subject      {id} NOT NULL,
    generation   {int64} NOT NULL,
    code         {text} NOT NULL,
    channel      {text} NOT NULL,
    address      {text} NOT NULL,
    lang         {text} NOT NULL,
    informal     {bool} NOT NULL,
    state        {text} NOT NULL,
    words        {text} NOT NULL,
    responsible  {id},
    use_by       {time} NOT NULL,
    not_before   {time} NOT NULL,
    created_at   {time} NOT NULL,
    sent_at      {time},
    sent_by      {id},
    seen_at      {time},
    tries        {int64} NOT NULL,
    trouble      {text} NOT NULL,
    message_id   {text} NOT NULL,
    said         {text} NOT NULL,
    replaced_by  {id},
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
-- Nothing is said twice; what was withdrawn may be said anew.
CREATE UNIQUE INDEX message_once ON message (org, subject, recipient, kind, generation) WHERE state <> 'withdrawn';
CREATE INDEX message_outbox ON message (org, recipient, not_before) WHERE state = 'waiting';
CREATE INDEX message_held ON message (org, recipient) WHERE state = 'held';
CREATE INDEX message_hand ON message (org, responsible, id) WHERE state IN ('draft', 'by-hand', 'failed');
CREATE INDEX message_notice ON message (org, recipient, id) WHERE audience = 'staff';
CREATE INDEX message_subject ON message (org, subject, id);
CREATE INDEX message_timeline ON message (org, recipient, sent_at, id) WHERE audience = 'customer' AND sent_at IS NOT NULL;

-- One row per recipient: whoever adds to, takes from or sends out of a recipient's outbox raises it
-- first, so that two never decide on the same outbox at once.
CREATE TABLE message_line (
    org       {id} NOT NULL,
    recipient {id} NOT NULL,
    version   {int64} NOT NULL,
    flying    {id},   -- the message that a node is sending
    until     {time}, -- until when that node is believed to be alive
    PRIMARY KEY (org, recipient)
) {strict};

-- At most one interruption of a person per promise.
CREATE TABLE message_interruption (
    org     {id} NOT NULL,
    staff   {id} NOT NULL,
    subject {id} NOT NULL,
    message {id} NOT NULL,
    PRIMARY KEY (org, staff, subject)
) {strict};

CREATE TABLE message_mail (
    org          {id} NOT NULL PRIMARY KEY,
    id           {id} NOT NULL,
    host         {text} NOT NULL,
    port         {int64} NOT NULL,
    tls          {text} NOT NULL,
    username     {text} NOT NULL,
    password     {bytes}, -- sealed
    from_address {text} NOT NULL,
    from_name    {text} NOT NULL,
    reply_to     {text} NOT NULL,
    active       {bool} NOT NULL,
    version      {int64} NOT NULL
) {strict};

CREATE TABLE message_sms (
    org           {id} NOT NULL PRIMARY KEY,
    id            {id} NOT NULL,
    url           {text} NOT NULL,
    method        {text} NOT NULL,
    body          {text} NOT NULL,
    sender        {text} NOT NULL,
    secret        {bytes}, -- sealed
    success       {text} NOT NULL,
    allow_private {bool} NOT NULL,
    active        {bool} NOT NULL,
    version       {int64} NOT NULL
) {strict};

CREATE TABLE message_sms_header (
    org      {id} NOT NULL,
    position {int64} NOT NULL,
    name     {text} NOT NULL,
    value    {text} NOT NULL,
    PRIMARY KEY (org, position)
) {strict};
