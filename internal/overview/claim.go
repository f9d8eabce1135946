package overview

import (
	"slices"
	"time"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// ClaimLine is one thing said of a customer, with names.
type ClaimLine struct {
	claim.Claim
	AuthorName    string // first names
	ConfirmedName string
	CounteredName string
	Rests         Rests
	AgainstText   string // of what it speaks against, where that is in sight
	IsStale       bool
	Fresh         time.Time // until when
}

// Rests is the evidence on the timeline in a few words.
type Rests struct {
	At   time.Time
	What string // the kind of interaction or promise, the channel of a question
	Text string // what was promised, asked or bought
}

// CustomerClaims is what is said of a customer, as somebody may see it.
type CustomerClaims struct {
	Known    []ClaimLine // facts, wishes, worries and assumptions, the newest first
	Opinions []ClaimLine // those in sight
	Hidden   int         // opinions of others that are not
	Sight    ClaimSight
	Until    time.Time  // of fresh eyes
	Wish     *ClaimLine // the newest that a rule may use
	Taker    string     // first name of who took the customer over last
	TakenAt  time.Time
	Mine     bool // the reader himself took the customer over
}

// OfKind are those of one kind.
func (c CustomerClaims) OfKind(kind ClaimKind) (out []ClaimLine) {
	for _, line := range c.Known {
		if line.Kind == kind {
			out = append(out, line)
		}
	}
	return out
}

// ClaimsOf reads what is said of a customer as the actor may see it: opinions of others wait for his own contact,
// his own impression or his own choice. To a program it gives nothing.
func ClaimsOf(tx *db.Tx, claims *claim.Service, of id.Customer) (out CustomerClaims, err error) {
	if tx.Actor.Kind != party.Staff && tx.Actor.Kind != party.System {
		return out, nil
	}
	all, err := claims.Of(tx, of, claim.MostOfOne)
	if err != nil {
		return out, err
	}
	sight, until, err := sightOf(tx, claims, of, all)
	if err != nil {
		return out, err
	}
	out.Sight, out.Until = sight, until
	known := colleagues{}
	if err := out.taken(tx, claims, of, known); err != nil {
		return out, err
	}
	for _, c := range all {
		if c.Kind == claim.Opinion && sight != claim.InSight && c.Author != tx.Actor.StaffID() {
			out.Hidden++
			continue
		}
		line, err := claimLine(tx, c, all, sight, known)
		if err != nil {
			return out, err
		}
		if c.Kind == claim.Opinion {
			out.Opinions = append(out.Opinions, line)
			continue
		}
		out.Known = append(out.Known, line)
		if out.Wish == nil && c.Kind == claim.Wish && c.Usable(tx.Now) {
			out.Wish = &line
		}
	}
	return out, nil
}

// ClaimsFor is ClaimsOf for who asks for nothing else: to a program it is fault Forbidden.
func ClaimsFor(tx *db.Tx, claims *claim.Service, of id.Customer) (CustomerClaims, error) {
	if tx.Actor.Kind != party.Staff && tx.Actor.Kind != party.System {
		return CustomerClaims{}, fault.New(fault.Forbidden, "claim.for_people")
	}
	return ClaimsOf(tx, claims, of)
}

// sightOf decides whether the actor sees the opinions of others; without any there is nothing to decide.
func sightOf(tx *db.Tx, claims *claim.Service, of id.Customer, all []claim.Claim) (ClaimSight, time.Time, error) {
	others := func(c claim.Claim) bool { return c.Kind == claim.Opinion && c.Author != tx.Actor.StaffID() }
	if !slices.ContainsFunc(all, others) {
		return claim.InSight, time.Time{}, nil
	}
	contact, err := lastContact(tx, of, tx.Actor.StaffID())
	if err != nil {
		return claim.FreshSight, time.Time{}, err
	}
	sight, fresh, err := claims.Sight(tx, of, contact)
	return sight, fresh.UntilAt, err
}

func (c *CustomerClaims) taken(tx *db.Tx, claims *claim.Service, of id.Customer, known colleagues) error {
	look, err := claims.Taker(tx, of)
	if err != nil || look.BeganAt.IsZero() {
		return err
	}
	who, err := known.of(tx, look.Staff)
	c.Taker, c.TakenAt, c.Mine = who.FirstName, look.BeganAt, look.Staff == tx.Actor.StaffID()
	return err
}

func claimLine(tx *db.Tx, c claim.Claim, all []claim.Claim, sight ClaimSight, known colleagues) (ClaimLine, error) {
	line := ClaimLine{Claim: c, IsStale: c.Stale(tx.Now), Fresh: c.FreshUntil()}
	for _, name := range []struct {
		of   id.Staff
		into *string
	}{{c.Author, &line.AuthorName}, {c.ConfirmedBy, &line.ConfirmedName}, {c.CounteredBy, &line.CounteredName}} {
		who, err := known.of(tx, name.of)
		if err != nil {
			return line, err
		}
		*name.into = who.FirstName
	}
	for _, other := range all {
		if other.ID == c.Against && (other.Kind != claim.Opinion || sight == claim.InSight) {
			line.AgainstText = other.Text
		}
	}
	var err error
	line.Rests, err = restsOn(tx, c.Evidence)
	return line, err
}

// restsOn reads what evidence on the timeline is.
func restsOn(tx *db.Tx, e claim.Evidence) (r Rests, err error) {
	switch e.Ground {
	case claim.ByInteraction:
		r, _, err = db.Maybe[Rests](tx, "SELECT began_at AS at, kind AS what, '' AS text FROM interaction WHERE org = $1 AND id = $2", tx.Org, e.Subject)
	case claim.ByPromise:
		r, _, err = db.Maybe[Rests](tx, "SELECT made_at AS at, kind AS what, act AS text FROM promise WHERE org = $1 AND id = $2", tx.Org, e.Subject)
	case claim.ByQuestion:
		r, _, err = db.Maybe[Rests](tx, `SELECT q.noted_at AS at, q.channel AS what, COALESCE(r.text, '') AS text FROM question q
			LEFT JOIN question_reading r ON r.org = q.org AND r.question = q.id AND r.number = q.reading WHERE q.org = $1 AND q.id = $2`, tx.Org, e.Subject)
	case claim.ByOrder:
		r, _, err = db.Maybe[Rests](tx, "SELECT bought_at AS at, '' AS what, what AS text FROM order_placed WHERE org = $1 AND id = $2", tx.Org, e.Subject)
	case claim.ByFile:
		r, _, err = db.Maybe[Rests](tx, "SELECT added_at AS at, '' AS what, name AS text FROM file WHERE org = $1 AND id = $2", tx.Org, e.Subject)
	}
	return r, err
}

// lastContact is when somebody here last had contact with a customer himself: spoke, wrote, visited or took his
// question; zero when never.
func lastContact(tx *db.Tx, of id.Customer, staff id.Staff) (time.Time, error) {
	if staff.IsZero() {
		return time.Time{}, nil
	}
	at, _, err := db.Maybe[time.Time](tx, `SELECT t.at FROM timeline t LEFT JOIN interaction i ON i.org = $1 AND i.id = t.id
		WHERE t.org = $1 AND t.customer = $2 AND t.actor = $3 AND (t.source = 'question' OR t.source = 'attempt' AND t.what = 'spoken'
		OR t.source = 'interaction' AND i.result NOT IN ('missed', 'voicemail', 'no-answer'))
		ORDER BY t.at DESC, t.id DESC LIMIT 1`, tx.Org, of, staff)
	return at, err
}
