package complaint

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

const selectComplaint = `SELECT id, customer, channel, subject_kind, subject, promise, stage, severity, cause, finding, verdict,
	responsible, received_at, acknowledge_by, remind_at, reminded_at, acknowledged_at, late_at, answer, answered_at, settled_at, ended_at, lesson,
	undone_at, version FROM complaint `

// insert writes a new complaint; false when what was said there is one already.
func insert(tx *db.Tx, c Complaint) (bool, error) {
	added, err := tx.Exec(`INSERT INTO complaint (org, id, customer, channel, subject_kind, subject, promise, stage, severity, cause,
		finding, verdict, responsible, received_at, acknowledge_by, version, remind_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', $9, $10, $11, $12, $13)
		ON CONFLICT (org, subject_kind, subject) WHERE subject IS NOT NULL AND undone_at IS NULL DO NOTHING`,
		tx.Org, c.ID, c.Customer, c.Channel, c.SubjectKind, c.Subject, c.Promise, c.Stage, c.Responsible, c.ReceivedAt,
		c.AcknowledgeBy, c.Version, c.RemindAt)
	return added == 1, err
}

func update(tx *db.Tx, c Complaint) {
	tx.Put(`UPDATE complaint SET stage = $3, severity = $4, cause = $5, finding = $6, verdict = $7, responsible = $8,
		acknowledged_at = $9, late_at = $10, answer = $11, answered_at = $12, settled_at = $13, ended_at = $14, lesson = $15,
		undone_at = $16, version = $17, reminded_at = $18 WHERE org = $1 AND id = $2`, tx.Org, c.ID, c.Stage, c.Severity, c.Cause, c.Finding,
		c.Verdict, c.Responsible, c.AcknowledgedAt, c.LateAt, c.Answer, c.AnsweredAt, c.SettledAt, c.EndedAt, c.Lesson,
		c.UndoneAt, c.Version, c.RemindedAt)
}

// keep keeps the row from others until the transaction ends, without changing it.
func keep(tx *db.Tx, of id.Complaint) error {
	_, err := tx.Exec("UPDATE complaint SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func read(tx *db.Tx, of id.Complaint) (Complaint, bool, error) {
	return db.Maybe[Complaint](tx, selectComplaint+"WHERE org = $1 AND id = $2", tx.Org, of)
}

func ofCustomer(tx *db.Tx, customer id.Customer) ([]Complaint, error) {
	return db.All[Complaint](tx, selectComplaint+`WHERE org = $1 AND customer = $2 AND undone_at IS NULL
		ORDER BY received_at, id`, tx.Org, customer)
}

// saidIn tells whether what was said there is a complaint already.
func saidIn(tx *db.Tx, kind Matter, subject id.Any) (bool, error) {
	_, found, err := db.Maybe[int64](tx, `SELECT 1 AS one FROM complaint WHERE org = $1 AND subject_kind = $2 AND subject = $3
		AND undone_at IS NULL`, tx.Org, kind, subject)
	return found, err
}

func insertStep(tx *db.Tx, of id.Complaint, t Taken, w Words) {
	tx.Put(`INSERT INTO complaint_step (org, complaint, number, step, taken_at, actor_kind, actor, severity, cause, finding,
		responsible, promise) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, tx.Org, of, t.Number, t.Step,
		t.TakenAt, t.ActorKind, t.Actor, t.Severity, t.Cause, t.Finding, t.Responsible, t.Promise)
	if w.Said != "" || w.Reasons != "" || w.Inside.text != "" {
		tx.Put(`INSERT INTO complaint_words (org, complaint, number, said, reasons, inside) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.Org, of, t.Number, w.Said, w.Reasons, w.Inside.text)
	}
}

func undoStep(tx *db.Tx, of id.Complaint, number int64) {
	tx.Put("UPDATE complaint_step SET undone_at = $4 WHERE org = $1 AND complaint = $2 AND number = $3", tx.Org, of, number, tx.Now)
}

func stepsOf(tx *db.Tx, of id.Complaint) ([]Taken, error) {
	return db.All[Taken](tx, `SELECT number, step, taken_at, actor_kind, actor, severity, cause, finding, responsible, promise,
		undone_at FROM complaint_step WHERE org = $1 AND complaint = $2 ORDER BY number`, tx.Org, of)
}

func wordsOf(tx *db.Tx, of id.Complaint, inside bool) (map[int64]Words, error) {
	type row struct {
		Number                int64
		Said, Reasons, Inside string
	}
	rows, err := db.All[row](tx, `SELECT number, said, reasons, inside FROM complaint_words
		WHERE org = $1 AND complaint = $2 ORDER BY number`, tx.Org, of)
	out := map[int64]Words{}
	for _, r := range rows {
		w := Words{Said: r.Said, Reasons: r.Reasons}
		if inside {
			w.Inside = Among(r.Inside)
		}
		out[r.Number] = w
	}
	return out, err
}

// Between lists the complaints received from an instant up to another, the oldest first; those taken back are not
// among them.
func (s *Service) Between(tx *db.Tx, from, until time.Time) ([]Complaint, error) {
	return db.All[Complaint](tx, selectComplaint+`WHERE org = $1 AND received_at >= $2 AND received_at < $3 AND undone_at IS NULL
		ORDER BY received_at, id`, tx.Org, from, until)
}

// List lists the complaints that run, the oldest first, or those of one customer.
func (s *Service) List(tx *db.Tx, customer id.Customer, limit int) ([]Complaint, error) {
	if !customer.IsZero() {
		return db.All[Complaint](tx, selectComplaint+`WHERE org = $1 AND customer = $2 AND undone_at IS NULL
			ORDER BY received_at, id LIMIT $3`, tx.Org, customer, limit)
	}
	return db.All[Complaint](tx, selectComplaint+`WHERE org = $1 AND ended_at IS NULL AND undone_at IS NULL
		ORDER BY received_at, id LIMIT $2`, tx.Org, limit)
}
