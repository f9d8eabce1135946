package claim_test

import (
	"testing"
	"time"

	"kroon/internal/claim"
)

// TestSight: who takes a customer over is spared opinions until his own contact, his choice or the time; who never
// met the customer writes first.
func TestSight(t *testing.T) {
	day := func(n int) time.Time {
		if n == 0 {
			return time.Time{}
		}
		return time.Date(2026, 11, n, 12, 0, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		name                          string
		fresh, opened, wrote, contact int
		now                           int
		want                          claim.Sight
	}{
		{"nobody he knows", 0, 0, 0, 0, 20, claim.FirstOwn},
		{"he wrote his own", 0, 0, 3, 0, 20, claim.InSight},
		{"he chose to read", 0, 3, 0, 0, 20, claim.InSight},
		{"he spoke with him", 0, 0, 0, 3, 20, claim.InSight},
		{"he took over", 10, 0, 0, 0, 20, claim.FreshSight},
		{"he took over whom he knew", 10, 3, 3, 3, 20, claim.FreshSight},
		{"he took over and spoke", 10, 0, 0, 12, 20, claim.InSight},
		{"he took over and chose", 10, 12, 0, 0, 20, claim.InSight},
		{"he took over and wrote", 10, 0, 12, 0, 20, claim.FreshSight},
		{"he took over two weeks ago", 10, 0, 0, 0, 24, claim.InSight},
		{"he took over nearly two weeks ago", 10, 0, 0, 0, 23, claim.FreshSight},
	} {
		e := claim.Eyes{OpenedAt: day(c.opened), WroteAt: day(c.wrote), ContactAt: day(c.contact)}
		if c.fresh > 0 {
			e.Fresh = claim.Look{BeganAt: day(c.fresh), UntilAt: day(c.fresh).AddDate(0, 0, claim.FreshEyes().Days)}
		}
		if got := e.Sight(day(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestHint: what may be about health, faith or private matters is found in both languages; what is about the work
// is not.
func TestHint(t *testing.T) {
	for text, want := range map[string]claim.Matter{
		"Heeft last van rugpijn": claim.Health, "Is al weken ZIEK.": claim.Health, "zwangerschap": claim.Health, "loopt bij de psycholoog": claim.Health,
		"Hij is slecht ter been": claim.Health, "Patiënt met diabetes": claim.Health, "pregnant until May": claim.Health, "has a bad back": claim.Health,
		"Gaat op zondag naar de kerk": claim.Faith, "Moslims onder elkaar": claim.Faith, "She is Catholic": claim.Faith, "viert ramadan": claim.Faith,
		"Ligt in scheiding": claim.Private, "heeft schulden": claim.Private, "is lesbisch": claim.Private, "a trade union man": claim.Private, "was in prison": claim.Private,
	} {
		if cue, found := claim.Hint("", text); !found || cue.Matter != want {
			t.Errorf("%q: %v %v, want %s", text, cue, found, want)
		}
	}
	for _, text := range []string{
		"Belt liever dan bezoek", "Wil de koelcel naast de kerk", "Met hartelijke groet", "Zoekt een ziekenwagen? Nee, een koelwagen", "Betaalt per bank",
		"Prefers a call to a visit", "Likes the blinds down", "Wants it in the order of delivery", "De rug van de kast is stuk", "Een gezonde zaak", "Pijnacker", "Pijnacker in de ochtend",
	} {
		if cue, found := claim.Hint(text); found {
			t.Errorf("%q: %v", text, cue)
		}
	}
}
