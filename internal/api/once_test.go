package api_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
)

// Under one key a request happens once, and every time gives the same answer, to the letter.
func TestUnderOneKeyItHappensOnce(t *testing.T) {
	run(t, func(h *house) {
		take := map[string]any{
			"customer": h.linde.customer.String(), "to_customer": "U wilt weten hoe laat.", "for_colleagues": "Klonk gehaast.", "compares_with": "Boels",
			"decides_on": "2026-11-27", "ending": "promised", "promise": map[string]any{"kind": "answer", "due_text": "over 2 uur", "due_lang": "nl"}, "tell": "spoken",
		}
		first := h.want(201, h.linde.staff, "POST", "/questions", take, "Idempotency-Key", "a-1")
		if first.at("question", "for_colleagues") != "Klonk gehaast." || first.at("promise", "state") != "agreed" {
			h.Fatalf("%s", first.raw)
		}
		h.want(200, h.linde.staff, "PATCH", "/questions/"+first.at("question", "id").(string), `{"phase":"comparing"}`)
		h.clock.Advance(23 * time.Hour) // over two hours means something else by now
		again := h.want(201, h.linde.staff, "POST", "/questions", take, "Idempotency-Key", "a-1")
		if !bytes.Equal(first.raw, again.raw) || first.header.Get("ETag") != again.header.Get("ETag") || first.header.Get("Location") != again.header.Get("Location") {
			h.Errorf("first %s\nagain %s", first.raw, again.raw)
		}
		h.refused(409, "access.replay_key_reused", h.linde.staff, "POST", "/questions", `{"to_customer":"Iets anders."}`, "Idempotency-Key", "a-1")
		h.refused(409, "access.replay_key_reused", h.linde.staff, "POST", "/customers", `{"name":"Mo"}`, "Idempotency-Key", "a-1")
		h.want(201, h.linde.lead, "POST", "/questions", `{"to_customer":"Van iemand anders."}`, "Idempotency-Key", "a-1")
		h.refused(422, "access.bad_replay_key", h.linde.staff, "POST", "/customers", `{"name":"Mo"}`, "Idempotency-Key", strings.Repeat("x", 300))
		if all := h.want(200, h.linde.staff, "GET", "/questions?customer="+h.linde.customer.String(), nil).items(); len(all) != 1 {
			h.Errorf("%d questions", len(all))
		}
	})
}

// A deadline that passed meanwhile does not keep from hearing what came of the first time.
func TestARepetitionAfterTheDeadlineIsAnswered(t *testing.T) {
	h := open(t, db.SQLite)
	wish := map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "due_text": "vandaag 16:30", "due_lang": "nl"}
	first := h.want(201, h.linde.staff, "POST", "/promises", wish, "Idempotency-Key", "b-1")
	h.clock.Advance(3 * time.Hour)
	if again := h.want(201, h.linde.staff, "POST", "/promises", wish, "Idempotency-Key", "b-1"); !bytes.Equal(first.raw, again.raw) {
		t.Errorf("%s", again.raw)
	}
	before := h.everything()
	h.refused(422, "promise.past", h.linde.staff, "POST", "/promises", wish, "Idempotency-Key", "b-2")
	h.refused(422, "promise.past", h.linde.staff, "POST", "/promises", wish)
	if h.everything() != before {
		t.Error("a refused request changed the database")
	}
}

// What failed is not remembered: the same request may go through later.
func TestWhatFailedMayBeTriedAgain(t *testing.T) {
	h := open(t, db.SQLite)
	made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-26T11:00:00Z"})
	path := "/promises/" + made.at("promise", "id").(string)
	h.refused(409, "promise.not_now", h.linde.staff, "POST", path+"/accept", nil, "Idempotency-Key", "c-1")
	h.want(200, h.linde.staff, "POST", path+"/deliver", map[string]any{"proof": "text", "words": "Gedaan."})
	h.want(200, h.linde.staff, "POST", path+"/accept", nil, "Idempotency-Key", "c-1")
	h.want(200, h.linde.staff, "POST", path+"/accept", nil, "Idempotency-Key", "c-1")
	for range 2 {
		if got := h.ask(h.linde.staff, "POST", "/staff/"+h.linde.staff.actor.StaffID().String()+"/back", nil, "Idempotency-Key", "d-1"); got.code != 204 || len(got.raw) != 0 {
			t.Errorf("%d %s", got.code, got.raw)
		}
	}
}

// Many at once under one key: one promise, and the same answer for all.
func TestManyAtOnceUnderOneKey(t *testing.T) {
	run(t, func(h *house) {
		wish := map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "due": "2026-11-26T11:00:00Z"}
		var group sync.WaitGroup
		answers := make([]answer, 8)
		for i := range answers {
			group.Go(func() { answers[i] = h.ask(h.linde.staff, "POST", "/promises", wish, "Idempotency-Key", "e-1") })
		}
		group.Wait()
		for _, one := range answers {
			if one.code != 201 || !bytes.Equal(one.raw, answers[0].raw) {
				h.Errorf("%d %s\nand %s", one.code, one.raw, answers[0].raw)
			}
		}
		if all := h.want(200, h.linde.staff, "GET", "/promises?customer="+h.linde.customer.String(), nil).items(); len(all) != 1 {
			h.Errorf("%d promises", len(all))
		}
	})
}

// A busy day is planned and moved once per key, and nothing that a plan tried is left behind.
func TestABusyDayUnderOneKey(t *testing.T) {
	run(t, func(h *house) {
		made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-23T11:00:00Z"})
		code := made.at("promise", "id").(string)
		wish := map[string]any{"promises": []string{code}, "later_than": "2026-11-24T00:00:00Z"}
		plan := h.want(200, h.linde.lead, "POST", "/busy-day/plan", wish, "Idempotency-Key", "f-1")
		if state := h.want(200, h.linde.staff, "GET", "/promises/"+code, nil).at("state"); state != "agreed" {
			h.Errorf("planned, it is %v", state)
		}
		moves := map[string]any{"moves": plan.items(), "words": "Het spijt ons."}
		for range 2 {
			if got := h.want(200, h.linde.lead, "POST", "/busy-day/move", moves, "Idempotency-Key", "f-2"); got.at("moved") != 1.0 {
				h.Errorf("%s", got.raw)
			}
		}
		if again := h.want(200, h.linde.lead, "POST", "/busy-day/plan", wish, "Idempotency-Key", "f-1"); !bytes.Equal(plan.raw, again.raw) {
			h.Errorf("first %s\nagain %s", plan.raw, again.raw)
		}
		h.refused(409, "act.cannot_move", h.linde.lead, "POST", "/busy-day/plan", wish, "Idempotency-Key", "f-3")
		all := h.want(200, h.linde.staff, "GET", "/promises/"+code+"/messages", nil).items()
		notices := 0
		for _, one := range all {
			if strings.Contains(fmt.Sprint(one), "honest-notice") {
				notices++
			}
		}
		if notices != 1 {
			h.Errorf("%d notices: %v", notices, all)
		}
	})
}
