-- What holds for the installation as a whole, in every organisation: whether outgoing effects are held
-- after a restore, and which installation key sealed its secrets.
CREATE TABLE installation (
    key   {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL
) {strict};
