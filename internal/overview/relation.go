package overview

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/ledger"
	"kroon/internal/message"
	"kroon/internal/order"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/search"
	"kroon/internal/team"
)

// Relation reads the screens about one customer: the customer, a promise, a question, the search and the
// customer's own page. Each method is one read transaction.
type Relation struct {
	DB           *db.DB
	Access       *access.Service
	Claims       *claim.Service
	Complaint    *complaint.Service
	Customers    *customer.Service
	Files        *file.Service
	Found        *search.Service
	Intake       *intake.Service
	Knowledge    *knowledge.Service
	Ledger       *ledger.Service
	Messages     *message.Service
	Orders       *order.Service
	Organisation *organisation.Service
	Promises     *promise.Service
	Team         *team.Service
	// Service says how well a customer was served since an instant; figures are another package's.
	Service func(tx *db.Tx, of id.Customer, since time.Time, p lang.Printer) (ServiceWords, error)
	// Patterns weighs what is said of a customer without exception, with so many of the cases at most.
	Patterns func(tx *db.Tx, of id.Customer, said []claim.Sweeping, cases int) ([]Pattern, error)
}

// readAs runs one read transaction.
func readAs[R any](ctx context.Context, r Relation, actor party.Actor, fn func(*db.Tx) (R, error)) (out R, err error) {
	err = r.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// PromiseLine is a promise as lists show it.
type PromiseLine struct {
	promise.Promise
	OwnerName string // first name
	Name      string // of the customer; may be empty when only a number is known
}

const selectPromiseLine = `SELECT p.id, p.code, p.direction, p.kind, p.act, p.customer, p.colleague, p.owner,
	p.proposed_to, p.question, p.minutes, p.proof, p.due_at, p.due_civil, p.zone, p.grain, p.fixed, p.state, p.open,
	p.version, p.made_by, p.made_at, p.agreed_at, p.acknowledge_by, p.acknowledged_at, p.lapses_at, p.deed_at,
	p.broken_at, p.closed_at, p.undone_at, p.root, p.previous, p.recovery_of, p.overridden, p.awaits, p.imported,
	s.first_name AS owner_name, COALESCE(c.name, '') AS name
	FROM promise p
	LEFT JOIN staff s ON s.org = p.org AND s.id = p.owner
	LEFT JOIN customer c ON c.org = p.org AND c.id = p.customer `

// notStaged leaves out what an import has not published.
const notStaged = ` AND (p.import_run IS NULL OR p.import_run NOT IN
	(SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL))`

// Colleague is somebody of staff by name.
type Colleague struct {
	ID        id.Staff
	Name      string
	FirstName string
}

// colleagues remembers names while one screen is read.
type colleagues map[id.Staff]Colleague

func (known colleagues) of(tx *db.Tx, staff id.Staff) (Colleague, error) {
	if found, ok := known[staff]; ok || staff.IsZero() {
		return found, nil
	}
	found, _, err := db.Maybe[Colleague](tx, "SELECT id, name, first_name FROM staff WHERE org = $1 AND id = $2", tx.Org, staff)
	if err == nil {
		known[staff] = found
	}
	return found, err
}

// allHere are the people who work here now and may act, in order of name; agents are not among them.
func allHere(tx *db.Tx) ([]Colleague, error) {
	return db.All[Colleague](tx, `SELECT s.id, s.name, s.first_name FROM staff s WHERE s.org = $1 AND s.kind = 'staff'
		AND (s.left_at IS NULL OR s.left_at > $2)`+mayKeep+` ORDER BY s.name, s.id LIMIT 500`, tx.Org, tx.Now)
}

// Phone is a number to call.
type Phone struct {
	Href  string // "tel:+31205550123"
	Shown string // "020 555 01 23"
	Label string
}

func phoneOf(number, label string) Phone {
	return Phone{Href: "tel:" + number, Shown: phone.Display(phone.E164(number), phone.Home), Label: label}
}

// PhonesOf are the numbers of a customer, as people write and dial them.
func PhonesOf(c customer.Customer) []Phone {
	var out []Phone
	for _, n := range c.Numbers {
		out = append(out, phoneOf(n.Number, n.Label))
	}
	return out
}

// titleOf is how a customer is named where a name is needed: by number or address when nothing else is
// known; empty when that is unknown too.
func titleOf(c customer.Customer) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Phone() != "":
		return phone.Display(phone.E164(c.Phone()), phone.Home)
	}
	return c.Email()
}

// Languages are those in which a customer can be addressed.
func Languages() []lang.Lang { return lang.Langs() }
