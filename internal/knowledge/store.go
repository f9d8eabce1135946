package knowledge

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

const selected = `SELECT answer.id, answer.code, answer.topic, answer.owner, answer.public, answer.review_on AS review,
	answer.latest, answer.approved, answer.retired_at, answer.version FROM answer `

// row is an answer as it is stored.
type row struct {
	Answer
	Review string
}

func (r row) answer() (a Answer, err error) {
	a = r.Answer
	if r.Review != "" {
		a.ReviewOn, err = worktime.ParseDate(r.Review)
	}
	return a, err
}

func answers(rows []row, err error) ([]Answer, error) {
	if err != nil {
		return nil, err
	}
	out := make([]Answer, len(rows))
	for i, r := range rows {
		if out[i], err = r.answer(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// insert writes a new answer; false when its code is taken.
func insert(tx *db.Tx, a Answer) (bool, error) {
	n, err := tx.Exec(`INSERT INTO answer (org, id, code, topic, owner, public, review_on, latest, approved, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (org, code) DO NOTHING`,
		tx.Org, a.ID, a.Code, a.Topic, a.Owner, a.Public, a.ReviewOn.String(), a.Latest, a.Approved, a.Version)
	return n == 1, err
}

func update(tx *db.Tx, a Answer) {
	tx.Put(`UPDATE answer SET topic = $3, owner = $4, public = $5, review_on = $6, latest = $7, approved = $8, retired_at = $9,
		version = $10 WHERE org = $1 AND id = $2`, tx.Org, a.ID, a.Topic, a.Owner, a.Public, a.ReviewOn.String(), a.Latest,
		a.Approved, a.RetiredAt, a.Version)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, answer id.Answer) error {
	_, err := tx.Exec("UPDATE answer SET version = version WHERE org = $1 AND id = $2", tx.Org, answer)
	return err
}

func one(r row, found bool, err error) (Answer, bool, error) {
	if err != nil || !found {
		return Answer{}, false, err
	}
	a, err := r.answer()
	return a, true, err
}

func read(tx *db.Tx, answer id.Answer) (Answer, bool, error) {
	return one(db.Maybe[row](tx, selected+"WHERE answer.org = $1 AND answer.id = $2", tx.Org, answer))
}

func readCode(tx *db.Tx, code id.Code) (Answer, bool, error) {
	return one(db.Maybe[row](tx, selected+"WHERE answer.org = $1 AND answer.code = $2", tx.Org, code))
}

func after(tx *db.Tx, last id.Answer, limit int) ([]Answer, error) {
	return answers(db.All[row](tx, selected+"WHERE answer.org = $1 AND answer.id > $2 ORDER BY answer.id LIMIT $3",
		tx.Org, orFirst(last), limit))
}

// orFirst is below every id that a Source makes when nothing is named.
func orFirst(last id.Answer) id.Answer {
	if last.IsZero() {
		return id.Answer{15: 1}
	}
	return last
}

const selectedEdition = `SELECT number, title_nl, body_nl, table_nl, title_en, body_en, table_en, contradicts, author_kind, author,
	written_at, approved_by, approved_at FROM answer_edition `

// editionRow is an edition as it is stored.
type editionRow struct {
	Edition
	TitleNL string `db:"title_nl"`
	BodyNL  string `db:"body_nl"`
	TableNL string `db:"table_nl"`
	TitleEN string `db:"title_en"`
	BodyEN  string `db:"body_en"`
	TableEN string `db:"table_en"`
}

func (r editionRow) edition() Edition {
	r.NL, r.EN = Text{r.TitleNL, r.BodyNL, r.TableNL}, Text{r.TitleEN, r.BodyEN, r.TableEN}
	return r.Edition
}

func insertEdition(tx *db.Tx, of id.Answer, e Edition) {
	tx.Put(`INSERT INTO answer_edition (org, answer, number, title_nl, body_nl, table_nl, title_en, body_en, table_en, contradicts,
		author_kind, author, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, tx.Org, of, e.Number,
		e.NL.Title, e.NL.Body, e.NL.Table, e.EN.Title, e.EN.Body, e.EN.Table, e.Contradicts, e.AuthorKind, e.Author, e.WrittenAt)
}

func approveEdition(tx *db.Tx, of id.Answer, e Edition) {
	tx.Put("UPDATE answer_edition SET approved_by = $4, approved_at = $5 WHERE org = $1 AND answer = $2 AND number = $3",
		tx.Org, of, e.Number, e.ApprovedBy, e.ApprovedAt)
}

func readEdition(tx *db.Tx, of id.Answer, number int) (Edition, bool, error) {
	r, found, err := db.Maybe[editionRow](tx, selectedEdition+"WHERE org = $1 AND answer = $2 AND number = $3", tx.Org, of, number)
	return r.edition(), found, err
}

func editionsOf(tx *db.Tx, of id.Answer, limit int) ([]Edition, error) {
	rows, err := db.All[editionRow](tx, selectedEdition+"WHERE org = $1 AND answer = $2 ORDER BY number DESC LIMIT $3", tx.Org, of, limit)
	out := make([]Edition, len(rows))
	for i, r := range rows {
		out[i] = r.edition()
	}
	return out, err
}

// putWords makes an answer found by these words and no others.
func putWords(tx *db.Tx, of id.Answer, words map[string]bool) {
	tx.Put("DELETE FROM answer_word WHERE org = $1 AND answer = $2", tx.Org, of)
	for word, title := range words {
		tx.Put("INSERT INTO answer_word (org, word, answer, title) VALUES ($1, $2, $3, $4)", tx.Org, word, of, title)
	}
}

// hit is an answer with a word that begins as one that was typed.
type hit struct {
	Answer id.Answer
	Word   string
	Title  bool
}

// maxHits bounds how many words of the index are read for one that was typed.
const maxHits = 300

func hits(tx *db.Tx, begin string) ([]hit, error) {
	return db.All[hit](tx, `SELECT answer, word, title FROM answer_word WHERE org = $1 AND word >= $2 AND word < $3
		ORDER BY word, answer LIMIT $4`, tx.Org, begin, begin+"\U0010FFFF", maxHits)
}
