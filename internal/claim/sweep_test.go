package claim_test

import (
	"slices"
	"testing"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// TestSweepingIn: what people say without exception is found as they say it, in both languages, and nothing else is.
func TestSweepingIn(t *testing.T) {
	one := func(sweep claim.Sweep, part ...int) []claim.Sweeping {
		s := claim.Sweeping{Sweep: sweep}
		if len(part) == 2 {
			s.From, s.Until = part[0], part[1]
		}
		return []claim.Sweeping{s}
	}
	for text, want := range map[string][]claim.Sweeping{
		"":                                    nil,
		"Koopt nooit wat.":                    one(claim.NeverBuys),
		"Die koopt toch echt bijna nooit.":    one(claim.NeverBuys),
		"Never buys anything":                 one(claim.NeverBuys),
		"Doet in de zomer niets.":             one(claim.NothingInSeason, 6, 8),
		"Koopt 's zomers nooit":               one(claim.NothingInSeason, 6, 8), // not: never buys
		"In december en januari geen order":   one(claim.NothingInSeason, 12, 1),
		"Does nothing in winter":              one(claim.NothingInSeason, 12, 2),
		"Betaalt altijd te laat":              one(claim.PaysLate),
		"Neemt nooit op":                      one(claim.NeverPicksUp),
		"Een brombeer. Begin er niet aan.":    one(claim.OnlyComplains),
		"Belt altijd om vier uur":             one(claim.CallsAtATime, 16, 17),
		"Belt altijd tussen 9 en 11":          one(claim.CallsAtATime, 9, 11),
		"Belt altijd na vijven":               one(claim.CallsAtATime, 17, 24),
		"Always calls in the morning":         one(claim.CallsAtATime, 6, 12),
		"Belt altijd":                         nil, // at no time
		"Koopt. Niets mis mee, nooit gedoe.":  nil, // not in one sentence
		"Kocht twee koelwagens, betaalt vlot": nil,
		"Koopt graag eerst iets kleins om het uit te proberen en klaagt daarna nooit": nil, // too far apart
		"Betaalt laat, neemt nooit op": append(one(claim.PaysLate), one(claim.NeverPicksUp)...),
	} {
		if got := claim.SweepingIn(text); !slices.Equal(got, want) {
			t.Errorf("%q says %v, want %v", text, got, want)
		}
	}
}

// TestDoubtIsItsAuthorsOnly: what counting shows otherwise is told to who said it, until he says that he knows, and
// anew when he says it anew; to nobody else, and of nothing that ended or that is no opinion.
func TestDoubtIsItsAuthorsOnly(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		of, other := id.New[id.Customer](database.IDs()), id.New[id.Any](database.IDs())
		weigh := func(c claim.Claim, verdict string) {
			t.Helper()
			err := h.as(party.System, id.Any{}, "", func(tx *db.Tx) error {
				_, err := h.service.Weigh(tx, c.ID, func(whose id.Customer, s claim.Sweeping) (claim.Weight, error) {
					if whose != of || s.Sweep != claim.NothingInSeason || s.From != 6 {
						t.Errorf("asked to weigh %v of %s", s, whose)
					}
					return claim.Weight{Verdict: verdict, Count: 4, N: 11}, nil
				})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		hears := func(who id.Any, c claim.Claim, want, about int) {
			t.Helper()
			if err := h.as(party.Staff, who, party.Owner, func(tx *db.Tx) error {
				all, err := h.service.Doubts(tx, 10)
				if err != nil {
					return err
				}
				one, err := h.service.DoubtsAbout(tx, c.ID)
				if len(all) != want || len(one) != about || about == 1 && (one[0].N != 11 || one[0].Count != 4 || one[0].From != 6) {
					t.Errorf("hears %+v and %+v, want %d and %d", all, one, want, about)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		opinion := claim.Details{Meant: claim.Opinion, Text: "Doet in de zomer niets.", Happened: "Zei in juni nee.", Complaint: claim.IsNone}
		c := h.written(of, opinion)
		hears(h.me, c, 0, 0) // not weighed yet
		weigh(c, "contradicted")
		hears(h.me, c, 1, 1)
		hears(other, c, 0, 0)
		if err := h.as(party.Staff, other, party.Owner, func(tx *db.Tx) error { return h.service.Heard(tx, c.ID) }); err != nil {
			t.Fatal(err)
		}
		hears(h.me, c, 1, 1) // another cannot hear it for him
		h.do(func(tx *db.Tx) error { return h.service.Heard(tx, c.ID) })
		hears(h.me, c, 0, 1)
		h.do(func(tx *db.Tx) (err error) {
			c, err = h.service.Change(tx, c.ID, 0, false, func(d *claim.Details) { d.Text = "Doet in de zomer nooit iets." })
			return err
		})
		weigh(c, "contradicted")
		hears(h.me, c, 1, 1)
		weigh(c, "too-little-data")
		hears(h.me, c, 0, 0)
		weigh(c, "contradicted")
		h.do(func(tx *db.Tx) error { _, err := h.service.End(tx, c.ID, claim.Untrue); return err })
		hears(h.me, c, 0, 0)
		wish := h.written(of, claim.Details{Meant: claim.Wish, Text: "Wil in de zomer niets."})
		weigh(wish, "contradicted")
		hears(h.me, wish, 0, 0)
	})
}
