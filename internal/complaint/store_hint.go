package complaint

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// suggest writes a suggestion; false when one was made about that text before.
func suggest(tx *db.Tx, h Hint) (bool, error) {
	added, err := tx.Exec(`INSERT INTO complaint_hint (org, subject_kind, subject, customer, score, cues, found_at, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org, subject_kind, subject) DO NOTHING`,
		tx.Org, h.SubjectKind, h.Subject, h.Customer, h.Score, h.Cues, h.FoundAt, h.State)
	return added == 1, err
}

func hint(tx *db.Tx, kind Matter, subject id.Any) (Hint, bool, error) {
	return db.Maybe[Hint](tx, `SELECT subject_kind, subject, customer, score, cues, found_at, state, decided_at, decided_by
		FROM complaint_hint WHERE org = $1 AND subject_kind = $2 AND subject = $3`, tx.Org, kind, subject)
}

// decide says what became of a suggestion; of a text without one, nothing.
func decide(tx *db.Tx, kind Matter, subject id.Any, state HintState) {
	tx.Put(`UPDATE complaint_hint SET state = $4, decided_at = $5, decided_by = $6
		WHERE org = $1 AND subject_kind = $2 AND subject = $3`, tx.Org, kind, subject, state, tx.Now, tx.Actor.StaffID())
}

func belongs(tx *db.Tx, kind Matter, subject id.Any, customer id.Customer) {
	tx.Put("UPDATE complaint_hint SET customer = $4 WHERE org = $1 AND subject_kind = $2 AND subject = $3", tx.Org, kind, subject, customer)
}

func readTerms(tx *db.Tx) (Terms, bool, error) {
	return db.Maybe[Terms](tx, `SELECT acknowledge_minutes, answer_days, outside_nl, outside_en, version FROM complaint_terms
		WHERE org = $1`, tx.Org)
}

// putTerms writes the terms; false when somebody else did since.
func putTerms(tx *db.Tx, t Terms, before int64) (bool, error) {
	n, err := tx.Exec(`INSERT INTO complaint_terms (org, acknowledge_minutes, answer_days, outside_nl, outside_en, version)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (org) DO UPDATE SET acknowledge_minutes = excluded.acknowledge_minutes,
		answer_days = excluded.answer_days, outside_nl = excluded.outside_nl, outside_en = excluded.outside_en,
		version = excluded.version WHERE complaint_terms.version = $7`,
		tx.Org, t.AcknowledgeMinutes, t.AnswerDays, t.OutsideNL, t.OutsideEN, t.Version, before)
	return n == 1, err
}

func readCauses(tx *db.Tx) ([]Known, error) {
	return db.All[Known](tx, `SELECT code, name_nl, name_en, CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END AS retired
		FROM complaint_cause WHERE org = $1 ORDER BY code`, tx.Org)
}

func putCause(tx *db.Tx, k Known) {
	var retired any
	if k.Retired {
		retired = tx.Now
	}
	tx.Put(`INSERT INTO complaint_cause (org, code, name_nl, name_en, retired_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org, code) DO UPDATE SET name_nl = excluded.name_nl, name_en = excluded.name_en, retired_at = excluded.retired_at`,
		tx.Org, k.Code, k.NameNL, k.NameEN, retired)
}

// OpenHints lists the suggestions that wait, the oldest first.
func (s *Service) OpenHints(tx *db.Tx, limit int) ([]Hint, error) {
	return db.All[Hint](tx, `SELECT subject_kind, subject, customer, score, cues, found_at, state, decided_at, decided_by
		FROM complaint_hint WHERE org = $1 AND state = 'open' ORDER BY found_at, subject LIMIT $2`, tx.Org, limit)
}
