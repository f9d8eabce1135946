package overview

import (
	"context"
	"slices"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
)

// PublicPage is what a customer sees by his link. It has no field for anything that stays in the house:
// no notes, no reasons about colleagues, no surnames, no numbers but the last figures of his own, no
// points. What is read into it is chosen column by column.
type PublicPage struct {
	Lang      lang.Lang
	Informal  bool
	Ending    string // the last figures of his preferred number: "44 10"
	Office    Phone  // where to call us; empty without a public number
	Main      *PublicPromise
	Others    []PublicPromise // other promises of ours that are open or wait for his word, the most urgent first
	Past      []PublicPromise // what we did lately, when nothing is open any more
	Theirs    []PublicPromise // what he promised us
	Questions []PublicQuestion
	Files     []PublicFile      // that he is shown, or sent
	Send      PublicFileSubject // what a file belongs to that he sends

	Complaints []PublicComplaint
}

// PublicPromise is a promise as its beneficiary sees it.
type PublicPromise struct {
	ID       id.Promise
	Code     id.Code
	Kind     promise.Kind
	Act      string
	Staff    string // first name of who keeps it
	DueAt    time.Time
	Fixed    bool
	State    promise.State
	Kept     bool
	DeedAt   time.Time
	BrokenAt time.Time
	Cause    PublicCause
	Answer   string // what was sent to him as the result
	Next     bool   // what recovers it is shown instead
	Closed   bool   // broken, and he no longer needs it
	Steps    []PublicStep
	Times    []time.Time // when it could be instead
	May      PublicMay
}

// PublicCause is why our word was not kept, as far as that is the customer's business.
type PublicCause string

// The causes.
const (
	PublicLate     PublicCause = "late"    // it was not done in time
	PublicOutage   PublicCause = "outage"  // our own system was down
	PublicMoved    PublicCause = "moved"   // we moved it ourselves
	PublicDisputed PublicCause = "dispute" // he said it was not done, and was right
)

// PublicMay is what he can do with it.
type PublicMay struct{ Answer, Move, LetGo, Confirm, ConfirmLate, Dispute, Did bool }

// PublicStep is one thing that happened, told without who was ill or why.
type PublicStep struct {
	At    time.Time
	Code  PublicStepCode
	Staff string // first name
}

// PublicStepCode says what happened.
type PublicStepCode string

// The steps.
const (
	StepNoted     PublicStepCode = "noted"
	StepOffered   PublicStepCode = "offered"
	StepPromised  PublicStepCode = "promised"
	StepGiven     PublicStepCode = "given" // promised without a question before it
	StepMoved     PublicStepCode = "moved" // to another time
	StepTried     PublicStepCode = "tried"
	StepWarned    PublicStepCode = "warned"
	StepOther     PublicStepCode = "other" // somebody else keeps it
	StepDone      PublicStepCode = "done"
	StepBroken    PublicStepCode = "broken"
	StepRepaired  PublicStepCode = "repaired"
	StepCorrected PublicStepCode = "corrected"
	StepAccepted  PublicStepCode = "accepted"
	StepDisputed  PublicStepCode = "disputed"
	StepReleased  PublicStepCode = "released"
	StepDeclined  PublicStepCode = "declined"
	StepLapsed    PublicStepCode = "lapsed"
)

// PublicQuestion is what we understood, in the words that he reads.
type PublicQuestion struct {
	ID      id.Question
	Number  int
	Text    string
	State   intake.ReadingState
	NotedAt time.Time
	Own     bool // his own words
}

// Public reads the page of a customer's link. A link that does not work is not found, whatever the reason.
func (r Relation) Public(ctx context.Context, org id.Org, token string) (PublicPage, error) {
	return readAs(ctx, r, party.Itself(org), func(tx *db.Tx) (page PublicPage, err error) {
		link, err := r.Access.Resolve(tx, token)
		if err != nil {
			return page, err
		}
		return r.public(tx, link)
	})
}

func (r Relation) public(tx *db.Tx, link access.Link) (page PublicPage, err error) {
	if err := r.publicWho(tx, link, &page); err != nil {
		return page, err
	}
	first, err := publicFirst(tx, link)
	if err != nil {
		return page, err
	}
	chain, err := r.publicChain(tx, link.Customer, first)
	if err != nil {
		return page, err
	}
	questions := []id.Question{}
	if link.SubjectKind == "question" {
		questions = append(questions, id.Question(link.Subject))
	}
	if len(chain) > 0 {
		if !chain[0].Question.IsZero() {
			questions = append(questions, chain[0].Question)
		}
		main, err := r.publicPromise(tx, chain, true)
		if err != nil {
			return page, err
		}
		page.Main = &main
	}
	if err := r.publicRest(tx, link.Customer, chain, &page); err != nil {
		return page, err
	}
	if page.Main == nil && len(page.Theirs) == 0 {
		if page.Past, err = r.publicPast(tx, link.Customer); err != nil {
			return page, err
		}
	}
	if page.Questions, err = publicQuestions(tx, link.Customer, questions); err != nil {
		return page, err
	}
	page.Send = page.subject(link.Customer)
	if page.Files, err = publicFiles(tx, link.Customer); err != nil {
		return page, err
	}
	return page, r.publicComplaints(tx, link.Customer, &page)
}

// Office is where an organisation can be called; empty without a public number. It tells nothing of customers.
func (r Relation) Office(ctx context.Context, org id.Org) (Phone, error) {
	return readAs(ctx, r, party.Itself(org), func(tx *db.Tx) (Phone, error) {
		o, err := r.Organisation.Get(tx)
		return officeOf(o.Phone), err
	})
}

func officeOf(public string) Phone {
	if number, err := phone.Parse(public, phone.Home); err == nil {
		return phoneOf(string(number), "")
	} else if public != "" {
		return Phone{Href: "tel:" + public, Shown: public} // a short number such as 14 030
	}
	return Phone{}
}

func (r Relation) publicWho(tx *db.Tx, link access.Link, page *PublicPage) error {
	o, err := r.Organisation.Get(tx)
	if err != nil {
		return err
	}
	c, err := r.Customers.Get(tx, link.Customer)
	if err != nil {
		return err
	}
	page.Lang, page.Informal = c.Lang, c.Informal(o.Informal)
	if page.Lang == "" {
		page.Lang = o.Lang // as our messages to him
	}
	if number := c.Phone(); len(number) > 6 {
		page.Ending = number[len(number)-4:len(number)-2] + " " + number[len(number)-2:]
	}
	page.Office = officeOf(o.Phone)
	return nil
}

// publicFirst is the promise that the page begins with: the link's own, the last one made for its
// question, or what is due first.
func publicFirst(tx *db.Tx, link access.Link) (id.Promise, error) {
	var first id.Promise
	var err error
	switch link.SubjectKind {
	case "promise":
		return id.Promise(link.Subject), nil
	case "question":
		first, _, err = db.Maybe[id.Promise](tx, `SELECT p.id FROM promise p WHERE p.org = $1 AND p.question = $2 AND p.customer = $3
			AND p.undone_at IS NULL`+notStaged+` ORDER BY p.made_at DESC, p.id DESC LIMIT 1`, tx.Org, link.Subject, link.Customer)
	default:
		first, _, err = db.Maybe[id.Promise](tx, `SELECT p.id FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.direction = 'ours'
			AND `+awaited+notStaged+` ORDER BY p.open DESC, p.due_at, p.id LIMIT 1`, tx.Org, link.Customer, tx.Now.Add(-awaitedFor))
	}
	return first, err
}

// longestChain bounds how many versions of one promise are told.
const longestChain = 20

// publicChain is a promise of this customer with the versions that followed, the newest last.
func (r Relation) publicChain(tx *db.Tx, of id.Customer, first id.Promise) (chain []promise.Promise, err error) {
	for next := first; !next.IsZero() && len(chain) < longestChain; {
		p, err := r.Promises.Get(tx, next)
		if err != nil {
			if fault.Of(err).Kind == fault.NotFound {
				return chain, nil
			}
			return nil, err
		}
		if p.Customer != of || !p.UndoneAt.IsZero() || p.Direction != promise.Ours {
			return chain, nil
		}
		chain = append(chain, p)
		next, _, err = db.Maybe[id.Promise](tx, `SELECT id FROM promise WHERE org = $1 AND recovery_of = $2
			AND undone_at IS NULL AND state NOT IN ('declined', 'lapsed')`, tx.Org, p.ID)
		if err == nil && next.IsZero() {
			next, _, err = db.Maybe[id.Promise](tx, `SELECT next FROM promise_outcome WHERE org = $1 AND promise = $2
				AND kind = 'revised' AND undone_at IS NULL`, tx.Org, p.ID)
		}
		if err != nil {
			return nil, err
		}
	}
	return chain, nil
}

// awaited is what is still to be done for a customer, or what was done and waits for his word whether it is
// right; $3 is since when the latter counts.
const awaited = `p.undone_at IS NULL AND (p.open = 1 OR p.state IN ('delivered', 'disputed') AND p.deed_at > $3)`

// awaitedFor is how long a customer's page asks whether it was right.
const awaitedFor = 30 * 24 * time.Hour

// Of the other promises, so many are told whole; of what was done, so many stand on a page where nothing is open.
const (
	mostWhole = 6
	mostPast  = 5
)

// publicPast is what was done for him of late.
func (r Relation) publicPast(tx *db.Tx, of id.Customer) (out []PublicPromise, err error) {
	done, err := db.All[id.Promise](tx, `SELECT p.id FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.direction = 'ours'
		AND p.undone_at IS NULL AND p.open = 0 AND p.deed_at > $3`+notStaged+` ORDER BY p.deed_at DESC, p.id DESC LIMIT $4`,
		tx.Org, of, tx.Now.Add(-aYear), mostPast)
	if err != nil {
		return nil, err
	}
	for _, one := range done {
		p, err := r.Promises.Get(tx, one)
		if err != nil {
			return nil, err
		}
		line, err := r.publicPromise(tx, []promise.Promise{p}, false)
		if err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, nil
}

// publicRest adds the other promises that are awaited, and what he promised us.
func (r Relation) publicRest(tx *db.Tx, of id.Customer, shown []promise.Promise, page *PublicPage) error {
	rest, err := db.All[id.Promise](tx, `SELECT p.id FROM promise p WHERE p.org = $1 AND p.customer = $2
		AND (p.direction = 'ours' OR p.direction = 'theirs' AND p.open = 1) AND `+awaited+notStaged+`
		ORDER BY p.open DESC, p.due_at, p.id LIMIT $4`, tx.Org, of, tx.Now.Add(-awaitedFor), mostOwed)
	if err != nil {
		return err
	}
	for _, one := range rest {
		if slices.ContainsFunc(shown, func(p promise.Promise) bool { return p.ID == one }) {
			continue
		}
		p, err := r.Promises.Get(tx, one)
		if err != nil {
			return err
		}
		ours := p.Direction == promise.Ours
		line, err := r.publicPromise(tx, []promise.Promise{p}, ours && len(page.Others) < mostWhole)
		if err != nil {
			return err
		}
		if !ours {
			page.Theirs = append(page.Theirs, line)
		} else {
			page.Others = append(page.Others, line)
		}
	}
	return nil
}
