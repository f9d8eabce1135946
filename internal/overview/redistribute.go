package overview

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// Waiting is a promise that needs another owner, or may soon.
type Waiting struct {
	PromiseLine
	Of    string        // whose it was, of what waits; empty when nobody says so
	Why   promise.Cause // it waits for an owner: ill, leave, left; empty: it is at risk
	Short int           // minutes that its owner lacks to keep it with the margin
	Rooms []Standin     // who has room for it, the best first
}

// Standin is a colleague who could keep a promise.
type Standin struct {
	Staff   id.Staff
	Name    string // first name
	Present bool
	Until   time.Time // when they go home, of who is present
	Verdict promise.Verdict
	spare   int
}

// RedistributePage is what needs another owner, the most urgent first.
type RedistributePage struct {
	Waiting []Waiting
	Risk    []Waiting
	Waits   int         // promises that wait, on this page or not
	AtRisk  int         // promises at risk, on this page or not
	Skipped int         // of what waits, before this page
	People  []Colleague // to whom it can be given, whoever has room
	// In place of many promises, what there is of each colleague; see Handout.Fold.
	Bundles, RiskBundles []Bundle
}

// Handout narrows which promises are looked at: those of one owner that are due from an instant until
// another, whether at risk or not. The zero Handout is all that waits or is at risk.
type Handout struct {
	Owner       id.Staff
	From, Until time.Time
	Of          *id.Staff // only what was of one colleague, or is at risk there; of zero: of who left
	Skip        int       // of what waits: how many stand on earlier pages
	Fold        bool      // more than a person looks through is told per colleague
	Count       bool      // only how many there are
}

const (
	riskAhead   = 7 * 24 * time.Hour // further ahead nobody needs to hand out yet
	mostWaiting = 40                 // promises of each sort on the page
	mostRooms   = 4                  // colleagues beside a promise
)

// Redistribute reads what is to be given out again. Team leads see it for their teams, owners for
// everybody, and others what is their own.
func Redistribute(tx *db.Tx, people *team.Service, margin int, only Handout) (page RedistributePage, err error) {
	if !only.Owner.IsZero() {
		// Whose absences concern the reader, their promises do.
		if _, err := people.Absences(tx, only.Owner, tx.Now); err != nil {
			return page, err
		}
	}
	open, err := openLines(tx)
	if err != nil {
		return page, err
	}
	d, err := readShift(tx, people, margin, open, only)
	if err != nil {
		return page, err
	}
	mine, err := d.looksAfter(tx)
	if err != nil {
		return page, err
	}
	names := map[id.Staff]string{}
	for _, s := range d.all {
		names[s.ID] = s.Name
	}
	var waits, risk []candidate
	for _, line := range open {
		w := Waiting{PromiseLine: line.PromiseLine, Of: names[line.Of], Short: margin - d.slack(line)}
		switch {
		case line.Direction == promise.Theirs || !mine(line.Promise):
			continue
		case line.Awaits == promise.Redistribution:
			w.Why = cmp.Or(line.Cause, promise.SickLeave)
		case !only.Owner.IsZero():
		case line.State != promise.Agreed || w.Short <= 0 || line.DueAt.Sub(tx.Now) > riskAhead:
			continue
		}
		switch one := (candidate{w, line}); {
		case only.Of != nil && one.from() != *only.Of:
		case line.Awaits == promise.Redistribution || !only.Owner.IsZero():
			waits = append(waits, one)
		default:
			risk = append(risk, one)
		}
	}
	page.show(waits, risk, &d)
	for _, s := range d.staff {
		page.People = append(page.People, Colleague{s.ID, s.Name, s.FirstName})
	}
	return page, nil
}

// show counts what was found, and puts on the page what was asked for.
func (page *RedistributePage) show(waits, risk []candidate, d *shift) {
	page.Waits, page.AtRisk, page.Skipped = len(waits), len(risk), max(d.only.Skip, 0)
	if d.only.Count {
		return
	}
	if d.only.Fold && len(waits) > foldAbove {
		page.Bundles = d.bundles(waits, true)
	} else {
		page.Waiting = d.lines(waits[min(page.Skipped, len(waits)):])
	}
	if d.only.Fold && len(risk) > foldAbove {
		page.RiskBundles = d.bundles(risk, false)
	} else {
		page.Risk = d.lines(risk)
	}
}

// lines are the first of the candidates, each with who has room for it.
func (d *shift) lines(found []candidate) []Waiting {
	out := make([]Waiting, 0, min(len(found), mostWaiting))
	for _, one := range found[:min(len(found), mostWaiting)] {
		one.Rooms = d.rooms(one.line)
		out = append(out, one.Waiting)
	}
	return out
}

// Next is how many to skip for the next page of what waits; 0 when this is the last.
func (page RedistributePage) Next() int {
	if next := page.Skipped + len(page.Waiting); next < page.Waits {
		return next
	}
	return 0
}

// keepers are the people who may keep promises: with access, and more than a reader.
func keepers(tx *db.Tx) (map[id.Staff]bool, error) {
	found, err := db.All[id.Staff](tx, `SELECT a.staff FROM account a WHERE a.org = $1 AND a.kind = 'staff'
		AND a.role <> 'reader' AND a.closed_at IS NULL`, tx.Org)
	out := make(map[id.Staff]bool, len(found))
	for _, one := range found {
		out[one] = true
	}
	return out, err
}

// openLine is an open promise with why it went to a team lead, and from whom.
type openLine struct {
	PromiseLine
	Cause promise.Cause
	Of    id.Staff
}

func openLines(tx *db.Tx) ([]openLine, error) {
	lines, err := db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.open = 1 AND p.undone_at IS NULL`+notStaged+`
		ORDER BY p.due_at, p.id LIMIT 5000`, tx.Org)
	if err != nil {
		return nil, err
	}
	taken, err := takenFrom(tx)
	if err != nil {
		return nil, err
	}
	out := make([]openLine, 0, len(lines))
	for _, line := range lines {
		out = append(out, openLine{line, taken[line.ID].Cause, taken[line.ID].Staff})
	}
	return out, nil
}

// shift is everybody's time and promises at once.
type shift struct {
	now    time.Time
	margin int
	only   Handout
	all    []team.Staff
	staff  []team.Staff // who may keep promises
	room   map[id.Staff]promise.Room
	loads  map[id.Staff][]promise.Load
	until  map[id.Staff]time.Time
	slacks map[id.Staff][]promise.Slack // per owner, reckoned when first needed
}

func readShift(tx *db.Tx, people *team.Service, margin int, open []openLine, only Handout) (d shift, err error) {
	d = shift{now: tx.Now, margin: margin, only: only, room: map[id.Staff]promise.Room{}, loads: map[id.Staff][]promise.Load{}, until: map[id.Staff]time.Time{}}
	all, err := people.List(tx)
	if err != nil {
		return d, err
	}
	mayKeep, err := keepers(tx)
	if err != nil {
		return d, err
	}
	d.all = slices.Clone(all)
	d.staff = slices.DeleteFunc(all, func(s team.Staff) bool { return !s.Here(tx.Now) || !mayKeep[s.ID] })
	last := tx.Now.Add(riskAhead)
	var owners []id.Staff
	for _, line := range open {
		if line.DueAt.After(last) {
			last = line.DueAt
		}
		owners = append(owners, line.Owner)
	}
	for _, s := range d.staff {
		owners = append(owners, s.ID)
	}
	slices.SortFunc(owners, func(a, b id.Staff) int { return slices.Compare(a[:], b[:]) })
	rooms, err := people.RoomsOf(tx, slices.Compact(owners), tx.Now, last)
	if err != nil {
		return d, err
	}
	for staff, r := range rooms {
		d.room[staff] = roomFor(r)
	}
	for _, line := range open {
		d.add(line.Promise)
	}
	present, err := people.WhoIsPresent(tx, tx.Now)
	for _, p := range present {
		d.until[p.Staff.ID] = p.Until
	}
	return d, err
}

// add has an open promise weigh on its owner: an appointment takes its own minutes, the rest is a load.
func (d *shift) add(p promise.Promise) {
	room := d.room[p.Owner]
	switch {
	case p.Direction == promise.Theirs:
	case p.Fixed && p.State != promise.Broken && p.DueAt.After(d.now):
		room.Appointments = append(room.Appointments, promise.Appointment{From: p.DueAt, Until: p.DueAt.Add(time.Duration(p.Minutes) * time.Minute)})
		d.room[p.Owner] = room
	default:
		broken := p.State == promise.Broken || !p.DueAt.After(d.now)
		d.loads[p.Owner] = append(d.loads[p.Owner], promise.Load{Promise: p.ID, Due: p.DueAt, Minutes: p.Minutes, Broken: broken})
	}
}

// slack is what its owner has left at the due of a promise, in minutes.
func (d *shift) slack(line openLine) int {
	if d.slacks == nil {
		d.slacks = map[id.Staff][]promise.Slack{}
	}
	if _, known := d.slacks[line.Owner]; !known {
		d.slacks[line.Owner] = promise.Slacks(d.now, d.room[line.Owner], d.loads[line.Owner])
	}
	for _, one := range d.slacks[line.Owner] {
		if one.Due.Equal(line.DueAt) {
			return one.Minutes
		}
	}
	return d.margin
}

// rooms are the colleagues who can keep a promise beside all of theirs, at most four: who has most to
// spare first, those of the owner's team before others.
func (d *shift) rooms(line openLine) []Standin {
	var out []Standin
	for _, s := range d.staff {
		room, known := d.room[s.ID]
		if s.ID == line.Owner && line.Awaits == promise.Nothing || !known {
			continue
		}
		one := Standin{Staff: s.ID, Name: s.FirstName, Until: d.until[s.ID]}
		switch loads := d.loads[s.ID]; {
		case !line.DueAt.After(d.now): // what is past due is worked on first, whoever has it
			one.Verdict = promise.Assess(d.now, room, loads, d.margin)
		case s.ID == line.Owner: // his own effort is among them
			one.Verdict, _ = promise.Admit(d.now, room, loads, line.DueAt, 0, d.margin)
		default:
			one.Verdict, _ = promise.Admit(d.now, room, loads, line.DueAt, line.Minutes, d.margin)
		}
		_, one.Present = d.until[s.ID]
		there := promise.Supply(d.now, room, line.DueAt)
		if one.Verdict == promise.Infeasible || line.DueAt.After(d.now) && there < line.Minutes || !line.DueAt.After(d.now) && !one.Present {
			continue
		}
		one.spare = there - d.taken(s.ID, line.DueAt)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Standin) int {
		return cmp.Or(cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(b.spare, a.spare))
	})
	return out[:min(len(out), mostRooms)]
}

// looksAfter tells whose promises the reader may give out.
func (d *shift) looksAfter(tx *db.Tx) (func(promise.Promise) bool, error) {
	self, only := tx.Actor.StaffID(), d.only
	switch {
	case !only.Owner.IsZero():
		return func(p promise.Promise) bool {
			return p.Owner == only.Owner && !p.DueAt.Before(only.From) && (only.Until.IsZero() || p.DueAt.Before(only.Until))
		}, nil
	case tx.Actor.May(party.Owner):
		return func(promise.Promise) bool { return true }, nil
	}
	led := map[id.Staff]bool{self: true}
	if tx.Actor.May(party.TeamLead) {
		members, err := db.All[id.Staff](tx, `SELECT s.id FROM staff s JOIN team t ON t.org = s.org AND t.id = s.team
			WHERE s.org = $1 AND t.lead = $2`, tx.Org, self)
		if err != nil {
			return nil, err
		}
		for _, one := range members {
			led[one] = true
		}
	}
	return func(p promise.Promise) bool { return led[p.Owner] }, nil
}
