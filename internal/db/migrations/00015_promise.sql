-- The present of each promise. state, open and deed_at follow from promise_outcome, which is the truth;
-- they stand here for the indexes (docs/adr/0004).
CREATE TABLE promise (
    org             {id} NOT NULL,
    id              {id} NOT NULL,
    code            {text} NOT NULL,
    direction       {text} NOT NULL,
    kind            {text} NOT NULL,
    act             {text} NOT NULL,
    customer        {id},
    colleague       {id},
    owner           {id} NOT NULL,
    proposed_to     {id},
    question        {id},
    minutes         {int64} NOT NULL,
    proof           {text} NOT NULL,
    due_at          {time} NOT NULL,
    due_civil       {text} NOT NULL,
    zone            {text} NOT NULL,
    grain           {text} NOT NULL,
    fixed           {bool} NOT NULL,
    state           {text} NOT NULL,
    open            {bool} NOT NULL,
    version         {int64} NOT NULL,
    made_by         {id},
    made_at         {time} NOT NULL,
    agreed_at       {time},
    acknowledge_by  {time},
    acknowledged_at {time},
    lapses_at       {time},
    deed_at         {time},
    broken_at       {time},
    closed_at       {time},
    undone_at       {time},
    root            {id} NOT NULL,
    previous        {id},
    recovery_of     {id},
    overridden      {bool} NOT NULL,
    awaits          {text} NOT NULL,
    imported        {bool} NOT NULL,
    import_source   {text},
    import_id       {text},
    import_run      {id}, -- of an import; such rows are in nobody's sight until the run is published
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX promise_code ON promise (org, code);
CREATE UNIQUE INDEX promise_import ON promise (org, import_source, import_id);
CREATE INDEX promise_load ON promise (org, owner, due_at) WHERE open = 1;
CREATE INDEX promise_proposed ON promise (org, proposed_to, due_at) WHERE open = 1 AND proposed_to IS NOT NULL;
CREATE INDEX promise_open ON promise (org, due_at) WHERE open = 1;
CREATE INDEX promise_customer ON promise (org, customer, due_at);
CREATE INDEX promise_question ON promise (org, question) WHERE question IS NOT NULL;
CREATE INDEX promise_due ON promise (org, direction, due_at);
CREATE INDEX promise_recovery ON promise (org, recovery_of) WHERE recovery_of IS NOT NULL;
CREATE INDEX promise_run ON promise (org, import_run, due_at, id) WHERE import_run IS NOT NULL;

CREATE TABLE promise_outcome (
    org         {id} NOT NULL,
    promise     {id} NOT NULL,
    id          {id} NOT NULL,
    kind        {text} NOT NULL,
    from_state  {text} NOT NULL,
    happened_at {time} NOT NULL,
    recorded_at {time} NOT NULL,
    actor_kind  {text} NOT NULL,
    actor       {id},
    deed_at     {time},
    stated_at   {time},
    proof       {text} NOT NULL,
    words       {text} NOT NULL,
    evidence    {id},
    cause       {text} NOT NULL,
    next        {id},
    staff       {id},
    undone_at   {time},
    PRIMARY KEY (org, promise, id)
) {strict};

CREATE TABLE promise_attempt (
    org         {id} NOT NULL,
    promise     {id} NOT NULL,
    id          {id} NOT NULL,
    staff       {id},
    result      {text} NOT NULL,
    began_at    {time} NOT NULL,
    recorded_at {time} NOT NULL,
    PRIMARY KEY (org, promise, id)
) {strict};

-- Each rung of the ladder once per promise, whatever fires twice.
CREATE TABLE promise_guard (
    org      {id} NOT NULL,
    promise  {id} NOT NULL,
    step     {text} NOT NULL,
    taken_at {time} NOT NULL,
    proposed {id}, -- a colleague who has room
    seen_at  {time},
    PRIMARY KEY (org, promise, step)
) {strict};

-- Raised by every command that decides on an owner's load, so that two decisions meet.
CREATE TABLE owner_load (
    org     {id} NOT NULL,
    owner   {id} NOT NULL,
    version {int64} NOT NULL,
    PRIMARY KEY (org, owner)
) {strict};

-- The imports whose promises nobody sees: not yet, or no more. To publish one is to delete one row.
CREATE TABLE promise_run_hidden (
    org {id} NOT NULL,
    run {id} NOT NULL,
    PRIMARY KEY (org, run)
) {keyed};
