package overview

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/ledger"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// CustomerPage is the screen of one customer, in the order in which it is read.
type CustomerPage struct {
	Customer customer.Customer
	Title    string // how he is named here; empty when nothing is known
	Employer CustomerRef
	Contacts []CustomerContact
	Phones   []Phone

	Owed      []PromiseLine  // ours, that still ask for work, earliest due first
	Theirs    []PromiseLine  // what he promised us and has not done
	Wants     []CustomerWant // what he asked and is not settled, newest first
	Record    TheirRecord
	Wrong     *PromiseLine    // what went wrong last, within a year
	Complains []ComplaintLine // open complaints, the oldest first
	Timeline  []Moment
	Orders    CustomerOrders
	Claims    CustomerClaims
	Patterns  []Pattern  // what counting says of what people say
	Files     []FileLine // the newest
	MoreFiles bool
	Balance   CustomerBalance
	Seven     []SevenAnswer
	Links     []access.Link
	Merged    []CustomerMerge     // who turned out to be him
	Suspects  []customer.Customer // who may be him too
	AtDesk    []string            // colleagues who have a new question of theirs on the screen
	MayWrite  bool                // a reader only looks
	MayRevoke bool
	ErasesAt  time.Time // when his data will be erased; zero when they will not
	MayErase  bool
}

// CustomerRef names a customer.
type CustomerRef struct {
	ID   id.Customer
	Name string
}

// CustomerContact is somebody who works at an organisation, and how many promises to them are open.
type CustomerContact struct {
	ID       id.Customer
	Name     string
	Function string
	Open     int
}

// CustomerWant is a question that is not settled yet: what they want to know of us.
type CustomerWant struct {
	ID       id.Question
	Text     string // what we understood, as the customer reads it
	NotedAt  time.Time
	Holder   string // first name
	Decides  string // on which day, as the database writes it; empty when that is not known
	Phase    intake.Phase
	Compares string // with whom or what
	Waits    bool   // nothing was promised or said about it yet
}

// DecidesOn is the day on which they choose; zero when it is not known.
func (w CustomerWant) DecidesOn() worktime.Date {
	day, err := worktime.ParseDate(w.Decides)
	if err != nil {
		return worktime.Date{}
	}
	return day
}

// TheirRecord is how often a customer did what he promised us, of those that are due.
type TheirRecord struct{ Kept, Due int }

// CustomerBalance is our standing with a customer and how it came about.
type CustomerBalance struct {
	Points, Entries int64
	Trend           []ledger.Point // of a year
	Lines           []BalanceLine  // newest first
}

// BalanceLine is one entry with what it is about, which leads to its cause.
type BalanceLine struct {
	ID          id.Entry
	Rule        string
	Kind        string // of the event
	HappenedAt  time.Time
	Corrects    id.Entry
	Points      int64
	PromiseKind promise.Kind // empty when it is not about a promise
	SubjectKind string       // "promise" or "question", where the cause is found
	Subject     id.Any
}

const (
	mostOwed     = 20
	mostLines    = 12
	aYear        = 365 * 24 * time.Hour
	mostContacts = 50
)

// Customer reads the screen of a customer.
func (r Relation) Customer(ctx context.Context, actor party.Actor, of id.Customer) (CustomerPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (CustomerPage, error) { return r.customer(tx, of) })
}

func (r Relation) customer(tx *db.Tx, of id.Customer) (page CustomerPage, err error) {
	tx.Ahead(selectPresent, tx.Org, of)
	if page.Customer, err = r.Customers.Get(tx, of); err != nil {
		return page, err
	}
	of = page.Customer.ID // of one who was merged, he who stays
	page.Title, page.Phones = titleOf(page.Customer), PhonesOf(page.Customer)
	page.MayWrite, page.MayRevoke = tx.Actor.May(party.Colleague), tx.Actor.May(party.Colleague)
	page.MayErase = tx.Actor.May(party.TeamLead)
	has, err := presentOf(tx, of)
	if err != nil {
		return page, err
	}
	rest := func() error { return r.about(tx, of, has, &page) }
	tx.Foresee(rest)
	err = rest()
	return page, err
}

// about reads what stands on the page of a customer who was read.
func (r Relation) about(tx *db.Tx, of id.Customer, has present, page *CustomerPage) (err error) {
	if has.Erasing {
		erasure, _, err := r.Customers.ErasureOf(tx, of)
		if err != nil {
			return err
		}
		page.ErasesAt = erasure.DueAt
	}
	if page.Employer, err = customerRef(tx, page.Customer.Employer); err != nil {
		return err
	}
	if page.Customer.Kind == customer.Organisation {
		if page.Contacts, err = customerContacts(tx, of); err != nil {
			return err
		}
	}
	if page.Owed, err = owedTo(tx, of); err != nil {
		return err
	}
	if err := r.sides(tx, of, has, page); err != nil {
		return err
	}
	if page.Timeline, err = timeline(tx, of, interaction.Everything, Cursor{}, timelinePage+1); err != nil {
		return err
	}
	if page.Claims, page.Patterns, err = r.said(tx, of, has); err != nil {
		return err
	}
	if page.Balance, err = r.balance(tx, of); err != nil {
		return err
	}
	if page.Seven, err = r.seven(tx, of, has); err != nil {
		return err
	}
	return r.seldom(tx, of, has, page)
}

// sides reads what is between a customer and us besides what we owe him.
func (r Relation) sides(tx *db.Tx, of id.Customer, has present, page *CustomerPage) (err error) {
	if has.Theirs {
		if page.Theirs, err = db.All[PromiseLine](tx, selectTheirs, tx.Org, of, mostOwed); err != nil {
			return err
		}
		if page.Record, err = customerRecord(tx, of); err != nil {
			return err
		}
	}
	if has.Complaints {
		if page.Complains, err = customerComplaints(tx, of); err != nil {
			return err
		}
	}
	if has.Questions {
		if page.Wants, err = r.customerWants(tx, of); err != nil {
			return err
		}
	}
	if has.Broken {
		page.Wrong, err = customerWrong(tx, of)
	}
	return err
}

// seldom reads what few customers have.
func (r Relation) seldom(tx *db.Tx, of id.Customer, has present, page *CustomerPage) (err error) {
	if has.AtDesk {
		if page.AtDesk, err = r.besides(tx, of); err != nil {
			return err
		}
	}
	if has.Orders {
		if page.Orders, err = r.orders(tx, of); err != nil {
			return err
		}
	}
	if has.Files {
		if page.Files, page.MoreFiles, err = r.newestFiles(tx, of, id.File{}, cardFiles); err != nil {
			return err
		}
	}
	if has.Merged {
		if page.Merged, err = r.merged(tx, of); err != nil {
			return err
		}
	}
	if has.Suspected {
		if page.Suspects, err = r.Customers.MaybeOf(tx, of, mostSuspects); err != nil {
			return err
		}
	}
	if has.Linked {
		page.Links, err = r.Access.LinksTo(tx, of.Any())
	}
	return err
}

func customerRef(tx *db.Tx, of id.Customer) (CustomerRef, error) {
	if of.IsZero() {
		return CustomerRef{}, nil
	}
	found, _, err := db.Maybe[CustomerRef](tx, "SELECT id, name FROM customer WHERE org = $1 AND id = $2", tx.Org, of)
	return found, err
}

func customerContacts(tx *db.Tx, employer id.Customer) ([]CustomerContact, error) {
	return db.All[CustomerContact](tx, `SELECT c.id, c.name, c.function,
		(SELECT COUNT(*) FROM promise p WHERE p.org = $1 AND p.customer = c.id AND p.open = 1 AND p.direction = 'ours'`+notStaged+`) AS open
		FROM customer c WHERE c.org = $1 AND c.employer = $2 AND c.merged_into IS NULL ORDER BY c.name, c.id LIMIT $3`, tx.Org, employer, mostContacts)
}

// What a customer and we owe each other. The side stands in the statement: an index of what they owe (promise_theirs) is of that side
// alone, and SQLite plans a statement anew, for longer than it takes, whenever an argument may decide whether such an index serves.
const (
	selectOwed   = openWith + "'ours'" + openInOrder
	selectTheirs = openWith + "'theirs'" + openInOrder
	openWith     = selectPromiseLine + `WHERE p.org = $1 AND p.customer = $2 AND p.open = 1 AND p.undone_at IS NULL AND p.direction = `
	openInOrder  = notStaged + ` ORDER BY p.due_at, p.id LIMIT $3`
)

func owedTo(tx *db.Tx, of id.Customer) ([]PromiseLine, error) {
	return db.All[PromiseLine](tx, selectOwed, tx.Org, of, mostOwed)
}

// mostWants stand on the screen: what they want now, not all they ever asked.
const mostWants = 3

// customerWants lists the questions that are not settled: nothing was promised about it yet, what was promised
// is still to be done, or they have yet to choose.
func (r Relation) customerWants(tx *db.Tx, of id.Customer) ([]CustomerWant, error) {
	o, err := r.Organisation.Get(tx)
	if err != nil {
		return nil, err
	}
	return db.All[CustomerWant](tx, `SELECT q.id, COALESCE(t.text, '') AS text, q.noted_at, COALESCE(s.first_name, '') AS holder,
		q.decides_on AS decides, q.phase, COALESCE(a.compares, '') AS compares, CASE WHEN q.ending = '' THEN 1 ELSE 0 END AS waits
		FROM question q
		LEFT JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
		LEFT JOIN question_aside a ON a.org = q.org AND a.question = q.id
		LEFT JOIN staff s ON s.org = q.org AND s.id = q.holder
		WHERE q.org = $1 AND q.customer = $2 AND q.open = 1 AND (q.ending = '' OR q.decides_on >= $3 OR EXISTS
		(SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.open = 1 AND p.undone_at IS NULL`+notStaged+`))
		ORDER BY q.id DESC LIMIT $4`, tx.Org, of, worktime.DateOf(tx.Now, o.Location()).String(), mostWants)
}

func customerRecord(tx *db.Tx, of id.Customer) (TheirRecord, error) {
	return db.One[TheirRecord](tx, `SELECT
		COALESCE(SUM(CASE WHEN p.deed_at <= p.due_at AND p.state <> 'disputed' THEN 1 ELSE 0 END), 0) AS kept,
		COUNT(*) AS due FROM promise p
		WHERE p.org = $1 AND p.customer = $2 AND p.direction = 'theirs' AND p.due_at <= $3 AND p.agreed_at IS NOT NULL
		AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')`+notStaged, tx.Org, of, tx.Now)
}

// customerWrong is the last promise of ours that was broken and did not turn out to be kept after all.
func customerWrong(tx *db.Tx, of id.Customer) (*PromiseLine, error) {
	found, ok, err := db.Maybe[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.customer = $2
		AND p.direction = 'ours' AND p.broken_at > $3 AND p.undone_at IS NULL
		AND NOT (p.deed_at IS NOT NULL AND p.deed_at <= p.due_at AND p.deed_at < p.broken_at)`+notStaged+`
		ORDER BY p.broken_at DESC, p.id DESC LIMIT 1`, tx.Org, of, tx.Now.Add(-aYear))
	if err != nil || !ok {
		return nil, err
	}
	return &found, nil
}

func (r Relation) balance(tx *db.Tx, of id.Customer) (b CustomerBalance, err error) {
	if b.Points, b.Entries, err = r.Ledger.Balance(tx, of); err != nil || b.Entries == 0 {
		return b, err
	}
	both := func() error {
		if b.Trend, err = r.Ledger.Trend(tx, of, tx.Now.Add(-aYear)); err == nil {
			b.Lines, err = balanceLines(tx, of, id.Entry{}, mostLines)
		}
		return err
	}
	tx.Foresee(both)
	err = both()
	return b, err
}

// QuestionLine is a question as lists show it.
type QuestionLine struct {
	ID       id.Question
	Code     id.Code
	Customer id.Customer
	Name     string // of the customer
	Text     string // what we understood, as the customer reads it
	Channel  intake.Channel
	Ending   intake.Ending
	Open     bool
	NotedAt  time.Time
	Holder   string // first name
}

const selectQuestionLine = `SELECT q.id, q.code, q.customer, COALESCE(c.name, '') AS name, COALESCE(t.text, '') AS text,
	q.channel, q.ending, q.open, q.noted_at, COALESCE(s.first_name, '') AS holder
	FROM question q
	LEFT JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
	LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer
	LEFT JOIN staff s ON s.org = q.org AND s.id = q.holder `
