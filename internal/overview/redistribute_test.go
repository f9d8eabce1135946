package overview_test

import (
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// tuesday is a working day, at ten.
var tuesday = time.Date(2026, 11, 24, 10, 0, 0, 0, amsterdam)

func onTuesday(t *testing.T, test func(t *testing.T, h *house)) {
	dbtest.RunClock(t, clock.NewStepped(tuesday), func(t *testing.T, database *db.DB) { test(t, newHouse(t, database)) })
}

func (h *house) forms(name string) (formed id.Team) {
	h.t.Helper()
	h.write(func(tx *db.Tx) error {
		t, err := h.team.Form(tx, team.Team{Name: name})
		formed = t.ID
		return err
	})
	return formed
}

func (h *house) waiting(actor party.Actor, only overview.Handout) (page overview.RedistributePage) {
	h.t.Helper()
	h.read(actor, func(tx *db.Tx) (err error) {
		page, err = overview.Redistribute(tx, h.team, 30, only)
		return err
	})
	return page
}

func TestWhoHasRoomInTime(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		lead, free, full := h.hires("Lead", "owner", id.Team{}), h.hires("Vrij", "staff", id.Team{}), h.hires("Vol", "staff", id.Team{})
		h.hires("Kijker", "reader", id.Team{})
		var waits id.Promise
		h.write(func(tx *db.Tx) error {
			waits = h.add(tx, promise.Promise{Owner: lead, Open: true, Minutes: 30, DueAt: tuesday.Add(2 * time.Hour), AgreedAt: tuesday, Awaits: promise.Redistribution})
			h.add(tx, promise.Promise{Owner: full, Open: true, Minutes: 110, DueAt: tuesday.Add(2 * time.Hour), AgreedAt: tuesday})
			h.add(tx, promise.Promise{Owner: free, Open: true, Minutes: 10, DueAt: tuesday.Add(4 * time.Hour), AgreedAt: tuesday}) // at ease
			// Theirs asks for nobody's time, and waits for nobody.
			h.add(tx, promise.Promise{Owner: free, Open: true, Minutes: 500, Direction: promise.Theirs, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday})
			return nil
		})
		page := h.waiting(h.as(lead, party.Owner), overview.Handout{})
		if len(page.Waiting) != 1 || page.Waiting[0].ID != waits {
			t.Fatalf("waiting: %+v", page.Waiting)
		}
		var names []string
		for _, room := range page.Waiting[0].Rooms {
			names = append(names, room.Name)
		}
		if len(names) != 2 || names[0] != "Vrij" && names[1] != "Vrij" {
			t.Errorf("room with %v, want Vrij and Lead: Vol has ten minutes, Kijker keeps no promises", names)
		}
		if len(page.Risk) != 1 || page.Risk[0].Owner != full || page.Risk[0].Short != 20 {
			t.Errorf("at risk: %+v", page.Risk)
		}
		if len(page.People) != 3 {
			t.Errorf("%d people to give to, want 3", len(page.People))
		}
	})
}

func TestAnAppointmentTakesItsOwnTime(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		lead, visits := h.hires("Lead", "owner", id.Team{}), h.hires("Bezoeker", "staff", id.Team{})
		h.write(func(tx *db.Tx) error {
			h.add(tx, promise.Promise{Owner: lead, Open: true, Minutes: 60, DueAt: tuesday.Add(2 * time.Hour), AgreedAt: tuesday, Awaits: promise.Redistribution})
			h.add(tx, promise.Promise{Owner: visits, Open: true, Minutes: 90, DueAt: tuesday.Add(15 * time.Minute), Fixed: true, AgreedAt: tuesday})
			return nil
		})
		later := h.hires("Later", "staff", id.Team{})
		h.write(func(tx *db.Tx) error {
			h.add(tx, promise.Promise{Owner: later, Open: true, Minutes: 70, DueAt: tuesday.Add(105 * time.Minute), Fixed: true, AgreedAt: tuesday})
			return nil
		})
		found := map[id.Staff]bool{}
		for _, room := range h.waiting(h.as(lead, party.Owner), overview.Handout{}).Waiting[0].Rooms {
			found[room.Staff] = true
		}
		if found[visits] {
			t.Error("has room for an hour, though only half an hour beside the visit is left")
		}
		if !found[later] {
			t.Error("has no room for an hour, though the visit begins a quarter before noon")
		}
	})
}

func TestWhoseHandoutItIs(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		ours, theirs := h.forms("Ons"), h.forms("Anders")
		lead, one, other := h.hires("Lead", "team-lead", ours), h.hires("Een", "staff", ours), h.hires("Ander", "staff", theirs)
		h.write(func(tx *db.Tx) error {
			_, err := h.team.ChangeTeam(tx, team.Team{ID: ours, Name: "Ons", Lead: lead})
			for _, owner := range []id.Staff{lead, one, other} {
				h.add(tx, promise.Promise{Owner: owner, Open: true, Minutes: 200, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday})
			}
			return err
		})
		for actor, want := range map[*party.Actor]int{
			{Org: h.boss.Org, Kind: party.Staff, ID: lead.Any(), Role: party.Owner}:    3,
			{Org: h.boss.Org, Kind: party.Staff, ID: lead.Any(), Role: party.TeamLead}: 2,
			{Org: h.boss.Org, Kind: party.Staff, ID: one.Any(), Role: party.Colleague}: 1,
		} {
			if got := len(h.waiting(*actor, overview.Handout{}).Risk); got != want {
				t.Errorf("%s sees %d, want %d", actor.Role, got, want)
			}
		}
		until := overview.Handout{Owner: one, From: tuesday, Until: tuesday.Add(2 * time.Hour)}
		if got := len(h.waiting(h.as(lead, party.TeamLead), until).Waiting); got != 1 {
			t.Errorf("the lead sees %d of one's, want 1", got)
		}
		until.Until = tuesday.Add(time.Minute)
		if got := len(h.waiting(h.as(one, party.Colleague), until).Waiting); got != 0 {
			t.Errorf("%d are due before anything is", got)
		}
		h.read(h.as(other, party.Colleague), func(tx *db.Tx) error {
			if _, err := overview.Redistribute(tx, h.team, 30, until); fault.Of(err) == nil || fault.Of(err).Kind != fault.Forbidden {
				t.Errorf("a colleague of another team sees it: %v", err)
			}
			return nil
		})
	})
}

func TestTeamCountsWhatIsOpen(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		one, ill := h.hires("Een", "staff", id.Team{}), h.hires("Ziek", "staff", id.Team{})
		h.write(func(tx *db.Tx) error {
			tx.Put(`INSERT INTO organisation (org, name, host, base_url, zone, lang, informal, phone, email, quiet_from, quiet_until,
				tacit_days, margin_minutes, good_friday, liberation_day, same_day_until, version)
				VALUES ($1, 'De Linde', $2, '', 'Europe/Amsterdam', 'nl', $3, '', '', 0, 0, 5, 30, $3, $3, $4, 1)`, tx.Org, tx.Org.String(), false, tuesday.Add(10*time.Hour))
			h.add(tx, promise.Promise{Owner: one, Open: true, Minutes: 10, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday})
			h.add(tx, promise.Promise{Owner: one, Open: true, Minutes: 10, DueAt: tuesday.Add(30 * time.Hour), AgreedAt: tuesday})
			h.add(tx, promise.Promise{Owner: one, Open: true, Minutes: 10, DueAt: tuesday.Add(-time.Hour), AgreedAt: tuesday, State: promise.Broken})
			h.add(tx, promise.Promise{Owner: one, Minutes: 10, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday, State: promise.Delivered})
			_, err := h.team.FallIll(tx, ill)
			return err
		})
		h.read(h.as(one, party.Colleague), func(tx *db.Tx) error {
			page, err := overview.Team(tx, h.team, tuesday.Add(14*time.Hour))
			if err != nil {
				return err
			}
			if len(page.People) != 2 || page.People[1].Staff.ID != ill || !page.People[1].Away || page.MayLead || !page.SameDay.Equal(tuesday.Add(10*time.Hour)) {
				t.Fatalf("%+v", page)
			}
			me := page.Present()
			if want := (overview.Load{Open: 3, Today: 1, Broken: 1, Minutes: 30}); me.Staff.ID != one || me.Load != want || !me.Present {
				t.Errorf("%+v, want %+v", me, want)
			}
			return nil
		})
	})
}

func TestBusyDayLists(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		one := h.hires("Een", "staff", id.Team{})
		var due id.Promise
		h.write(func(tx *db.Tx) error {
			tx.Put(`INSERT INTO organisation (org, name, host, base_url, zone, lang, informal, phone, email, quiet_from, quiet_until,
				tacit_days, margin_minutes, good_friday, liberation_day, same_day_until, version)
				VALUES ($1, 'De Linde', $2, '', 'Europe/Amsterdam', 'nl', $3, '', '', 0, 0, 5, 30, $3, $3, $4, 1)`, tx.Org, tx.Org.String(), false, tuesday)
			due = h.add(tx, promise.Promise{Owner: one, Open: true, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday})
			h.add(tx, promise.Promise{Owner: one, Open: true, DueAt: tuesday.Add(30 * time.Hour), AgreedAt: tuesday})
			h.add(tx, promise.Promise{Owner: one, Open: true, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday, Direction: promise.Theirs})
			h.add(tx, promise.Promise{Owner: one, Open: true, DueAt: tuesday.Add(-time.Hour), AgreedAt: tuesday, State: promise.Broken})
			return nil
		})
		h.read(h.boss, func(tx *db.Tx) error {
			page, err := overview.BusyDay(tx, h.team, tuesday.Add(14*time.Hour), overview.BusyOnly{})
			if err == nil && (page.Lines != 1 || page.Groups[0].Staff != one || page.Groups[0].Away || page.Groups[0].Lines[0].ID != due || page.More || !page.Stopped.IsZero()) {
				t.Errorf("%+v", page)
			}
			return err
		})
	})
}
