-- Members of staff and agents; who left stays, for what they did.
CREATE TABLE staff (
    org           {id} NOT NULL,
    id            {id} NOT NULL,
    kind          {text} NOT NULL, -- staff, agent
    name          {text} NOT NULL,
    name_key      {text} NOT NULL, -- the name in lower case and single spaces, to find it by
    first_name    {text} NOT NULL,
    email         {text} NOT NULL,
    phone         {text} NOT NULL,
    team          {id},
    answers_phone {bool} NOT NULL,
    share         {int64} NOT NULL, -- percent of the day that is free for promises; 0: the default
    answerable    {id},             -- of an agent: the person
    lang          {text} NOT NULL,
    zone          {text} NOT NULL,  -- empty: the organisation's
    left_at       {time},
    version       {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE INDEX staff_name ON staff (org, name_key, id);
CREATE INDEX staff_team ON staff (org, team, id);
CREATE TABLE team (
    org     {id} NOT NULL,
    id      {id} NOT NULL,
    name    {text} NOT NULL,
    lead    {id},
    version {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE TABLE staff_skill (
    org   {id} NOT NULL,
    staff {id} NOT NULL,
    skill {text} NOT NULL,
    PRIMARY KEY (org, staff, skill)
) {strict};
CREATE INDEX staff_skill_who ON staff_skill (org, skill, staff);
-- A layer of working time, of the organisation, a team or a person; what it does not name comes from
-- the layer above it. Purpose "opened" is a person's own: the hours within which others may promise.
CREATE TABLE calendar_layer (
    org     {id} NOT NULL,
    subject {id} NOT NULL,
    purpose {text} NOT NULL, -- hours, opened
    id      {id} NOT NULL,
    version {int64} NOT NULL,
    PRIMARY KEY (org, subject, purpose)
) {strict};
-- The intervals of the weekdays that a layer names; a weekday that it closes is one from 0 until 0.
CREATE TABLE calendar_hours (
    org          {id} NOT NULL,
    subject      {id} NOT NULL,
    purpose      {text} NOT NULL,
    weekday      {int64} NOT NULL, -- 0 is Sunday
    from_minute  {int64} NOT NULL,
    until_minute {int64} NOT NULL,
    PRIMARY KEY (org, subject, purpose, weekday, from_minute)
) {strict};
-- Days on which the whole organisation is closed, besides the holidays.
CREATE TABLE closed_day (
    org  {id} NOT NULL,
    day  {date} NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (org, day)
) {strict};
-- Leave and illness: no reason, ever. Leave told in civil words keeps them; its instants follow from
-- them and serve to find the row.
CREATE TABLE absence (
    org         {id} NOT NULL,
    staff       {id} NOT NULL,
    id          {id} NOT NULL,
    kind        {text} NOT NULL, -- leave, sick
    from_at     {time} NOT NULL,
    until_at    {time},          -- NULL: no end known; before from_at: called off
    from_civil  {text} NOT NULL,
    until_civil {text} NOT NULL,
    recorded_at {time} NOT NULL,
    by_kind     {text} NOT NULL,
    by          {id},
    PRIMARY KEY (org, staff, id)
) {strict};
CREATE INDEX absence_until ON absence (org, until_at);
-- Who had an absence end before its time, or not take place; absence.until_at then is ended_at.
CREATE TABLE absence_end (
    org           {id} NOT NULL,
    staff         {id} NOT NULL,
    absence       {id} NOT NULL,
    ended_at      {time} NOT NULL,
    planned_until {time},
    by_kind       {text} NOT NULL,
    by            {id},
    PRIMARY KEY (org, staff, absence)
) {strict};
CREATE TABLE duty (
    org     {id} NOT NULL,
    id      {id} NOT NULL,
    name    {text} NOT NULL,
    team    {id},
    version {int64} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE TABLE duty_member (
    org   {id} NOT NULL,
    duty  {id} NOT NULL,
    place {int64} NOT NULL,
    staff {id} NOT NULL,
    PRIMARY KEY (org, duty, place)
) {strict};
-- The weekly roster, in minutes of the day in the organisation's zone.
CREATE TABLE duty_turn (
    org          {id} NOT NULL,
    duty         {id} NOT NULL,
    weekday      {int64} NOT NULL,
    from_minute  {int64} NOT NULL,
    until_minute {int64} NOT NULL,
    staff        {id} NOT NULL,
    PRIMARY KEY (org, duty, weekday, from_minute)
) {strict};
-- Where busy times come from: a person's own calendar, under a sealed address, or an import.
CREATE TABLE busy_source (
    org         {id} NOT NULL,
    staff       {id} NOT NULL,
    source      {text} NOT NULL,
    id          {id} NOT NULL,
    address     {bytes},         -- sealed; NULL: not one that Kroon fetches
    imported_at {time},
    version     {int64} NOT NULL,
    PRIMARY KEY (org, staff, source)
) {strict};
CREATE TABLE busy_time (
    org      {id} NOT NULL,
    staff    {id} NOT NULL,
    source   {text} NOT NULL,
    from_at  {time} NOT NULL,
    until_at {time} NOT NULL,
    PRIMARY KEY (org, staff, source, from_at)
) {strict};
