package overview

import (
	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/search"
)

// sights is whether the reader sees the opinions of others about customers whom a search came upon, each decided once.
type sights map[id.Customer]ClaimSight

// claimSaid reads what is said of a customer under a find. What counts no more is not found, and an opinion of somebody
// else only by who may read it: who searches learns nothing that the customer's screen keeps folded from him.
func (r Relation) claimSaid(tx *db.Tx, of id.Claim, seen sights) (line SaidLine, found bool, err error) {
	c, err := r.Claims.Get(tx, of)
	if fault.Is(err, "claim.unknown") || err == nil && !c.EndedAt.IsZero() {
		return line, false, nil
	}
	if err != nil {
		return line, false, err
	}
	line = SaidLine{ID: of.Any(), Customer: c.Customer, Text: c.Text, At: c.WrittenAt}
	line.Sort, line.Counter = c.Kind, c.Counter
	if c.Kind == claim.Opinion {
		if may, err := r.maySee(tx, c, seen); err != nil || !may {
			return line, false, err
		}
		by, err := colleagues{}.of(tx, c.Author)
		if err != nil {
			return line, false, err
		}
		line.Author, line.Text = by.FirstName, c.Text+" "+c.Happened
	}
	about, err := customerRef(tx, c.Customer)
	line.Name = about.Name
	return line, true, err
}

// maySee tells whether the reader may read an opinion: his own, or of a customer whose opinions are in his sight.
func (r Relation) maySee(tx *db.Tx, c claim.Claim, seen sights) (bool, error) {
	if c.Author == tx.Actor.StaffID() {
		return true, nil
	}
	sight, known := seen[c.Customer]
	if !known {
		var err error
		if sight, _, err = sightOf(tx, r.Claims, c.Customer, []claim.Claim{c}); err != nil {
			return false, err
		}
		seen[c.Customer] = sight
	}
	return sight == claim.InSight, nil
}

// claimTexts are what is said of customers and counts, in the order of what it belongs to.
func claimTexts(tx *db.Tx, after id.Any, limit int) ([]search.Said, error) {
	return db.All[search.Said](tx, `SELECT w.claim AS subject, w.text || ' ' || w.happened || ' ' || w.counter AS text FROM claim_words w
		JOIN claim c ON c.org = w.org AND c.id = w.claim AND c.ended_at IS NULL
		WHERE w.org = $1 AND w.claim > $2 ORDER BY w.claim LIMIT $3`, tx.Org, after, limit)
}
