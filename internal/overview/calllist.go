package overview

import (
	"context"
	"slices"
	"time"

	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Calls reads the screens about whom we call. Each method is one read transaction.
type Calls struct {
	Relation
	Lists *calllist.Service
	// Weigh says what counting says of a customer: sentences to fill in, with their figures.
	Weigh func(tx *db.Tx, of id.Customer) ([]Weighed, error)
}

// Weighed is what counting says of what people say of a customer. Season is its first and last month; zero when
// it is not about one.
type Weighed struct {
	Key      string
	Count, N int
	Season   [2]time.Month
}

// CallListLine is a list with how far it is.
type CallListLine struct {
	calllist.List
	MadeByName         string // first name
	Names, Open, Aside int64
}

// CallListsPage are the lists, and who waits for a second person.
type CallListsPage struct {
	Lines   []CallListLine
	More    id.CallList // the last one, where there are more
	Waiting []StrikeLine
}

// StrikeLine is a strike with what a second person must know.
type StrikeLine struct {
	calllist.Strike
	calllist.Texts
	Who        CustomerRef
	By         string // first name
	SecondName string
	Weighed    []Weighed
	Wrong      *PromiseLine    // what went wrong last: grumbling may be about that
	Complains  []ComplaintLine // open: or about one of these
	Own        bool            // struck by who reads it
}

const listsPage = 30

// All reads the lists after the last one read.
func (c Calls) All(ctx context.Context, actor party.Actor, last id.CallList) (CallListsPage, error) {
	return readAs(ctx, c.Relation, actor, func(tx *db.Tx) (page CallListsPage, err error) {
		lists, err := c.Lists.After(tx, last, listsPage+1)
		if err != nil {
			return page, err
		}
		if len(lists) > listsPage {
			lists = lists[:listsPage]
			page.More = lists[listsPage-1].ID
		}
		known := colleagues{}
		for _, l := range lists {
			line, err := listLine(tx, known, l)
			if err != nil {
				return page, err
			}
			page.Lines = append(page.Lines, line)
		}
		waiting, err := c.Lists.WaitingStrikes(tx, mostStrikes)
		if err != nil {
			return page, err
		}
		for _, k := range waiting {
			line, err := c.strike(tx, known, k)
			if err != nil {
				return page, err
			}
			page.Waiting = append(page.Waiting, line)
		}
		return page, nil
	})
}

const mostStrikes = 20

func listLine(tx *db.Tx, known colleagues, l calllist.List) (CallListLine, error) {
	line, err := db.One[CallListLine](tx, `SELECT COUNT(*) AS names, COALESCE(SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END), 0) AS open,
		COALESCE(SUM(CASE WHEN state = 'aside' THEN 1 ELSE 0 END), 0) AS aside FROM call_name WHERE org = $1 AND list = $2`, tx.Org, l.ID)
	if err != nil {
		return line, err
	}
	line.List = l
	by, err := known.of(tx, l.MadeBy)
	line.MadeByName = by.FirstName
	return line, err
}

func (c Calls) strike(tx *db.Tx, known colleagues, k calllist.Strike) (line StrikeLine, err error) {
	line.Strike, line.Own = k, k.Actor == tx.Actor.ID
	if line.Texts, err = c.Lists.TextsOf(tx, k.ID); err != nil {
		return line, err
	}
	if line.Who, err = customerRef(tx, k.Customer); err != nil {
		return line, err
	}
	by, err := known.of(tx, id.Staff(k.Actor))
	if err != nil {
		return line, err
	}
	second, err := known.of(tx, k.Second)
	if err != nil {
		return line, err
	}
	line.By, line.SecondName = by.FirstName, second.FirstName
	if line.Weighed, err = c.Weigh(tx, k.Customer); err != nil {
		return line, err
	}
	if line.Wrong, err = customerWrong(tx, k.Customer); err != nil {
		return line, err
	}
	line.Complains, err = customerComplaints(tx, k.Customer)
	return line, err
}

// CallNameLine is a name as its list shows it.
type CallNameLine struct {
	calllist.Name
	Title  string
	By     string // first name of who ended it
	Note   string
	Struck calllist.Reason
}

// CallListPage is one list, with how each name on it stands.
type CallListPage struct {
	CallListLine
	Lines    []CallNameLine
	Later    int64 // names that are tried again at another time
	Ready    bool  // somebody can be called now
	NotTold  int64 // sales calls in which the right to object was not told
	Offers   int64 // sales calls in which somebody was spoken
	MayWrite bool
}

// List reads one list.
func (c Calls) List(ctx context.Context, actor party.Actor, of id.CallList) (CallListPage, error) {
	return readAs(ctx, c.Relation, actor, func(tx *db.Tx) (page CallListPage, err error) {
		l, err := c.Lists.Get(tx, of)
		if err != nil {
			return page, err
		}
		known := colleagues{}
		if page.CallListLine, err = listLine(tx, known, l); err != nil {
			return page, err
		}
		page.MayWrite = tx.Actor.May(party.Colleague)
		names, err := c.Lists.Names(tx, of)
		if err != nil {
			return page, err
		}
		for _, n := range names {
			line, err := c.nameLine(tx, known, n)
			if err != nil {
				return page, err
			}
			page.take(line, tx.Now)
		}
		page.order(tx.Now)
		_, page.Ready, err = c.Lists.Before(tx, of)
		return page, err
	})
}

func (p *CallListPage) take(line CallNameLine, now time.Time) {
	p.Lines = append(p.Lines, line)
	if line.State == calllist.Open && line.TryAt.After(now) {
		p.Later++
	}
	switch line.Offered {
	case calllist.NotTold:
		p.NotTold++
		p.Offers++
	case calllist.Told:
		p.Offers++
	}
}

// order puts whom to call next first, as the cards come; then those to be tried again, the soonest first; those who
// wait for a second person; and last how the others ended, the latest first.
func (p *CallListPage) order(now time.Time) {
	rank := func(n CallNameLine) int {
		switch {
		case n.State == calllist.Ended:
			return 3
		case n.State == calllist.Aside:
			return 2
		case n.TryAt.After(now):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(p.Lines, func(a, b CallNameLine) int {
		switch of := rank(a); {
		case of != rank(b):
			return of - rank(b)
		case of == 1:
			return a.TryAt.Compare(b.TryAt)
		case of == 3:
			return b.EndedAt.Compare(a.EndedAt)
		}
		return 0
	})
}

func (c Calls) nameLine(tx *db.Tx, known colleagues, n calllist.Name) (line CallNameLine, err error) {
	line.Name = n
	who, err := c.Customers.Get(tx, n.Customer)
	if err != nil {
		return line, err
	}
	line.Title = titleOf(who)
	by, err := known.of(tx, n.EndedBy)
	if err != nil {
		return line, err
	}
	line.By = by.FirstName
	if !n.Strike.IsZero() {
		k, err := c.Lists.GetStrike(tx, n.Strike)
		if err != nil {
			return line, err
		}
		line.Struck = k.Reason
	}
	note, err := c.Lists.NoteOf(tx, n.ID)
	line.Note = note.ReadBy(tx.Actor)
	return line, err
}
