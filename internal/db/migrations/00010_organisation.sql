-- One row per organisation. On a cluster this is a reference table: small, and known on every node.
CREATE TABLE organisation (
    org              {id} NOT NULL PRIMARY KEY,
    name             {text} NOT NULL,
    host             {text} NOT NULL, -- empty for the only one
    base_url         {text} NOT NULL, -- empty: no public address
    zone             {text} NOT NULL,
    lang             {text} NOT NULL,
    informal         {bool} NOT NULL,
    phone            {text} NOT NULL,
    email            {text} NOT NULL,
    quiet_from       {int64} NOT NULL, -- minute of the day
    quiet_until      {int64} NOT NULL,
    tacit_days       {int64} NOT NULL,
    margin_minutes   {int64} NOT NULL,
    good_friday      {bool} NOT NULL,
    liberation_day   {bool} NOT NULL,
    same_day_stopped {bool} NOT NULL,
    version          {int64} NOT NULL
) {strict};
CREATE UNIQUE INDEX organisation_host ON organisation (host) WHERE host <> '';
