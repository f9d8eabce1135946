package overview

import (
	"time"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/search"
)

// strikeSaid reads why somebody was struck off call lists. When it was on an opinion, its words are found by who wrote them,
// by who was the second person, and by whoever reads opinions about that customer: the screen folds them away as well.
func (r Relation) strikeSaid(tx *db.Tx, of id.Any, seen sights) (SaidLine, bool, error) {
	type strike struct {
		Customer              id.Customer
		Name, Reason          string
		Actor                 id.Staff
		Second                id.Staff
		At                    time.Time
		Why, Evidence, Answer string
	}
	k, found, err := db.Maybe[strike](tx, `SELECT k.customer, COALESCE(c.name, '') AS name, k.reason, k.actor, k.second, k.struck_at AS at,
		a.why, a.evidence, a.answer FROM call_strike k JOIN call_strike_aside a ON a.org = k.org AND a.strike = k.id
		LEFT JOIN customer c ON c.org = k.org AND c.id = k.customer WHERE k.org = $1 AND k.id = $2`, tx.Org, of)
	if err != nil || !found {
		return SaidLine{}, false, err
	}
	line := SaidLine{Kind: search.Strike, ID: of, Customer: k.Customer, Name: k.Name, At: k.At, Text: joined([]string{k.Why, k.Evidence, k.Answer})}
	if k.Reason != string(CallOpinion) {
		return line, true, nil
	}
	opinion := claim.Claim{Kind: claim.Opinion, Customer: k.Customer, Author: k.Actor}
	if may, err := r.maySee(tx, opinion, seen); err != nil || !may && k.Second != tx.Actor.StaffID() {
		return line, false, err
	}
	by, err := colleagues{}.of(tx, k.Actor)
	line.Sort, line.Author = claim.Opinion, by.FirstName
	return line, true, err
}
