package desk_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// staged is an import with a promise that is broken, one of the customer's and one for this afternoon.
type staged struct {
	*world
	run      id.Import
	promises []promise.Promise
	token    string
}

// stagedWord is in what all of them promise, and nowhere else.
const stagedWord = "zonnebloemkwekerij"

func (s *staged) stage() {
	acts := s.app.Acts
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		run, err := acts.Imports.Begin(tx, imports.Promises, "elders")
		if err != nil {
			return err
		}
		if s.run = run.ID; acts.Promise.HideRun(tx, run.ID) != nil {
			return err
		}
		s.promises = nil
		for i, one := range []struct {
			direction promise.Direction
			due       time.Time
		}{{promise.Ours, at(9, 30)}, {promise.Theirs, at(15, 0)}, {promise.Ours, at(11, 20)}} {
			of, _, err := acts.Promise.Import(tx, promise.Historic{
				From: promise.ImportedFrom{Source: "elders", ExternalID: string(rune('a' + i)), Run: run.ID}, Direction: one.direction,
				Act: "bellen over de " + stagedWord, Customer: s.zeger, Owner: s.jeroen.actor.StaffID(), Minutes: 20,
				MadeAt: at(9, 0), Due: promise.Due{At: one.due},
			})
			if err != nil {
				return err
			}
			type row struct{ Code id.Code }
			code, err := db.One[row](tx, "SELECT code FROM promise WHERE org = $1 AND id = $2", tx.Org, of)
			if err != nil {
				return err
			}
			s.promises = append(s.promises, promise.Promise{ID: of, Code: code.Code})
		}
		return nil
	})
}

// looks gives everything that a screen or the API shows, one text for each place.
func (s *staged) looks() map[string]string {
	out := map[string]string{}
	customer, owner := s.zeger.String(), s.jeroen.actor.ID.String()
	pages := []string{
		"/today", "/customers", "/customers/" + customer, "/customers/search?q=" + string(s.promises[0].Code),
		"/customers/search?q=Zeger", "/team", "/team/people", "/team/redistribute", "/team/busy", "/figures", "/figures/cases",
		"/intake?customer=" + customer,
	}
	asks := []string{"promises", "promises?customer=" + customer, "promises?owner=" + owner, "figures/kept-rate"}
	for _, p := range s.promises {
		pages = append(pages, "/promises/"+p.ID.String(), "/promises/"+string(p.Code))
		asks = append(asks, "promises?code="+string(p.Code), "promises/"+p.ID.String())
	}
	for _, page := range pages {
		out[page] = s.jeroen.get(page).body + s.andries.get(page).body
	}
	for _, ask := range asks {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/"+ask, nil)
		r.Header.Set("Authorization", "Bearer "+s.token)
		answer := httptest.NewRecorder()
		s.handler.ServeHTTP(answer, r)
		out["api "+ask] = answer.Body.String()
	}
	s.do(s.jeroen.actor, func(tx *db.Tx) error {
		w, err := s.app.Acts.Promise.Weigh(tx, s.jeroen.actor.StaffID())
		if len(w.Loads) > 0 {
			out["load"] = stagedWord
		}
		return err
	})
	return out
}

// shown are the places where a promise of the import stands, or is counted.
func (s *staged) shown() (places []string) {
	for place, text := range s.looks() {
		counted := place == "api figures/kept-rate" && !strings.Contains(text, `"due":0`)
		if strings.Contains(text, stagedWord) || counted {
			places = append(places, place)
		}
	}
	return places
}

// What an import has not published, and what of it was taken back, stands nowhere.
func TestWhatIsNotPublishedStandsNowhere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := &staged{world: w}
		w.do(w.jeroen.actor, func(tx *db.Tx) (err error) {
			_, s.token, err = w.app.Acts.Access.MakeToken(tx, access.NewToken{Staff: w.jeroen.actor.StaffID(), Name: "test",
				Scopes: []string{"promises:read", "figures:read", "customers:read"}})
			return err
		})
		s.stage()
		if places := s.shown(); len(places) > 0 {
			t.Errorf("staged, and shown at %q", places)
		}
		system := party.Itself(w.org)
		w.do(system, func(tx *db.Tx) error {
			if _, err := w.app.Acts.Imports.Publish(tx, s.run, imports.Counts{}); err != nil {
				return err
			}
			return w.app.Acts.Promise.ShowRun(tx, s.run)
		})
		if err := w.app.Acts.SettleImport(context.Background(), system, s.run, func(int64) {}); err != nil {
			t.Fatal(err)
		}
		if places := s.shown(); len(places) < 10 {
			t.Errorf("published, and shown at %q only", places)
		}
		w.do(system, func(tx *db.Tx) error {
			if _, err := w.app.Acts.Imports.Undo(tx, s.run); err != nil {
				return err
			}
			return w.app.Acts.Promise.HideRun(tx, s.run)
		})
		if places := s.shown(); len(places) > 0 {
			t.Errorf("taken back, and shown at %q", places)
		}
	})
}
