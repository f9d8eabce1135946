package transfer_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/transfer"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// house is an organisation in which people hand questions on.
type house struct {
	t        testing.TB
	database *db.DB
	org      id.Org
	service  *transfer.Service
	accepted []transfer.WasAccepted
}

func newHouse(t testing.TB, database *db.DB) *house {
	h := &house{t: t, database: database, org: id.New[id.Org](database.IDs())}
	log := event.NewLog()
	event.On(log, func(_ *db.Tx, _ event.Envelope, f transfer.WasAccepted) error {
		h.accepted = append(h.accepted, f)
		return nil
	})
	h.service = transfer.NewService(log)
	return h
}

func (h *house) somebody() id.Staff { return id.New[id.Staff](h.database.IDs()) }

func (h *house) as(who id.Staff, role party.Role, fn func(tx *db.Tx) (transfer.Transfer, error)) (t transfer.Transfer, err error) {
	actor := party.Actor{Org: h.org, Kind: party.Staff, ID: who.Any(), Role: role}
	err = h.database.Write(context.Background(), actor, func(tx *db.Tx) (err error) {
		t, err = fn(tx)
		return err
	})
	return t, err
}

func (h *house) ask(role party.Role, from, to id.Staff, of id.Question, words transfer.Words) (transfer.Transfer, error) {
	return h.as(from, role, func(tx *db.Tx) (transfer.Transfer, error) {
		return h.service.Ask(tx, transfer.New{Question: of, Sender: from, Taker: to, Words: words})
	})
}

func (h *house) accept(who id.Staff, t transfer.Transfer) (transfer.Transfer, error) {
	return h.as(who, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) { return h.service.Accept(tx, t.ID) })
}

func (h *house) must(t transfer.Transfer, err error) transfer.Transfer {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

func (h *house) refused(key string, err error) {
	h.t.Helper()
	if !fault.Is(err, key) {
		h.t.Errorf("want %s, got %v", key, err)
	}
}

// TestTwoThenFinish: the third person finishes it; only a team lead, with a reason, sends it further.
func TestTwoThenFinish(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		q := id.New[id.Question](database.IDs())
		monique, fatima, jeroen, zeger := h.somebody(), h.somebody(), h.somebody(), h.somebody()
		first := h.must(h.ask(party.Colleague, monique, fatima, q, transfer.Words{Repeated: "zijn adres"}))
		_, err := h.ask(party.Colleague, monique, jeroen, q, transfer.Words{})
		h.refused("transfer.waits", err)
		_, err = h.accept(jeroen, first)
		h.refused("transfer.not_asked", err)
		if got := h.must(h.accept(fatima, first)); got.Number != 1 || got.Finishes || got.State != transfer.Accepted {
			t.Errorf("the first: %+v", got)
		}
		_, err = h.accept(fatima, first)
		h.refused("transfer.answered", err)
		second := h.must(h.ask(party.Colleague, fatima, jeroen, q, transfer.Words{}))
		if got := h.must(h.accept(jeroen, second)); got.Number != 2 || !got.Finishes {
			t.Errorf("the second: %+v", got)
		}
		_, err = h.ask(party.Colleague, jeroen, zeger, q, transfer.Words{Reason: "ik ben moe"})
		h.refused("transfer.finishes", err)
		_, err = h.ask(party.TeamLead, jeroen, zeger, q, transfer.Words{Reason: "  "})
		h.refused("transfer.why", err)
		h.must(h.ask(party.TeamLead, jeroen, zeger, q, transfer.Words{Reason: "Jeroen is ziek"}))
	})
}

// TestNoIsSaidWithWords: whoever turns it down says why, and colleagues read it, programs do not.
func TestNoIsSaidWithWords(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		q := id.New[id.Question](database.IDs())
		monique, fatima := h.somebody(), h.somebody()
		asked := h.must(h.ask(party.Colleague, monique, fatima, q, transfer.Words{Facts: "belt om vier uur"}))
		decline := func(why string) (transfer.Transfer, error) {
			return h.as(fatima, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) { return h.service.Decline(tx, asked.ID, why) })
		}
		_, err := decline(" ")
		h.refused("transfer.why_not", err)
		if got := h.must(decline("geen tijd")); got.State != transfer.Declined || got.Number != 0 {
			t.Errorf("declined: %+v", got)
		}
		for _, kind := range []party.Kind{party.Staff, party.Agent, party.Customer} {
			actor := party.Actor{Org: h.org, Kind: kind, ID: fatima.Any(), Role: party.Colleague}
			err := database.Read(context.Background(), actor, func(tx *db.Tx) error {
				w, err := h.service.WordsOf(tx, asked.ID)
				if want := kind == party.Staff; (w.Answer == "geen tijd" && w.Facts == "belt om vier uur") != want {
					t.Errorf("%s reads %+v", kind, w)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		again := h.must(h.ask(party.Colleague, monique, fatima, q, transfer.Words{}))
		_, err = h.as(fatima, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) { return h.service.Withdraw(tx, again.ID) })
		h.refused("transfer.not_yours", err)
		h.must(h.as(monique, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) { return h.service.Withdraw(tx, again.ID) }))
	})
}

// TestNumbersCount: whatever is asked, refused and withdrawn, the accepted hand-offs of a question are numbered 1, 2,
// 3 in turn, and from the second on the taker finishes it.
func TestNumbersCount(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			h := newHouse(t, database)
			q, holder := id.New[id.Question](database.IDs()), h.somebody()
			done := 0
			for _, yes := range rapid.SliceOfN(rapid.Bool(), 0, 6).Draw(r, "answers") {
				to := h.somebody()
				asked := h.must(h.ask(party.TeamLead, holder, to, q, transfer.Words{Reason: "moet"}))
				if !yes {
					h.must(h.as(to, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) { return h.service.Decline(tx, asked.ID, "nee") }))
					continue
				}
				h.must(h.accept(to, asked))
				done, holder = done+1, to
				last := h.accepted[len(h.accepted)-1]
				if len(h.accepted) != done || last.Number != int64(done) || last.Taker != to || last.Finishes != (done > 1) {
					r.Fatalf("after %d: %+v", done, h.accepted)
				}
			}
		})
	})
}
