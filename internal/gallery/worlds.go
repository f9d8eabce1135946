package gallery

import (
	"context"
	"fmt"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/demo"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Who signs in where.
const (
	lead     = "Fatima El Amrani"
	owner    = "Andries de Wit"
	first    = "Anna Kuipers"
	teamless = "Vera Lam"
)

// fillNew leaves the installation as it comes, and opens the link of the first run.
func fillNew(ctx context.Context, w *world, now time.Time) ([]Entry, error) {
	w.clock.Set(now)
	token, err := w.app.FirstRun(ctx, w.org)
	return newEntries(token), err
}

// fillEmpty begins as a small firm does, and goes no further.
func fillEmpty(ctx context.Context, w *world, now time.Time) ([]Entry, error) {
	_, err := w.small(ctx, now)
	return emptyEntries(), err
}

// fillTried has who begins be a customer of their own house, after some weeks in which much was kept.
func fillTried(ctx context.Context, w *world, now time.Time) ([]Entry, error) {
	anna, err := w.small(ctx, now.AddDate(0, 0, -21))
	if err != nil {
		return nil, err
	}
	known, err := w.keeps(ctx, anna, now)
	if err != nil {
		return nil, err
	}
	if err := w.signIn(ctx, first, anna.StaffID()); err != nil {
		return nil, err
	}
	made, err := w.app.Acts.TryOut(ctx, anna, "06 12 34 56 78")
	return triedEntries(made.ID, known), err
}

// small is a firm of one that has just begun.
func (w *world) small(ctx context.Context, now time.Time) (anna party.Actor, err error) {
	w.clock.Set(now)
	token, err := w.app.FirstRun(ctx, w.org)
	if err != nil {
		return anna, err
	}
	hash, err := w.app.Door.NewHash(ctx, "", "een kroon op het werk")
	if err != nil {
		return anna, err
	}
	nine := []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
	w.sessions[first], err = w.app.Acts.Begin(ctx, w.org, token, act.Beginning{
		Organisation: "Kuipers & Zn.", Hours: act.WorkingWeek(nine), TeamName: "Team", Name: first, Email: "anna@kuipers.example", Hash: hash,
	})
	if err != nil {
		return anna, err
	}
	err = w.app.DB.Write(ctx, party.Itself(w.org), func(tx *db.Tx) (err error) {
		anna, _, err = w.app.Acts.Access.Session(tx, w.sessions[first])
		return err
	})
	return anna, err
}

// fillFull is De Linde on an ordinary morning.
func fillFull(ctx context.Context, w *world, now time.Time) ([]Entry, error) {
	f, err := linde(ctx, w, now)
	if err != nil {
		return nil, err
	}
	return fullEntries(ctx, f)
}

// onBusyDay is how many promises stand open when half of the house falls ill, and how many people it has
// besides the demo's.
const (
	onBusyDay  = 300
	reinforced = 15
)

// fillBusy is De Linde, grown, on its worst morning.
func fillBusy(ctx context.Context, w *world, now time.Time) ([]Entry, error) {
	f, err := linde(ctx, w, now)
	if err != nil {
		return nil, err
	}
	var house id.Team
	var crowd []id.Customer
	err = w.read(ctx, f.owner, func(tx *db.Tx) error {
		teams, err := w.app.Acts.Team.Teams(tx)
		if err != nil {
			return err
		}
		house = teams[0].ID
		known, err := w.app.Acts.Customer.List(tx, id.Customer{}, 100)
		for _, one := range known {
			crowd = append(crowd, one.ID)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var people []id.Staff
	for n := range reinforced {
		hired, err := w.app.Acts.Hire(ctx, f.owner, act.Colleague{Role: party.Colleague, Skills: [][]string{{"koeling"}, {"trainingen"}, nil}[n%3], Staff: team.Staff{
			Kind: party.Staff, Name: fmt.Sprintf("%s %s", givenNames[n%len(givenNames)], familyNames[n%len(familyNames)]), Team: house,
			Email: fmt.Sprintf("collega%d@delinde.example", n+1),
		}})
		if err != nil {
			return nil, err
		}
		people = append(people, hired.Staff.ID)
	}
	if err := burden(ctx, w, f, people, crowd, now); err != nil {
		return nil, err
	}
	for _, ill := range people[:reinforced/2] {
		w.clock.Advance(time.Second) // one after another, as they call
		if _, err := w.app.Acts.FallIll(ctx, f.owner, ill); err != nil {
			return nil, err
		}
	}
	if err := measured(ctx, w, f); err != nil {
		return nil, err
	}
	told, err := moved(ctx, w, f, people[0], w.clock.Now())
	if err != nil {
		return nil, err
	}
	invite, err := w.app.Acts.Invite(ctx, f.owner, people[0])
	if err != nil {
		return nil, err
	}
	vera, err := w.app.Acts.Hire(ctx, f.owner, act.Colleague{Role: party.TeamLead, Staff: team.Staff{
		Kind: party.Staff, Name: teamless, Email: "vera@delinde.example", Share: 1, // nobody's first choice
	}})
	if err != nil {
		return nil, err
	}
	err = w.signIn(ctx, teamless, vera.Staff.ID)
	return append(busyEntries(invite), busyDayEntries(people[1:reinforced/2], told)...), err
}

// measured has the owner switch figures of each person on, as the works council agreed.
func measured(ctx context.Context, w *world, f *house) error {
	today := worktime.DateOf(w.clock.Now(), w.zone)
	_, err := w.app.Acts.BeginMeasuring(ctx, f.owner, overview.Measure{
		Purpose: "Zien wie in de drukte te veel op zijn bord heeft, en het werk eerlijker verdelen. Niet voor beoordelingen.", AgreedBy: "works_council",
		AgreedOn: today.Plus(-6), LastDay: today.Plus(90),
	})
	return err
}

// moved moves what one person was to do, and gives the instant by which its notices are known.
func moved(ctx context.Context, w *world, f *house, of id.Staff, now time.Time) (time.Time, error) {
	var which []id.Promise
	err := w.read(ctx, f.owner, func(tx *db.Tx) error {
		day, err := overview.BusyDay(tx, w.app.Acts.Team, now.Add(12*time.Hour), overview.BusyOnly{})
		for _, group := range day.Groups {
			for _, line := range group.Lines {
				if group.Staff == of {
					which = append(which, line.ID)
				}
			}
		}
		return err
	})
	if err != nil {
		return time.Time{}, err
	}
	plan, err := w.app.Acts.PlanBusyDay(ctx, f.lead, which, now.Add(12*time.Hour))
	if err != nil {
		return time.Time{}, err
	}
	done, err := w.app.Acts.MoveBusyDay(ctx, f.lead, plan, "De helft van ons is vandaag ziek.")
	return done.At, err
}

var (
	givenNames  = []string{"Aylin", "Bram", "Chantal", "Daan", "Esra", "Floor", "Guus", "Hanna", "Ilias", "Jasmijn", "Koen", "Lotte", "Mees", "Noor", "Olivier"}
	familyNames = []string{"Yilmaz", "de Vries", "Kok", "van Rijn", "Aydin", "Meijer", "Blom"}
)

// burden promises everybody's day full, and more than that.
func burden(ctx context.Context, w *world, f *house, people []id.Staff, crowd []id.Customer, now time.Time) error {
	for n := range onBusyDay {
		due := now.Add(time.Duration(1+n%8) * time.Hour).Truncate(15 * time.Minute)
		_, err := w.app.Acts.MakePromise(ctx, f.lead, promise.Make{
			Kind: promise.CallBack, Customer: crowd[n%len(crowd)], Owner: people[n%len(people)],
			Due: promise.Due{At: due, Zone: w.zone.String(), Grain: promise.ToTheMinute}, Override: true,
			Act: "terugbellen over de levering",
		}, act.Silently)
		if err != nil {
			return err
		}
	}
	return nil
}

// house is De Linde with what the entries point at.
type house struct {
	w           *world
	lead, owner party.Actor
}

// linde peoples the installation with the demo, and lets its lead and its owner in.
func linde(ctx context.Context, w *world, now time.Time) (*house, error) {
	if err := demo.Fill(ctx, w.app, w.clock, now, "een kroon op het werk", nil); err != nil {
		return nil, err
	}
	f := &house{w: w}
	err := w.read(ctx, party.Itself(w.org), func(tx *db.Tx) error {
		people, err := w.app.Acts.Team.List(tx)
		for _, one := range people {
			actor := party.Actor{Org: w.org, Kind: party.Staff, ID: one.ID.Any()}
			switch one.Name {
			case lead:
				actor.Role, f.lead = party.TeamLead, actor
				f.lead.Role = party.TeamLead
			case owner:
				f.owner = actor
				f.owner.Role = party.Owner
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := w.signIn(ctx, lead, f.lead.StaffID()); err != nil {
		return nil, err
	}
	return f, w.signIn(ctx, owner, f.owner.StaffID())
}
