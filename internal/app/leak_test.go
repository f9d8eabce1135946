package app_test

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/knowledge"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// planted is where words for people here were written through the real acts, each with a mark of its own.
type planted struct {
	*stepped
	chance    *rand.Rand
	marks     map[string]string // the mark, and in what it was written
	drafts    map[string]string // words that even people outside the house may read once they are approved
	of        map[string]id.Customer
	people    []id.Customer
	questions []id.Question
	promises  []id.Promise
	ids       map[string][]string // by the name of a path
	agent     string              // the token of a virtual employee
	links     []string
}

// mark is a word that stands nowhere else.
func (p *planted) mark(in string, of id.Customer) string {
	word := fmt.Sprintf("geheim%03dwoord", len(p.marks)+len(p.drafts))
	p.marks[word], p.of[word] = in, of
	return "Zo " + word + " dus."
}

// kept are the tables in which such words may stand; no event, no message and no promise holds them.
var kept = []string{"claim_words", "question_aside", "transfer_words", "interaction_words", "answer_edition", "answer_word", "complaint_words",
	"call_strike_aside", "search_thing", "search_word", "file", "file_chunk"}

// TestWordsForPeopleHereStayHere: whatever colleagues write of a customer for each other, by whatever acts and in
// whatever order, nobody else reads it: not the customer on his pages, nobody in a message, no third person in what
// somebody is given to read about himself, and no program.
func TestWordsForPeopleHereStayHere(t *testing.T) {
	onBoth(t, func(s *stepped) {
		p := &planted{stepped: s, chance: rand.New(rand.NewPCG(7, 11)), marks: map[string]string{}, drafts: map[string]string{},
			of: map[string]id.Customer{}, ids: map[string][]string{}}
		p.agent = p.virtual()
		for n := range 3 {
			p.people = append(p.people, s.known(fmt.Sprintf("Klant Nummer%d", n), fmt.Sprintf("klant%d@example.org", n)))
		}
		p.listens()
		p.lists()
		for range 60 {
			p.plant()
		}
		for _, one := range p.people {
			_, err := s.app.Acts.StrikeCustomer(context.Background(), s.fatima, one, calllist.Striking{
				Reason: calllist.Opinion, Why: calllist.Said(p.mark("why not to call", one)),
			})
			p.ok(err)
			p.link(s.app.Acts.LinkToCustomer(context.Background(), s.fatima, one))
		}
		for _, one := range p.promises {
			p.link(s.app.Acts.LinkToPromise(context.Background(), s.fatima, one))
		}
		s.pass(s.clock.Now().AddDate(0, 0, 9)) // reminders, what is broken, apologies
		if len(p.marks) < 40 {
			t.Fatalf("only %d marks", len(p.marks))
		}
		p.seeTables()
		p.seePublic()
		p.seeFilesOfOthers()
		p.seeMessages()
		p.seeNotes()
		p.seeAccess()
		p.everyID()
		p.seeProgram()
		p.seeActs()
	})
}

func (p *planted) link(token string, err error) {
	p.t.Helper()
	p.ok(err)
	p.links = append(p.links, token)
}

func (p *planted) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// virtual hires a virtual employee with every scope that one can have.
func (p *planted) virtual() (token string) {
	acts := p.app.Acts
	lead := party.Actor{Org: p.org, Kind: party.Staff, ID: p.andries.ID, Role: party.Owner}
	p.do(lead, func(tx *db.Tx) error {
		hired, err := acts.Team.Hire(tx, team.Staff{Kind: party.Agent, Name: "Robot", Answerable: p.fatima.StaffID(), Share: 100})
		if err != nil {
			return err
		}
		if _, err = acts.Access.Open(tx, access.NewAccount{Staff: hired.ID, Kind: party.Agent, Role: party.Colleague}); err != nil {
			return err
		}
		scopes := slices.DeleteFunc(access.Scopes(), func(scope string) bool { return scope == access.ScopeAdmin })
		_, token, err = acts.Access.MakeToken(tx, access.NewToken{Staff: hired.ID, Name: "test", Scopes: scopes})
		p.ids["staff"] = []string{hired.ID.String(), p.fatima.StaffID().String()}
		return err
	})
	return token
}

// plant does one act by chance that writes words for people here.
func (p *planted) plant() {
	ctx, acts, of := context.Background(), p.app.Acts, p.people[p.chance.IntN(len(p.people))]
	switch p.chance.IntN(9) {
	case 0, 1:
		p.claim(of)
	case 2:
		taken, err := acts.TakeQuestion(ctx, p.fatima, act.Take{
			Question: intake.New{Channel: intake.ByPhone, Text: "U wilt weten wat een koelcel kost.", Details: intake.Details{
				Customer: of, Note: intake.Aside(p.mark("a note", of)), ComparesWith: intake.Aside(p.mark("what they compare with", of)), Phase: intake.Comparing}},
			Ending: intake.Promised, Tell: act.ByMessage,
			Promise: promise.Make{Kind: promise.CallBack, Override: true, Due: promise.Due{At: p.clock.Now().Add(30 * time.Hour), Zone: "Europe/Amsterdam"}},
		})
		p.ok(err)
		p.questions, p.promises = append(p.questions, taken.Question.ID), append(p.promises, taken.Promise.ID)
		p.ids["question"], p.ids["promise"] = append(p.ids["question"], taken.Question.ID.String()), append(p.ids["promise"], taken.Promise.ID.String())
	case 3:
		if len(p.questions) > 0 {
			of := p.questions[p.chance.IntN(len(p.questions))]
			_, err := acts.ChangeQuestion(ctx, p.fatima, of, 0, func(d *intake.Details) { d.Note = intake.Aside(p.mark("a note", id.Customer{})) })
			p.ok(err)
		}
	case 4:
		p.handOn()
	case 5:
		logged, err := acts.LogInteraction(ctx, p.fatima, interaction.New{Customer: of, Kind: interaction.Visit, Direction: interaction.Out, Words: interaction.Said(p.mark("what was said", of))})
		p.ok(err)
		p.ids["interaction"] = append(p.ids["interaction"], logged.Interaction.ID.String())
	case 6:
		p.answer()
	case 7:
		p.complain(of)
	case 8:
		f, err := acts.AddFile(ctx, p.fatima, act.FileWish{
			About: act.AboutCustomer, ID: of.Any(), Name: strings.Fields(p.mark("the name of a file", of))[1] + ".txt", Bytes: strings.NewReader(p.mark("a file", of)),
		})
		p.ok(err)
		p.ids["file"] = append(p.ids["file"], f.ID.String())
	}
}

// complain notes a complaint, looks into it and, by chance, answers it and learns from it: what is found and learned
// stays here.
func (p *planted) complain(of id.Customer) {
	ctx, acts := context.Background(), p.app.Acts
	c, err := acts.Complain(ctx, p.fatima, complaint.New{Customer: of, Words: complaint.Words{Said: "Er is niet gebeld.", Inside: complaint.Among(p.mark("a complaint", of))}})
	p.ok(err)
	p.ids["complaint"] = append(p.ids["complaint"], c.ID.String())
	_, err = acts.AcknowledgeComplaint(ctx, p.fatima, c.ID, act.Acknowledging{Override: true})
	p.ok(err)
	_, err = acts.AssessComplaint(ctx, p.fatima, c.ID, 0, complaint.Assessment{Severity: complaint.Serious, Cause: complaint.TooLate, Inside: p.mark("what was found", of)})
	p.ok(err)
	if p.chance.IntN(2) == 0 {
		_, err = acts.WithdrawComplaint(ctx, p.fatima, c.ID, 0, p.mark("why not", of))
		p.ok(err)
		return
	}
	_, err = acts.AnswerComplaint(ctx, p.fatima, c.ID, 0, complaint.Reply{Finding: complaint.Upheld, Said: "U had gelijk.", Reasons: "Wij belden niet."}, act.ByMessage)
	p.ok(err)
	_, err = acts.SettleComplaint(ctx, p.fatima, c.ID, 0, complaint.Accept, "")
	p.ok(err)
	_, err = acts.LearnFromComplaint(ctx, p.fatima, c.ID, 0, act.Lesson{Words: p.mark("what was learned", of)})
	p.ok(err)
}

// claim writes something of a customer, and by chance changes it, or has him answer it.
func (p *planted) claim(of id.Customer) {
	ctx, acts := context.Background(), p.app.Acts
	kind := claim.Kinds()[p.chance.IntN(len(claim.Kinds()))]
	d := act.Telling{Meant: kind, Text: p.mark(string(kind), of), Happened: "x"}
	if kind == claim.Opinion {
		d.Happened = p.mark("what happened", of)
	} else {
		d.Evidence = claim.Evidence{Ground: claim.ByPerson, Proof: p.mark("who said so", of), SaidOn: worktime.Date{Year: 2026, Month: 11, Day: 20}}
	}
	c, err := acts.WriteClaim(ctx, p.fatima, of, d, false)
	p.ok(err)
	p.ids["claim"] = append(p.ids["claim"], c.ID.String())
	switch p.chance.IntN(3) {
	case 0:
		_, err = acts.ChangeClaim(ctx, p.fatima, c.ID, 0, false, func(d *act.Telling) { d.Text = p.mark("changed "+string(kind), of) })
	case 1:
		_, err = acts.CounterClaim(ctx, p.fatima, c.ID, p.mark("his own words", of))
	}
	p.ok(err)
}

// handOn hands a question on with words, and by chance it comes back with others.
func (p *planted) handOn() {
	if len(p.questions) == 0 {
		return
	}
	ctx, acts, of := context.Background(), p.app.Acts, p.questions[p.chance.IntN(len(p.questions))]
	words := act.Handing{Facts: p.mark("a hand-off", id.Customer{}), Repeated: p.mark("a hand-off", id.Customer{}), Reason: p.mark("a hand-off", id.Customer{})}
	if _, err := acts.HandOn(ctx, p.andries, of, 0, p.andries.StaffID(), words); err != nil {
		return // it waits already, or is his
	}
	if _, err := acts.HandOn(ctx, p.andries, of, 0, p.fatima.StaffID(), words); err != nil {
		return
	}
	p.do(p.fatima, func(tx *db.Tx) error {
		handed, err := acts.Transfer.OfQuestion(tx, of)
		for _, h := range handed {
			p.ids["transfer"] = append(p.ids["transfer"], h.ID.String())
		}
		if err != nil || len(handed) == 0 || p.chance.IntN(2) == 0 {
			return err
		}
		_, err = acts.Transfer.Decline(tx, handed[len(handed)-1].ID, p.mark("a no", id.Customer{}))
		return err
	})
}

// answer writes an answer for people here only: an approved one, which a virtual employee may give, and a draft,
// which nobody gives.
func (p *planted) answer() {
	ctx, acts := context.Background(), p.app.Acts
	told := strings.TrimSpace(p.mark("an answer for people here", id.Customer{}))
	word := strings.Fields(told)[1]
	delete(p.marks, word)
	p.drafts[word] = "an answer for people here"
	a, err := acts.BeginAnswer(ctx, p.fatima, knowledge.Details{Owner: p.fatima.StaffID()}, knowledge.Draft{NL: knowledge.Text{Title: "Kan dat?", Body: told}})
	p.ok(err)
	p.ids["answer"], p.ids["code"] = append(p.ids["answer"], a.ID.String()), append(p.ids["code"], string(a.Code))
	if p.chance.IntN(2) == 0 {
		_, err = acts.ApproveAnswer(ctx, p.andries, a.ID, 0, 1)
		p.ok(err)
		_, err = acts.WriteAnswer(ctx, p.fatima, a.ID, 0, knowledge.Draft{NL: knowledge.Text{Title: "Kan dat?", Body: p.mark("a draft", id.Customer{})}})
		p.ok(err)
	}
}

// clean fails when a text that somebody else reads has a word for people here in it.
func (p *planted) clean(where, text string, marks ...map[string]string) {
	p.t.Helper()
	for _, some := range marks {
		for word, in := range some {
			if strings.Contains(text, word) {
				p.t.Errorf("%s: %s of %s is there", where, in, word)
			}
		}
	}
}

// seeTables looks whether such words stand where they may be erased, and nowhere else: no event and no message has them.
func (p *planted) seeTables() {
	for table, rows := range p.rows() {
		if slices.Contains(kept, table) {
			continue
		}
		all := strings.Join(rows, "\n")
		for word, in := range p.marks {
			if strings.Contains(all, word) || strings.Contains(all, strings.ToUpper(hex.EncodeToString([]byte(word)))) {
				p.t.Errorf("table %s: %s is there", table, in)
			}
		}
	}
	p.do(party.Itself(p.org), func(tx *db.Tx) error {
		all, err := db.All[string](tx, "SELECT payload FROM event WHERE org = $1", tx.Org)
		p.clean("history", strings.Join(all, "\n"), p.marks, p.drafts)
		return err
	})
}

// get reads an address, as whoever has the token or none.
func (p *planted) get(path, token string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+path, nil)
	r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:1", p.chance.IntN(200), p.chance.IntN(200))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	p.app.Handler().ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	p.ok(err)
	return w.Code, string(body)
}

// seePublic reads every page that needs no sign-in, by every link there is.
func (p *planted) seePublic() {
	read := 0
	for _, route := range p.app.Routes() {
		path, is := strings.CutPrefix(route.Pattern, "GET ")
		if !is || !route.Customer && !route.Public {
			continue
		}
		path = strings.TrimSuffix(path, "{$}")
		for _, one := range p.filled(path, map[string][]string{"token": p.links, "code": p.ids["code"]}) {
			code, body := p.get(one, "")
			p.clean(one, body, p.marks, p.drafts)
			if strings.HasPrefix(one, "/w/") && code == http.StatusOK {
				read++
			}
		}
	}
	if read < len(p.links) {
		p.t.Errorf("%d of %d pages of customers were read", read, len(p.links))
	}
}

// filled is a path with every value for its names.
func (p *planted) filled(path string, values map[string][]string) []string {
	from, until := strings.Index(path, "{"), strings.Index(path, "}")
	if from < 0 {
		return []string{path}
	}
	var out []string
	for _, value := range values[path[from+1:until]] {
		out = append(out, p.filled(path[:from]+value+path[until+1:], values)...)
	}
	return out
}

// seeMessages reads every mail that went out, to whomever.
func (p *planted) seeMessages() {
	p.post.mu.Lock()
	defer p.post.mu.Unlock()
	if len(p.post.mail) == 0 {
		p.t.Error("no mail went out")
	}
	for _, m := range p.post.mail {
		p.clean("a mail to "+m.To, fmt.Sprintf("%+v", m), p.marks, p.drafts)
	}
}

// seeAccess reads what each customer is given about himself: nothing of another's, no note, and nobody else's name.
func (p *planted) seeAccess() {
	for _, of := range p.people {
		p.do(p.fatima, func(tx *db.Tx) error {
			all, err := overview.AccessClaims(tx, p.app.Acts.Claim, p.app.Acts.Customer, of)
			text := fmt.Sprintf("%+v", all)
			for word, in := range p.marks {
				_, isClaim := claimWords[in]
				own := p.of[word] == of && (isClaim || strings.HasPrefix(in, "changed "))
				if strings.Contains(text, word) && !own {
					p.t.Errorf("what %s may read: %s is there", of, in)
				}
			}
			if strings.Count(text, "Text:Zo ") == 0 {
				p.t.Errorf("%s reads nothing", of)
			}
			return err
		})
	}
}

// claimWords are in what the words of a claim are written that its customer may read.
var claimWords = map[string]bool{"fact": true, "opinion": true, "assumption": true, "wish": true, "worry": true, "what happened": true, "his own words": true}

// seeProgram reads everything that the API has to read, as a virtual employee, about everything there is.
func (p *planted) seeProgram() {
	var document struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Required bool
			}
		}
	}
	_, text := p.get("/api/openapi.json", "")
	p.ok(json.Unmarshal([]byte(text), &document))
	owner := p.fatima
	owner.Role = party.Owner
	brought, err := p.app.Acts.UploadImport(context.Background(), owner, act.UploadWish{
		Kind: "customers", Name: "klanten.csv", Bytes: strings.NewReader("nr,naam\n1," + p.mark("a file to import", p.people[0]) + "\n"),
	})
	p.ok(err)
	p.ids["upload"] = []string{brought.ID.String()}
	p.ids["customer"], p.ids["day"] = nil, []string{"2026-11-26"}
	for _, one := range p.people {
		p.ids["customer"] = append(p.ids["customer"], one.String())
	}
	asked, refused := 0, 0
	for path, methods := range document.Paths {
		operation, is := methods["get"]
		if !is {
			continue
		}
		query := "?"
		for _, parameter := range operation.Parameters {
			if parameter.In == "query" && parameter.Required {
				query += parameter.Name + "=" + map[string]string{"owner": p.fatima.StaffID().String(), "text": "geheim", "from": "2026-11-24T10:00:00Z", "minutes": "5"}[parameter.Name] + "&"
			}
		}
		all := p.filled(path, p.ids)
		if len(all) == 0 {
			p.t.Errorf("nothing is there to ask %s of", path)
		}
		for _, one := range all {
			code, body := p.get(one+strings.TrimRight(query, "?&"), p.agent)
			p.clean("a program at "+one, body, p.marks)
			if code >= 500 {
				p.t.Errorf("%s: %d %s", one, code, body)
			}
			if asked++; code == http.StatusForbidden {
				refused++
			}
		}
	}
	for _, question := range p.ids["question"] { // what an act gives back is a reading too
		r := httptest.NewRequest(http.MethodPatch, "http://127.0.0.1:1/api/v1/questions/"+question, strings.NewReader(`{"phase":"deciding"}`))
		r.Header.Set("Authorization", "Bearer "+p.agent)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		p.app.Handler().ServeHTTP(w, r)
		p.clean("a program changing "+question, w.Body.String(), p.marks)
		if w.Code != http.StatusOK {
			p.t.Errorf("changing %s: %d %s", question, w.Code, w.Body)
		}
	}
	if asked < 50 || refused == asked {
		p.t.Errorf("a program asked %d, of which %d were refused", asked, refused)
	}
}
