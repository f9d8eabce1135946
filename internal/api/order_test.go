package api_test

import (
	"fmt"
	"slices"
	"testing"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// Orders are noted once by their own name elsewhere, and listed the newest first.
func TestOrders(t *testing.T) {
	run(t, func(h *house) {
		fatima, path := h.linde.staff, "/customers/"+h.linde.customer.String()+"/orders"
		var made []string
		for i := range 5 {
			got := h.want(200, fatima, "POST", path, map[string]any{
				"amount": 100 * i, "what": " een   ding ", "bought_at": fmt.Sprintf("2026-11-1%dT10:00:00Z", i/2),
				"source": "winkel", "external_id": fmt.Sprint(i),
			})
			made = append(made, got.text("id"))
			again := h.want(200, fatima, "POST", path, map[string]any{"amount": 7, "source": "winkel", "external_id": fmt.Sprint(i)})
			if again.text("id") != got.text("id") || got.text("what") != "een ding" || got.text("currency") != "EUR" {
				t.Errorf("%s, then %s", got.raw, again.raw)
			}
		}
		whole := h.pages(fatima, path+"?", 50, "id")
		if len(whole) != 5 || whole[0] != made[4] {
			t.Errorf("%v, made %v", whole, made)
		}
		for _, limit := range []int{1, 2, 5} {
			if got := h.pages(fatima, path+"?", limit, "id"); !slices.Equal(got, whole) {
				t.Errorf("by %d: %v", limit, got)
			}
		}
		h.want(422, fatima, "POST", path, map[string]any{"amount": 1, "bought_at": "2027-01-01T00:00:00Z"})
		h.want(422, fatima, "POST", path, map[string]any{"amount": 1, "source": "winkel"})
		if got := h.want(200, fatima, "GET", "/figures/buy-again", nil); len(got.items()) != 0 {
			t.Errorf("%s", got.raw)
		}
	})
}

// What counting says of a customer is told to people, and to no virtual employee.
func TestPatternsAreForPeople(t *testing.T) {
	h := open(t, db.SQLite)
	path := "/customers/" + h.linde.customer.String() + "/patterns?from_hour=9&until_hour=11&season=winter"
	got := h.want(200, h.linde.staff, "GET", path, nil)
	if items := got.items(); len(items) != 6 || items[1]["pattern"] != "nothing-in-season" || items[1]["verdict"] != "too-little-data" || items[1]["sentence"] == "" {
		t.Errorf("%s", got.raw)
	}
	var agent member
	h.must(h.linde.owner.actor, func(tx *db.Tx) error {
		hired, err := h.app.Acts.Team.Hire(tx, team.Staff{Kind: party.Agent, Name: "Kroontje", Answerable: h.linde.owner.actor.StaffID()})
		if err != nil {
			return err
		}
		agent.actor = party.Actor{Org: tx.Org, Kind: party.Agent, ID: id.Any(hired.ID), Role: party.Colleague}
		account := access.NewAccount{Staff: hired.ID, Kind: party.Agent, Role: party.Colleague}
		if _, err := h.app.Acts.Access.Open(tx, account); err != nil {
			return err
		}
		_, agent.token, err = h.app.Acts.Access.MakeToken(tx, access.NewToken{Staff: hired.ID, Name: "night", Scopes: []string{"customers:read"}})
		return err
	})
	h.want(403, agent, "GET", path, nil)
}
