package ledger

import (
	"encoding/binary"
	"slices"
	"time"

	"kroon/internal/id"
)

// Book is an account of every customer kept in memory, by the rules that hold for what is stored: history gone
// through again, under the tariff that held or under one that is only tried. Nothing is stored.
type Book struct {
	tariffs  Tariffs
	entries  []Entry
	promise  map[id.Promise][]int
	customer map[id.Customer][]int
	event    map[id.Event][]int
	once     map[once]bool
	amended  map[id.Entry]bool
	moved    map[id.Merge][]int
}

type once struct {
	event id.Event
	rule  string
}

// NewBook begins an empty book under these tariffs.
func NewBook(tariffs Tariffs) *Book {
	return &Book{
		tariffs: tariffs, promise: map[id.Promise][]int{}, customer: map[id.Customer][]int{}, event: map[id.Event][]int{},
		once: map[once]bool{}, amended: map[id.Entry]bool{}, moved: map[id.Merge][]int{},
	}
}

// Follow enters what steps say, in their order.
func (b *Book) Follow(steps ...Step) error {
	for _, s := range steps {
		if err := follow(b, s); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) move(s Step) {
	if s.Do == Join {
		b.join(s.Merge.ID, s.Merge.Stays, s.Merge.Goes)
	} else {
		b.part(s.Merge.ID, s.Merge.Stays, s.Merge.Goes)
	}
}

// join makes the entries of the one that goes those of the one that stays.
func (b *Book) join(merge id.Merge, stays, goes id.Customer) {
	rows := b.customer[goes]
	b.moved[merge] = rows
	for _, i := range rows {
		b.entries[i].Customer = stays
	}
	b.customer[stays] = append(b.customer[stays], rows...)
	delete(b.customer, goes)
}

// part gives back what a merge moved; what came since stays with the one that stayed.
func (b *Book) part(merge id.Merge, stays, goes id.Customer) {
	given := map[int]bool{}
	for _, i := range b.moved[merge] {
		given[i] = true
		b.entries[i].Customer = goes
	}
	var kept []int
	for _, i := range b.customer[stays] {
		if !given[i] {
			kept = append(kept, i)
		}
	}
	b.customer[stays], b.customer[goes] = kept, append(b.customer[goes], b.moved[merge]...)
	delete(b.moved, merge)
}

// Balance is our standing with a customer before an instant; the zero time is after everything.
func (b *Book) Balance(of id.Customer, before time.Time) (points int64) {
	for _, i := range b.customer[of] {
		if e := b.entries[i]; before.IsZero() || e.HappenedAt.Before(before) {
			points += e.Points
		}
	}
	return points
}

// Course is how our standing with one customer went: after each entry, in the order in which they happened.
type Course struct {
	at  []time.Time
	sum []int64
}

// Course is that of a customer.
func (b *Book) Course(of id.Customer) (c Course) {
	all := b.pick(b.customer[of])
	slices.SortStableFunc(all, func(x, y Entry) int { return x.HappenedAt.Compare(y.HappenedAt) })
	var sum int64
	for _, e := range all {
		sum += e.Points
		c.at, c.sum = append(c.at, e.HappenedAt), append(c.sum, sum)
	}
	return c
}

// Before is our standing before an instant.
func (c Course) Before(at time.Time) int64 {
	n, _ := slices.BinarySearchFunc(c.at, at, func(one, until time.Time) int { return one.Compare(until) })
	if n == 0 {
		return 0
	}
	return c.sum[n-1]
}

// Customers are those with an entry, and on how many entries their account rests.
func (b *Book) Customers() map[id.Customer]int {
	out := map[id.Customer]int{}
	for of, rows := range b.customer {
		if len(rows) > 0 {
			out[of] = len(rows)
		}
	}
	return out
}

func (b *Book) rate(time.Time) (Tariffs, error) { return b.tariffs, nil }

func (b *Book) pick(rows []int) []Entry {
	out := make([]Entry, 0, len(rows))
	for _, i := range rows {
		out = append(out, b.entries[i])
	}
	return out
}

func (b *Book) ofPromise(of id.Promise) ([]Entry, error) {
	if of.IsZero() {
		return nil, nil
	}
	return b.pick(b.promise[of]), nil
}

func (b *Book) ofEvent(of id.Event) ([]Entry, error) {
	rows := b.event[of]
	if len(rows) == 0 {
		return nil, nil
	}
	chain := b.pick(rows[:1])
	for i := rows[0] + 1; i < len(b.entries); i++ {
		if b.entries[i].Corrects == chain[len(chain)-1].ID {
			chain = append(chain, b.entries[i])
		}
	}
	return chain, nil
}

func (b *Book) failedBetween(of id.Customer, from, until time.Time, except id.Promise) (bool, error) {
	for _, i := range b.customer[of] {
		e := b.entries[i]
		if e.failure() && e.Promise != except && !e.HappenedAt.Before(from) && e.HappenedAt.Before(until) && !b.amended[e.ID] {
			return true, nil
		}
	}
	return false, nil
}

func (b *Book) put(e Entry) error {
	key := once{e.Event, e.Rule}
	if b.once[key] || !e.Corrects.IsZero() && b.amended[e.Corrects] {
		return nil
	}
	b.once[key] = true
	at := len(b.entries)
	binary.BigEndian.PutUint64(e.ID[8:], uint64(at)+1)
	if !e.Corrects.IsZero() {
		b.amended[e.Corrects] = true
	}
	b.entries = append(b.entries, e)
	b.customer[e.Customer] = append(b.customer[e.Customer], at)
	b.event[e.Event] = append(b.event[e.Event], at)
	if !e.Promise.IsZero() {
		b.promise[e.Promise] = append(b.promise[e.Promise], at)
	}
	return nil
}
