package overview

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// Silence is after how many days without contact or order a customer has left, when nobody says.
const Silence = 180

// FewestPerGroup is how many must have left, and have stayed, before it is said whether balances tell them apart.
const FewestPerGroup = 10

// mostRed is how many of the red list are told.
const mostRed = 100

// Trial is what a tariff would have made of history.
type Trial struct {
	Version   ledger.Version
	Current   ledger.Version // that it is compared with
	Silence   int            // days
	Customers int            // with points now or then
	Red       int            // in the red now
	RedThen   int
	List      []Tried // in the red now or then, the worst then first
	Higher    int     // customers with whom our balance would be higher
	Lower     int
	Middle    [2]int64 // the middle balance, now and then; the lower of two
	Left      int
	Stayed    int
	LeftBy    LeftBy
	Now, Then Telling // how well balances tell who left from who stayed
}

// LeftBy counts how it is known that they left.
type LeftBy struct {
	Elsewhere int `json:"elsewhere"` // they said that they bought elsewhere, and ordered no more
	Silent    int `json:"silent"`
}

// Tried is one customer's balance, as it is and as it would be.
type Tried struct {
	Customer  id.Customer
	Name      string
	Now, Then int64
}

// activity is from when to when a customer had to do with us, and since when it is known that he went elsewhere.
type activity struct {
	Customer          id.Customer
	First, Last, Gone time.Time
	Bought            time.Time // last
}

// touched is every contact, question and order; not those of imports that are not published.
const touched = `SELECT i.customer, i.began_at AS at, 0 AS bought FROM interaction i WHERE i.org = $1 AND i.customer IS NOT NULL AND i.undone_at IS NULL
	UNION ALL SELECT q.customer, q.noted_at, 0 FROM question q WHERE q.org = $1 AND q.customer IS NOT NULL
	UNION ALL SELECT o.customer, o.bought_at, 1 FROM order_placed o WHERE o.org = $1
	AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h WHERE h.org = $1 AND h.run = o.import_run))`

// activities reads when each customer had to do with us, until now.
func activities(tx *db.Tx) ([]activity, error) {
	return db.All[activity](tx, `SELECT a.customer, MIN(a.at) AS first, MAX(a.at) AS last, MAX(CASE WHEN a.bought = 1 THEN a.at END) AS bought,
		(SELECT MAX(e.ended_at) FROM question_ending e JOIN question q ON q.org = e.org AND q.id = e.question
		WHERE e.org = $1 AND q.customer = a.customer AND e.ending = 'bought_elsewhere' AND e.reopened_at IS NULL AND e.ended_at <= $2) AS gone
		FROM (`+touched+`) a WHERE a.at <= $2 GROUP BY a.customer ORDER BY a.customer`, tx.Org, tx.Now)
}

// released is when a customer let us off a promise because he bought elsewhere.
func released(tx *db.Tx) (map[id.Customer]time.Time, error) {
	type row struct {
		Customer id.Customer
		At       time.Time
	}
	all, err := db.All[row](tx, `SELECT p.customer, MAX(o.happened_at) AS at FROM promise_outcome o
		JOIN promise p ON p.org = o.org AND p.id = o.promise WHERE o.org = $1 AND p.customer IS NOT NULL
		AND o.kind IN ('released', 'waived') AND o.cause = 'bought-elsewhere' AND o.undone_at IS NULL
		AND o.happened_at <= $2 GROUP BY p.customer`, tx.Org, tx.Now)
	out := map[id.Customer]time.Time{}
	for _, r := range all {
		out[r.Customer] = r.At
	}
	return out, err
}

// NextTariff is the tariff of the day as a file, to begin another version from: it takes effect on the first of next
// month.
func NextTariff(tx *db.Tx, s *ledger.Service, zone *time.Location) (string, error) {
	all, err := s.Tariffs(tx)
	if err != nil {
		return "", err
	}
	now := tx.Now.In(zone)
	next := time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, zone)
	raw, err := all.At(tx.Now).Draft(all.Free(next.Year()), next.Format(time.DateOnly)).File()
	return string(raw), err
}

// TryFile goes through history under the tariff in a file.
func (s Settings) TryFile(ctx context.Context, actor party.Actor, file string, silence int) (Trial, error) {
	return forRole(ctx, s, actor, party.Owner, func(tx *db.Tx) (Trial, error) { return TryFile(tx, s.Ledger, file, silence) })
}

// TryFile goes through history under the tariff in a file, within a reading.
func TryFile(tx *db.Tx, s *ledger.Service, file string, silence int) (Trial, error) {
	t, err := ledger.ReadTariff([]byte(file))
	if err != nil {
		return Trial{}, err
	}
	return TryTariff(tx, s, t, silence)
}

// TryTariff goes through history under another tariff, as if it had held from the beginning, and under those that
// did. Nothing is stored.
func TryTariff(tx *db.Tx, s *ledger.Service, t ledger.Tariff, silence int) (out Trial, err error) {
	current, err := s.Tariffs(tx)
	if err != nil {
		return out, err
	}
	now, err := s.Replay(tx, current)
	if err != nil {
		return out, err
	}
	t.BeginsAt, t.Own = time.Time{}, true
	then, err := s.Replay(tx, append(slices.Clone(ledger.Shipped()), t))
	if err != nil {
		return out, err
	}
	out = Trial{Version: t.Version, Current: current.At(tx.Now).Version, Silence: silence}
	if err := out.red(tx, now, then); err != nil {
		return out, err
	}
	return out, out.tell(tx, now, then)
}

// red compares balances.
func (out *Trial) red(tx *db.Tx, now, then *ledger.Book) error {
	seen := now.Customers()
	for of, n := range then.Customers() {
		seen[of] += n
	}
	out.Customers = len(seen)
	var balances [2][]int64
	for of := range seen {
		one := Tried{Customer: of, Now: now.Balance(of, time.Time{}), Then: then.Balance(of, time.Time{})}
		balances[0], balances[1] = append(balances[0], one.Now), append(balances[1], one.Then)
		switch cmp.Compare(one.Then, one.Now) {
		case 1:
			out.Higher++
		case -1:
			out.Lower++
		}
		if one.Now < 0 {
			out.Red++
		}
		if one.Then < 0 {
			out.RedThen++
		}
		if one.Now < 0 || one.Then < 0 {
			out.List = append(out.List, one)
		}
	}
	for i, all := range balances {
		if slices.Sort(all); len(all) > 0 {
			out.Middle[i] = all[(len(all)-1)/2]
		}
	}
	slices.SortFunc(out.List, func(a, b Tried) int {
		return cmp.Or(cmp.Compare(a.Then, b.Then), cmp.Compare(a.Now, b.Now), slices.Compare(a.Customer[:], b.Customer[:]))
	})
	out.List = out.List[:min(len(out.List), mostRed)]
	for i := range out.List {
		name, _, err := db.Maybe[string](tx, "SELECT name FROM customer WHERE org = $1 AND id = $2", tx.Org, out.List[i].Customer)
		if err != nil {
			return err
		}
		out.List[i].Name = name
	}
	return nil
}
