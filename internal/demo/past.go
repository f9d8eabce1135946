package demo

import (
	"fmt"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// PastPromises is how many promises the past holds; Broken of them were not kept.
const (
	PastPromises = 250
	broken       = 9
)

// past is three months of ordinary days: questions, promises, and most of them kept.
func (f *firm) past(now time.Time, progress func(int)) error {
	for i, name := range crowd {
		d := customer.Details{
			Numbers: []customer.Number{{Number: fmt.Sprintf("+316%08d", 12000000+i*137911)}},
			Emails:  []string{strings.ToLower(strings.NewReplacer(" ", ".", "'", "", "é", "e", "Ö", "O", "ü", "u", "è", "e").Replace(name)) + "@klant.example"},
			Since:   2015 + i%11,
		}
		if strings.Contains("BCEIKMRSVZ", name[:1]) && i%3 == 1 {
			d.Kind = customer.Organisation
		}
		if err := f.known(name, d); err != nil {
			return err
		}
		f.crowd = append(f.crowd, f.customers[name])
	}
	begin := f.clock.Now()
	year, month, day := now.Add(-30 * time.Hour).In(f.zone).Date() // before it, at whatever hour the demo begins: then the stories do
	span := time.Date(year, month, day, 0, 0, 0, 0, f.zone).Sub(begin)
	owners := []string{"Jeroen Bakker", "Samira Haddad", "Mark Visser", "Fatima El Amrani"}
	takers := []string{"Fatima El Amrani", "Mark Visser", "Fatima El Amrani"}
	var last time.Time
	for i := range PastPromises {
		at := f.atWork(begin.Add(span * time.Duration(i) / PastPromises))
		if !at.After(last) {
			at = last.Add(3 * time.Minute)
		}
		last = at
		if err := f.until(at); err != nil {
			return err
		}
		if err := f.ordinary(i, takers[i%len(takers)], owners[i%len(owners)]); err != nil {
			return fmt.Errorf("promise %d: %w", i, err)
		}
		if i%11 == 10 && i/11 < len(choosers) {
			if err := f.choosing(i / 11); err != nil {
				return fmt.Errorf("who chooses %d: %w", i/11, err)
			}
		}
		last = f.clock.Now()
		progress(i * 95 / PastPromises)
	}
	return nil
}

// atWork moves an instant into the working day: nine to half past four.
func (f *firm) atWork(at time.Time) time.Time {
	local := at.In(f.zone)
	minute := 9*60 + (local.Hour()*60+local.Minute())*450/1440
	return time.Date(local.Year(), local.Month(), local.Day(), minute/60, minute%60, 0, 0, f.zone)
}

// ordinary is one question, the promise it led to, and how that ended.
func (f *firm) ordinary(i int, taker, owner string) error {
	matter := matters[i%len(matters)]
	kind := promise.CallBack
	if strings.Contains(matter.act, "toesturen") {
		kind = promise.Send
	}
	due := f.clock.Now().Add(time.Duration(2+i%4) * time.Hour).Truncate(15 * time.Minute)
	taken, err := f.take(taker, act.Take{
		Question: intake.New{Details: intake.Details{Customer: f.crowd[i*7%len(f.crowd)]}, Text: intake.ToCustomer(matter.asked)},
		Ending:   intake.Promised, Confirmed: i%3 > 0, Tell: act.ByMessage,
		Promise: promise.Make{Kind: kind, Act: matter.act, Owner: f.staff(owner), Override: true, Due: f.civil(due)},
	})
	if err != nil {
		return err
	}
	p := taken.Promise
	fails := i*broken/PastPromises != (i+1)*broken/PastPromises
	at := f.clock.Now().Add(due.Sub(f.clock.Now()) * time.Duration(40+i*13%50) / 100)
	if fails {
		at = due.Add(time.Duration(20+i%200) * time.Minute)
	}
	if err := f.until(at); err != nil {
		return err
	}
	if err := f.deliver(owner, p.ID, kind); err != nil || !fails || i > PastPromises*9/10 {
		return err // the last apology still waits: nobody is always in time with those either
	}
	return f.apologise(f.clock.Now().Add(10 * time.Minute))
}

func (f *firm) deliver(owner string, of id.Promise, kind promise.Kind) error {
	deed := promise.Deed{Proof: promise.ByCall}
	if kind == promise.Send {
		deed = promise.Deed{Proof: promise.ByText, Words: "Per e-mail gestuurd."}
	}
	p, err := f.promise(of)
	if err != nil {
		return err
	}
	for name, somebody := range f.people { // the guard may have given it to a colleague who had room
		if somebody.actor.StaffID() == p.Owner {
			owner = name
		}
	}
	_, err = f.app.Acts.Deliver(f.ctx, f.actor(owner), of, deed, "")
	return err
}

// civil is a due time as it is said: the hour on the wall.
func (f *firm) civil(at time.Time) promise.Due {
	return promise.Due{At: at, Civil: at.In(f.zone).Format("2006-01-02T15:04"), Zone: f.zone.String(), Grain: promise.ToTheMinute}
}
