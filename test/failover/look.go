package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// found is what the database says.
type found struct {
	byAct             map[string]row
	doubled           int
	postings, entries int
	unbalanced        int
	stuck             int
	late              []time.Duration // the clock's outcomes, after due
}

// row is one promise with what the clock made of it.
type row struct {
	Act      string
	ID       id.Promise
	State    string
	Due      time.Time
	Outcomes int64
	Entries  int64
	Broken   *time.Time
}

// look waits until what is due has happened and compares what callers were told with what is there. Mails that left
// twice are allowed where nodes were killed: one for each time.
func (l *load) look(ctx context.Context, h *house, kills int, out io.Writer) error {
	if err := rest(ctx, ahead+5*time.Second); err != nil {
		return err
	}
	f, err := h.settled(ctx)
	if err != nil {
		return err
	}
	lost, there, unbroken, twice := 0, 0, 0, 0
	mails, twiceSent, unsent := l.mails(h.post.received())
	acked, refused := 0, 0
	for _, p := range l.asked {
		r, is := f.byAct[p.key]
		switch {
		case p.id != "" && r.ID.String() != p.id:
			lost++
		case p.refused && is:
			there++
		}
		if p.id != "" {
			acked++
		}
		if p.refused {
			refused++
		}
		if is && p.mail == "" {
			if r.State != "broken" || r.Broken == nil {
				unbroken++
			} else {
				f.late = append(f.late, r.Broken.Sub(r.Due))
			}
			if r.Outcomes != 1 || r.Entries != 1 {
				twice++
			}
		}
	}
	_, ledger := h.run("ledger", "check")
	_, doctor := h.run("doctor")
	slices.Sort(f.late)
	fmt.Fprintf(out, "promises acknowledged         %d (refused for good, because they came too late: %d)\n", acked, refused)
	fmt.Fprintf(out, "acknowledged and lost         %d\n", lost)
	fmt.Fprintf(out, "refused, and there            %d\n", there)
	fmt.Fprintf(out, "made twice under one key      %d\n", f.doubled)
	fmt.Fprintf(out, "due and not broken            %d\n", unbroken)
	fmt.Fprintf(out, "broken or entered not once    %d\n", twice)
	fmt.Fprintf(out, "entries whose sum is not nil  %d of %d; sum of all postings %d\n", f.unbalanced, f.entries, f.postings)
	fmt.Fprintf(out, "mails sent                    %d; left twice %d, not sent %d, stuck %d\n", mails, twiceSent, unsent, f.stuck)
	if n := len(f.late); n > 0 {
		fmt.Fprintf(out, "broken after their due time   p50 %v, p99 %v, latest %v\n", f.late[n/2].Round(time.Millisecond), f.late[n*99/100].Round(time.Millisecond), f.late[n-1].Round(time.Millisecond))
	}
	for _, what := range l.broken {
		fmt.Fprintln(out, "never:", what)
	}
	wrong := lost + there + f.doubled + unbroken + twice + f.unbalanced + unsent + f.stuck + len(l.broken)
	if wrong > 0 || f.postings != 0 || twiceSent > kills || acked == 0 {
		return errors.Join(errLost, ledger, doctor)
	}
	return errors.Join(ledger, doctor)
}

// mails counts what came in by mail for promises that were acknowledged.
func (l *load) mails(received []mail) (all, twice, unsent int) {
	byTo, byID := map[string]int{}, map[string]int{}
	for _, m := range received {
		byTo[m.to]++
		if byID[m.id]++; byID[m.id] > 1 {
			twice++
		}
	}
	for to, n := range byTo {
		if n > 1 && strings.HasPrefix(to, "klant") { // a colleague is reminded of more than one thing
			l.broken = append(l.broken, fmt.Sprintf("%d mails to %s", n, to))
		}
	}
	for _, p := range l.asked {
		if p.id != "" && p.mail != "" && byTo[p.mail] == 0 {
			unsent++
		}
	}
	return len(received), twice, unsent
}

// overdue is due work of one kind that nobody did.
type overdue struct {
	Kind     string
	N, Tries int64
	Since    time.Time
	Failure  string
}

// behind is how late work may be at the end: colleagues are reminded of thousands of promises, one mail after the other.
const behind = 20 * time.Second

// settled waits until no work is overdue and every confirmation has left, and reads what there is.
func (h *house) settled(ctx context.Context) (f found, err error) {
	database, err := db.Open(ctx, db.Config{URL: h.database, MaxConns: 2})
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	var org id.Org
	err = database.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		all, err := organisation.New(event.NewLog()).All(tx)
		for _, one := range all {
			org = one.ID
		}
		return err
	})
	if err != nil {
		return f, err
	}
	var left []overdue
	unsaid := 0
	err = until(ctx, "what is due has happened", 3*time.Minute, func() bool {
		failed := database.Read(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
			left, err = db.All[overdue](tx, `SELECT kind, COUNT(*) AS n, MAX(tries) AS tries, MIN(not_before) AS since, MAX(last_error) AS failure
				FROM job WHERE org = $1 AND not_before < $2 GROUP BY kind`, tx.Org, tx.Now.Add(-behind))
			if err != nil {
				return err
			}
			unsaid, err = db.One[int](tx, "SELECT COUNT(*) FROM message WHERE org = $1 AND kind = 'confirmation' AND state = 'waiting'", tx.Org)
			return err
		})
		return failed == nil && len(left) == 0 && unsaid == 0
	})
	if err != nil {
		return f, fmt.Errorf("%w: %+v, %d confirmations wait", err, left, unsaid)
	}
	return f, database.Read(ctx, party.Itself(org), func(tx *db.Tx) error { return f.read(tx) })
}

func (f *found) read(tx *db.Tx) error {
	f.byAct = map[string]row{}
	rows, err := db.All[row](tx, `SELECT act, id, state, due_at AS due,
		(SELECT COUNT(*) FROM promise_outcome o WHERE o.org = $1 AND o.promise = promise.id AND o.kind = 'broken') AS outcomes,
		(SELECT COUNT(*) FROM ledger_entry e WHERE e.org = $1 AND e.promise = promise.id AND e.kind = 'promise.broken') AS entries,
		(SELECT MIN(recorded_at) FROM promise_outcome o WHERE o.org = $1 AND o.promise = promise.id AND o.kind = 'broken') AS broken
		FROM promise WHERE org = $1`, tx.Org)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, known := f.byAct[r.Act]; known {
			f.doubled++
		}
		f.byAct[r.Act] = r
	}
	var err1, err2, err3, err4 error
	f.entries, err1 = db.One[int](tx, "SELECT COUNT(*) FROM ledger_entry WHERE org = $1", tx.Org)
	f.postings, err2 = db.One[int](tx, "SELECT COALESCE(SUM(points), 0) FROM ledger_posting WHERE org = $1", tx.Org)
	f.unbalanced, err3 = db.One[int](tx, `SELECT COUNT(*) FROM (SELECT entry FROM ledger_posting WHERE org = $1 GROUP BY entry
		HAVING SUM(points) <> 0) uneven`, tx.Org)
	f.stuck, err4 = db.One[int](tx, `SELECT COUNT(*) FROM message WHERE org = $1 AND kind = 'confirmation'
		AND state NOT IN ('sent', 'withdrawn', 'replaced')`, tx.Org)
	return errors.Join(err1, err2, err3, err4)
}
