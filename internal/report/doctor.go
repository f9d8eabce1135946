package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// Finding is something that should not be, with how often.
type Finding struct {
	Code string // what is wrong; its sentence is doctor.CODE
	N    int
	Kind string // of due work that fails, the first; of messages that wait, the trouble
	What string // and why
}

// Overdue is how late due work must be to show that nobody does it.
const Overdue = 5 * time.Minute

// Checks looks through an organisation's data for what should not be: entries that do not add up, rows
// that refer to nothing, loads that are not what the promises say, due work that fails or that nobody does. Each sort that is found comes once.
func Checks(tx *db.Tx) ([]Finding, error) {
	counts, err := counted(tx)
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, c := range counts {
		if c.N > 0 {
			out = append(out, c)
		}
	}
	mispacked, err := promise.Mispacked(tx)
	if err != nil {
		return nil, err
	}
	if mispacked > 0 {
		out = append(out, Finding{Code: "load", N: mispacked})
	}
	offLine, err := OffTimeline(tx)
	if err != nil {
		return nil, err
	}
	if offLine > 0 {
		out = append(out, Finding{Code: "timeline", N: offLine})
	}
	waiting, err := waiting(tx)
	if err != nil {
		return nil, err
	}
	out = append(out, waiting...)
	failing, found, err := db.Maybe[Finding](tx, `SELECT 'failing' AS code, COUNT(*) OVER () AS n, kind, last_error AS what
		FROM job WHERE org = $1 AND tries > 0 AND kind <> $2 ORDER BY tries DESC, due_at LIMIT 1`, tx.Org, message.JobDeliver)
	if err == nil && found {
		out = append(out, failing)
	}
	return out, err
}

// waiting counts the messages that a channel did not take yet, by channel and trouble.
func waiting(tx *db.Tx) ([]Finding, error) {
	return db.All[Finding](tx, `SELECT 'waiting.' || channel AS code, COUNT(*) AS n, trouble_kind AS kind, MAX(trouble) AS what
		FROM message WHERE org = $1 AND state = 'waiting' AND trouble <> '' AND channel IN ('email', 'sms')
		GROUP BY channel, trouble_kind ORDER BY channel, trouble_kind`, tx.Org)
}

// counted counts each sort of trouble. An agreed promise has its clock unless it is not in sight.
func counted(tx *db.Tx) ([]Finding, error) {
	return db.All[Finding](tx, `SELECT 'ledger' AS code, COUNT(*) AS n, '' AS kind, '' AS what FROM (SELECT e.id FROM ledger_entry e
			LEFT JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id
			WHERE e.org = $1 GROUP BY e.id HAVING COALESCE(SUM(p.points), 1) <> 0) AS uneven
		UNION ALL SELECT 'balance', COUNT(*), '', '' FROM ledger_balance b WHERE b.org = $1 AND b.points <>
			(SELECT COALESCE(SUM(p.points), 0) FROM ledger_entry e JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id
			AND p.account = 'standing' WHERE e.org = $1 AND e.customer = b.customer)
		UNION ALL SELECT 'orphan.outcome', COUNT(*), '', '' FROM promise_outcome o WHERE o.org = $1
			AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.id = o.promise)
		UNION ALL SELECT 'orphan.promise', COUNT(*), '', '' FROM promise p WHERE p.org = $1
			AND NOT EXISTS (SELECT 1 FROM promise_outcome o WHERE o.org = $1 AND o.promise = p.id)
		UNION ALL SELECT 'orphan.owner', COUNT(*), '', '' FROM promise p WHERE p.org = $1
			AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.org = $1 AND s.id = p.owner)
			AND NOT EXISTS (SELECT 1 FROM promise_run_hidden h WHERE h.org = $1 AND h.run = p.import_run)
		UNION ALL SELECT 'orphan.customer', COUNT(*), '', '' FROM promise p WHERE p.org = $1 AND p.customer IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.org = $1 AND c.id = p.customer)
		UNION ALL SELECT 'orphan.question', COUNT(*), '', '' FROM question q WHERE q.org = $1 AND q.customer IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.org = $1 AND c.id = q.customer)
		UNION ALL SELECT 'orphan.unarmed', COUNT(*), '', '' FROM promise p WHERE p.org = $1 AND p.open = 1 AND p.state = 'agreed'
			AND NOT EXISTS (SELECT 1 FROM job j WHERE j.org = $1 AND j.kind = 'promise.break' AND j.subject = p.id)
		UNION ALL SELECT 'overdue', COUNT(*), '', '' FROM job j WHERE j.org = $1 AND j.not_before < $2
		UNION ALL SELECT 'import', COUNT(*), '', '' FROM import_run r
			WHERE r.org = $1 AND r.published_at IS NULL AND r.cleared_at IS NULL AND r.lease_until < $3`,
		tx.Org, tx.Now.Add(-Overdue), tx.Now)
}

// LastRecorded is when the newest event of the organisation was recorded; zero when there is none.
func LastRecorded(tx *db.Tx) (time.Time, error) {
	type newest struct {
		ID         id.Event
		RecordedAt time.Time
	}
	e, _, err := db.Maybe[newest](tx, "SELECT id, recorded_at FROM event WHERE org = $1 ORDER BY id DESC LIMIT 1", tx.Org)
	return e.RecordedAt, err
}
