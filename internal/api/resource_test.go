package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// pages reads a list to its end, so many at a time, and gives what one field of each says.
func (h *house) pages(who member, path string, limit int, field string) (out []string) {
	h.Helper()
	after := ""
	for range 50 {
		got := h.want(200, who, "GET", fmt.Sprintf("%slimit=%d%s", path, limit, after), nil)
		items := got.items()
		if len(items) > limit {
			h.Fatalf("%d on a page of %d", len(items), limit)
		}
		for _, one := range items {
			out = append(out, one[field].(string))
		}
		next := got.text("next")
		if next == "" {
			return out
		}
		after = "&after=" + next
	}
	h.Fatal("the list has no end")
	return nil
}

func TestListsGoPageByPage(t *testing.T) {
	run(t, func(h *house) {
		fatima, customer := h.linde.staff, h.linde.customer.String()
		for i := range 7 {
			due := fmt.Sprintf("2026-11-2%dT%02d:00:00Z", 3+i%3, 10+i%2) // several at one time
			h.promised(map[string]any{"kind": "answer", "act": fmt.Sprint(i), "due": due})
			h.want(201, fatima, "POST", "/questions", map[string]any{"customer": customer, "to_customer": fmt.Sprintf("Vraag %d", i)})
			h.want(201, fatima, "POST", "/customers", map[string]any{"name": fmt.Sprintf("Klant %d", i)})
		}
		for _, path := range []string{
			"/promises?", "/promises?owner=" + fatima.actor.StaffID().String() + "&", "/promises?customer=" + customer + "&", "/questions?",
			"/questions?customer=" + customer + "&", "/questions?holder=" + fatima.actor.StaffID().String() + "&", "/customers?",
		} {
			whole := h.pages(fatima, path, 50, "id")
			if len(whole) < 7 {
				h.Errorf("%s: %d", path, len(whole))
			}
			for _, limit := range []int{1, 2, 3, 7} {
				if got := h.pages(fatima, path, limit, "id"); !slices.Equal(got, whole) {
					h.Errorf("%s by %d: %v, at once %v", path, limit, got, whole)
				}
			}
		}
		dues := h.pages(fatima, "/promises?", 2, "due")
		if !slices.IsSorted(dues) {
			h.Errorf("open promises by due: %v", dues)
		}
		dues = h.pages(fatima, "/promises?customer="+customer+"&", 2, "due")
		if slices.Reverse(dues); !slices.IsSorted(dues) {
			h.Errorf("a customer's promises, the latest first: %v", dues)
		}
		code := h.want(200, fatima, "GET", "/promises?", nil).items()[0]["code"].(string)
		if got := h.want(200, fatima, "GET", "/promises?code="+strings.ToLower(code), nil).items(); len(got) != 1 || got[0]["code"] != code {
			h.Errorf("by code %s: %v", code, got)
		}
		if got := h.want(200, fatima, "GET", "/promises?code=ZZZZZZ", nil).items(); len(got) != 0 {
			h.Errorf("by no code: %v", got)
		}
	})
}

func TestACustomerIsChangedByWhatIsNamed(t *testing.T) {
	run(t, func(h *house) {
		fatima := h.linde.staff
		made := h.want(201, fatima, "POST", "/customers", `{"name":"Monique de Wit","phones":[{"number":"06 1234 5678","label":"mobiel"}],"emails":["monique@wit.example"],"reach":{"from":"09:00","until":"12:00"},"lang":"nl"}`)
		path := made.header.Get("Location")
		phones := made.at("phones").([]any)
		if phones[0].(map[string]any)["number"] != "+31612345678" || made.text("first_name") != "Monique" {
			h.Errorf("%s", made.raw)
		}
		changed := h.want(200, fatima, "PATCH", path, `{"address":{"city":"Utrecht"},"channel":"phone"}`, "If-Match", made.header.Get("ETag"))
		if changed.at("address", "city") != "Utrecht" || changed.text("name") != "Monique de Wit" || changed.at("hours", "mon") == nil || len(changed.at("phones").([]any)) != 1 {
			h.Errorf("%s", changed.raw)
		}
		h.refused(412, "customer.changed_meanwhile", fatima, "PATCH", path, `{"channel":"email"}`, "If-Match", made.header.Get("ETag"))
		if got := h.refused(422, "customer.bad_email", fatima, "PATCH", path, `{"emails":["nothing"]}`); got.text("field") != "emails" {
			h.Errorf("%s", got.raw)
		}
		if got := h.want(200, fatima, "GET", "/customers/search?text=wit+moni", nil).items(); len(got) != 1 || got[0]["name"] != "Monique de Wit" {
			h.Errorf("%v", got)
		}
		cleared := h.want(200, fatima, "PATCH", path, `{"emails":[],"reach":{"from":"00:00","until":"00:00"}}`)
		if len(cleared.at("emails").([]any)) != 0 || cleared.at("hours") != nil {
			h.Errorf("%s", cleared.raw)
		}
	})
}

func TestAQuestionWithEveryEnd(t *testing.T) {
	h := open(t, db.SQLite)
	fatima, of := h.linde.staff, h.linde.customer.String()
	for _, ending := range []string{"answered", "no_question", "refused", "bought_elsewhere"} {
		got := h.want(201, fatima, "POST", "/questions", map[string]any{"customer": of, "to_customer": "U wilt weten hoe laat.", "ending": ending})
		if got.at("question", "ending") != ending || got.at("question", "open") != false {
			t.Errorf("%s: %s", ending, got.raw)
		}
	}
	half := h.want(201, fatima, "POST", "/questions", `{"half":true}`)
	if half.at("question", "ending") != "promised" || half.at("promise", "kind") != "call-back" || half.at("promise", "overridden") == nil {
		t.Errorf("%s", half.raw)
	}
	caller := h.want(201, fatima, "POST", "/questions", `{"new_customer":{"name":"Pieter","phones":[{"number":"0201234567"}]},"to_customer":"U wilt weten hoe laat.","ending":"answered"}`)
	if caller.at("question", "customer") == nil {
		t.Errorf("%s", caller.raw)
	}
	noted := h.want(201, fatima, "POST", "/questions", map[string]any{"customer": of, "to_customer": "U wilt weten hoe laat."})
	path := noted.header.Get("Location")
	h.want(200, fatima, "POST", path+"/readback", `{"to_customer":"U wilt weten hoe laat de training begint."}`)
	h.want(200, fatima, "POST", path+"/readback/send", `{"tell":"spoken"}`)
	h.want(200, fatima, "POST", path+"/readback/correct", `{"number":2,"to_customer":"U wilt weten waar de training is."}`)
	confirmed := h.want(200, fatima, "POST", path+"/readback/confirm", `{"number":3}`)
	if confirmed.text("reading_state") != "confirmed" || confirmed.text("to_customer") != "U wilt weten waar de training is." {
		t.Errorf("%s", confirmed.raw)
	}
	h.want(200, fatima, "POST", path+"/pass-on", map[string]any{"holder": h.linde.lead.actor.StaffID()})
	taken := h.want(201, h.linde.lead, "POST", path+"/promise", `{"kind":"answer","due":"2026-11-25T11:00:00Z","ending":"partly","tell":"spoken"}`)
	if taken.at("question", "ending") != "partly" || taken.at("promise", "owner") != h.linde.lead.actor.StaffID().String() {
		t.Errorf("%s", taken.raw)
	}
	story := h.want(200, fatima, "GET", path, nil)
	if len(story.at("readings").([]any)) != 3 || len(story.at("promises").([]any)) != 1 || len(story.at("endings").([]any)) != 1 {
		t.Errorf("%s", story.raw)
	}
	h.want(200, fatima, "POST", path+"/end", `{"ending":"answered"}`)
	h.refused(409, "intake.ended_already", fatima, "POST", path+"/end", `{"ending":"answered"}`)
	if got := h.want(200, fatima, "POST", path+"/reopen", nil); got.body["open"] != true {
		t.Errorf("%s", got.raw)
	}
}

// A question that makes a promise or a customer needs the scopes of those too.
func TestAQuestionBringsNoScopeWithIt(t *testing.T) {
	h := open(t, db.SQLite)
	only := member{h.linde.staff.actor, h.token(h.linde.staff.actor, func(scope string) bool { return scope == "questions:write" })}
	h.want(201, only, "POST", "/questions", `{"to_customer":"U wilt weten hoe laat."}`)
	before := h.everything()
	for _, body := range []string{
		`{"half":true}`, `{"to_customer":"x","ending":"promised","promise":{"due":"2026-11-25T11:00:00Z"}}`,
		`{"to_customer":"x","ending":"partly","promise":{"due":"2026-11-25T11:00:00Z"}}`, `{"to_customer":"x","ending":"answered","new_customer":{"name":"Mo"}}`,
	} {
		h.refused(403, "api.scope", only, "POST", "/questions", body)
	}
	if h.everything() != before {
		t.Error("a refused request changed the database")
	}
}

func TestCalendarsAndAbsence(t *testing.T) {
	h := open(t, db.SQLite)
	anne, fatima := h.linde.owner, h.linde.staff
	first := h.want(200, anne, "GET", "/calendars/organisation", nil)
	if first.at("inherited", "mon") == nil || first.body["version"] != 0.0 || first.header.Get("ETag") != "" {
		t.Errorf("%s", first.raw)
	}
	set := h.want(200, anne, "PUT", "/calendars/organisation", `{"week":{"mon":[{"from":"08:00","until":"24:00"}],"tue":[]}}`)
	h.want(200, anne, "PUT", "/calendars/organisation", `{"week":{"mon":[{"from":"08:30","until":"12:00"}]}}`, "If-Match", set.header.Get("ETag"))
	h.refused(412, "team.changed_meanwhile", anne, "PUT", "/calendars/organisation", `{"week":{}}`, "If-Match", set.header.Get("ETag"))
	h.refused(422, "api.weekday", anne, "PUT", "/calendars/organisation", `{"week":{"maandag":[]}}`)
	h.refused(422, "worktime.bad_time", anne, "PUT", "/calendars/organisation", `{"week":{"mon":[{"from":"8","until":"12:00"}]}}`)
	own := "/calendars/staff/" + fatima.actor.StaffID().String()
	for _, path := range []string{own, own + "/opened", "/calendars/teams/" + h.linde.team.String()} {
		h.want(200, h.linde.lead, "GET", path, nil)
	}
	if got := h.want(200, fatima, "PUT", own, `{"week":{"fri":[]}}`); got.at("week", "fri") == nil || got.at("inherited", "mon") == nil {
		t.Errorf("%s", got.raw)
	}
	h.want(200, fatima, "PUT", own+"/opened", `{"week":{"mon":[{"from":"10:00","until":"12:00"}]}}`)
	staff := "/staff/" + fatima.actor.StaffID().String()
	planned := h.want(201, fatima, "POST", staff+"/leave", `{"first":"2026-12-28","last":"2026-12-31"}`)
	if planned.text("from_civil") != "2026-12-28T00:00" || planned.text("until_civil") != "2027-01-01T00:00" {
		t.Errorf("%s", planned.raw)
	}
	h.want(204, fatima, "DELETE", staff+"/absences/"+planned.text("id"), nil)
	h.want(201, fatima, "POST", staff+"/sick", nil)
	if got := h.want(200, fatima, "GET", staff+"/absences", nil).items(); len(got) != 1 || got[0]["kind"] != "sick" {
		t.Errorf("%v", got)
	}
	h.want(204, fatima, "POST", staff+"/back", nil)
	h.want(204, anne, "POST", "/calendars/organisation/closed-days", `{"day":"2026-12-24","name":"Kerstborrel"}`)
	if got := h.want(200, fatima, "GET", "/calendars/organisation/closed-days", nil).items(); len(got) != 1 || got[0]["name"] != "Kerstborrel" {
		t.Errorf("%v", got)
	}
	h.want(204, anne, "DELETE", "/calendars/organisation/closed-days/2026-12-24", nil)
}

func TestFiguresAndLedger(t *testing.T) {
	h := open(t, db.SQLite)
	fatima := h.linde.staff
	made := h.promised(map[string]any{"kind": "answer", "due": "2026-11-20T15:30:00Z", "override": true})
	h.want(200, fatima, "POST", "/promises/"+made.at("promise", "id").(string)+"/deliver", `{"proof":"text","words":"Gedaan."}`)
	account := "/customers/" + h.linde.customer.String() + "/ledger"
	if got := h.want(200, h.linde.read, "GET", account, nil); got.body["points"] == 0.0 || got.body["entries"] != 1.0 {
		t.Errorf("%s", got.raw)
	}
	if got := h.want(200, fatima, "GET", account+"/entries", nil).items(); len(got) != 1 || got[0]["kind"] != "promise.delivered" {
		t.Errorf("%v", got)
	}
	if got := h.want(200, fatima, "GET", account+"/trend", nil).items(); len(got) != 2 {
		t.Errorf("%v", got)
	}
	h.clock.Set(now.AddDate(0, 0, 1))
	if got := h.want(200, fatima, "GET", "/figures/kept-rate", nil); got.body["due"] != 1.0 || got.body["kept"] != 1.0 || got.body["low"] != nil {
		t.Errorf("%s", got.raw)
	}
	h.refused(403, "api.small_team", fatima, "GET", "/figures/kept-rate?team="+h.linde.team.String(), nil)
	offers := h.want(200, fatima, "GET", "/offers?kind=answer&customer="+h.linde.customer.String(), nil).items()
	if len(offers) != 3 || offers[0]["chance"] != nil {
		t.Errorf("%v", offers)
	}
	h.must(fatima.actor, func(tx *db.Tx) error {
		for band := range promise.Bands {
			for half := 1; half <= 2; half++ {
				tx.Put("INSERT INTO promise_chance (org, band, half, closed, kept) VALUES ($1, $2, $3, 400, 100)", tx.Org, band, half)
			}
		}
		return nil
	})
	if offers = h.want(200, fatima, "GET", "/offers?kind=answer", nil).items(); offers[0]["chance"] != "seldom" {
		t.Errorf("%v", offers)
	}
	h.offersBeforeTheDecision(fatima)
	h.refused(404, "intake.unknown", fatima, "GET", "/offers?question="+h.linde.customer.String(), nil)
}

// offersBeforeTheDecision: after the day on which the customer decides nothing is offered for the question.
func (h *house) offersBeforeTheDecision(who member) {
	h.Helper()
	day := h.clock.Now().AddDate(0, 0, 1)
	var asked intake.Question
	h.must(who.actor, func(tx *db.Tx) (err error) {
		noted := intake.New{Text: "Past de koelcel?", Holder: who.actor.StaffID()}
		noted.Customer, noted.DecidesOn = h.linde.customer, worktime.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
		asked, err = h.app.Acts.Intake.Note(tx, noted)
		return err
	})
	path := "/offers?kind=answer&later_than=" + day.Format("2006-01-02") + "T23:00:00Z"
	if all := h.want(200, who, "GET", path, nil).items(); len(all) != 3 {
		h.Errorf("%v", all)
	}
	if all := h.want(200, who, "GET", path+"&question="+asked.ID.String(), nil).items(); len(all) != 0 {
		h.Errorf("offered %v, after the customer decides on %s", all, day)
	}
}

// The values that the document lists are those of the concepts.
func TestTheDocumentListsEveryValue(t *testing.T) {
	h := open(t, db.SQLite)
	doc := h.want(200, member{}, "GET", "/api/openapi.json", nil)
	values := func(schema, field string) (out []string) {
		list, _ := doc.at("components", "schemas", schema, "properties", field, "enum").([]any)
		for _, one := range list {
			out = append(out, one.(string))
		}
		return out
	}
	var kinds, states []string
	for _, kind := range promise.Kinds() {
		kinds = append(kinds, string(kind))
	}
	for _, state := range promise.States() {
		states = append(states, string(state))
	}
	for _, c := range []struct {
		schema, field string
		want          []string
	}{
		{"Promise", "kind", kinds}, {"PromiseWish", "kind", kinds}, {"Promise", "state", states},
		{"Question", "channel", []string{string(intake.ByPhone), string(intake.ByEmail), string(intake.AtDesk), string(intake.ByChat), string(intake.ByLetter), string(intake.AtVisit), string(intake.ByForm), string(intake.BySMS)}},
		{"Customer", "kind", []string{string(customer.Person), string(customer.Organisation)}},
	} {
		if got := values(c.schema, c.field); !slices.Equal(got, c.want) {
			t.Errorf("%s.%s: %v, want %v", c.schema, c.field, got, c.want)
		}
	}
}
