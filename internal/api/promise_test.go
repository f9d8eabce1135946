package api_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
)

// hours have De Linde work on weekdays from nine to five in Amsterdam; now is three in the afternoon there.
func (h *house) promised(body map[string]any) answer {
	h.Helper()
	if body["customer"] == nil {
		body["customer"] = h.linde.customer.String()
	}
	return h.want(201, h.linde.staff, "POST", "/promises", body)
}

func TestAPromiseThroughItsWholeLife(t *testing.T) {
	run(t, func(h *house) {
		fatima := h.linde.staff
		made := h.promised(map[string]any{"kind": "answer", "act": "de drie trajecten", "due_text": "maandag voor 12 uur", "due_lang": "nl"})
		promise, _ := made.at("promise").(map[string]any)
		path := "/promises/" + promise["id"].(string)
		if promise["due"] != "2026-11-23T11:00:00Z" || promise["due_civil"] != "2026-11-23T12:00" || promise["state"] != "agreed" || made.text("verdict") != "feasible" ||
			made.header.Get("ETag") != `"1"` || made.header.Get("Location") != "/api/v1"+path {
			t.Fatalf("%s, %v", made.raw, made.header)
		}
		h.want(200, fatima, "POST", path+"/call", nil)
		tried := h.want(200, fatima, "POST", path+"/attempts", map[string]any{"result": "no-answer"})
		if tried.at("attempt", "result") != "no-answer" || tried.text("next_try") == "" {
			t.Errorf("%s", tried.raw)
		}
		done := h.want(200, fatima, "POST", path+"/deliver", map[string]any{"proof": "text", "words": "Het kan in mei."})
		if done.text("state") != "delivered" || done.body["kept"] != true {
			t.Errorf("%s", done.raw)
		}
		h.want(200, fatima, "POST", path+"/dispute", map[string]any{"words": "Ik heb niets gehoord."})
		broken := h.want(200, fatima, "POST", path+"/uphold", nil)
		if broken.text("state") != "broken" || broken.body["open"] != true {
			t.Errorf("%s", broken.raw)
		}
		again := h.promised(map[string]any{"kind": "answer", "due": "2026-11-24T11:00:00Z", "recovery_of": promise["id"]})
		second := "/promises/" + again.at("promise", "id").(string)
		h.want(200, fatima, "POST", second+"/deliver", map[string]any{"proof": "text", "words": "Alsnog."})
		h.want(200, fatima, "POST", second+"/accept", nil)
		story := h.want(200, fatima, "GET", path, nil)
		var kinds []string
		for _, one := range story.at("outcomes").([]any) {
			kinds = append(kinds, one.(map[string]any)["kind"].(string))
		}
		if got := strings.Join(kinds, " "); got != "agreed delivered disputed broken repaired" || story.text("state") != "repaired" {
			t.Errorf("%s: %s", got, story.raw)
		}
	})
}

func TestProposalsRevisionsAndEndings(t *testing.T) {
	h := open(t, db.SQLite)
	fatima := h.linde.staff
	offered := h.promised(map[string]any{"kind": "send", "due": "2026-11-25T11:00:00Z", "proposal": true})
	path := "/promises/" + offered.at("promise", "id").(string)
	if got := h.want(200, fatima, "POST", path+"/agree", nil); got.text("state") != "agreed" {
		t.Errorf("%s", got.raw)
	}
	revised := h.want(200, fatima, "POST", path+"/revise", map[string]any{"due_civil": "2026-11-26T10:00", "consent": true})
	if revised.at("old", "state") != "revised" || revised.at("next", "due") != "2026-11-26T09:00:00Z" || revised.at("next", "previous") != offered.at("promise", "id") {
		t.Errorf("%s", revised.raw)
	}
	path = "/promises/" + revised.at("next", "id").(string)
	if got := h.want(200, fatima, "POST", path+"/release", map[string]any{"cause": "not-needed"}); got.text("state") != "released" {
		t.Errorf("%s", got.raw)
	}
	if got := h.want(200, fatima, "POST", path+"/undo", nil); got.text("state") != "agreed" {
		t.Errorf("%s", got.raw)
	}
}

func TestATimeThatCannotBeKeptIsRefusedWithTheFirstThatCan(t *testing.T) {
	h := open(t, db.SQLite)
	wish := map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "minutes": 600, "due": "2026-11-20T15:00:00Z"}
	got := h.refused(409, "promise.infeasible", h.linde.staff, "POST", "/promises", wish)
	first, _ := got.at("args", "first").(string)
	if at, err := time.Parse(time.RFC3339, first); err != nil || !at.After(now) || got.text("field") != "due" || !strings.Contains(got.text("detail"), "november") {
		t.Fatalf("%s", got.raw)
	}
	wish["due"] = first
	h.want(201, h.linde.staff, "POST", "/promises", wish)
	wish["due"], wish["override"] = "2026-11-20T15:00:00Z", true
	made := h.want(201, h.linde.staff, "POST", "/promises", wish)
	if made.at("promise", "overridden") != true || made.text("verdict") != "infeasible" {
		t.Errorf("%s", made.raw)
	}
}

func TestWordsThatLeaveRoomAreAskedBack(t *testing.T) {
	h := open(t, db.SQLite)
	wish := map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "due_text": "uiterlijk woensdagmiddag", "due_lang": "nl"}
	got := h.refused(422, "deadline.ask.which_hour", h.linde.staff, "POST", "/promises", wish)
	choices, _ := got.at("choices").([]any)
	if len(choices) < 2 || got.text("field") != "due_text" || !strings.HasPrefix(got.text("detail"), "Hoe laat precies?") {
		t.Fatalf("%s", got.raw)
	}
	chosen := choices[0].(map[string]any)
	delete(wish, "due_text")
	delete(wish, "due_lang")
	wish["due_civil"], wish["zone"] = chosen["due_civil"], chosen["zone"]
	made := h.want(201, h.linde.staff, "POST", "/promises", wish)
	if made.at("promise", "due") != chosen["due"] {
		t.Errorf("%s, chosen %v", made.raw, chosen)
	}
	for text, key := range map[string]string{"gisteren": "promise.past", "zonder moment": "promise.due_missing"} {
		h.refused(422, key, h.linde.staff, "POST", "/promises", map[string]any{"customer": h.linde.customer.String(), "due_text": text, "due_lang": "nl"})
	}
	h.refused(422, "api.due_twice", h.linde.staff, "POST", "/promises", `{"due":"2026-11-25T11:00:00Z","due_text":"morgen"}`)
	h.refused(422, "worktime.unknown_zone", h.linde.staff, "POST", "/promises", `{"due":"2026-11-25T11:00:00Z","zone":"Mars/Olympus"}`)
	for path, outcome := range map[string]string{
		"text=over+2+uur&lang=nl": "taken", "text=uiterlijk+woensdagmiddag&lang=nl": "ask", "text=gisteren": "past", "text=niets": "none",
	} {
		if got := h.want(200, h.linde.staff, "GET", "/deadline?"+path, nil); got.text("outcome") != outcome {
			t.Errorf("%s: %s", path, got.raw)
		}
	}
}

// Each transition with a version that no longer stands does nothing; with the right one it goes through.
func TestIfMatchGuardsEveryTransition(t *testing.T) {
	h := open(t, db.SQLite)
	h.want(200, h.linde.lead, "GET", "/who", nil)
	for _, d := range h.operations() {
		if !d.asks("header", "If-Match") || !strings.Contains(d.path, "{promise}") {
			continue
		}
		made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-26T11:00:00Z"})
		own := things{"promise": made.at("promise", "id").(string), "staff": h.linde.staff.actor.StaffID().String()}
		tag := made.header.Get("ETag")
		if d.ID == "takeOverPromise" {
			asked := h.want(200, h.linde.staff, "POST", own.in("/promises/{promise}/propose"), map[string]any{"colleague": h.linde.lead.actor.StaffID()})
			tag = asked.header.Get("ETag")
		}
		before := h.everything()
		h.refused(412, "promise.changed", h.linde.lead, d.method, own.in(d.path), own.in(sample[d.ID]), "If-Match", `"7"`)
		for _, wrong := range []string{`7`, `W/"1"`, `"one"`, `"0"`, `"1", "2"`} {
			h.refused(412, "api.never_stale", h.linde.lead, d.method, own.in(d.path), own.in(sample[d.ID]), "If-Match", wrong)
		}
		if h.everything() != before {
			t.Errorf("%s changed the database", d.ID)
		}
		for _, right := range []string{tag, `*`} {
			if got := h.ask(h.linde.lead, d.method, own.in(d.path), own.in(sample[d.ID]), "If-Match", right); got.code == 412 {
				t.Errorf("%s with %s: %s", d.ID, right, got.raw)
			}
		}
	}
	h.refused(412, "api.no_version", h.linde.staff, "POST", "/customers", `{"name":"Mo"}`, "If-Match", `"1"`)
}

// Many who saw the same version: one is first, the others are told.
func TestOfManyWhoSawTheSameOneIsFirst(t *testing.T) {
	run(t, func(h *house) {
		made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-26T11:00:00Z"})
		path := "/promises/" + made.at("promise", "id").(string) + "/attempts"
		question := h.want(201, h.linde.staff, "POST", "/questions", `{"to_customer":"U wilt weten hoe laat."}`)
		asked := "/questions/" + question.at("question", "id").(string)
		customer := "/customers/" + h.linde.customer.String()
		tag := question.header.Get("ETag")
		for _, c := range []struct{ method, path, body, tag string }{
			{"POST", path, `{"result":"no-answer"}`, `"1"`}, {"PATCH", asked, `{"phase":"deciding","compares_with":"{n}"}`, tag},
			{"PATCH", customer, `{"function":"{n}"}`, `"1"`},
		} {
			var group sync.WaitGroup
			codes := make([]int, 8)
			for i := range codes {
				group.Go(func() {
					body := things{"n": strings.Repeat("x", i+1)}.in(c.body)
					codes[i] = h.ask(h.linde.staff, c.method, c.path, body, "If-Match", c.tag).code
				})
			}
			group.Wait()
			count := map[int]int{}
			for _, code := range codes {
				count[code]++
			}
			if count[200] != 1 || count[412] != len(codes)-1 {
				h.Errorf("%s %s: %v", c.method, c.path, count)
			}
		}
	})
}

func TestABusyDayMovesPromisesTogether(t *testing.T) {
	h := open(t, db.SQLite)
	var which []string
	for range 2 {
		made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-20T15:30:00Z", "override": true})
		which = append(which, made.at("promise", "id").(string))
	}
	h.want(200, h.linde.lead, "POST", "/organisation/same-day", `{"stopped":true}`)
	h.refused(409, "promise.same_day_stopped", h.linde.staff, "POST", "/promises",
		map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "due": "2026-11-20T15:45:00Z"})
	plan := h.want(200, h.linde.lead, "POST", "/busy-day/plan", map[string]any{"promises": which})
	moves := plan.items()
	if len(moves) != 2 || moves[0]["due"].(string) < "2026-11-23" {
		t.Fatalf("%s", plan.raw)
	}
	moved := h.want(200, h.linde.lead, "POST", "/busy-day/move", map[string]any{"moves": moves, "words": "Het is hier erg druk."}, "Idempotency-Key", "f-1")
	again := h.want(200, h.linde.lead, "POST", "/busy-day/move", map[string]any{"moves": moves, "words": "Het is hier erg druk."}, "Idempotency-Key", "f-1")
	if moved.body["moved"] != 2.0 || again.body["moved"] != 2.0 {
		t.Errorf("%s, %s", moved.raw, again.raw)
	}
	if got := h.want(200, h.linde.staff, "GET", "/promises/"+which[0], nil); got.text("state") != "broken" {
		t.Errorf("%s", got.raw)
	}
}

// What a wish refers to must be there: a program can send anything.
func TestAWishRefersToWhatThereIs(t *testing.T) {
	h := open(t, db.SQLite)
	nobody := "01a1f941-c700-7000-8000-000000000000"
	for field, key := range map[string]string{
		"question": "intake.unknown", "customer": "customer.unknown", "owner": "team.unknown_staff", "recovery_of": "promise.unknown",
	} {
		wish := map[string]any{"kind": "answer", "customer": h.linde.customer.String(), "due": "2026-11-26T11:00:00Z", field: nobody}
		h.refused(404, key, h.linde.staff, "POST", "/promises", wish)
	}
	h.refused(404, "team.unknown_staff", h.linde.staff, "POST", "/questions", map[string]any{"to_customer": "x", "holder": nobody})
	h.refused(404, "customer.unknown", h.linde.staff, "POST", "/questions", map[string]any{"to_customer": "x", "customer": nobody})
}
