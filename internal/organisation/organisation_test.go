package organisation_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func create(database *db.DB, setup organisation.Setup) (o organisation.Organisation, err error) {
	actor := party.Itself(id.New[id.Org](database.IDs()))
	err = database.Write(context.Background(), actor, func(tx *db.Tx) (err error) {
		o, err = organisation.New(event.NewLog()).Create(tx, setup)
		return err
	})
	return o, err
}

func mustCreate(t *testing.T, database *db.DB, setup organisation.Setup) organisation.Organisation {
	t.Helper()
	o, err := create(database, setup)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func change(database *db.DB, org id.Org, version int64, fn func(*organisation.Organisation)) (o organisation.Organisation, err error) {
	err = database.Write(context.Background(), party.Itself(org), func(tx *db.Tx) (err error) {
		o, err = organisation.New(event.NewLog()).Change(tx, version, fn)
		return err
	})
	return o, err
}

func history(t *testing.T, database *db.DB, org id.Org) (out []event.Envelope) {
	t.Helper()
	err := database.Read(context.Background(), party.Itself(org), func(tx *db.Tx) (err error) {
		out, err = event.History(tx, "organisation", org.Any(), 0, 100)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func byHost(database *db.DB, host string) (o organisation.Organisation, err error) {
	err = database.Read(context.Background(), party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		o, err = organisation.New(event.NewLog()).ByHost(tx, host)
		return err
	})
	return o, err
}

func wantFault(t *testing.T, what string, err error, kind fault.Kind, key, field string) {
	t.Helper()
	f := fault.Of(err)
	if f == nil || f.Kind != kind || f.Key != key || f.Field != field {
		t.Errorf("%s: got %v, want %s %s on %q", what, err, kind, key, field)
	}
}

func TestAnOrganisationBeginsWithTheDefaults(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		made := mustCreate(t, database, organisation.Setup{Name: "  De Linde  Verhuur & Service "})
		want := organisation.Organisation{
			ID: made.ID, Name: "De Linde Verhuur & Service", Zone: "Europe/Amsterdam", Lang: "nl",
			QuietFrom: 1080, QuietUntil: 480, TacitDays: 5, MarginMinutes: 30, Version: 1,
		}
		read, err := byHost(database, "127.0.0.1:8080")
		if err != nil || read != want || made != want {
			t.Errorf("made %+v\nread %+v (%v)\nwant %+v", made, read, err, want)
		}
		if log := history(t, database, made.ID); len(log) != 1 || log[0].Kind != "organisation.created" || log[0].Payload != "{}" {
			t.Errorf("history is %+v", log)
		}
	})
}

func TestAChangeIsRecordedByTheNamesOfItsFieldsOnly(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		made := mustCreate(t, database, organisation.Setup{Name: "De Linde"})
		after, err := change(database, made.ID, 1, func(o *organisation.Organisation) {
			o.Phone, o.BaseURL, o.SameDayUntil = "030 261 44 10", "https://kroon.delinde.example/", time.Date(2026, 11, 24, 23, 0, 0, 0, time.UTC)
			o.ID, o.Version = id.Org{}, 77
		})
		if err != nil || after.Version != 2 || after.BaseURL != "https://kroon.delinde.example" || after.ID != made.ID {
			t.Fatalf("%+v, %v", after, err)
		}
		log := history(t, database, made.ID)
		if len(log) != 2 || log[0].Version != 2 || log[0].Payload != `{"f":["base_url","phone","same_day_stopped"]}` {
			t.Errorf("history is %+v", log)
		}
		same, err := change(database, made.ID, 2, func(o *organisation.Organisation) { o.Name = " De  Linde" })
		if err != nil || same != after || len(history(t, database, made.ID)) != 2 {
			t.Errorf("a change of nothing: %+v, %v", same, err)
		}
		_, err = change(database, made.ID, 1, func(o *organisation.Organisation) { o.Name = "Anders" })
		wantFault(t, "an old version", err, fault.Conflict, "organisation.changed_meanwhile", "")
		_, err = change(database, id.New[id.Org](database.IDs()), 0, func(*organisation.Organisation) {})
		wantFault(t, "another organisation", err, fault.NotFound, "organisation.unknown", "")
	})
}

func TestNoChangeIsLost(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		made := mustCreate(t, database, organisation.Setup{Name: "De Linde"})
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				if _, err := change(database, made.ID, 0, func(o *organisation.Organisation) { o.MarginMinutes++ }); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if o, err := byHost(database, ""); err != nil || o.MarginMinutes != 50 || o.Version != 21 {
			t.Errorf("%+v, %v", o, err)
		}
	})
}

func TestSeveralAreToldApartByHostName(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		first := mustCreate(t, database, organisation.Setup{Name: "Eerste"})
		_, err := create(database, organisation.Setup{Name: "Tweede", Host: "twee.example"})
		wantFault(t, "beside one without a host", err, fault.Conflict, "organisation.others_need_host", "")
		if _, err = change(database, first.ID, 0, func(o *organisation.Organisation) { o.Host = "Een.Example." }); err != nil {
			t.Fatal(err)
		}
		_, err = create(database, organisation.Setup{Name: "Tweede"})
		wantFault(t, "without a host", err, fault.Invalid, "organisation.host_needed", "host")
		_, err = create(database, organisation.Setup{Name: "Tweede", Host: "EEN.example"})
		wantFault(t, "with the other's host", err, fault.Conflict, "organisation.host_taken", "host")
		second := mustCreate(t, database, organisation.Setup{Name: "Tweede", Host: "twee.example"})
		_, err = change(database, second.ID, 0, func(o *organisation.Organisation) { o.Host = "een.example" })
		wantFault(t, "taking the other's host", err, fault.Conflict, "organisation.host_taken", "host")
		_, err = change(database, second.ID, 0, func(o *organisation.Organisation) { o.Host = "" })
		wantFault(t, "giving up the host", err, fault.Invalid, "organisation.host_needed", "host")

		if o, err := byHost(database, "twee.EXAMPLE:443"); err != nil || o.ID != second.ID {
			t.Errorf("%+v, %v", o, err)
		}
		_, err = change(database, second.ID, 0, func(o *organisation.Organisation) { o.BaseURL = "https://klant.twee.example:8443" })
		if o, found := byHost(database, "klant.twee.example:8443"); err != nil || found != nil || o.ID != second.ID {
			t.Errorf("by its public address: %+v, %v, %v", o, found, err)
		}
		for _, host := range []string{"", "drie.example", "example"} {
			_, err = byHost(database, host)
			wantFault(t, host, err, fault.NotFound, "organisation.unknown", "")
		}
	})
}

func TestBadSettingsAreRefusedByField(t *testing.T) {
	cases := []struct {
		key, field string
		break_     func(*organisation.Organisation)
	}{
		{"organisation.no_name", "name", func(o *organisation.Organisation) { o.Name = " " }},
		{"organisation.long_name", "name", func(o *organisation.Organisation) { o.Name = "a\x00b" }},
		{"organisation.bad_host", "host", func(o *organisation.Organisation) { o.Host = "https://a.example" }},
		{"organisation.bad_host", "host", func(o *organisation.Organisation) { o.Host = "a..b" }},
		{"organisation.bad_host", "host", func(o *organisation.Organisation) { o.Host = "-a.example" }},
		{"organisation.bad_base_url", "base_url", func(o *organisation.Organisation) { o.BaseURL = "http://kroon.example" }},
		{"organisation.bad_base_url", "base_url", func(o *organisation.Organisation) { o.BaseURL = "https://a.example/pad" }},
		{"organisation.bad_base_url", "base_url", func(o *organisation.Organisation) { o.BaseURL = "https://x@a.example" }},
		{"organisation.bad_base_url", "base_url", func(o *organisation.Organisation) { o.BaseURL = "http://localhost.evil.example" }},
		{"organisation.bad_base_url", "base_url", func(o *organisation.Organisation) { o.BaseURL = "javascript:alert(1)" }},
		{"organisation.bad_lang", "lang", func(o *organisation.Organisation) { o.Lang = "fr" }},
		{"worktime.unknown_zone", "zone", func(o *organisation.Organisation) { o.Zone = "Europe/Atlantis" }},
		{"worktime.unknown_zone", "zone", func(o *organisation.Organisation) { o.Zone = "Local" }},
		{"organisation.bad_phone", "phone", func(o *organisation.Organisation) { o.Phone = "bel Jan" }},
		{"organisation.bad_phone", "phone", func(o *organisation.Organisation) { o.Phone = "12" }},
		{"organisation.bad_email", "email", func(o *organisation.Organisation) { o.Email = "Jan <jan@a.example>" }},
		{"organisation.bad_quiet", "quiet_from", func(o *organisation.Organisation) { o.QuietFrom = 1440 }},
		{"organisation.bad_quiet", "quiet_until", func(o *organisation.Organisation) { o.QuietUntil = -1 }},
		{"organisation.bad_quiet", "quiet_until", func(o *organisation.Organisation) { o.QuietFrom, o.QuietUntil = 0, 1440 }},
		{"organisation.bad_tacit_days", "tacit_days", func(o *organisation.Organisation) { o.TacitDays = 0 }},
		{"organisation.bad_margin", "margin_minutes", func(o *organisation.Organisation) { o.MarginMinutes = 481 }},
	}
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		made := mustCreate(t, database, organisation.Setup{Name: "De Linde"})
		for _, c := range cases {
			_, err := change(database, made.ID, 0, c.break_)
			wantFault(t, c.key+" on "+c.field, err, fault.Invalid, c.key, c.field)
		}
		if o, err := byHost(database, ""); err != nil || o != made {
			t.Errorf("a refusal changed something: %+v, %v", o, err)
		}
		good, err := change(database, made.ID, 0, func(o *organisation.Organisation) {
			o.BaseURL, o.Phone, o.Host, o.Email = "http://127.0.0.1:8080", "14 030", "kroon", "info@xn--bcher-kva.example"
		})
		if err != nil || good.Version != 2 {
			t.Errorf("good settings were refused: %v", err)
		}
	})
}

// The oracle walks the minutes of the wall one by one, without arithmetic on the quiet hours.
func TestQuietHoursEndAtTheFirstMinuteThatIsNotQuiet(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		o := organisation.Organisation{Zone: "Europe/Amsterdam",
			QuietFrom:  rapid.IntRange(0, 1439).Draw(t, "from"),
			QuietUntil: rapid.IntRange(0, 1440).Draw(t, "until")}
		at := time.Unix(rapid.Int64Range(1767225600, 1798761600).Draw(t, "at"), 0).UTC() // 2026
		var quiet [1440]bool
		for m := o.QuietFrom; m%1440 != o.QuietUntil%1440 && o.QuietFrom != o.QuietUntil; m++ {
			quiet[m%1440] = true
		}
		if o.QuietFrom == 0 && o.QuietUntil == 1440 {
			return // refused when it is set
		}
		label := func(t time.Time) int { local := t.In(zone); return local.Hour()*60 + local.Minute() }
		if o.Quiet(at) != quiet[label(at)] {
			t.Fatalf("quiet at %v: %v", at.In(zone), o.Quiet(at))
		}
		if !quiet[label(at)] {
			if !o.AfterQuiet(at).Equal(at) {
				t.Fatal("moved an instant that is not quiet")
			}
			return
		}
		want := at.Truncate(time.Minute)
		for quiet[label(want)] {
			want = want.Add(time.Minute)
		}
		if got := o.AfterQuiet(at); !got.Equal(want) {
			t.Fatalf("quiet %d to %d at %v ends %v, want %v", o.QuietFrom, o.QuietUntil, at.In(zone), got.In(zone), want.In(zone))
		}
	})
}

func TestLocationIsTheZoneThatWasSet(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(time.Unix(0, 0)), func(t *testing.T, database *db.DB) {
		made := mustCreate(t, database, organisation.Setup{Name: "Overzee", Zone: "America/Curacao", Lang: "en"})
		if made.Location().String() != "America/Curacao" {
			t.Errorf("lives in %v", made.Location())
		}
	})
}
