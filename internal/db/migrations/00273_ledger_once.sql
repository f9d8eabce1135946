-- Postings and balances are found by their key alone, so on SQLite they are kept in its order, once.
{sqlite}CREATE TABLE ledger_posting_once (
{sqlite}    org     {id} NOT NULL,
{sqlite}    entry   {id} NOT NULL,
{sqlite}    account {text} NOT NULL, -- standing: with the customer; conduct: the other side
{sqlite}    points  {int64} NOT NULL,
{sqlite}    PRIMARY KEY (org, entry, account)
{sqlite}) {keyed};
{sqlite}INSERT INTO ledger_posting_once (org, entry, account, points)
{sqlite}    SELECT org, entry, account, points FROM ledger_posting ORDER BY org, entry, account;
{sqlite}DROP TABLE ledger_posting;
{sqlite}ALTER TABLE ledger_posting_once RENAME TO ledger_posting;
-- Only who stands below zero is looked for by his points: of all others the index moved with every entry, and nobody asked it.
DROP INDEX ledger_balance_red;
{sqlite}CREATE TABLE ledger_balance_once (
{sqlite}    org      {id} NOT NULL,
{sqlite}    customer {id} NOT NULL,
{sqlite}    points   {int64} NOT NULL,
{sqlite}    entries  {int64} NOT NULL,
{sqlite}    PRIMARY KEY (org, customer)
{sqlite}) {keyed};
{sqlite}INSERT INTO ledger_balance_once (org, customer, points, entries)
{sqlite}    SELECT org, customer, points, entries FROM ledger_balance ORDER BY org, customer;
{sqlite}DROP TABLE ledger_balance;
{sqlite}ALTER TABLE ledger_balance_once RENAME TO ledger_balance;
CREATE INDEX ledger_balance_red ON ledger_balance (org, points, customer) WHERE points < 0;
