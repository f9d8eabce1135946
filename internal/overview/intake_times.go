package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// IntakeWish is what is to be promised to whom.
type IntakeWish struct {
	Kind     promise.Kind
	Owner    id.Any // a person or a duty; zero: who can
	Skill    string // that whoever can must have, when nobody is named
	Customer id.Customer
	Decides  worktime.Date // not after this day
	Own      []time.Time   // times in own words, to be weighed
}

// IntakeTimes is when it can be promised.
type IntakeTimes struct {
	Offers []IntakeTime
	Own    []IntakeTime // for each time in own words
	Nobody bool         // the duty has nobody who is present
}

// IntakeTime is one time with who would keep it.
type IntakeTime struct {
	Due     time.Time
	Staff   id.Staff
	Name    string
	Verdict promise.Verdict
	Chance  promise.Chance // of one that is offered: how often such a one was kept here
	First   time.Time      // of an infeasible one: the nearest that fits; zero when none does
	Closed  bool           // nobody works on that day
}

const (
	// intakeWindow is how far ahead somebody must work at least once to be among those who can.
	intakeWindow = 14 * 24 * time.Hour
	// mostWeighed is for how many colleagues a time in own words is weighed when anybody may keep it.
	mostWeighed = 12
)

// Times finds the first times that can be promised, and weighs those in own words.
func (d Desk) Times(ctx context.Context, actor party.Actor, wish IntakeWish) (IntakeTimes, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (IntakeTimes, error) { return d.times(tx, wish) })
}

func (d Desk) times(tx *db.Tx, wish IntakeWish) (out IntakeTimes, err error) {
	people, err := d.intakePeople(tx, wish)
	if known := fault.Of(err); err != nil && known.Kind != fault.Internal {
		return IntakeTimes{Nobody: true}, nil
	}
	if err != nil {
		return out, err
	}
	o, err := d.Organisation.Get(tx)
	if err != nil {
		return out, err
	}
	ask := promise.Ask{Kind: wish.Kind, Among: people}
	ask.Until = dayEnd(wish.Decides, o.Location())
	if ask.Customer, err = d.customerHours(tx, wish.Customer, o.Location()); err != nil {
		return out, err
	}
	offers, err := d.Promises.Offer(tx, ask)
	if err != nil && fault.Of(err).Kind == fault.Internal {
		return out, err
	}
	chances, err := d.Promises.Chances(tx)
	if err != nil {
		return out, err
	}
	known := colleagues{}
	if offers, err = d.mineToo(tx, wish.Kind, offers); err != nil {
		return out, err
	}
	for _, offer := range offers {
		one, err := known.of(tx, offer.Staff)
		if err != nil {
			return out, err
		}
		out.Offers = append(out.Offers, IntakeTime{Due: offer.Due, Staff: offer.Staff, Name: one.FirstName, Verdict: offer.Verdict, Chance: chances.Of(offer.Slack)})
	}
	for _, due := range wish.Own {
		own, err := d.weighed(tx, known, people, wish.Kind, due)
		if err != nil {
			return out, err
		}
		out.Own = append(out.Own, own)
	}
	return out, nil
}

// mineToo leaves the times that one could keep oneself, of a colleague for whom one may not promise now: until
// he takes it over it is one's own promise.
func (d Desk) mineToo(tx *db.Tx, kind promise.Kind, offers []promise.Choice) (out []promise.Choice, err error) {
	for _, offer := range offers {
		stands, err := d.stands(tx, offer.Staff)
		if err != nil {
			return nil, err
		}
		if stands == offer.Staff {
			out = append(out, offer)
			continue
		}
		own, err := d.fits(tx, stands, kind, offer.Due)
		if err != nil {
			return nil, err
		}
		if own.Verdict != promise.Infeasible {
			out = append(out, offer)
		}
	}
	return out, nil
}

// stands is whose promise it is at first: his, or one's own when one may not promise for him now.
func (d Desk) stands(tx *db.Tx, owner id.Staff) (id.Staff, error) {
	if owner == tx.Actor.StaffID() {
		return owner, nil
	}
	rooms, err := d.Team.RoomsOf(tx, []id.Staff{owner}, tx.Now, tx.Now)
	if err != nil || rooms[owner].Opened.IsOpen(tx.Now) {
		return owner, err
	}
	return tx.Actor.StaffID(), nil
}

// intakePeople is who may keep it: one person, who has the duty now, or anybody who can.
func (d Desk) intakePeople(tx *db.Tx, wish IntakeWish) ([]id.Staff, error) {
	if wish.Owner.IsZero() {
		return d.anyone(tx, wish.Kind, wish.Skill)
	}
	duties, err := d.Team.Duties(tx)
	if err != nil {
		return nil, err
	}
	for _, duty := range duties {
		if duty.ID.Any() == wish.Owner {
			staff, err := d.Team.Resolve(tx, duty.ID, tx.Now)
			return []id.Staff{staff}, err
		}
	}
	return []id.Staff{id.Staff(wish.Owner)}, nil
}

// weighed says how a time in own words fits the actor, or else the first colleague whom it fits best.
func (d Desk) weighed(tx *db.Tx, known colleagues, people []id.Staff, kind promise.Kind, due time.Time) (best IntakeTime, err error) {
	me := tx.Actor.StaffID()
	order := make([]id.Staff, 0, len(people))
	for _, one := range people {
		if one == me {
			order = append([]id.Staff{me}, order...)
		} else {
			order = append(order, one)
		}
	}
	if len(order) == 0 {
		order = []id.Staff{me}
	}
	rank := map[promise.Verdict]int{promise.Feasible: 0, promise.Tight: 1, promise.Infeasible: 2}
	for i, staff := range order[:min(len(order), mostWeighed)] {
		stands, err := d.stands(tx, staff)
		if err != nil {
			return best, err
		}
		one, err := d.fits(tx, stands, kind, due)
		if err != nil {
			return best, err
		}
		one.Staff = staff
		sooner := one.Verdict == best.Verdict && !one.First.IsZero() && (best.First.IsZero() || one.First.Before(best.First))
		if i == 0 || rank[one.Verdict] < rank[best.Verdict] || sooner {
			best = one
		}
		if best.Verdict == promise.Feasible {
			break
		}
	}
	colleague, err := known.of(tx, best.Staff)
	best.Name = colleague.FirstName
	return best, err
}

func (d Desk) fits(tx *db.Tx, staff id.Staff, kind promise.Kind, due time.Time) (IntakeTime, error) {
	w, err := d.Promises.Weigh(tx, staff)
	if err != nil {
		return IntakeTime{}, err
	}
	one := IntakeTime{Due: due, Staff: staff}
	one.Verdict, _ = promise.Admit(tx.Now, w.Room, w.Loads, due, kind.Effort(), w.Margin)
	day := due.In(w.Room.Calendar.Zone())
	begin := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, day.Location())
	one.Closed = w.Room.Calendar.OpenTime(begin, begin.AddDate(0, 0, 1)) == 0
	if one.Verdict == promise.Infeasible {
		if first, found := promise.FirstFeasible(tx.Now, w.Room, w.Loads, kind.Effort()); found {
			one.First = quarterAfter(first)
		}
	}
	return one, nil
}
