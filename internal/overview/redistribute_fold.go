package overview

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// foldAbove is how many promises a person looks through one by one; more are told per colleague.
const foldAbove = 10

// Bundle is what one colleague leaves to be given out, with who can keep it when all of it is given at once.
type Bundle struct {
	Staff    id.Staff // zero: of who left
	Name     string
	Why      promise.Cause // empty: it is at risk
	Promises int
	First    time.Time // when the most urgent is due
	Gives    []Give    // nobody has room in time for what is not among them
	Shares   []Share   // the same, counted per new owner, who gets most first
}

// Give is a promise with the colleague who can keep it.
type Give struct {
	Promise id.Promise
	To      id.Staff
}

// Share is how many promises one colleague would get.
type Share struct {
	Name     string // first name
	Promises int
}

// candidate is a promise that may be shown, before anybody looked who has room for it.
type candidate struct {
	Waiting
	line openLine
}

// from is whose it was, of what waits; else whose it is.
func (c candidate) from() id.Staff {
	if c.line.Awaits == promise.Redistribution {
		return c.line.Of
	}
	return c.line.Owner
}

// bundles tells promises per colleague, whoever has the most urgent first. With shares it also tells who can
// keep what of each, as if that bundle alone were given.
func (d *shift) bundles(found []candidate, shares bool) (out []Bundle) {
	of := map[id.Staff][]candidate{}
	var order []id.Staff
	for _, one := range found {
		if _, known := of[one.from()]; !known {
			order = append(order, one.from())
		}
		of[one.from()] = append(of[one.from()], one)
	}
	for _, staff := range order {
		first := of[staff][0]
		b := Bundle{Staff: staff, Name: first.Of, Why: first.Why, Promises: len(of[staff]), First: first.DueAt}
		if first.line.Awaits != promise.Redistribution {
			b.Name = d.name(first.line.Owner)
		}
		if shares {
			b.Gives, b.Shares = d.share(of[staff])
		}
		out = append(out, b)
	}
	return out
}

// name is how somebody is called in full; empty when nobody knows.
func (d *shift) name(of id.Staff) string {
	if at := slices.IndexFunc(d.all, func(s team.Staff) bool { return s.ID == of }); at >= 0 {
		return d.all[at].Name
	}
	return ""
}

// share gives promises, the most urgent first, each to who has most to spare after what was given before it.
func (d *shift) share(found []candidate) (gives []Give, shares []Share) {
	then := *d
	then.loads = maps.Clone(d.loads)
	of := map[string]int{}
	for _, one := range found {
		rooms := then.rooms(one.line)
		if len(rooms) == 0 {
			continue
		}
		to := rooms[0]
		then.hand(one.line, to.Staff)
		gives = append(gives, Give{one.ID, to.Staff})
		of[to.Name]++
	}
	for name, n := range of {
		shares = append(shares, Share{name, n})
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Promises, a.Promises), cmp.Compare(a.Name, b.Name))
	})
	return gives, shares
}

// hand has a promise weigh on its new owner instead of the old one.
func (d *shift) hand(line openLine, to id.Staff) {
	mine := func(l promise.Load) bool { return l.Promise == line.ID }
	if at := slices.IndexFunc(d.loads[line.Owner], mine); at >= 0 {
		d.loads[line.Owner] = slices.Delete(slices.Clone(d.loads[line.Owner]), at, at+1)
	}
	broken := line.State == promise.Broken || !line.DueAt.After(d.now)
	d.loads[to] = append(slices.Clip(d.loads[to]), promise.Load{Promise: line.ID, Due: line.DueAt, Minutes: line.Minutes, Broken: broken})
}

// taken is the minutes that somebody's promises ask for until a due.
func (d *shift) taken(of id.Staff, due time.Time) (minutes int) {
	for _, load := range d.loads[of] {
		if load.Broken || !load.Due.After(due) {
			minutes += load.Minutes
		}
	}
	return minutes
}
