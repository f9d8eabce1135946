package promise_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// tuesday is Tuesday 24 November 2026 10:00 in Amsterdam.
var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

var amsterdam = must(worktime.Zone("Europe/Amsterdam"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// person is somebody's time, as team would tell it.
type person struct {
	calendar worktime.Calendar
	opened   worktime.Calendar
	share    int
	busy     []promise.Appointment
	left     bool
	virtual  bool
	reads    bool
}

// team is a small firm: it answers promise.Availability from calendars in memory.
type team struct {
	sync.Mutex
	people map[id.Staff]*person
	order  []id.Staff
	lead   id.Staff
}

func (t *team) room(p *person) promise.Room {
	return promise.Room{Calendar: p.calendar, Share: p.share, Appointments: p.busy, Virtual: p.virtual}
}

func (t *team) Room(_ *db.Tx, owner id.Staff, _ time.Time) (promise.Room, error) {
	t.Lock()
	defer t.Unlock()
	return t.room(t.people[owner]), nil
}

func (t *team) Rooms(_ *db.Tx, owners []id.Staff, _ time.Time) (map[id.Staff]promise.Room, error) {
	t.Lock()
	defer t.Unlock()
	rooms := map[id.Staff]promise.Room{}
	for _, owner := range owners {
		if p := t.people[owner]; !p.left {
			rooms[owner] = t.room(p)
		}
	}
	return rooms, nil
}

func (t *team) Binds(_ *db.Tx, owner id.Staff, at time.Time) (bool, error) {
	t.Lock()
	defer t.Unlock()
	return t.people[owner].opened.IsOpen(at), nil
}

func (t *team) Gone(_ *db.Tx, owner id.Staff) (bool, error) {
	t.Lock()
	defer t.Unlock()
	return t.people[owner].left, nil
}

func (t *team) Reads(_ *db.Tx, owner id.Staff) (bool, error) {
	t.Lock()
	defer t.Unlock()
	p := t.people[owner]
	return p != nil && p.reads, nil
}

func (t *team) Lead(*db.Tx, id.Staff) (id.Staff, error) { return t.lead, nil }

func (t *team) Standins(_ *db.Tx, owner id.Staff) (others []id.Staff, err error) {
	t.Lock()
	defer t.Unlock()
	for _, staff := range t.order {
		if staff != owner && !t.people[staff].left {
			others = append(others, staff)
		}
	}
	return others, nil
}

func (t *team) House(*db.Tx) (worktime.Calendar, error) { return week("08:00", "18:00"), nil }

// week is Monday to Friday from one time of day to another, with absences.
func week(from, until string, away ...worktime.Absence) worktime.Calendar {
	form := worktime.Form{Zone: "Europe/Amsterdam", Week: map[string][][]string{}}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		form.Week[day] = [][]string{{from, until}}
	}
	layer := must(form.Layer())
	layer.Absences = append(layer.Absences, away...)
	return must(worktime.Resolve(layer))
}

// tester is a test, a benchmark or one case of a property.
type tester interface {
	Helper()
	Error(...any)
	Errorf(string, ...any)
	Fatal(...any)
	Fatalf(string, ...any)
}

// firm is one organisation with the service on one engine, its clock and its clockwork.
type firm struct {
	tester
	*promise.Service
	*team
	db    *db.DB
	clock *clock.Stepped
	work  *job.Clockwork
	org   id.Org
	terms promise.Terms
	sent  map[id.Any]time.Time

	jeroen, monique, pieter, chef id.Staff // chef leads
	zeger, saskia                 id.Customer
}

func (f *firm) SentAt(_ *db.Tx, message id.Any, _ id.Promise) (time.Time, bool, error) {
	at, found := f.sent[message]
	return at, found, nil
}

func newFirm(t tester, database *db.DB, stepped *clock.Stepped) *firm {
	f := &firm{tester: t, db: database, clock: stepped, sent: map[id.Any]time.Time{},
		terms: promise.Terms{MarginMinutes: promise.Margin, TacitDays: 5, MayReassign: true, Zone: amsterdam}}
	f.org = id.New[id.Org](database.IDs())
	f.team = &team{people: map[id.Staff]*person{}}
	office := week("09:00", "17:00")
	hire := func() id.Staff { return f.hire(&person{calendar: office, opened: office, share: 100}) }
	f.jeroen, f.monique, f.pieter, f.chef = hire(), hire(), hire(), hire()
	f.lead = f.chef
	f.zeger, f.saskia = id.New[id.Customer](database.IDs()), id.New[id.Customer](database.IDs())
	f.Service = promise.New(event.NewLog(), f.team, f, func(*db.Tx) (promise.Terms, error) { return f.terms, nil })
	f.work = job.New(database, slog.New(slog.DiscardHandler))
	f.Register(f.work)
	return f
}

func (f *firm) hire(p *person) id.Staff {
	staff := id.New[id.Staff](f.db.IDs())
	f.people[staff] = p
	f.order = append(f.order, staff)
	return staff
}

// live runs a test in a fresh firm on each engine, on Tuesday at ten.
func live(t *testing.T, test func(f *firm)) {
	t.Helper()
	stepped := clock.NewStepped(tuesday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(tuesday)
		test(newFirm(t, database, stepped))
	})
}

func (f *firm) staff(staff id.Staff) party.Actor {
	return party.Actor{Org: f.org, Kind: party.Staff, ID: staff.Any(), Role: party.Colleague}
}

func (f *firm) customer(customer id.Customer) party.Actor {
	return party.Actor{Org: f.org, Kind: party.Customer, ID: customer.Any()}
}

// try does something in one transaction.
func (f *firm) try(actor party.Actor, fn func(tx *db.Tx) error) error {
	return f.db.Write(context.Background(), actor, fn)
}

// as does something that must succeed.
func (f *firm) as(actor party.Actor, fn func(tx *db.Tx) error) {
	f.Helper()
	if err := f.try(actor, fn); err != nil {
		f.Fatal(err)
	}
}

// refuses demands the fault with this key, and that nothing changed.
func (f *firm) refuses(key string, actor party.Actor, fn func(tx *db.Tx) error) {
	f.Helper()
	before := f.everything()
	if err := f.try(actor, fn); !fault.Is(err, key) {
		f.Errorf("got %v, want %s", err, key)
	}
	if after := f.everything(); after != before {
		f.Errorf("%s changed something: %+v, was %+v", key, after, before)
	}
}

type rows struct{ Promises, Outcomes, Attempts, Steps, Events, Jobs, Versions int64 }

func (f *firm) everything() (r rows) {
	f.read(func(tx *db.Tx) (err error) {
		r, err = db.One[rows](tx, `SELECT (SELECT COUNT(*) FROM promise WHERE org = $1) AS promises,
			(SELECT COUNT(*) FROM promise_outcome WHERE org = $1) AS outcomes,
			(SELECT COUNT(*) FROM promise_attempt WHERE org = $1) AS attempts,
			(SELECT COUNT(*) FROM promise_guard WHERE org = $1) AS steps,
			(SELECT COUNT(*) FROM event WHERE org = $1) AS events,
			(SELECT COUNT(*) FROM job WHERE org = $1) AS jobs,
			(SELECT COALESCE(SUM(version), 0) FROM promise WHERE org = $1) AS versions`, tx.Org)
		return err
	})
	return r
}

func (f *firm) read(fn func(tx *db.Tx) error) {
	f.Helper()
	if err := f.db.Read(context.Background(), party.Itself(f.org), fn); err != nil {
		f.Fatal(err)
	}
}

// step has the clockwork do all that is due.
func (f *firm) step() {
	f.Helper()
	if _, err := f.work.Step(context.Background()); err != nil {
		f.Fatal(err)
	}
	f.read(func(tx *db.Tx) error {
		failing, err := job.FailingWork(tx, 5)
		if len(failing) > 0 {
			f.Fatalf("failing work: %+v", failing)
		}
		return err
	})
}

// until lets the clock run to t, stopping wherever there is work.
func (f *firm) until(t time.Time) {
	f.Helper()
	for {
		next, err := f.work.Step(context.Background())
		if err != nil {
			f.Fatal(err)
		}
		if next.IsZero() || next.After(t) {
			break
		}
		if next.After(f.clock.Now()) {
			f.clock.Set(next)
		}
	}
	f.clock.Set(t)
	f.step()
}

// today is a time of day on the first Tuesday, on the wall in Amsterdam.
func today(hour, minute int) time.Time {
	return time.Date(2026, 11, 24, hour, minute, 0, 0, amsterdam).UTC()
}

// make makes an ordinary promise of Jeroen to Zeger.
func (f *firm) make(actor party.Actor, due time.Time, with ...func(*promise.Make)) promise.Promise {
	f.Helper()
	made, err := f.tryMake(actor, due, with...)
	if err != nil {
		f.Fatal(err)
	}
	return made.Promise
}

func (f *firm) tryMake(actor party.Actor, due time.Time, with ...func(*promise.Make)) (made promise.Made, err error) {
	wish := promise.Make{Customer: f.zeger, Owner: f.jeroen, Act: "bellen over de trajecten", Due: promise.Due{At: due}}
	for _, change := range with {
		change(&wish)
	}
	err = f.try(actor, func(tx *db.Tx) (err error) {
		made, err = f.Make(tx, wish)
		return err
	})
	return made, err
}

func (f *firm) get(of id.Promise) (story promise.Story) {
	f.Helper()
	f.read(func(tx *db.Tx) (err error) {
		story, err = f.Story(tx, of)
		return err
	})
	return story
}

func (f *firm) deliver(actor party.Actor, of id.Promise, deed promise.Deed) (p promise.Promise, err error) {
	err = f.try(actor, func(tx *db.Tx) (err error) {
		p, err = f.Deliver(tx, of, deed)
		return err
	})
	return p, err
}

// said is a deed that rests on words alone.
var said = promise.Deed{Proof: promise.ByText, Words: "gebeld, alles besproken"}
