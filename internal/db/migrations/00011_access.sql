-- How a member of staff or an agent gets in, and what they may do. Agents have no e-mail and no password.
CREATE TABLE account (
    org        {id} NOT NULL,
    staff      {id} NOT NULL,
    id         {id} NOT NULL,   -- what its events are about
    kind       {text} NOT NULL, -- staff, agent
    role       {text} NOT NULL,
    email      {text} NOT NULL, -- as typed
    email_key  {text} NOT NULL, -- as compared: lower case
    password   {text} NOT NULL, -- argon2id in PHC form; empty until chosen
    created_at {time} NOT NULL,
    closed_at  {time},
    version    {int64} NOT NULL,
    PRIMARY KEY (org, staff)
) {strict};
CREATE UNIQUE INDEX account_email ON account (org, email_key) WHERE email_key <> '';

CREATE TABLE account_session (
    org        {id} NOT NULL,
    hash       {bytes} NOT NULL, -- SHA-256 of the token in the cookie
    id         {id} NOT NULL,
    staff      {id} NOT NULL,
    browser    {text} NOT NULL,
    created_at {time} NOT NULL,
    used_at    {time} NOT NULL,  -- coarse
    PRIMARY KEY (org, hash)
) {strict};
CREATE INDEX account_session_staff ON account_session (org, staff);
CREATE INDEX account_session_used ON account_session (org, used_at);

-- Links and tokens that work once: the first setup, invitations, forgotten passwords.
CREATE TABLE one_time (
    org        {id} NOT NULL,
    hash       {bytes} NOT NULL,
    purpose    {text} NOT NULL, -- setup, invite, reset
    staff      {id},            -- empty for the first setup
    expires_at {time} NOT NULL,
    PRIMARY KEY (org, hash)
) {strict};
CREATE INDEX one_time_staff ON one_time (org, staff);
CREATE INDEX one_time_expires ON one_time (org, expires_at);

-- Recent tries to get in, per account and address, per address and per account: here, so that all nodes count together.
CREATE TABLE sign_in_try (
    org     {id} NOT NULL,
    subject {bytes} NOT NULL, -- a digest of what is counted
    at      {bytes} NOT NULL, -- the instants, eight bytes each, oldest first
    last_at {time} NOT NULL,
    PRIMARY KEY (org, subject)
) {strict};
CREATE INDEX sign_in_try_last ON sign_in_try (org, last_at);

CREATE TABLE api_token (
    org        {id} NOT NULL,
    id         {id} NOT NULL,
    staff      {id} NOT NULL,
    name       {text} NOT NULL, -- what it is for
    hash       {bytes} NOT NULL,
    made_by    {id},
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at    {time},          -- coarse
    revoked_at {time},
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX api_token_staff ON api_token (org, staff);

CREATE TABLE api_token_scope (
    org   {id} NOT NULL,
    token {id} NOT NULL,
    scope {text} NOT NULL,
    PRIMARY KEY (org, token, scope)
) {strict};

-- Customers' links. The token in the address is derived from the id with the installation key; what
-- finds the row is a digest of that token, so these rows open nothing by themselves.
CREATE TABLE customer_link (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    digest       {bytes} NOT NULL,
    subject_kind {text} NOT NULL,
    subject      {id} NOT NULL,
    customer     {id} NOT NULL,
    created_at   {time} NOT NULL,
    expires_at   {time} NOT NULL,
    revoked_at   {time},
    version      {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX customer_link_digest ON customer_link (org, digest);
CREATE INDEX customer_link_subject ON customer_link (org, subject, customer);

-- Answers kept for whoever asks the same again under the same key.
CREATE TABLE remembered_answer (
    org     {id} NOT NULL,
    actor   {id} NOT NULL,
    key     {text} NOT NULL,
    request {bytes} NOT NULL, -- SHA-256
    answer  {bytes},          -- empty while the first request is in its transaction
    at      {time} NOT NULL,
    PRIMARY KEY (org, actor, key)
) {strict};
CREATE INDEX remembered_answer_at ON remembered_answer (org, at);
