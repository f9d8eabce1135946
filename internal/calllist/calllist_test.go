package calllist

import (
	"math/rand/v2"
	"testing"
	"time"
)

func day(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, dated().zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestTheTableByDateAndKind is the law as it is read here, case by case.
func TestTheTableByDateAndKind(t *testing.T) {
	bought, agreed := day(t, "2025-09-01 10:00"), day(t, "2026-01-05 10:00")
	consent := []Consent{{GivenAt: agreed}}
	for _, c := range []struct {
		name string
		at   string
		f    Facts
		may  Ground
		why  Why
	}{
		{"a person without anything", "2026-11-24 10:00", Facts{Caller: Company, Called: Person}, NoGround, NoConsent},
		{"a person who agreed", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, Consents: consent}, ByConsent, ""},
		{"before he agreed", "2026-01-05 09:59", Facts{Caller: Company, Called: Person, Consents: consent}, NoGround, NoConsent},
		{"an existing customer on the last day", "2026-06-30 23:59", Facts{Caller: Company, Called: Person, LastBought: bought}, Relation, ""},
		{"an existing customer on the first day after", "2026-07-01 00:00", Facts{Caller: Company, Called: Person, LastBought: bought}, NoGround, NoMore},
		{"a sole trader after it", "2026-11-24 10:00", Facts{Caller: Company, Called: Unincorporated, LastBought: bought}, NoGround, NoMore},
		{"a partnership that agreed", "2026-11-24 10:00", Facts{Caller: Company, Called: Unincorporated, Consents: consent}, ByConsent, ""},
		{"an organisation nobody said it of", "2026-11-24 10:00", Facts{Caller: Company, Called: Unsaid}, NoGround, FormUnsaid},
		{"a legal person", "2026-11-24 10:00", Facts{Caller: Company, Called: Incorporated}, Free, ""},
		{"a charity and a giver", "2026-11-24 10:00", Facts{Caller: Charity, Called: Person, LastBought: bought}, Relation, ""},
		{"a charity lottery", "2026-11-24 10:00", Facts{Caller: Lottery, Called: Person, LastBought: bought}, Relation, ""},
		{"a newspaper", "2026-11-24 10:00", Facts{Caller: Publisher, Called: Person, LastBought: bought}, Relation, ""},
		{"a newspaper after three years", "2028-09-01 10:01", Facts{Caller: Publisher, Called: Person, LastBought: bought}, NoGround, NoConsent},
		{"a newspaper and somebody who never bought", "2026-11-24 10:00", Facts{Caller: Publisher, Called: Person}, NoGround, NoConsent},
		{"a legal person that objected", "2026-11-24 10:00", Facts{Caller: Company, Called: Incorporated, ObjectedAt: agreed}, NoGround, Objected},
		{"who agreed and objected later", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, Consents: consent, ObjectedAt: agreed.Add(time.Hour)}, NoGround, Objected},
		{"who objected and agreed later", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, Consents: consent, ObjectedAt: agreed.Add(-time.Hour)}, ByConsent, ""},
		{"who withdrew", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, Consents: []Consent{{GivenAt: agreed, WithdrawnAt: agreed.Add(time.Hour)}}}, NoGround, Withdrawn},
		{"who asked us to call", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, PromisedAt: agreed}, Asked, ""},
		{"who asked us to call and objected later", "2026-11-24 10:00", Facts{Caller: Company, Called: Person, PromisedAt: agreed, ObjectedAt: agreed.Add(time.Hour)}, NoGround, Objected},
		{"a service call", "2026-11-24 10:00", Facts{Purpose: ForService, Caller: Company, Called: Person, ObjectedAt: agreed}, NoSale, ""},
		{"before the table begins", "2021-06-30 23:59", Facts{Caller: Company, Called: Incorporated}, NoGround, NoConsent},
	} {
		if c.f.Purpose == "" {
			c.f.Purpose = ForSale
		}
		if got := Judge(day(t, c.at), c.f); got.Ground != c.may || got.Why != c.why {
			t.Errorf("%s: %q %q, want %q %q", c.name, got.Ground, got.Why, c.may, c.why)
		}
	}
}

// lawful is the careful reading once more, in as few words as it can be said in, sharing nothing with the table.
func lawful(at time.Time, f Facts) bool {
	if f.Purpose == ForService {
		return true
	}
	objected := !f.ObjectedAt.IsZero() && !f.ObjectedAt.After(at)
	said := func(when time.Time) bool { return !objected || when.After(f.ObjectedAt) }
	if !f.PromisedAt.IsZero() && f.PromisedAt.Before(at) && f.PromisedAt.After(f.ObjectedAt) {
		return true
	}
	agreed := false
	for _, c := range f.Consents {
		agreed = agreed || !at.Before(c.GivenAt) && (c.WithdrawnAt.IsZero() || at.Before(c.WithdrawnAt)) && said(c.GivenAt)
	}
	optIn, ended := time.Date(2021, 6, 30, 22, 0, 0, 0, time.UTC), time.Date(2026, 6, 30, 22, 0, 0, 0, time.UTC)
	switch {
	case at.Before(optIn), objected && !agreed:
		return false
	case f.Called == Incorporated, agreed:
		return true
	case f.LastBought.IsZero(), f.LastBought.After(at), f.LastBought.AddDate(3, 0, 0).Before(at):
		return false
	}
	return at.Before(ended) || f.Caller != Company
}

// edgesOf are the instants at which what somebody may do changes.
func edgesOf(f Facts) (out []time.Time) {
	bought := f.LastBought
	if !bought.IsZero() {
		bought = bought.AddDate(3, 0, 0)
	}
	all := []time.Time{f.ObjectedAt, f.LastBought, bought, f.PromisedAt}
	for _, c := range f.Consents {
		all = append(all, c.GivenAt, c.WithdrawnAt)
	}
	for _, one := range all {
		if !one.IsZero() {
			out = append(out, one)
		}
	}
	return out
}

// TestNoCallWithoutAGround: whatever the facts and the instant, the table allows a call exactly when it is lawful.
func TestNoCallWithoutAGround(t *testing.T) {
	chance := rand.New(rand.NewPCG(11, 7))
	from := day(t, "2021-01-01 00:00")
	some := func() time.Time {
		if chance.IntN(3) == 0 {
			return time.Time{}
		}
		return from.Add(time.Duration(chance.Int64N(int64(8 * 365 * 24 * time.Hour))))
	}
	may := 0
	for range 20_000 {
		f := Facts{Purpose: Purposes()[chance.IntN(2)], Caller: Callers()[chance.IntN(4)], Called: []Called{Person, Unincorporated, Incorporated, Unsaid}[chance.IntN(4)]}
		f.ObjectedAt, f.LastBought, f.PromisedAt = some(), some(), some()
		if chance.IntN(2) == 0 {
			f.PromisedAt = time.Time{}
		}
		for range chance.IntN(3) {
			if given := some(); !given.IsZero() {
				c := Consent{GivenAt: given}
				if chance.IntN(2) == 0 {
					c.WithdrawnAt = given.Add(time.Duration(chance.Int64N(int64(400 * 24 * time.Hour))))
				}
				f.Consents = append(f.Consents, c)
			}
		}
		at := some()
		if at.IsZero() {
			at = from
		}
		if edges := edgesOf(f); len(edges) > 0 && chance.IntN(4) == 0 { // a border is where two readings part
			at = edges[chance.IntN(len(edges))]
		}
		got := Judge(at, f)
		if got.May() != lawful(at, f) || got.May() == (got.Why != "") {
			t.Fatalf("at %s: %+v gives %+v", at, f, got)
		}
		if got.May() {
			may++
		}
	}
	if may < 2000 || may > 18_000 {
		t.Errorf("%d of 20000 may be called: the cases say little", may)
	}
}

// TestTheNextTry is on a weekday in working hours, always later, and in the other half of the day from the second on.
func TestTheNextTry(t *testing.T) {
	zone := dated().zone
	chance := rand.New(rand.NewPCG(3, 9))
	for range 5000 {
		last := time.Date(2026, 11, 1+chance.IntN(120), chance.IntN(24), chance.IntN(60), 0, 0, zone)
		tries := int64(1 + chance.IntN(5))
		next := NextTry(last, tries, zone)
		minute := next.Hour()*60 + next.Minute()
		if !next.After(last) || next.Weekday() == time.Saturday || next.Weekday() == time.Sunday || minute < 9*60 || minute > 17*60+30 {
			t.Fatalf("after %s (%d): %s", last, tries, next)
		}
		if tries > 1 && (last.Hour() < 12) == (next.Hour() < 12) {
			t.Fatalf("after %s (%d), in the same half of the day: %s", last, tries, next)
		}
	}
}
