package claim_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/claim"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// house is an organisation in which people say things of customers.
type house struct {
	t        testing.TB
	database *db.DB
	org      id.Org
	me       id.Any
	service  *claim.Service
	kinds    []string // of the events, in order
}

func newHouse(t testing.TB, database *db.DB) *house {
	log := event.NewLog()
	h := &house{t: t, database: database, org: id.New[id.Org](database.IDs()), me: id.New[id.Any](database.IDs())}
	log.OnAny(func(_ *db.Tx, e event.Envelope) error { h.kinds = append(h.kinds, e.Kind); return nil })
	h.service = claim.New(log, func(*db.Tx) (*time.Location, error) { return time.UTC, nil })
	return h
}

func (h *house) as(kind party.Kind, who id.Any, role party.Role, fn func(tx *db.Tx) error) error {
	return h.database.Write(context.Background(), party.Actor{Org: h.org, Kind: kind, ID: who, Role: role}, fn)
}

func (h *house) try(fn func(tx *db.Tx) error) error {
	return h.as(party.Staff, h.me, party.Colleague, fn)
}

func (h *house) do(fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.try(fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) refused(key string, err error) {
	h.t.Helper()
	if !fault.Is(err, key) {
		h.t.Errorf("want %s, got %v", key, err)
	}
}

// written writes something, as me.
func (h *house) written(of id.Customer, d claim.Details) (c claim.Claim) {
	h.t.Helper()
	h.do(func(tx *db.Tx) (err error) {
		c, err = h.service.Write(tx, of, d, false)
		return err
	})
	return c
}

// model is what a claim must be, reckoned without the package: whether it was meant as a fact, and whether anything
// stands behind it.
type model struct {
	of     id.Customer
	meant  string
	behind bool
	on     id.Any // what on the timeline stands behind it
	ended  bool
}

func (m model) kind() string {
	if m.meant == "fact" && !m.behind {
		return "assumption"
	}
	return m.meant
}

// evidence draws some evidence, or none.
func evidence(r *rapid.T, subjects []id.Any) (claim.Evidence, bool, id.Any) {
	switch rapid.IntRange(0, 3).Draw(r, "evidence") {
	case 1:
		return claim.Evidence{Ground: claim.ByDocument, Proof: "offerte 12"}, true, id.Any{}
	case 2, 3:
		on := rapid.SampledFrom(subjects).Draw(r, "subject")
		ground := rapid.SampledFrom([]claim.Ground{claim.ByInteraction, claim.ByPromise, claim.ByQuestion, claim.ByOrder}).Draw(r, "ground")
		return claim.Evidence{Ground: ground, Subject: on}, true, on
	}
	return claim.Evidence{}, false, id.Any{}
}

// TestAFactWithoutEvidenceIsNeverStoredAsOne: whatever is written, changed, taken back, confirmed, ended, merged and
// split, in whatever order, what is stored is what the model says, and no fact stands without evidence.
func TestAFactWithoutEvidenceIsNeverStoredAsOne(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			h := newHouse(t, database)
			people := []id.Customer{id.New[id.Customer](database.IDs()), id.New[id.Customer](database.IDs())}
			subjects := []id.Any{id.New[id.Any](database.IDs()), id.New[id.Any](database.IDs())}
			all := map[id.Claim]*model{}
			var order []id.Claim
			for range rapid.IntRange(1, 12).Draw(r, "acts") {
				what := rapid.IntRange(0, 6).Draw(r, "act")
				if len(order) == 0 {
					what = 0
				}
				h.step(r, what, people, subjects, all, &order)
				h.holds(r, all)
			}
		})
	})
}

// step does one act on both sides.
func (h *house) step(r *rapid.T, what int, people []id.Customer, subjects []id.Any, all map[id.Claim]*model, order *[]id.Claim) {
	kinds := rapid.SampledFrom([]claim.Kind{claim.Fact, claim.Fact, claim.Wish, claim.Assumption})
	var one id.Claim
	if what != 0 {
		one = rapid.SampledFrom(*order).Draw(r, "claim")
		if all[one].ended && what < 5 {
			return
		}
	}
	switch what {
	case 0:
		e, behind, on := evidence(r, subjects)
		kind, of := kinds.Draw(r, "kind"), rapid.SampledFrom(people).Draw(r, "of")
		c := h.written(of, claim.Details{Meant: kind, Text: "koopt in de zomer", Evidence: e})
		all[c.ID], *order = &model{of: of, meant: string(kind), behind: behind, on: on}, append(*order, c.ID)
	case 1:
		e, behind, on := evidence(r, subjects)
		kind := kinds.Draw(r, "kind")
		h.do(func(tx *db.Tx) error {
			_, err := h.service.Change(tx, one, 0, false, func(d *claim.Details) { d.Meant, d.Evidence = kind, e })
			return err
		})
		all[one].meant, all[one].behind, all[one].on = string(kind), behind, on
	case 2:
		h.do(func(tx *db.Tx) error { _, err := h.service.DropEvidence(tx, one); return err })
		all[one].behind, all[one].on = false, id.Any{}
	case 3:
		h.do(func(tx *db.Tx) error { _, err := h.service.Confirm(tx, one); return err })
	case 4:
		h.do(func(tx *db.Tx) error { _, err := h.service.End(tx, one, claim.Outdated); return err })
		all[one].ended = true
	case 5:
		gone := rapid.SampledFrom(subjects).Draw(r, "gone")
		h.do(func(tx *db.Tx) error { return h.service.EvidenceGone(tx, gone) })
		for _, m := range all {
			if m.on == gone {
				m.behind, m.on = false, id.Any{}
			}
		}
	case 6:
		h.mergeAndSplit(r, people, all)
	}
}

// mergeAndSplit makes the two customers one, and by chance two again.
func (h *house) mergeAndSplit(r *rapid.T, people []id.Customer, all map[id.Claim]*model) {
	split := rapid.Bool().Draw(r, "split")
	h.do(func(tx *db.Tx) error {
		moved, err := h.service.Refer(tx, people[1], people[0])
		for _, row := range moved {
			if split && err == nil {
				err = h.service.ReferBack(tx, row, people[0], people[1])
			}
		}
		return err
	})
	for _, m := range all {
		if !split {
			m.of = people[0]
		}
	}
}

// holds compares what is stored with the model.
func (h *house) holds(r *rapid.T, all map[id.Claim]*model) {
	type stored struct {
		ID       id.Claim
		Customer id.Customer
		Kind     string
		Ground   string
	}
	h.do(func(tx *db.Tx) error {
		rows, err := db.All[stored](tx, "SELECT id, customer, kind, ground FROM claim WHERE org = $1", tx.Org)
		if len(rows) != len(all) {
			r.Fatalf("%d rows, want %d", len(rows), len(all))
		}
		for _, row := range rows {
			m := all[row.ID]
			if row.Kind == "fact" && row.Ground == "" || row.Kind != m.kind() || (row.Ground != "") != m.behind || row.Customer != m.of {
				r.Fatalf("stored %+v, want %+v", row, *m)
			}
		}
		return err
	})
}

// TestShelf: each kind counts up to its day and not on it; saying it again renews it; what is stale or ended is
// given to no rule.
func TestShelf(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		days := map[claim.Kind]int{claim.Fact: 730, claim.Wish: 365, claim.Worry: 180, claim.Assumption: 90, claim.Opinion: 90}
		for kind, keeps := range days {
			of := id.New[id.Customer](database.IDs())
			c := h.written(of, claim.Details{Meant: kind, Text: "x", Happened: "y", Evidence: claim.Evidence{Ground: claim.ByDocument, Proof: "z"}})
			end := c.WrittenAt.AddDate(0, 0, keeps)
			if !c.Usable(end.Add(-time.Microsecond)) || c.Usable(end) || !c.Stale(end) {
				t.Errorf("%s does not count up to %s", kind, end)
			}
			if claim.LifeOf(kind).WhyNL == "" || claim.LifeOf(kind).WhyEN == "" {
				t.Errorf("%s has no reason", kind)
			}
			c.EndedAt = c.WrittenAt
			if c.Usable(c.WrittenAt) {
				t.Errorf("%s counts though it ended", kind)
			}
		}
	})
}

// TestNoRuleUsesWhatIsStale: what is given to rules loses what got old, and has it back when somebody says it again.
func TestNoRuleUsesWhatIsStale(t *testing.T) {
	now := clock.NewStepped(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	dbtest.RunClock(t, now, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		of := id.New[id.Customer](database.IDs())
		c := h.written(of, claim.Details{Meant: claim.Wish, Text: "wil in de ochtend gebeld worden"})
		ended := h.written(of, claim.Details{Meant: claim.Wish, Text: "wil een brief"})
		h.do(func(tx *db.Tx) error { _, err := h.service.End(tx, ended.ID, claim.Outdated); return err })
		usable := func(want int) {
			t.Helper()
			h.do(func(tx *db.Tx) error {
				got, err := h.service.Usable(tx, of)
				if len(got) != want || want == 1 && got[0].ID != c.ID {
					t.Errorf("usable: %+v, want %d", got, want)
				}
				return err
			})
		}
		usable(1)
		now.Set(now.Now().AddDate(0, 0, 365))
		usable(0)
		h.do(func(tx *db.Tx) error { _, err := h.service.Confirm(tx, c.ID); return err })
		usable(1)
	})
}

// TestOpinions: an opinion says what happened, is its author's, and programs and customers read nothing of claims.
func TestOpinions(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		of, other := id.New[id.Customer](database.IDs()), id.New[id.Any](database.IDs())
		err := h.try(func(tx *db.Tx) error {
			_, err := h.service.Write(tx, of, claim.Details{Meant: claim.Opinion, Text: "brombeer"}, false)
			return err
		})
		h.refused("claim.what_happened", err)
		c := h.written(of, claim.Details{Meant: claim.Opinion, Text: "brombeer", Happened: "Mopperde over de monteur."})
		if c.Kind != claim.Opinion || c.Complaint != claim.NotKnown {
			t.Errorf("%+v", c)
		}
		end := func(role party.Role) error {
			return h.as(party.Staff, other, role, func(tx *db.Tx) error { _, err := h.service.End(tx, c.ID, claim.Untrue); return err })
		}
		h.refused("claim.not_yours", end(party.Colleague))
		err = h.as(party.Staff, other, party.Colleague, func(tx *db.Tx) error {
			_, err := h.service.Answer(tx, c.ID, "Ik mopperde omdat niemand terugbelde.")
			return err
		})
		if err != nil {
			t.Error(err)
		}
		for _, kind := range []party.Kind{party.Agent, party.Customer} {
			h.refused("claim.for_people", h.as(kind, other, party.Owner, func(tx *db.Tx) error { _, err := h.service.Get(tx, c.ID); return err }))
			h.refused("claim.for_people", h.as(kind, other, party.Owner, func(tx *db.Tx) error { _, err := h.service.Of(tx, of, 10); return err }))
			h.refused("claim.for_people", h.as(kind, other, party.Owner, func(tx *db.Tx) error { _, err := h.service.Usable(tx, of); return err }))
			h.refused("claim.for_people", h.as(kind, other, party.Owner, func(tx *db.Tx) error { _, err := h.service.Confirm(tx, c.ID); return err }))
		}
		if err := end(party.TeamLead); err != nil {
			t.Error(err)
		}
		h.refused("claim.ended", h.try(func(tx *db.Tx) error { _, err := h.service.Confirm(tx, c.ID); return err }))
	})
}

// TestWhatCannotBe: the first thing that cannot be is refused, at its field.
func TestWhatCannotBe(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		of := id.New[id.Customer](database.IDs())
		for key, d := range map[string]claim.Details{
			"claim.kind":        {Meant: "gossip", Text: "x"},
			"claim.source":      {Meant: claim.Fact, Source: "the cat", Text: "x"},
			"claim.no_text":     {Meant: claim.Fact, Text: " \n "},
			"claim.no_document": {Meant: claim.Fact, Text: "x", Evidence: claim.Evidence{Ground: claim.ByDocument}},
			"claim.no_person":   {Meant: claim.Fact, Text: "x", Evidence: claim.Evidence{Ground: claim.ByPerson}},
			"claim.no_day":      {Meant: claim.Fact, Text: "x", Evidence: claim.Evidence{Ground: claim.ByPerson, Proof: "Jan"}},
			"claim.no_subject":  {Meant: claim.Fact, Text: "x", Evidence: claim.Evidence{Ground: claim.ByOrder}},
			"claim.ground":      {Meant: claim.Fact, Text: "x", Evidence: claim.Evidence{Ground: "dream"}},
			"claim.hint.health": {Meant: claim.Fact, Text: "Heeft rugpijn"},
		} {
			err := h.try(func(tx *db.Tx) error { _, err := h.service.Write(tx, of, d, false); return err })
			h.refused(key, err)
		}
		h.do(func(tx *db.Tx) error {
			c, err := h.service.Write(tx, of, claim.Details{Meant: claim.Fact, Text: "Heeft rugpijn"}, true)
			if c.Kind != claim.Assumption || c.Meant != claim.Fact || !c.Lessened() {
				t.Errorf("%+v", c)
			}
			return err
		})
	})
}
