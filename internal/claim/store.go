package claim

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

const selectClaim = `SELECT c.id, c.customer, c.kind, c.meant, c.source, c.ground, c.subject, c.said_on AS said, c.complaint, c.against, c.author,
	c.written_at, c.confirmed_at, c.confirmed_by, c.ended_at, c.ending, c.countered_at, c.countered_by, c.version,
	w.text, w.proof, w.happened, w.counter
	FROM claim c JOIN claim_words w ON w.org = c.org AND w.claim = c.id `

// row is a claim as it is stored.
type row struct {
	Claim
	Ground  Ground
	Subject id.Any
	Proof   string
	Said    string
}

func (r row) claim() (Claim, error) {
	c := r.Claim
	c.Evidence = Evidence{Ground: r.Ground, Subject: r.Subject, Proof: r.Proof}
	if r.Said == "" {
		return c, nil
	}
	day, err := worktime.ParseDate(r.Said)
	c.Evidence.SaidOn = day
	return c, err
}

func claims(rows []row, err error) ([]Claim, error) {
	if err != nil {
		return nil, err
	}
	out := make([]Claim, len(rows))
	for i, r := range rows {
		if out[i], err = r.claim(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// day writes a date as it is stored; the zero date is empty.
func day(d worktime.Date) string {
	if d == (worktime.Date{}) {
		return ""
	}
	return d.String()
}

func insert(tx *db.Tx, c Claim) {
	e := c.Evidence
	tx.Put(`INSERT INTO claim (org, id, customer, kind, meant, source, ground, subject, said_on, complaint, against, author,
		written_at, confirmed_at, ending, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15)`,
		tx.Org, c.ID, c.Customer, c.Kind, c.Meant, c.Source, e.Ground, e.Subject, day(e.SaidOn), c.Complaint, c.Against, c.Author,
		c.WrittenAt, c.ConfirmedAt, c.Version)
	tx.Put("INSERT INTO claim_words (org, claim, text, proof, happened, counter) VALUES ($1, $2, $3, $4, $5, '')",
		tx.Org, c.ID, c.Text, e.Proof, c.Happened)
}

func update(tx *db.Tx, c Claim) {
	e := c.Evidence
	tx.Put(`UPDATE claim SET kind = $3, meant = $4, source = $5, ground = $6, subject = $7, said_on = $8, complaint = $9, against = $10,
		confirmed_at = $11, confirmed_by = $12, ended_at = $13, ending = $14, countered_at = $15, countered_by = $16, version = $17
		WHERE org = $1 AND id = $2`,
		tx.Org, c.ID, c.Kind, c.Meant, c.Source, e.Ground, e.Subject, day(e.SaidOn), c.Complaint, c.Against,
		c.ConfirmedAt, c.ConfirmedBy, c.EndedAt, c.Ending, c.CounteredAt, c.CounteredBy, c.Version)
	tx.Put("UPDATE claim_words SET text = $3, proof = $4, happened = $5, counter = $6 WHERE org = $1 AND claim = $2",
		tx.Org, c.ID, c.Text, e.Proof, c.Happened, c.Counter)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, of id.Claim) error {
	_, err := tx.Exec("UPDATE claim SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func get(tx *db.Tx, of id.Claim) (Claim, bool, error) {
	r, found, err := db.Maybe[row](tx, selectClaim+"WHERE c.org = $1 AND c.id = $2", tx.Org, of)
	if err != nil || !found {
		return Claim{}, found, err
	}
	c, err := r.claim()
	return c, true, err
}

func ofCustomer(tx *db.Tx, customer id.Customer, limit int) ([]Claim, error) {
	return claims(db.All[row](tx, selectClaim+"WHERE c.org = $1 AND c.customer = $2 AND c.ended_at IS NULL ORDER BY c.written_at DESC, c.id DESC LIMIT $3",
		tx.Org, customer, limit))
}

// restingOn reads all that rests on something of a timeline, also what counts no more.
func restingOn(tx *db.Tx, subject id.Any) ([]Claim, error) {
	return claims(db.All[row](tx, selectClaim+"WHERE c.org = $1 AND c.subject = $2 ORDER BY c.id", tx.Org, subject))
}

func insertLook(tx *db.Tx, l Look) {
	tx.Put("INSERT INTO claim_look (org, id, customer, staff, kind, began_at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		tx.Org, l.ID, l.Customer, l.Staff, l.Kind, l.BeganAt, l.UntilAt)
}

const selectLook = "SELECT id, customer, staff, kind, began_at, until_at FROM claim_look "

func newest(tx *db.Tx, customer id.Customer, staff id.Staff, kind LookKind) (Look, bool, error) {
	return db.Maybe[Look](tx, selectLook+`WHERE org = $1 AND customer = $2 AND staff = $3 AND kind = $4
		ORDER BY began_at DESC, id DESC LIMIT 1`, tx.Org, customer, staff, kind)
}

func taker(tx *db.Tx, customer id.Customer) (Look, error) {
	l, _, err := db.Maybe[Look](tx, selectLook+"WHERE org = $1 AND customer = $2 AND kind = 'fresh' ORDER BY began_at DESC, id DESC LIMIT 1", tx.Org, customer)
	return l, err
}

// lastOpinion is when somebody last wrote an opinion about a customer; zero when he never did.
func lastOpinion(tx *db.Tx, customer id.Customer, author id.Staff) (time.Time, error) {
	at, _, err := db.Maybe[time.Time](tx, `SELECT written_at FROM claim WHERE org = $1 AND customer = $2 AND author = $3 AND meant = 'opinion'
		ORDER BY written_at DESC LIMIT 1`, tx.Org, customer, author)
	return at, err
}
