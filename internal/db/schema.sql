-- The schema that the migrations up to this one leave on SQLite, made from them: 00275_promise_customer.sql
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE installation (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE event (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      BLOB NOT NULL,
    version      INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    happened_at  INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    request      TEXT NOT NULL,
    imported     INTEGER NOT NULL,
    payload      TEXT NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX event_subject ON event (org, subject_kind, subject, version);
CREATE TABLE organisation (
    org              BLOB NOT NULL PRIMARY KEY,
    name             TEXT NOT NULL,
    host             TEXT NOT NULL, -- empty for the only one
    base_url         TEXT NOT NULL, -- empty: no public address
    zone             TEXT NOT NULL,
    lang             TEXT NOT NULL,
    informal         INTEGER NOT NULL,
    phone            TEXT NOT NULL,
    email            TEXT NOT NULL,
    quiet_from       INTEGER NOT NULL, -- minute of the day
    quiet_until      INTEGER NOT NULL,
    tacit_days       INTEGER NOT NULL,
    margin_minutes   INTEGER NOT NULL,
    good_friday      INTEGER NOT NULL,
    liberation_day   INTEGER NOT NULL,
    version          INTEGER NOT NULL
, same_day_until INTEGER) STRICT;
CREATE UNIQUE INDEX organisation_host ON organisation (host) WHERE host <> '';
CREATE TABLE account (
    org        BLOB NOT NULL,
    staff      BLOB NOT NULL,
    id         BLOB NOT NULL,   -- what its events are about
    kind       TEXT NOT NULL, -- staff, agent
    role       TEXT NOT NULL,
    email      TEXT NOT NULL, -- as typed
    email_key  TEXT NOT NULL, -- as compared: lower case
    password   TEXT NOT NULL, -- argon2id in PHC form; empty until chosen
    created_at INTEGER NOT NULL,
    closed_at  INTEGER,
    version    INTEGER NOT NULL,
    PRIMARY KEY (org, staff)
) STRICT;
CREATE UNIQUE INDEX account_email ON account (org, email_key) WHERE email_key <> '';
CREATE TABLE account_session (
    org        BLOB NOT NULL,
    hash       BLOB NOT NULL, -- SHA-256 of the token in the cookie
    id         BLOB NOT NULL,
    staff      BLOB NOT NULL,
    browser    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,  -- coarse
    PRIMARY KEY (org, hash)
) STRICT;
CREATE INDEX account_session_staff ON account_session (org, staff);
CREATE INDEX account_session_used ON account_session (org, used_at);
CREATE TABLE one_time (
    org        BLOB NOT NULL,
    hash       BLOB NOT NULL,
    purpose    TEXT NOT NULL, -- setup, invite, reset
    staff      BLOB,            -- empty for the first setup
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (org, hash)
) STRICT;
CREATE INDEX one_time_staff ON one_time (org, staff);
CREATE INDEX one_time_expires ON one_time (org, expires_at);
CREATE TABLE sign_in_try (
    org     BLOB NOT NULL,
    subject BLOB NOT NULL, -- a digest of what is counted
    at      BLOB NOT NULL, -- the instants, eight bytes each, oldest first
    last_at INTEGER NOT NULL,
    PRIMARY KEY (org, subject)
) STRICT;
CREATE INDEX sign_in_try_last ON sign_in_try (org, last_at);
CREATE TABLE api_token (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    staff      BLOB NOT NULL,
    name       TEXT NOT NULL, -- what it is for
    hash       BLOB NOT NULL,
    made_by    BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,          -- coarse
    revoked_at INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX api_token_staff ON api_token (org, staff);
CREATE TABLE api_token_scope (
    org   BLOB NOT NULL,
    token BLOB NOT NULL,
    scope TEXT NOT NULL,
    PRIMARY KEY (org, token, scope)
) STRICT;
CREATE TABLE customer_link (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    digest       BLOB NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      BLOB NOT NULL,
    customer     BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    revoked_at   INTEGER,
    version      INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX customer_link_digest ON customer_link (org, digest);
CREATE INDEX customer_link_subject ON customer_link (org, subject, customer);
CREATE TABLE remembered_answer (
    org     BLOB NOT NULL,
    actor   BLOB NOT NULL,
    key     TEXT NOT NULL,
    request BLOB NOT NULL, -- SHA-256
    answer  BLOB,          -- empty while the first request is in its transaction
    at      INTEGER NOT NULL,
    PRIMARY KEY (org, actor, key)
) STRICT;
CREATE INDEX remembered_answer_at ON remembered_answer (org, at);
CREATE TABLE staff (
    org           BLOB NOT NULL,
    id            BLOB NOT NULL,
    kind          TEXT NOT NULL, -- staff, agent
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL, -- the name in lower case and single spaces, to find it by
    first_name    TEXT NOT NULL,
    email         TEXT NOT NULL,
    phone         TEXT NOT NULL,
    team          BLOB,
    answers_phone INTEGER NOT NULL,
    share         INTEGER NOT NULL, -- percent of the day that is free for promises; 0: the default
    answerable    BLOB,             -- of an agent: the person
    lang          TEXT NOT NULL,
    zone          TEXT NOT NULL,  -- empty: the organisation's
    left_at       INTEGER,
    version       INTEGER NOT NULL, theme TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX staff_name ON staff (org, name_key, id);
CREATE INDEX staff_team ON staff (org, team, id);
CREATE TABLE team (
    org     BLOB NOT NULL,
    id      BLOB NOT NULL,
    name    TEXT NOT NULL,
    lead    BLOB,
    version INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE TABLE staff_skill (
    org   BLOB NOT NULL,
    staff BLOB NOT NULL,
    skill TEXT NOT NULL,
    PRIMARY KEY (org, staff, skill)
) STRICT;
CREATE INDEX staff_skill_who ON staff_skill (org, skill, staff);
CREATE TABLE calendar_layer (
    org     BLOB NOT NULL,
    subject BLOB NOT NULL,
    purpose TEXT NOT NULL, -- hours, opened
    id      BLOB NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (org, subject, purpose)
) STRICT;
CREATE TABLE calendar_hours (
    org          BLOB NOT NULL,
    subject      BLOB NOT NULL,
    purpose      TEXT NOT NULL,
    weekday      INTEGER NOT NULL, -- 0 is Sunday
    from_minute  INTEGER NOT NULL,
    until_minute INTEGER NOT NULL,
    PRIMARY KEY (org, subject, purpose, weekday, from_minute)
) STRICT;
CREATE TABLE closed_day (
    org  BLOB NOT NULL,
    day  TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (org, day)
) STRICT;
CREATE TABLE absence (
    org         BLOB NOT NULL,
    staff       BLOB NOT NULL,
    id          BLOB NOT NULL,
    kind        TEXT NOT NULL, -- leave, sick
    from_at     INTEGER NOT NULL,
    until_at    INTEGER,          -- NULL: no end known; before from_at: called off
    from_civil  TEXT NOT NULL,
    until_civil TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    by_kind     TEXT NOT NULL,
    by          BLOB,
    PRIMARY KEY (org, staff, id)
) STRICT;
CREATE INDEX absence_until ON absence (org, until_at);
CREATE TABLE absence_end (
    org           BLOB NOT NULL,
    staff         BLOB NOT NULL,
    absence       BLOB NOT NULL,
    ended_at      INTEGER NOT NULL,
    planned_until INTEGER,
    by_kind       TEXT NOT NULL,
    by            BLOB,
    PRIMARY KEY (org, staff, absence)
) STRICT;
CREATE TABLE duty (
    org     BLOB NOT NULL,
    id      BLOB NOT NULL,
    name    TEXT NOT NULL,
    team    BLOB,
    version INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE TABLE duty_member (
    org   BLOB NOT NULL,
    duty  BLOB NOT NULL,
    place INTEGER NOT NULL,
    staff BLOB NOT NULL,
    PRIMARY KEY (org, duty, place)
) STRICT;
CREATE TABLE duty_turn (
    org          BLOB NOT NULL,
    duty         BLOB NOT NULL,
    weekday      INTEGER NOT NULL,
    from_minute  INTEGER NOT NULL,
    until_minute INTEGER NOT NULL,
    staff        BLOB NOT NULL,
    PRIMARY KEY (org, duty, weekday, from_minute)
) STRICT;
CREATE TABLE busy_source (
    org         BLOB NOT NULL,
    staff       BLOB NOT NULL,
    source      TEXT NOT NULL,
    id          BLOB NOT NULL,
    address     BLOB,         -- sealed; NULL: not one that Kroon fetches
    imported_at INTEGER,
    version     INTEGER NOT NULL, shown TEXT NOT NULL DEFAULT '', wrong TEXT NOT NULL DEFAULT '', wrong_n INTEGER NOT NULL DEFAULT 0, wrong_at INTEGER,
    PRIMARY KEY (org, staff, source)
) STRICT;
CREATE TABLE busy_time (
    org      BLOB NOT NULL,
    staff    BLOB NOT NULL,
    source   TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (org, staff, source, from_at)
) STRICT;
CREATE TABLE customer (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    first_name   TEXT NOT NULL,
    salutation   TEXT NOT NULL,
    employer     BLOB,
    function     TEXT NOT NULL,
    lang         TEXT NOT NULL, -- empty: as the organisation speaks
    form         TEXT NOT NULL, -- empty: as the organisation addresses people
    channel      TEXT NOT NULL,
    hours_note   TEXT NOT NULL,
    since        INTEGER NOT NULL, -- a year; 0: not known
    street       TEXT NOT NULL,
    house_number TEXT NOT NULL,
    postcode     TEXT NOT NULL,
    city         TEXT NOT NULL,
    country      TEXT NOT NULL,
    sought       TEXT NOT NULL, -- the folded words of this row, to check a find against
    import_run   BLOB,            -- of an import; hidden while customer_run holds the run
    added_at     INTEGER NOT NULL,
    version      INTEGER NOT NULL, merged_into BLOB, erased_at INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX customer_employer ON customer (org, employer, id) WHERE employer IS NOT NULL;
CREATE INDEX customer_import_run ON customer (org, import_run, id) WHERE import_run IS NOT NULL;
CREATE TABLE customer_phone (
    org      BLOB NOT NULL,
    customer BLOB NOT NULL,
    place    INTEGER NOT NULL,
    number   TEXT NOT NULL, -- E.164
    label    TEXT NOT NULL,
    PRIMARY KEY (org, customer, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_phone_number ON customer_phone (org, number, customer);
CREATE TABLE customer_email (
    org      BLOB NOT NULL,
    customer BLOB NOT NULL,
    place    INTEGER NOT NULL,
    address  TEXT NOT NULL,
    folded   TEXT NOT NULL,
    PRIMARY KEY (org, customer, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_email_folded ON customer_email (org, folded, customer);
CREATE TABLE customer_hours (
    org          BLOB NOT NULL,
    customer     BLOB NOT NULL,
    weekday      INTEGER NOT NULL, -- 0 is Sunday
    from_minute  INTEGER NOT NULL,
    until_minute INTEGER NOT NULL,
    PRIMARY KEY (org, customer, weekday, from_minute)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_word (
    org      BLOB NOT NULL,
    word     TEXT NOT NULL,
    customer BLOB NOT NULL,
    PRIMARY KEY (org, word, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_origin (
    org         BLOB NOT NULL,
    source      TEXT NOT NULL,
    external_id TEXT NOT NULL,
    customer    BLOB NOT NULL,
    PRIMARY KEY (org, source, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_origin_customer ON customer_origin (org, customer);
CREATE TABLE customer_run (
    org BLOB NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (org, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE question (
    org           BLOB NOT NULL,
    id            BLOB NOT NULL,
    code          TEXT NOT NULL,
    customer      BLOB,            -- of a half note it may not be known yet
    contact       BLOB NOT NULL,   -- the contact moment, shared by the questions asked in it
    channel       TEXT NOT NULL,
    caller        TEXT NOT NULL, -- E.164, when a caller is not known yet
    taker         BLOB,
    holder        BLOB,
    decides_on    TEXT NOT NULL, -- empty: not known
    phase         TEXT NOT NULL,
    half          INTEGER NOT NULL,
    reading       INTEGER NOT NULL, -- the newest read-back; 0: none
    reading_state TEXT NOT NULL,
    ending        TEXT NOT NULL,
    open          INTEGER NOT NULL,
    noted_at      INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX question_code ON question (org, code);
CREATE INDEX question_customer ON question (org, customer, id);
CREATE INDEX question_contact ON question (org, contact, id);
CREATE INDEX question_open ON question (org, id) WHERE open = 1;
CREATE INDEX question_holder ON question (org, holder, id) WHERE open = 1;
CREATE INDEX question_decides ON question (org, decides_on, id) WHERE open = 1 AND decides_on <> '';
CREATE TABLE question_aside (
    org      BLOB NOT NULL,
    question BLOB NOT NULL,
    note     TEXT NOT NULL,
    compares TEXT NOT NULL,
    PRIMARY KEY (org, question)
) STRICT;
CREATE TABLE question_reading (
    org         BLOB NOT NULL,
    question    BLOB NOT NULL,
    number      INTEGER NOT NULL, -- from 1
    text        TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author      BLOB,
    written_at  INTEGER NOT NULL,
    state       TEXT NOT NULL,
    how         TEXT NOT NULL, -- by which way it was sent, and then by which it was answered
    stated_at   INTEGER NOT NULL, -- since when it is in this state
    PRIMARY KEY (org, question, number)
) STRICT;
CREATE TABLE question_ending (
    org           BLOB NOT NULL,
    question      BLOB NOT NULL,
    version       INTEGER NOT NULL, -- of the question at that moment
    ending        TEXT NOT NULL,
    promise       BLOB,
    promise_state TEXT NOT NULL, -- in what state our promise was when they went elsewhere
    words         TEXT NOT NULL,
    actor_kind    TEXT NOT NULL,
    actor         BLOB,
    ended_at      INTEGER NOT NULL,
    reopened_at   INTEGER,
    PRIMARY KEY (org, question, version)
) STRICT;
CREATE TABLE intake_desk (
    org      BLOB NOT NULL,
    customer BLOB NOT NULL,
    staff    BLOB NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (org, customer, staff)
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_desk_until ON intake_desk (org, until_at);
CREATE TABLE promise (
    org             BLOB NOT NULL,
    id              BLOB NOT NULL,
    code            TEXT NOT NULL,
    direction       TEXT NOT NULL,
    kind            TEXT NOT NULL,
    act             TEXT NOT NULL,
    customer        BLOB,
    colleague       BLOB,
    owner           BLOB NOT NULL,
    proposed_to     BLOB,
    question        BLOB,
    minutes         INTEGER NOT NULL,
    proof           TEXT NOT NULL,
    due_at          INTEGER NOT NULL,
    due_civil       TEXT NOT NULL,
    zone            TEXT NOT NULL,
    grain           TEXT NOT NULL,
    fixed           INTEGER NOT NULL,
    state           TEXT NOT NULL,
    open            INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    made_by         BLOB,
    made_at         INTEGER NOT NULL,
    agreed_at       INTEGER,
    acknowledge_by  INTEGER,
    acknowledged_at INTEGER,
    lapses_at       INTEGER,
    deed_at         INTEGER,
    broken_at       INTEGER,
    closed_at       INTEGER,
    undone_at       INTEGER,
    root            BLOB NOT NULL,
    previous        BLOB,
    recovery_of     BLOB,
    overridden      INTEGER NOT NULL,
    awaits          TEXT NOT NULL,
    imported        INTEGER NOT NULL,
    import_source   TEXT,
    import_id       TEXT,
    import_run      BLOB, slack INTEGER, -- of an import; such rows are in nobody's sight until the run is published
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX promise_code ON promise (org, code);
CREATE INDEX promise_load ON promise (org, owner, due_at) WHERE open = 1;
CREATE INDEX promise_proposed ON promise (org, proposed_to, due_at) WHERE open = 1 AND proposed_to IS NOT NULL;
CREATE INDEX promise_open ON promise (org, due_at) WHERE open = 1;
CREATE INDEX promise_question ON promise (org, question) WHERE question IS NOT NULL;
CREATE INDEX promise_due ON promise (org, direction, due_at);
CREATE INDEX promise_recovery ON promise (org, recovery_of) WHERE recovery_of IS NOT NULL;
CREATE INDEX promise_run ON promise (org, import_run, due_at, id) WHERE import_run IS NOT NULL;
CREATE TABLE promise_outcome (
    org         BLOB NOT NULL,
    promise     BLOB NOT NULL,
    id          BLOB NOT NULL,
    kind        TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor_kind  TEXT NOT NULL,
    actor       BLOB,
    deed_at     INTEGER,
    stated_at   INTEGER,
    proof       TEXT NOT NULL,
    words       TEXT NOT NULL,
    evidence    BLOB,
    cause       TEXT NOT NULL,
    next        BLOB,
    staff       BLOB,
    undone_at   INTEGER, owner_before BLOB, asked_before BLOB, acknowledge_before INTEGER, acknowledged_before INTEGER,
    PRIMARY KEY (org, promise, id)
) STRICT;
CREATE TABLE promise_attempt (
    org         BLOB NOT NULL,
    promise     BLOB NOT NULL,
    id          BLOB NOT NULL,
    staff       BLOB,
    result      TEXT NOT NULL,
    began_at    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (org, promise, id)
) STRICT;
CREATE TABLE promise_guard (
    org      BLOB NOT NULL,
    promise  BLOB NOT NULL,
    step     TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    proposed BLOB, -- a colleague who has room
    seen_at  INTEGER,
    PRIMARY KEY (org, promise, step)
) STRICT;
CREATE TABLE owner_load (
    org     BLOB NOT NULL,
    owner   BLOB NOT NULL,
    version INTEGER NOT NULL, pack BLOB,
    PRIMARY KEY (org, owner)
) STRICT;
CREATE TABLE promise_run_hidden (
    org BLOB NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (org, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_entry (
    org         BLOB NOT NULL,
    id          BLOB NOT NULL,
    event       BLOB NOT NULL,   -- its cause
    rule        TEXT NOT NULL, -- the tariff version and rule, "2026-1/promise.broken"
    customer    BLOB NOT NULL,
    promise     BLOB,
    kind        TEXT NOT NULL, -- the kind of event
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    corrects    BLOB,            -- the entry that this one takes back
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (org, event, rule);
CREATE UNIQUE INDEX ledger_entry_corrects ON ledger_entry (org, corrects) WHERE corrects IS NOT NULL;
CREATE INDEX ledger_entry_customer ON ledger_entry (org, customer, happened_at, id);
CREATE INDEX ledger_entry_promise ON ledger_entry (org, promise) WHERE promise IS NOT NULL;
CREATE TABLE message (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL,
    audience     TEXT NOT NULL,
    recipient    BLOB NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      BLOB NOT NULL,
    generation   INTEGER NOT NULL,
    code         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    address      TEXT NOT NULL,
    lang         TEXT NOT NULL,
    informal     INTEGER NOT NULL,
    state        TEXT NOT NULL,
    words        TEXT NOT NULL,
    responsible  BLOB,
    use_by       INTEGER NOT NULL,
    not_before   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    sent_at      INTEGER,
    sent_by      BLOB,
    seen_at      INTEGER,
    tries        INTEGER NOT NULL,
    trouble      TEXT NOT NULL,
    message_id   TEXT NOT NULL,
    said         TEXT NOT NULL,
    replaced_by  BLOB,
    version      INTEGER NOT NULL, trouble_kind TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX message_once ON message (org, subject, recipient, kind, generation) WHERE state <> 'withdrawn';
CREATE INDEX message_outbox ON message (org, recipient, not_before) WHERE state = 'waiting';
CREATE INDEX message_held ON message (org, recipient) WHERE state = 'held';
CREATE INDEX message_hand ON message (org, responsible, id) WHERE state IN ('draft', 'by-hand', 'failed');
CREATE INDEX message_notice ON message (org, recipient, id) WHERE audience = 'staff';
CREATE INDEX message_subject ON message (org, subject, id);
CREATE TABLE message_line (
    org       BLOB NOT NULL,
    recipient BLOB NOT NULL,
    version   INTEGER NOT NULL,
    flying    BLOB,   -- the message that a node is sending
    until     INTEGER, -- until when that node is believed to be alive
    PRIMARY KEY (org, recipient)
) STRICT;
CREATE TABLE message_interruption (
    org     BLOB NOT NULL,
    staff   BLOB NOT NULL,
    subject BLOB NOT NULL,
    message BLOB NOT NULL,
    PRIMARY KEY (org, staff, subject)
) STRICT;
CREATE TABLE message_mail (
    org          BLOB NOT NULL PRIMARY KEY,
    id           BLOB NOT NULL,
    host         TEXT NOT NULL,
    port         INTEGER NOT NULL,
    tls          TEXT NOT NULL,
    username     TEXT NOT NULL,
    password     BLOB, -- sealed
    from_address TEXT NOT NULL,
    from_name    TEXT NOT NULL,
    reply_to     TEXT NOT NULL,
    active       INTEGER NOT NULL,
    version      INTEGER NOT NULL
) STRICT;
CREATE TABLE message_sms (
    org           BLOB NOT NULL PRIMARY KEY,
    id            BLOB NOT NULL,
    url           TEXT NOT NULL,
    method        TEXT NOT NULL,
    body          TEXT NOT NULL,
    sender        TEXT NOT NULL,
    secret        BLOB, -- sealed
    success       TEXT NOT NULL,
    allow_private INTEGER NOT NULL,
    active        INTEGER NOT NULL,
    version       INTEGER NOT NULL
) STRICT;
CREATE TABLE message_sms_header (
    org      BLOB NOT NULL,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (org, position)
) STRICT;
CREATE TABLE import_run (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL, -- customers, promises
    source       TEXT NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    started_at   INTEGER NOT NULL,
    lease_until  INTEGER NOT NULL, -- renewed with every transaction while rows are staged
    published_at INTEGER,
    settled_due  INTEGER,
    settled_to   BLOB,
    settled_at   INTEGER,
    undone_at    INTEGER,           -- out of sight again
    cleared_at   INTEGER,           -- and gone
    taken        INTEGER NOT NULL, -- rows taken over
    known        INTEGER NOT NULL, -- rows that were there already
    refused      INTEGER NOT NULL, -- rows with an error
    version      INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX import_run_open ON import_run (org, id) WHERE published_at IS NULL;
CREATE TABLE message_about (
    org      BLOB NOT NULL,
    message  BLOB NOT NULL,
    subject  BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (org, message, subject)
) STRICT;
CREATE INDEX message_about_subject ON message_about (org, subject, message);
CREATE INDEX promise_disputed ON promise (org, owner, due_at) WHERE state = 'disputed';
CREATE INDEX promise_run_open ON promise (org, import_run, owner) WHERE open = 1 AND import_run IS NOT NULL;
CREATE TABLE intake_key (
    org      BLOB NOT NULL,
    staff    BLOB NOT NULL, -- who took it
    key      TEXT NOT NULL,
    question BLOB,          -- nothing only within the transaction that takes it
    PRIMARY KEY (org, staff, key)
) STRICT;
CREATE TABLE message_pause (
    org     BLOB NOT NULL,
    channel TEXT NOT NULL,
    until   INTEGER NOT NULL,
    PRIMARY KEY (org, channel)
) STRICT;
CREATE TABLE promise_chance (
    org    BLOB NOT NULL,
    band   INTEGER NOT NULL,
    half   INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    kept   INTEGER NOT NULL,
    PRIMARY KEY (org, band, half)
) STRICT;
CREATE TABLE message_push_key (
    org     BLOB NOT NULL PRIMARY KEY,
    public  TEXT NOT NULL,
    private BLOB NOT NULL -- sealed
) STRICT;
CREATE TABLE message_push (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    staff      BLOB NOT NULL,
    name       TEXT NOT NULL,
    endpoint   TEXT NOT NULL,
    key        TEXT NOT NULL,
    secret     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX message_push_endpoint ON message_push (org, endpoint);
CREATE INDEX message_push_staff ON message_push (org, staff, id);
CREATE TABLE organisation_measuring (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    purpose      TEXT NOT NULL,
    agreed_by    TEXT NOT NULL, -- works_council, representation, staff_meeting
    agreed_on    TEXT NOT NULL, -- a civil date
    begun_by     BLOB,
    begun_at     INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    stopped_by   BLOB,
    stopped_at   INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE TABLE interaction (
    org         BLOB NOT NULL,
    id          BLOB NOT NULL,
    customer    BLOB,            -- of a call it may not be known yet
    caller      TEXT NOT NULL, -- E.164, of a call from a number that is nobody's yet
    kind        TEXT NOT NULL,
    direction   TEXT NOT NULL,
    result      TEXT NOT NULL, -- of a call; empty otherwise
    staff       BLOB,            -- who had it; of a missed call nobody
    promise     BLOB,
    question    BLOB,
    began_at    INTEGER NOT NULL,
    ended_at    INTEGER,
    noted_at    INTEGER NOT NULL,
    waits       INTEGER NOT NULL, -- a missed call that nobody has done anything about
    undone_at   INTEGER,
    source      TEXT,          -- another system, and its name for this
    external_id TEXT,
    version     INTEGER NOT NULL, import_run BLOB, import_row INTEGER, case_name TEXT,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX interaction_origin ON interaction (org, source, external_id);
CREATE INDEX interaction_waits ON interaction (org, began_at, id) WHERE waits = 1;
CREATE INDEX interaction_waits_customer ON interaction (org, customer, id) WHERE waits = 1;
CREATE INDEX interaction_waits_caller ON interaction (org, caller, id) WHERE waits = 1;
CREATE INDEX interaction_caller ON interaction (org, caller, id) WHERE customer IS NULL;
CREATE TABLE interaction_words (
    org         BLOB NOT NULL,
    interaction BLOB NOT NULL,
    words       TEXT NOT NULL,
    PRIMARY KEY (org, interaction)
) STRICT;
CREATE TABLE interaction_end (
    org         BLOB NOT NULL,
    interaction BLOB NOT NULL,
    version     INTEGER NOT NULL, -- of the interaction at that moment
    how         TEXT NOT NULL,
    subject     BLOB,             -- the call or the promise
    reason      TEXT NOT NULL,
    actor_kind  TEXT NOT NULL,
    actor       BLOB,
    ended_at    INTEGER NOT NULL,
    undone_at   INTEGER,
    PRIMARY KEY (org, interaction, version)
) STRICT;
CREATE INDEX interaction_end_subject ON interaction_end (org, subject) WHERE undone_at IS NULL;
CREATE TABLE timeline (
    org          BLOB NOT NULL,
    customer     BLOB NOT NULL, -- whose stream
    at           INTEGER NOT NULL,
    id           BLOB NOT NULL, -- of what is told: the outcome, the question, the try, the message, the interaction, the event
    person       BLOB NOT NULL, -- to whom it happened
    sort         TEXT NOT NULL,
    source       TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      BLOB NOT NULL,
    what         TEXT NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    PRIMARY KEY (org, customer, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_id ON timeline (org, id);
CREATE INDEX interaction_run ON interaction (org, import_run, began_at, id) WHERE import_run IS NOT NULL;
CREATE INDEX interaction_case ON interaction (org, source, case_name, began_at, import_row) WHERE case_name IS NOT NULL;
CREATE TABLE interaction_run_hidden (
    org BLOB NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (org, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE transfer (
    org         BLOB NOT NULL,
    id          BLOB NOT NULL,
    question    BLOB NOT NULL,
    customer    BLOB,             -- as it was known then
    sender      BLOB NOT NULL,
    taker       BLOB NOT NULL,
    state       TEXT NOT NULL,  -- waiting, accepted, declined, withdrawn
    number      INTEGER NOT NULL, -- which hand-off of the question it became; 0 while it is none
    finishes    INTEGER NOT NULL,  -- the taker is the one who finishes it
    handed_at   INTEGER NOT NULL,
    answered_at INTEGER,
    version     INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX transfer_waits ON transfer (org, question) WHERE state = 'waiting';
CREATE UNIQUE INDEX transfer_number ON transfer (org, question, number) WHERE number > 0;
CREATE INDEX transfer_taker ON transfer (org, taker, handed_at, id) WHERE state = 'waiting';
CREATE TABLE transfer_words (
    org      BLOB NOT NULL,
    transfer BLOB NOT NULL,
    facts    TEXT NOT NULL,
    repeated TEXT NOT NULL, -- what the customer had to tell again
    reason   TEXT NOT NULL, -- of a team lead, why it goes on after all
    answer   TEXT NOT NULL, -- why it was turned down
    PRIMARY KEY (org, transfer)
) STRICT;
CREATE TABLE claim (
    org              BLOB NOT NULL,
    id               BLOB NOT NULL,
    customer         BLOB NOT NULL,
    kind             TEXT NOT NULL, -- as it counts
    meant            TEXT NOT NULL, -- as it was written: a fact without evidence counts as an assumption
    source           TEXT NOT NULL, -- who says it
    ground           TEXT NOT NULL, -- what sort of evidence there is; empty: none
    subject          BLOB,            -- the evidence on the timeline
    said_on          TEXT NOT NULL, -- of a person as evidence: when he said so, a day; empty otherwise
    complaint        TEXT NOT NULL, -- of an opinion: whether it is an open complaint
    against          BLOB,            -- the claim that this one speaks against
    author           BLOB,
    written_at       INTEGER NOT NULL,
    confirmed_at     INTEGER NOT NULL, -- since when it is fresh
    confirmed_by     BLOB,
    ended_at         INTEGER,
    ending           TEXT NOT NULL,
    countered_at     INTEGER,          -- when the customer had his own words put beside it
    countered_by     BLOB,            -- who noted them
    version          INTEGER NOT NULL,
    PRIMARY KEY (org, id),
    CHECK (kind <> 'fact' OR ground <> '')
) STRICT;
CREATE INDEX claim_customer ON claim (org, customer, written_at, id);
CREATE INDEX claim_subject ON claim (org, subject) WHERE subject IS NOT NULL;
CREATE TABLE claim_words (
    org      BLOB NOT NULL,
    claim    BLOB NOT NULL,
    text     TEXT NOT NULL,
    proof    TEXT NOT NULL, -- the document, or the person who said so
    happened TEXT NOT NULL, -- of an opinion: what exactly happened
    counter  TEXT NOT NULL, -- of the customer himself
    PRIMARY KEY (org, claim)
) STRICT;
CREATE TABLE claim_look (
    org      BLOB NOT NULL,
    id       BLOB NOT NULL,
    customer BLOB NOT NULL,
    staff    BLOB NOT NULL,
    kind     TEXT NOT NULL, -- fresh, opened
    began_at INTEGER NOT NULL,
    until_at INTEGER,          -- of fresh eyes
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX claim_look_customer ON claim_look (org, customer, staff, began_at);
CREATE TABLE order_placed (
    org           BLOB NOT NULL,
    id            BLOB NOT NULL,
    customer      BLOB NOT NULL,
    bought_at     INTEGER NOT NULL,
    amount        INTEGER NOT NULL, -- in minor units of the currency; below 0 is a credit
    currency      TEXT NOT NULL,  -- ISO 4217
    reference     TEXT NOT NULL,  -- what the customer finds on the invoice
    what          TEXT NOT NULL,
    import_source TEXT NOT NULL,  -- empty: noted here
    import_id     TEXT NOT NULL,
    import_run    BLOB,             -- hidden while order_run_hidden holds the run
    added_at      INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX order_placed_customer ON order_placed (org, customer, bought_at, id);
CREATE INDEX order_placed_bought ON order_placed (org, bought_at, customer);
CREATE UNIQUE INDEX order_placed_origin ON order_placed (org, import_source, import_id) WHERE import_source <> '';
CREATE INDEX order_placed_run ON order_placed (org, import_run, bought_at, id) WHERE import_run IS NOT NULL;
CREATE TABLE order_run_hidden (
    org BLOB NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (org, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_forecast (
    org         BLOB NOT NULL,
    reckoned_at INTEGER NOT NULL,
    weeks       INTEGER NOT NULL, -- how far ahead
    buyers      INTEGER NOT NULL, -- customers with an order
    repeaters   INTEGER NOT NULL, -- of them, those who came back
    fitted      INTEGER NOT NULL,  -- 0: too few of them for the model
    usual       TEXT NOT NULL,  -- JSON: the counts that patterns are weighed against
    PRIMARY KEY (org)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_likely (
    org      BLOB NOT NULL,
    place    INTEGER NOT NULL, -- from 1
    customer BLOB NOT NULL,
    expected INTEGER NOT NULL, -- orders in those weeks, in thousandths
    alive    INTEGER NOT NULL, -- the chance of not having bought for the last time, in thousandths
    repeats  INTEGER NOT NULL, -- days with an order after the first
    last_at  INTEGER NOT NULL,  -- order
    PRIMARY KEY (org, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE call_filter (
    org      BLOB NOT NULL,
    id       BLOB NOT NULL,
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL, -- of the name: one of each
    parts    TEXT NOT NULL,
    saved_by BLOB,
    saved_at INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX call_filter_folded ON call_filter (org, folded);
CREATE TABLE call_list (
    org       BLOB NOT NULL,
    id        BLOB NOT NULL,
    name      TEXT NOT NULL,
    purpose   TEXT NOT NULL, -- sales, service
    about     TEXT NOT NULL, -- what we call for, in a sentence
    parts     TEXT NOT NULL, -- the filter as it was then
    made_by   BLOB,
    made_at   INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by BLOB,
    why       TEXT NOT NULL, -- it was closed with names that were not called
    version   INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX call_list_open ON call_list (org, id) WHERE closed_at IS NULL;
CREATE TABLE call_name (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    list       BLOB NOT NULL,
    customer   BLOB NOT NULL,
    place      INTEGER NOT NULL,
    state      TEXT NOT NULL, -- open, aside (struck off on an opinion), ended
    outcome    TEXT NOT NULL,
    ended_at   INTEGER,
    ended_by   BLOB,
    promise    BLOB,
    strike     BLOB,
    returns_on TEXT NOT NULL, -- not called before, on any list; empty: it is not said
    tries      INTEGER NOT NULL,
    try_at     INTEGER,
    offered    TEXT NOT NULL, -- whether the right to object was told: told, not_told, empty when nobody was spoken
    ground     TEXT NOT NULL, -- on what a sales call rested
    taken_by   BLOB,            -- who has the card before him
    taken_at   INTEGER,
    version    INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX call_name_customer ON call_name (org, list, customer);
CREATE INDEX call_name_next ON call_name (org, list, state, place);
CREATE INDEX call_name_of ON call_name (org, customer, id);
CREATE TABLE call_name_aside (
    org  BLOB NOT NULL,
    name BLOB NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (org, name)
) STRICT;
CREATE TABLE call_strike (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    customer   BLOB NOT NULL,
    name       BLOB,            -- on which list it began
    reason     TEXT NOT NULL, -- objection, fact, opinion
    fact       TEXT NOT NULL,
    state      TEXT NOT NULL, -- standing, waiting (for a second person), refused, returned, lifted
    struck_at  INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    second     BLOB,
    second_at  INTEGER,
    returns_at INTEGER,
    ended_at   INTEGER,
    version    INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX call_strike_customer ON call_strike (org, customer, id);
CREATE INDEX call_strike_state ON call_strike (org, state, id);
CREATE TABLE call_strike_aside (
    org      BLOB NOT NULL,
    strike   BLOB NOT NULL,
    why      TEXT NOT NULL,
    evidence TEXT NOT NULL,
    answer   TEXT NOT NULL, -- of the second person
    PRIMARY KEY (org, strike)
) STRICT;
CREATE TABLE call_consent (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    customer     BLOB NOT NULL,
    given_at     INTEGER NOT NULL,
    how          TEXT NOT NULL,
    about        TEXT NOT NULL, -- for what, in his words or those of the form
    evidence     TEXT NOT NULL, -- where it can be seen
    noted_at     INTEGER NOT NULL,
    noted_by     BLOB,
    withdrawn_at INTEGER,
    version      INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX call_consent_customer ON call_consent (org, customer, given_at);
CREATE TABLE call_form (
    org      BLOB NOT NULL,
    id       BLOB NOT NULL,
    customer BLOB NOT NULL,
    form     TEXT NOT NULL,
    said_at  INTEGER NOT NULL,
    said_by  BLOB,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX call_form_customer ON call_form (org, customer, said_at, id);
CREATE TABLE call_caller (
    org    BLOB NOT NULL,
    caller TEXT NOT NULL,
    PRIMARY KEY (org)
) STRICT, WITHOUT ROWID;
CREATE TABLE complaint (
    org             BLOB NOT NULL,
    id              BLOB NOT NULL,
    customer        BLOB NOT NULL,
    channel         TEXT NOT NULL, -- by which way it came
    subject_kind    TEXT NOT NULL, -- what it was said in: question, interaction; empty: neither
    subject         BLOB,
    promise         BLOB,            -- that it is about
    stage           TEXT NOT NULL,
    severity        TEXT NOT NULL, -- empty until it is assessed
    cause           TEXT NOT NULL, -- a code of complaint_cause; empty until it is assessed
    finding         TEXT NOT NULL, -- empty until it is answered
    verdict         TEXT NOT NULL, -- what the customer thinks of the answer; empty while that is not known
    responsible     BLOB,
    received_at     INTEGER NOT NULL,
    acknowledge_by  INTEGER NOT NULL, -- the norm, reckoned once: another setting moves no complaint of before
    acknowledged_at INTEGER,
    late_at         INTEGER,          -- the norm, once it passed without an acknowledgement
    answer          BLOB,            -- the promise to answer
    answered_at     INTEGER,
    settled_at      INTEGER,          -- since when it is known what the customer thinks of it
    ended_at        INTEGER,
    lesson          BLOB,            -- the promise among colleagues about what changes
    undone_at       INTEGER,
    version         INTEGER NOT NULL, remind_at INTEGER, reminded_at INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX complaint_subject ON complaint (org, subject_kind, subject) WHERE subject IS NOT NULL AND undone_at IS NULL;
CREATE INDEX complaint_customer ON complaint (org, customer, received_at, id);
CREATE INDEX complaint_received ON complaint (org, received_at, id);
CREATE INDEX complaint_running ON complaint (org, received_at, id) WHERE ended_at IS NULL AND undone_at IS NULL;
CREATE INDEX complaint_answer ON complaint (org, answer) WHERE answer IS NOT NULL;
CREATE TABLE complaint_step (
    org         BLOB NOT NULL,
    complaint   BLOB NOT NULL,
    number      INTEGER NOT NULL, -- from 1
    step        TEXT NOT NULL,
    taken_at    INTEGER NOT NULL,
    actor_kind  TEXT NOT NULL,
    actor       BLOB,
    severity    TEXT NOT NULL,
    cause       TEXT NOT NULL,
    finding     TEXT NOT NULL,
    responsible BLOB,
    promise     BLOB,
    undone_at   INTEGER,
    PRIMARY KEY (org, complaint, number)
) STRICT;
CREATE TABLE complaint_words (
    org       BLOB NOT NULL,
    complaint BLOB NOT NULL,
    number    INTEGER NOT NULL,
    said      TEXT NOT NULL,
    reasons   TEXT NOT NULL, -- of an answer; the customer reads them
    inside    TEXT NOT NULL, -- never leaves the house
    PRIMARY KEY (org, complaint, number)
) STRICT;
CREATE TABLE complaint_hint (
    org          BLOB NOT NULL,
    subject_kind TEXT NOT NULL, -- question, interaction
    subject      BLOB NOT NULL,
    customer     BLOB,            -- as it was known then
    score        INTEGER NOT NULL,
    cues         TEXT NOT NULL, -- which cues stood in it, apart by a line
    found_at     INTEGER NOT NULL,
    state        TEXT NOT NULL, -- open, taken, aside
    decided_at   INTEGER,
    decided_by   BLOB,
    PRIMARY KEY (org, subject_kind, subject)
) STRICT;
CREATE INDEX complaint_hint_open ON complaint_hint (org, found_at) WHERE state = 'open';
CREATE INDEX complaint_hint_customer ON complaint_hint (org, customer) WHERE customer IS NOT NULL;
CREATE TABLE complaint_cause (
    org        BLOB NOT NULL,
    code       TEXT NOT NULL,
    name_nl    TEXT NOT NULL, -- both empty: one that everybody begins with, under its own name
    name_en    TEXT NOT NULL,
    retired_at INTEGER,
    PRIMARY KEY (org, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE complaint_terms (
    org                 BLOB NOT NULL,
    acknowledge_minutes INTEGER NOT NULL, -- of open time
    answer_days         INTEGER NOT NULL, -- working days
    outside_nl          TEXT NOT NULL,
    outside_en          TEXT NOT NULL,
    version             INTEGER NOT NULL,
    PRIMARY KEY (org)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    code       TEXT NOT NULL,  -- of its page, to say over the phone
    topic      BLOB,
    owner      BLOB,
    public     INTEGER NOT NULL,
    review_on  TEXT NOT NULL,  -- the last day on which it counts as looked after
    latest     INTEGER NOT NULL,
    approved   INTEGER NOT NULL, -- 0: none yet
    retired_at INTEGER,
    version    INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX answer_code ON answer (org, code);
CREATE INDEX answer_owner ON answer (org, owner, review_on);
CREATE TABLE answer_edition (
    org         BLOB NOT NULL,
    answer      BLOB NOT NULL,
    number      INTEGER NOT NULL, -- from 1
    title_nl    TEXT NOT NULL,
    body_nl     TEXT NOT NULL,
    table_nl    TEXT NOT NULL,  -- a comparison: a line for each row, cells apart by |
    title_en    TEXT NOT NULL,
    body_en     TEXT NOT NULL,
    table_en    TEXT NOT NULL,
    contradicts INTEGER NOT NULL,  -- what we told before was not right
    author_kind TEXT NOT NULL,
    author      BLOB,
    written_at  INTEGER NOT NULL,
    approved_by BLOB,
    approved_at INTEGER,
    PRIMARY KEY (org, answer, number)
) STRICT;
CREATE TABLE answer_word (
    org    BLOB NOT NULL,
    word   TEXT NOT NULL,
    answer BLOB NOT NULL,
    title  INTEGER NOT NULL, -- it stands in a title
    PRIMARY KEY (org, word, answer)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_word_answer ON answer_word (org, answer);
CREATE TABLE answer_topic (
    org     BLOB NOT NULL,
    id      BLOB NOT NULL,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE TABLE answer_ask (
    org     BLOB NOT NULL,
    topic   BLOB NOT NULL,
    place   INTEGER NOT NULL, -- 0 to 2
    text_nl TEXT NOT NULL,
    text_en TEXT NOT NULL,
    PRIMARY KEY (org, topic, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer_given (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    answer     BLOB NOT NULL,
    number     INTEGER NOT NULL,
    question   BLOB,
    customer   BLOB,              -- of somebody unknown it stays empty
    how        TEXT NOT NULL,
    lang       TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    given_at   INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX answer_given_answer ON answer_given (org, answer, id);
CREATE INDEX answer_given_question ON answer_given (org, question) WHERE question IS NOT NULL;
CREATE INDEX answer_given_customer ON answer_given (org, customer, id) WHERE customer IS NOT NULL;
CREATE TABLE answer_told (
    org        BLOB NOT NULL,
    answer     BLOB NOT NULL,
    customer   BLOB NOT NULL,
    number     INTEGER NOT NULL, -- of the version that says something else
    how        TEXT NOT NULL,
    promise    BLOB,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    told_at    INTEGER NOT NULL,
    PRIMARY KEY (org, answer, customer, number)
) STRICT;
CREATE TABLE answer_gap (
    org       BLOB NOT NULL,
    place     INTEGER NOT NULL, -- 0 is what most asked
    words     TEXT NOT NULL,  -- what the questions have in common
    answer    BLOB,             -- what we answer among ourselves, if we do
    people    INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    since_at  INTEGER NOT NULL,
    PRIMARY KEY (org, place)
) STRICT;
CREATE TABLE ledger_tariff (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    version      TEXT NOT NULL,
    begins_at    INTEGER NOT NULL,
    body         TEXT NOT NULL, -- the file
    made_at      INTEGER NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    withdrawn_at INTEGER,          -- before it began
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX ledger_tariff_version ON ledger_tariff (org, version);
CREATE UNIQUE INDEX ledger_tariff_begins ON ledger_tariff (org, begins_at) WHERE withdrawn_at IS NULL;
CREATE TABLE ledger_asked (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    customer   BLOB NOT NULL,
    at         INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    words      TEXT NOT NULL,
    undone_at  INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX ledger_asked_customer ON ledger_asked (org, customer, at, id);
CREATE TABLE ledger_doubt (
    org      BLOB NOT NULL,
    question BLOB NOT NULL,
    promise  BLOB NOT NULL,
    said_at  INTEGER NOT NULL,
    PRIMARY KEY (org, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_doubt_promise ON ledger_doubt (org, promise, said_at);
CREATE TABLE file_content (
    org      BLOB NOT NULL,
    id       BLOB NOT NULL,
    sum      BLOB,          -- SHA-256; none while it comes in
    size     INTEGER NOT NULL, -- bytes
    whole    INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX file_content_sum ON file_content (org, sum) WHERE whole = 1;
CREATE INDEX file_content_begun ON file_content (org, begun_at) WHERE whole = 0;
CREATE INDEX file_content_room ON file_content (org, size) WHERE whole = 1;
CREATE TABLE file_chunk (
    org     BLOB NOT NULL,
    content BLOB NOT NULL,
    place   INTEGER NOT NULL, -- from 0; all but the last are as long as each other
    data    BLOB NOT NULL,
    PRIMARY KEY (org, content, place)
) STRICT;
CREATE TABLE file (
    org          BLOB NOT NULL,
    id           BLOB NOT NULL,
    content      BLOB NOT NULL,
    name         TEXT NOT NULL,
    type         TEXT NOT NULL,
    customer     BLOB,            -- empty while it is not known who asks
    subject_kind TEXT NOT NULL, -- question, promise, interaction, customer
    subject      BLOB NOT NULL,
    shown        INTEGER NOT NULL, -- the customer sees it on his page
    proof        INTEGER NOT NULL, -- it shows that a promise was kept
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    added_at     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX file_subject ON file (org, subject, id);
CREATE INDEX file_customer ON file (org, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX file_content_used ON file (org, content);
CREATE TABLE file_removal (
    org          BLOB NOT NULL,
    file         BLOB NOT NULL,
    customer     BLOB,
    subject_kind TEXT NOT NULL,
    subject      BLOB NOT NULL,
    type         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        BLOB,
    removed_at   INTEGER NOT NULL,
    PRIMARY KEY (org, file)
) STRICT;
CREATE INDEX file_removal_subject ON file_removal (org, subject, file);
CREATE INDEX file_removal_customer ON file_removal (org, customer, file) WHERE customer IS NOT NULL;
CREATE TABLE file_room (
    org  BLOB NOT NULL,
    most INTEGER NOT NULL, -- bytes
    PRIMARY KEY (org)
) STRICT;
CREATE INDEX customer_merged_into ON customer (org, merged_into, id) WHERE merged_into IS NOT NULL;
CREATE TABLE customer_merge (
    org        BLOB NOT NULL,
    id         BLOB NOT NULL,
    stays      BLOB NOT NULL,
    goes       BLOB NOT NULL,
    merged_at  INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    split_at   INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX customer_merge_stays ON customer_merge (org, stays, id) WHERE split_at IS NULL;
CREATE INDEX customer_merge_goes ON customer_merge (org, goes, id) WHERE split_at IS NULL;
CREATE TABLE customer_merge_row (
    org   BLOB NOT NULL,
    merge BLOB NOT NULL,
    sort  TEXT NOT NULL,
    of_row BLOB NOT NULL,
    PRIMARY KEY (org, merge, sort, of_row)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_merge_gain (
    org   BLOB NOT NULL,
    merge BLOB NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (org, merge, field, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_distinct (
    org        BLOB NOT NULL,
    low        BLOB NOT NULL,
    high       BLOB NOT NULL,
    said_at    INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor      BLOB,
    PRIMARY KEY (org, low, high)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_word (
    org     BLOB NOT NULL,
    word    TEXT NOT NULL, -- folded
    subject BLOB NOT NULL,   -- ids grow with time, so the newest come last
    kind    TEXT NOT NULL,
    PRIMARY KEY (org, word, subject, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_read (
    org   BLOB NOT NULL,
    kind  TEXT NOT NULL,
    until BLOB NOT NULL,
    PRIMARY KEY (org, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_sweep (
    org        BLOB NOT NULL,
    claim      BLOB NOT NULL,
    sweep      TEXT NOT NULL,  -- which of the patterns
    from_part  INTEGER NOT NULL, -- the first month of a season or the first hour of a time; 0 otherwise
    until_part INTEGER NOT NULL,
    author     BLOB NOT NULL,
    verdict    TEXT NOT NULL,  -- empty: not weighed yet
    count      INTEGER NOT NULL, -- cases of the kind
    n          INTEGER NOT NULL, -- cases in all
    weighed_at INTEGER,
    heard_at   INTEGER,           -- when the author said that he knows
    PRIMARY KEY (org, claim, sweep)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_sweep_author ON claim_sweep (org, author, claim) WHERE verdict = 'contradicted' AND heard_at IS NULL;
CREATE TABLE customer_key (
    org      BLOB NOT NULL,
    key      INTEGER NOT NULL,
    customer BLOB NOT NULL,
    PRIMARY KEY (org, key, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_looked (
    org      BLOB NOT NULL,
    customer BLOB NOT NULL,
    keys     BLOB NOT NULL,
    PRIMARY KEY (org, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_suspect (
    org      BLOB NOT NULL,
    low      BLOB NOT NULL,
    high     BLOB NOT NULL,
    rank     INTEGER NOT NULL,
    run      BLOB,            -- the import that brought one of the two; the newest
    found_at INTEGER NOT NULL,
    PRIMARY KEY (org, low, high)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_suspect_rank ON customer_suspect (org, rank, low, high);
CREATE INDEX customer_suspect_high ON customer_suspect (org, high, low);
CREATE INDEX customer_suspect_run ON customer_suspect (org, run) WHERE run IS NOT NULL;
CREATE TABLE customer_look (
    org    BLOB NOT NULL,
    run    BLOB NOT NULL,
    until  BLOB NOT NULL,
    done   INTEGER NOT NULL, -- 1 when all were looked at
    PRIMARY KEY (org, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_look_size (
    org BLOB NOT NULL,
    n   INTEGER NOT NULL,
    PRIMARY KEY (org)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_erasure (
    org           BLOB NOT NULL,
    id            BLOB NOT NULL,
    customer      BLOB NOT NULL,
    reason        TEXT NOT NULL, -- asked, consent, purpose, objected, tried
    let_go        INTEGER NOT NULL, -- what is still open between us is let go, as the customer wishes
    asked_at      INTEGER NOT NULL,
    asked_kind    TEXT NOT NULL,
    asked_by      BLOB,
    due_at        INTEGER NOT NULL,
    called_off_at INTEGER,
    called_off_by BLOB,
    done_at       INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX customer_erasure_once ON customer_erasure (org, customer) WHERE called_off_at IS NULL;
CREATE INDEX search_word_note ON search_word (org, subject) WHERE kind = 'note';
CREATE INDEX transfer_question ON transfer (org, question, handed_at, id);
CREATE INDEX transfer_customer ON transfer (org, customer, id) WHERE customer IS NOT NULL;
CREATE INDEX interaction_customer ON interaction (org, customer, began_at, id) WHERE customer IS NOT NULL;
CREATE INDEX message_customer ON message (org, recipient, id) WHERE audience = 'customer';
CREATE INDEX customer_link_customer ON customer_link (org, customer, id);
CREATE INDEX answer_told_customer ON answer_told (org, customer, answer);
CREATE INDEX question_noted ON question (org, noted_at, id);
CREATE INDEX question_ending_ended ON question_ending (org, ending, ended_at);
CREATE INDEX promise_guard_taken ON promise_guard (org, taken_at, step, promise);
CREATE INDEX promise_awaits ON promise (org, due_at, id) WHERE open = 1 AND awaits = 'redistribution';
CREATE INDEX promise_broken ON promise (org, customer, broken_at, id) WHERE broken_at IS NOT NULL;
CREATE INDEX promise_theirs ON promise (org, customer, due_at) WHERE direction = 'theirs';
CREATE INDEX promise_awaits_owner ON promise (org, owner, due_at, id) WHERE open = 1 AND awaits = 'redistribution';
CREATE INDEX staff_answerable ON staff (org, answerable) WHERE answerable IS NOT NULL;
CREATE INDEX message_ready ON message (org, recipient, id) WHERE state = 'waiting';
CREATE INDEX search_word_claim ON search_word (org, subject) WHERE kind = 'claim';
CREATE TABLE question_screen (
    org      BLOB NOT NULL,
    question BLOB NOT NULL,
    staff    BLOB NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (org, question, staff)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_screen_until ON question_screen (org, until_at);
CREATE TABLE import_upload (
    org       BLOB NOT NULL,
    id        BLOB NOT NULL,
    kind      TEXT NOT NULL, -- customers, promises, orders, interactions
    name      TEXT NOT NULL, -- of the file
    size      INTEGER NOT NULL, -- bytes; 0 while it is coming in
    encoding  TEXT NOT NULL,
    row_count INTEGER NOT NULL, -- without the heading
    map       TEXT NOT NULL, -- what of it goes where, as JSON
    staff     BLOB NOT NULL,
    added_at  INTEGER NOT NULL,
    asked_at  INTEGER, -- somebody had it taken over
    ended_at  INTEGER,
    run       BLOB,
    problem   TEXT NOT NULL, -- why nothing was taken over: a key of the catalogue, and its arguments as JSON
    taken     INTEGER NOT NULL,
    known     INTEGER NOT NULL,
    refused   INTEGER NOT NULL,
    made      INTEGER NOT NULL, -- colleagues who worked here once, made for it
    version   INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE TABLE import_upload_chunk (
    org    BLOB NOT NULL,
    upload BLOB NOT NULL,
    part   TEXT NOT NULL, -- file, list
    place  INTEGER NOT NULL, -- from 0; all but the last are as long as each other
    data   BLOB NOT NULL,
    PRIMARY KEY (org, upload, part, place)
) STRICT;
CREATE UNIQUE INDEX promise_import ON promise (org, import_source, import_id) WHERE import_id IS NOT NULL;
CREATE TABLE search_thing (
    org     BLOB NOT NULL,
    kind    TEXT NOT NULL,
    word    TEXT NOT NULL, -- folded
    subject BLOB NOT NULL,   -- ids grow with time, so the newest come last
    PRIMARY KEY (org, kind, word, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_thing_file ON search_thing (org, subject) WHERE kind = 'file';
CREATE TABLE "job" (
    org         BLOB NOT NULL,
    kind        TEXT NOT NULL,
    subject     BLOB NOT NULL,
    generation  INTEGER NOT NULL, -- rises each time the work is armed anew
    due_at      INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,  -- due_at, or later after a failure
    lease_until INTEGER,           -- while a node performs its effect
    fence       INTEGER NOT NULL, -- rises with each claim; a late node's is refused
    tries       INTEGER NOT NULL,
    last_error  TEXT NOT NULL,
    PRIMARY KEY (org, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_due ON job (not_before, org, kind, subject);
CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL;
CREATE TABLE "ledger_posting" (
    org     BLOB NOT NULL,
    entry   BLOB NOT NULL,
    account TEXT NOT NULL, -- standing: with the customer; conduct: the other side
    points  INTEGER NOT NULL,
    PRIMARY KEY (org, entry, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE "ledger_balance" (
    org      BLOB NOT NULL,
    customer BLOB NOT NULL,
    points   INTEGER NOT NULL,
    entries  INTEGER NOT NULL,
    PRIMARY KEY (org, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_balance_red ON ledger_balance (org, points, customer) WHERE points < 0;
CREATE INDEX timeline_sort ON timeline (org, customer, sort, at, id) WHERE sort IN ('calls', 'meetings', 'questions');
CREATE INDEX timeline_subject ON timeline (org, subject) WHERE source = 'event';
CREATE INDEX promise_customer ON promise (org, customer, open, due_at, direction);
ANALYZE installation;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('absence', 'absence_until', '300 300 1'),
    ('absence', 'sqlite_autoindex_absence_1', '300 300 1 1'),
    ('absence_end', 'sqlite_autoindex_absence_end_1', '1000000 1000000 2000 1'),
    ('account', 'account_email', '15 15 1'),
    ('account', 'sqlite_autoindex_account_1', '300 300 1'),
    ('account_session', 'account_session_staff', '300 300 1'),
    ('account_session', 'account_session_used', '300 300 1'),
    ('account_session', 'sqlite_autoindex_account_session_1', '300 300 1'),
    ('answer', 'answer_code', '300 300 1'),
    ('answer', 'answer_owner', '300 300 1 1'),
    ('answer', 'sqlite_autoindex_answer_1', '300 300 1'),
    ('answer_ask', 'sqlite_autoindex_answer_ask_1', '300 300 3 1'),
    ('answer_edition', 'sqlite_autoindex_answer_edition_1', '1000000 1000000 3 1'),
    ('answer_gap', 'sqlite_autoindex_answer_gap_1', '300 300 1'),
    ('answer_given', 'answer_given_answer', '1000000 1000000 3 1'),
    ('answer_given', 'answer_given_customer', '50000 50000 20 1'),
    ('answer_given', 'answer_given_question', '50000 50000 3'),
    ('answer_given', 'sqlite_autoindex_answer_given_1', '1000000 1000000 1'),
    ('answer_told', 'answer_told_customer', '1000000 1000000 20 1'),
    ('answer_told', 'sqlite_autoindex_answer_told_1', '1000000 1000000 3 1 1'),
    ('answer_topic', 'sqlite_autoindex_answer_topic_1', '300 300 1'),
    ('answer_word', 'answer_word_answer', '1000000 1000000 3'),
    ('answer_word', 'sqlite_autoindex_answer_word_1', '1000000 1000000 3 1'),
    ('api_token', 'api_token_staff', '300 300 1'),
    ('api_token', 'sqlite_autoindex_api_token_1', '300 300 1'),
    ('api_token_scope', 'sqlite_autoindex_api_token_scope_1', '1000000 1000000 3 1'),
    ('busy_source', 'sqlite_autoindex_busy_source_1', '1000000 1000000 2000 1'),
    ('busy_time', 'sqlite_autoindex_busy_time_1', '1000000 1000000 2000 333 1'),
    ('calendar_hours', 'sqlite_autoindex_calendar_hours_1', '1000000 1000000 3 1 1 1'),
    ('calendar_layer', 'sqlite_autoindex_calendar_layer_1', '1000000 1000000 3 1'),
    ('call_caller', 'sqlite_autoindex_call_caller_1', '300 1'),
    ('call_consent', 'call_consent_customer', '1000000 1000000 20 1'),
    ('call_consent', 'sqlite_autoindex_call_consent_1', '1000000 1000000 1'),
    ('call_filter', 'call_filter_folded', '300 300 1'),
    ('call_filter', 'sqlite_autoindex_call_filter_1', '300 300 1'),
    ('call_form', 'call_form_customer', '1000000 1000000 20 1 1'),
    ('call_form', 'sqlite_autoindex_call_form_1', '1000000 1000000 1'),
    ('call_list', 'call_list_open', '15 15 3'),
    ('call_list', 'sqlite_autoindex_call_list_1', '300 300 1'),
    ('call_name', 'call_name_customer', '1000000 1000000 3 1'),
    ('call_name', 'call_name_next', '1000000 1000000 3 1 1'),
    ('call_name', 'call_name_of', '1000000 1000000 20 1'),
    ('call_name', 'sqlite_autoindex_call_name_1', '1000000 1000000 1'),
    ('call_name_aside', 'sqlite_autoindex_call_name_aside_1', '1000000 1000000 1'),
    ('call_strike', 'call_strike_customer', '1000000 1000000 20 1'),
    ('call_strike', 'call_strike_state', '1000000 1000000 166666 1'),
    ('call_strike', 'sqlite_autoindex_call_strike_1', '1000000 1000000 1'),
    ('call_strike_aside', 'sqlite_autoindex_call_strike_aside_1', '1000000 1000000 1'),
    ('claim', 'claim_customer', '1000000 1000000 20 1 1'),
    ('claim', 'claim_subject', '50000 50000 3'),
    ('claim', 'sqlite_autoindex_claim_1', '1000000 1000000 1'),
    ('claim_look', 'claim_look_customer', '1000000 1000000 20 1 1'),
    ('claim_look', 'sqlite_autoindex_claim_look_1', '1000000 1000000 1'),
    ('claim_sweep', 'claim_sweep_author', '50000 50000 3 1'),
    ('claim_sweep', 'sqlite_autoindex_claim_sweep_1', '1000000 1000000 3 1'),
    ('claim_words', 'sqlite_autoindex_claim_words_1', '1000000 1000000 1'),
    ('closed_day', 'sqlite_autoindex_closed_day_1', '300 300 1'),
    ('complaint', 'complaint_answer', '50000 50000 3'),
    ('complaint', 'complaint_customer', '1000000 1000000 20 1 1'),
    ('complaint', 'complaint_received', '1000000 1000000 1 1'),
    ('complaint', 'complaint_running', '50000 50000 1 1'),
    ('complaint', 'complaint_subject', '50000 50000 8333 1'),
    ('complaint', 'sqlite_autoindex_complaint_1', '1000000 1000000 1'),
    ('complaint_cause', 'sqlite_autoindex_complaint_cause_1', '300 300 1'),
    ('complaint_hint', 'complaint_hint_customer', '50000 50000 20'),
    ('complaint_hint', 'complaint_hint_open', '50000 50000 1'),
    ('complaint_hint', 'sqlite_autoindex_complaint_hint_1', '1000000 1000000 166666 1'),
    ('complaint_step', 'sqlite_autoindex_complaint_step_1', '1000000 1000000 3 1'),
    ('complaint_terms', 'sqlite_autoindex_complaint_terms_1', '300 1'),
    ('complaint_words', 'sqlite_autoindex_complaint_words_1', '1000000 1000000 3 1'),
    ('customer', 'customer_employer', '50000 50000 3 1'),
    ('customer', 'customer_import_run', '50000 50000 3 1'),
    ('customer', 'customer_merged_into', '50000 50000 3 1'),
    ('customer', 'sqlite_autoindex_customer_1', '1000000 1000000 1'),
    ('customer_distinct', 'sqlite_autoindex_customer_distinct_1', '1000000 1000000 3 1'),
    ('customer_email', 'customer_email_folded', '1000000 1000000 3 1'),
    ('customer_email', 'sqlite_autoindex_customer_email_1', '1000000 1000000 20 1'),
    ('customer_erasure', 'customer_erasure_once', '50000 50000 1'),
    ('customer_erasure', 'sqlite_autoindex_customer_erasure_1', '1000000 1000000 1'),
    ('customer_hours', 'sqlite_autoindex_customer_hours_1', '1000000 1000000 20 3 1'),
    ('customer_key', 'sqlite_autoindex_customer_key_1', '1000000 1000000 3 1'),
    ('customer_link', 'customer_link_customer', '1000000 1000000 20 1'),
    ('customer_link', 'customer_link_digest', '1000000 1000000 1'),
    ('customer_link', 'customer_link_subject', '1000000 1000000 3 1'),
    ('customer_link', 'sqlite_autoindex_customer_link_1', '1000000 1000000 1'),
    ('customer_look', 'sqlite_autoindex_customer_look_1', '1000000 1000000 1'),
    ('customer_look_size', 'sqlite_autoindex_customer_look_size_1', '1000000 1'),
    ('customer_looked', 'sqlite_autoindex_customer_looked_1', '1000000 1000000 1'),
    ('customer_merge', 'customer_merge_goes', '50000 50000 3 1'),
    ('customer_merge', 'customer_merge_stays', '50000 50000 3 1'),
    ('customer_merge', 'sqlite_autoindex_customer_merge_1', '1000000 1000000 1'),
    ('customer_merge_gain', 'sqlite_autoindex_customer_merge_gain_1', '1000000 1000000 3 1 1'),
    ('customer_merge_row', 'sqlite_autoindex_customer_merge_row_1', '1000000 1000000 3 1 1'),
    ('customer_origin', 'customer_origin_customer', '1000000 1000000 20'),
    ('customer_origin', 'sqlite_autoindex_customer_origin_1', '1000000 1000000 166666 1'),
    ('customer_phone', 'customer_phone_number', '1000000 1000000 333333 6'),
    ('customer_phone', 'sqlite_autoindex_customer_phone_1', '1000000 1000000 20 1'),
    ('customer_run', 'sqlite_autoindex_customer_run_1', '300 300 1'),
    ('customer_suspect', 'customer_suspect_high', '1000000 1000000 3 1'),
    ('customer_suspect', 'customer_suspect_rank', '1000000 1000000 3 1 1'),
    ('customer_suspect', 'customer_suspect_run', '50000 50000 3'),
    ('customer_suspect', 'sqlite_autoindex_customer_suspect_1', '1000000 1000000 3 1'),
    ('customer_word', 'sqlite_autoindex_customer_word_1', '1000000 1000000 3 1'),
    ('duty', 'sqlite_autoindex_duty_1', '300 300 1'),
    ('duty_member', 'sqlite_autoindex_duty_member_1', '300 300 3 1'),
    ('duty_turn', 'sqlite_autoindex_duty_turn_1', '300 300 3 1 1'),
    ('event', 'event_subject', '1000000 1000000 166666 1 1'),
    ('event', 'sqlite_autoindex_event_1', '1000000 1000000 1'),
    ('file', 'file_content_used', '1000000 1000000 3'),
    ('file', 'file_customer', '50000 50000 20 1'),
    ('file', 'file_subject', '1000000 1000000 3 1'),
    ('file', 'sqlite_autoindex_file_1', '1000000 1000000 1'),
    ('file_chunk', 'sqlite_autoindex_file_chunk_1', '1000000 1000000 3 1'),
    ('file_content', 'file_content_begun', '50000 50000 1'),
    ('file_content', 'file_content_room', '50000 50000 3'),
    ('file_content', 'file_content_sum', '50000 50000 3'),
    ('file_content', 'sqlite_autoindex_file_content_1', '1000000 1000000 1'),
    ('file_removal', 'file_removal_customer', '50000 50000 20 1'),
    ('file_removal', 'file_removal_subject', '1000000 1000000 3 1'),
    ('file_removal', 'sqlite_autoindex_file_removal_1', '1000000 1000000 1'),
    ('file_room', 'sqlite_autoindex_file_room_1', '300 1'),
    ('import_run', 'import_run_open', '15 15 3'),
    ('import_run', 'sqlite_autoindex_import_run_1', '300 300 1'),
    ('import_upload', 'sqlite_autoindex_import_upload_1', '1000000 1000000 1'),
    ('import_upload_chunk', 'sqlite_autoindex_import_upload_chunk_1', '1000000 1000000 3 1 1'),
    ('installation', 'sqlite_autoindex_installation_1', '300 1'),
    ('intake_desk', 'intake_desk_until', '1000000 1000000 1'),
    ('intake_desk', 'sqlite_autoindex_intake_desk_1', '1000000 1000000 20 1'),
    ('intake_key', 'sqlite_autoindex_intake_key_1', '1000000 1000000 2000 1'),
    ('interaction', 'interaction_caller', '50000 50000 3 1'),
    ('interaction', 'interaction_case', '50000 50000 8333 1 1 1'),
    ('interaction', 'interaction_customer', '50000 50000 20 1 1'),
    ('interaction', 'interaction_origin', '1000000 1000000 166666 1'),
    ('interaction', 'interaction_run', '50000 50000 3 1 1'),
    ('interaction', 'interaction_waits', '50000 50000 1 1'),
    ('interaction', 'interaction_waits_caller', '50000 50000 3 1'),
    ('interaction', 'interaction_waits_customer', '50000 50000 20 1'),
    ('interaction', 'sqlite_autoindex_interaction_1', '1000000 1000000 1'),
    ('interaction_end', 'interaction_end_subject', '50000 50000 3'),
    ('interaction_end', 'sqlite_autoindex_interaction_end_1', '1000000 1000000 3 1'),
    ('interaction_run_hidden', 'sqlite_autoindex_interaction_run_hidden_1', '300 300 1'),
    ('interaction_words', 'sqlite_autoindex_interaction_words_1', '1000000 1000000 1'),
    ('job', 'job_due', '1000000 3 3 1 1'),
    ('job', 'job_lease', '50000 3'),
    ('job', 'sqlite_autoindex_job_1', '1000000 1000000 166666 1'),
    ('ledger_asked', 'ledger_asked_customer', '1000000 1000000 20 1 1'),
    ('ledger_asked', 'sqlite_autoindex_ledger_asked_1', '1000000 1000000 1'),
    ('ledger_balance', 'ledger_balance_red', '50000 50000 3 1'),
    ('ledger_balance', 'sqlite_autoindex_ledger_balance_1', '1000000 1000000 1'),
    ('ledger_doubt', 'ledger_doubt_promise', '1000000 1000000 3 1'),
    ('ledger_doubt', 'sqlite_autoindex_ledger_doubt_1', '1000000 1000000 1'),
    ('ledger_entry', 'ledger_entry_corrects', '50000 50000 1'),
    ('ledger_entry', 'ledger_entry_customer', '1000000 1000000 20 1 1'),
    ('ledger_entry', 'ledger_entry_once', '1000000 1000000 3 1'),
    ('ledger_entry', 'ledger_entry_promise', '50000 50000 3'),
    ('ledger_entry', 'sqlite_autoindex_ledger_entry_1', '1000000 1000000 1'),
    ('ledger_posting', 'sqlite_autoindex_ledger_posting_1', '1000000 1000000 3 1'),
    ('ledger_tariff', 'ledger_tariff_begins', '15 15 1'),
    ('ledger_tariff', 'ledger_tariff_version', '300 300 1'),
    ('ledger_tariff', 'sqlite_autoindex_ledger_tariff_1', '300 300 1'),
    ('message', 'message_customer', '50000 50000 3 1'),
    ('message', 'message_hand', '50000 50000 100 1'),
    ('message', 'message_held', '50000 50000 3'),
    ('message', 'message_notice', '50000 50000 3 1'),
    ('message', 'message_once', '50000 50000 3 1 1 1'),
    ('message', 'message_outbox', '50000 50000 3 1'),
    ('message', 'message_ready', '50000 50000 3 1'),
    ('message', 'message_subject', '1000000 1000000 3 1'),
    ('message', 'sqlite_autoindex_message_1', '1000000 1000000 1'),
    ('message_about', 'message_about_subject', '1000000 1000000 3 1'),
    ('message_about', 'sqlite_autoindex_message_about_1', '1000000 1000000 3 1'),
    ('message_interruption', 'sqlite_autoindex_message_interruption_1', '1000000 1000000 2000 1'),
    ('message_line', 'sqlite_autoindex_message_line_1', '1000000 1000000 1'),
    ('message_mail', 'sqlite_autoindex_message_mail_1', '300 1'),
    ('message_pause', 'sqlite_autoindex_message_pause_1', '1000000 1000000 1'),
    ('message_push', 'message_push_endpoint', '1000000 1000000 1'),
    ('message_push', 'message_push_staff', '1000000 1000000 2000 1'),
    ('message_push', 'sqlite_autoindex_message_push_1', '1000000 1000000 1'),
    ('message_push_key', 'sqlite_autoindex_message_push_key_1', '1000000 1'),
    ('message_sms', 'sqlite_autoindex_message_sms_1', '300 1'),
    ('message_sms_header', 'sqlite_autoindex_message_sms_header_1', '300 300 1'),
    ('one_time', 'one_time_expires', '300 300 1'),
    ('one_time', 'one_time_staff', '300 300 1'),
    ('one_time', 'sqlite_autoindex_one_time_1', '300 300 1'),
    ('order_forecast', 'sqlite_autoindex_order_forecast_1', '300 1'),
    ('order_likely', 'sqlite_autoindex_order_likely_1', '1000000 1000000 1'),
    ('order_placed', 'order_placed_bought', '1000000 1000000 1 1'),
    ('order_placed', 'order_placed_customer', '1000000 1000000 20 1 1'),
    ('order_placed', 'order_placed_origin', '50000 50000 3 1'),
    ('order_placed', 'order_placed_run', '50000 50000 3 1 1'),
    ('order_placed', 'sqlite_autoindex_order_placed_1', '1000000 1000000 1'),
    ('order_run_hidden', 'sqlite_autoindex_order_run_hidden_1', '300 300 1'),
    ('organisation', 'organisation_host', '15 1'),
    ('organisation', 'sqlite_autoindex_organisation_1', '300 1'),
    ('organisation_measuring', 'sqlite_autoindex_organisation_measuring_1', '300 300 1'),
    ('owner_load', 'sqlite_autoindex_owner_load_1', '1000000 1000000 1'),
    ('promise', 'promise_awaits', '50000 50000 1 1'),
    ('promise', 'promise_awaits_owner', '50000 50000 100 1 1'),
    ('promise', 'promise_broken', '50000 50000 20 1 1'),
    ('promise', 'promise_code', '1000000 1000000 1'),
    ('promise', 'promise_customer', '1000000 1000000 20 3 1 1'),
    ('promise', 'promise_disputed', '50000 50000 100 1'),
    ('promise', 'promise_due', '1000000 1000000 166666 1'),
    ('promise', 'promise_import', '50000 50000 3 1'),
    ('promise', 'promise_load', '50000 50000 100 1'),
    ('promise', 'promise_open', '50000 50000 1'),
    ('promise', 'promise_proposed', '50000 50000 100 1'),
    ('promise', 'promise_question', '50000 50000 3'),
    ('promise', 'promise_recovery', '50000 50000 3'),
    ('promise', 'promise_run', '50000 50000 3 1 1'),
    ('promise', 'promise_run_open', '50000 50000 3 1'),
    ('promise', 'promise_theirs', '50000 50000 20 1'),
    ('promise', 'sqlite_autoindex_promise_1', '1000000 1000000 1'),
    ('promise_attempt', 'sqlite_autoindex_promise_attempt_1', '1000000 1000000 3 1'),
    ('promise_chance', 'sqlite_autoindex_promise_chance_1', '300 300 3 1'),
    ('promise_guard', 'promise_guard_taken', '1000000 1000000 1 1 1'),
    ('promise_guard', 'sqlite_autoindex_promise_guard_1', '1000000 1000000 3 1'),
    ('promise_outcome', 'sqlite_autoindex_promise_outcome_1', '1000000 1000000 3 1'),
    ('promise_run_hidden', 'sqlite_autoindex_promise_run_hidden_1', '1000000 1000000 1'),
    ('question', 'question_code', '1000000 1000000 1'),
    ('question', 'question_contact', '1000000 1000000 3 1'),
    ('question', 'question_customer', '1000000 1000000 20 1'),
    ('question', 'question_decides', '50000 50000 3 1'),
    ('question', 'question_holder', '50000 50000 100 1'),
    ('question', 'question_noted', '1000000 1000000 1 1'),
    ('question', 'question_open', '50000 50000 3'),
    ('question', 'sqlite_autoindex_question_1', '1000000 1000000 1'),
    ('question_aside', 'sqlite_autoindex_question_aside_1', '1000000 1000000 1'),
    ('question_ending', 'question_ending_ended', '1000000 1000000 166666 1'),
    ('question_ending', 'sqlite_autoindex_question_ending_1', '1000000 1000000 3 1'),
    ('question_reading', 'sqlite_autoindex_question_reading_1', '1000000 1000000 3 1'),
    ('question_screen', 'question_screen_until', '1000000 1000000 1'),
    ('question_screen', 'sqlite_autoindex_question_screen_1', '1000000 1000000 3 1'),
    ('remembered_answer', 'remembered_answer_at', '1000000 1000000 1'),
    ('remembered_answer', 'sqlite_autoindex_remembered_answer_1', '1000000 1000000 3 1'),
    ('search_read', 'sqlite_autoindex_search_read_1', '1000000 1000000 1'),
    ('search_thing', 'search_thing_file', '50000 50000 3'),
    ('search_thing', 'sqlite_autoindex_search_thing_1', '1000000 1000000 166666 1 1'),
    ('search_word', 'search_word_claim', '50000 50000 3'),
    ('search_word', 'search_word_note', '50000 50000 3'),
    ('search_word', 'sqlite_autoindex_search_word_1', '1000000 1000000 3 1 1'),
    ('sign_in_try', 'sign_in_try_last', '1000000 1000000 1'),
    ('sign_in_try', 'sqlite_autoindex_sign_in_try_1', '1000000 1000000 1'),
    ('staff', 'sqlite_autoindex_staff_1', '300 300 1'),
    ('staff', 'staff_answerable', '15 15 3'),
    ('staff', 'staff_name', '300 300 3 1'),
    ('staff', 'staff_team', '300 300 3 1'),
    ('staff_skill', 'sqlite_autoindex_staff_skill_1', '300 300 1 1'),
    ('staff_skill', 'staff_skill_who', '300 300 3 1'),
    ('team', 'sqlite_autoindex_team_1', '300 300 1'),
    ('timeline', 'sqlite_autoindex_timeline_1', '1000000 1000000 20 1 1'),
    ('timeline', 'timeline_id', '1000000 1000000 3'),
    ('timeline', 'timeline_sort', '50000 50000 20 3 1 1'),
    ('timeline', 'timeline_subject', '50000 50000 3'),
    ('transfer', 'sqlite_autoindex_transfer_1', '1000000 1000000 1'),
    ('transfer', 'transfer_customer', '50000 50000 20 1'),
    ('transfer', 'transfer_number', '50000 50000 3 1'),
    ('transfer', 'transfer_question', '1000000 1000000 3 1 1'),
    ('transfer', 'transfer_taker', '50000 50000 100 1 1'),
    ('transfer', 'transfer_waits', '50000 50000 1'),
    ('transfer_words', 'sqlite_autoindex_transfer_words_1', '1000000 1000000 1'),
    ('schema', NULL, '275');
