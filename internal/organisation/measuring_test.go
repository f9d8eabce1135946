package organisation_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/job"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

var council = organisation.Measure{
	Purpose: "Zien wie hulp nodig heeft", AgreedBy: organisation.WorksCouncil,
	AgreedOn: worktime.Date{Year: 2026, Month: 11, Day: 17}, LastDay: worktime.Date{Year: 2026, Month: 12, Day: 31},
}

// Without each of its answers figures of each person stay off.
func TestMeasuringAsksItsQuestions(t *testing.T) {
	at := clock.NewStepped(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	dbtest.RunClock(t, at, func(t *testing.T, database *db.DB) {
		o := mustCreate(t, database, organisation.Setup{Name: "De Linde"})
		for key, wrong := range map[string]func(*organisation.Measure){
			"organisation.measuring_purpose":      func(m *organisation.Measure) { m.Purpose = "  " },
			"organisation.measuring_agreed_by":    func(m *organisation.Measure) { m.AgreedBy = "the boss" },
			"organisation.measuring_no_agreement": func(m *organisation.Measure) { m.AgreedOn = worktime.Date{} },
			"organisation.measuring_not_yet":      func(m *organisation.Measure) { m.AgreedOn = worktime.Date{Year: 2026, Month: 11, Day: 25} },
			"organisation.measuring_no_end":       func(m *organisation.Measure) { m.LastDay = worktime.Date{} },
			"organisation.measuring_past":         func(m *organisation.Measure) { m.LastDay = worktime.Date{Year: 2026, Month: 11, Day: 23} },
			"organisation.measuring_year":         func(m *organisation.Measure) { m.LastDay = worktime.Date{Year: 2027, Month: 11, Day: 26} },
		} {
			wish := council
			wrong(&wish)
			_, err := measure(database, o, wish)
			if !fault.Is(err, key) {
				t.Errorf("%v, want %s", err, key)
			}
		}
		if on, _ := running(t, database, o); on {
			t.Error("on, and nothing was answered")
		}
	})
}

// They go on for everybody, once; stop at a word; and end by themselves at midnight there, with or without a clockwork.
func TestMeasuringEndsByItself(t *testing.T) {
	at := clock.NewStepped(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	dbtest.RunClock(t, at, func(t *testing.T, database *db.DB) {
		at.Set(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
		o := mustCreate(t, database, organisation.Setup{Name: "De Linde"})
		if on, _ := running(t, database, o); on {
			t.Error("on by default")
		}
		for range 2 {
			m, err := measure(database, o, council)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := measure(database, o, council); !fault.Is(err, "organisation.measuring_on") {
				t.Errorf("twice: %v", err)
			}
			if want := time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC); !m.Until.Equal(want) {
				t.Errorf("until %v, want %v", m.Until, want)
			}
			if on, found := running(t, database, o); !on || found.Purpose != council.Purpose || found.AgreedOn != "2026-11-17" {
				t.Errorf("on %v: %+v", on, found)
			}
			if err := service(database, o, organisation.New(event.NewLog()).StopMeasuring); err != nil {
				t.Fatal(err)
			}
			if on, _ := running(t, database, o); on {
				t.Error("stopped, and still on")
			}
			at.Advance(time.Second)
		}
		m, err := measure(database, o, council)
		if err != nil {
			t.Fatal(err)
		}
		at.Set(m.Until.Add(-time.Second))
		if on, _ := running(t, database, o); !on {
			t.Error("off before its end")
		}
		at.Set(m.Until)
		if on, _ := running(t, database, o); on {
			t.Error("on after its end")
		}
		err = service(database, o, func(tx *db.Tx) error {
			due := job.Due{Org: o.ID, Subject: m.ID.Any()}
			if err := organisation.New(event.NewLog()).OnMeasuringEnd(tx, due); err != nil {
				return err
			}
			n, err := db.One[int](tx, "SELECT COUNT(*) FROM event WHERE org = $1 AND kind LIKE 'organisation.measuring%'", tx.Org)
			if n != 6 {
				t.Errorf("%d events, want three begun, two stopped and one ended", n)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func service(database *db.DB, o organisation.Organisation, fn func(*db.Tx) error) error {
	return database.Write(context.Background(), party.Itself(o.ID), fn)
}

func measure(database *db.DB, o organisation.Organisation, wish organisation.Measure) (m organisation.Measuring, err error) {
	err = service(database, o, func(tx *db.Tx) (err error) {
		m, err = organisation.New(event.NewLog()).BeginMeasuring(tx, wish)
		return err
	})
	return m, err
}

func running(t *testing.T, database *db.DB, o organisation.Organisation) (on bool, m organisation.Measuring) {
	t.Helper()
	err := database.Read(context.Background(), party.Itself(o.ID), func(tx *db.Tx) (err error) {
		m, on, err = organisation.New(event.NewLog()).Measuring(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return on, m
}
