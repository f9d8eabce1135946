package api_test

import (
	"errors"
	"fmt"
	"kroon/internal/act"
	"kroon/internal/calllist"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/knowledge"
	"kroon/internal/ledger"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/transfer"
	"kroon/internal/worktime"
)

// things are ids of everything that a path or a body can name.
type things map[string]string

// furnish makes one of everything in a world.
func (h *house) furnish(w world) things {
	h.Helper()
	acts, out := h.app.Acts, things{"customer": w.customer.String(), "team": w.team.String(), "staff": w.staff.actor.StaffID().String(), "day": "2026-12-24"}
	h.must(w.staff.actor, func(tx *db.Tx) error {
		q, err := acts.Intake.Note(tx, intake.New{Details: intake.Details{Customer: w.customer}, Text: "U wilt weten of het doorgaat."})
		if err != nil {
			return err
		}
		made, err := acts.Promise.Make(tx, promise.Make{
			Kind: promise.Answer, Customer: w.customer, Owner: w.staff.actor.StaffID(), Due: promise.Due{At: now.Add(72 * time.Hour)},
		})
		if err != nil {
			return err
		}
		missed, _, err := acts.Interaction.Log(tx, interaction.New{Customer: w.customer, Result: interaction.Missed})
		if err != nil {
			return err
		}
		out["interaction"] = missed.ID.String()
		if err := errors.Join(out.lookalikes(tx, acts.Customer), out.called(tx, acts, w.customer), out.letter(tx, acts.File, w.customer, q.ID)); err != nil {
			return err
		}
		m, err := acts.TellCustomer(tx, made.Promise, message.Broken, "draft", "")
		if err != nil {
			return err
		}
		answer, err := acts.Knowledge.Begin(tx, knowledge.Details{}, knowledge.Draft{NL: knowledge.Text{Title: "Kan dat?", Body: "Ja."}})
		out["answer"] = answer.ID.String()
		if err != nil {
			return err
		}
		said, err := acts.Claim.Write(tx, w.customer, claim.Details{Meant: claim.Fact, Text: "Belt liever."}, false)
		out["claim"] = said.ID.String()
		out["question"], out["promise"], out["message"] = q.ID.String(), made.Promise.ID.String(), m.ID.String()
		return err
	})
	h.must(w.owner.actor, func(tx *db.Tx) error {
		day, err := worktime.ParseDate("2026-12-28")
		if err != nil {
			return err
		}
		away, err := acts.Team.PlanLeave(tx, team.Leave{
			Staff: w.staff.actor.StaffID(), From: worktime.Civil{Date: day}, Until: worktime.Civil{Date: day.Plus(1)},
		})
		if err != nil {
			return err
		}
		duty, err := acts.Team.AddDuty(tx, team.Duty{Name: "Dienst middag", Team: w.team, Members: []id.Staff{w.staff.actor.StaffID()}})
		out["absence"], out["duty"] = away.ID.String(), duty.ID.String()
		if err != nil {
			return err
		}
		handed, err := acts.Transfer.Ask(tx, transfer.New{Question: id.New[id.Question](tx.IDs), Sender: w.lead.actor.StaffID(), Taker: w.staff.actor.StaffID()})
		out["transfer"] = handed.ID.String()
		if err != nil {
			return err
		}
		if err := errors.Join(out.grief(tx, acts.Complaint, w.customer), out.account(tx, acts.Ledger, w.customer)); err != nil {
			return err
		}
		token, _, err := acts.Access.MakeToken(tx, access.NewToken{Staff: w.staff.actor.StaffID(), Name: "spare", Scopes: []string{"customers:read"}})
		if err != nil {
			return err
		}
		link, _, err := acts.Access.LinkFor(tx, "customer", w.customer.Any(), w.customer, now.Add(time.Hour))
		out["token"], out["link"] = token.ID.String(), link.ID.String()
		return err
	})
	return out
}

// account makes something that was asked of a customer, and a tariff to come.
func (of things) account(tx *db.Tx, to *ledger.Service, with id.Customer) error {
	asked, err := to.Ask(tx, with, "Een aanbeveling.")
	if err != nil {
		return err
	}
	next := ledger.Shipped()[0].Draft(ledger.Version("t-"+with.String()[28:]), "2027-01-01")
	file, err := next.File()
	if err != nil {
		return err
	}
	_, err = to.SetTariff(tx, string(file), now.AddDate(0, 2, 0))
	of["asked"], of["version"] = asked.ID.String(), string(next.Version)
	return err
}

// called makes a list with a customer on it, and another who is struck off on an opinion.
func (of things) called(tx *db.Tx, acts *act.Acts, customer id.Customer) error {
	l, err := acts.CallList.Make(tx, calllist.New{Name: "Voorjaar", Purpose: calllist.ForSale, About: "de beurt", Customers: []id.Customer{customer}})
	if err != nil {
		return err
	}
	names, err := acts.CallList.Names(tx, l.ID)
	if err != nil {
		return err
	}
	k, err := acts.CallList.Strike(tx, customer, id.Any{}, calllist.Striking{Reason: calllist.Opinion, Why: calllist.Said("Bromt.")})
	if err != nil {
		return err
	}
	c, err := acts.CallList.Consent(tx, calllist.Consent{Customer: customer, GivenAt: tx.Now, How: calllist.OnSite, About: "aanbod", Evidence: "formulier"})
	of["list"], of["name"], of["strike"], of["consent"] = l.ID.String(), names[0].ID.String(), k.ID.String(), c.ID.String()
	return err
}

// grief makes a complaint.
func (of things) grief(tx *db.Tx, complaints *complaint.Service, whose id.Customer) error {
	c, err := complaints.Receive(tx, complaint.New{Customer: whose, Words: complaint.Words{Said: "Niemand belde."}})
	of["complaint"] = c.ID.String()
	return err
}

// letter adds a file to a question.
func (of things) letter(tx *db.Tx, files *file.Service, from id.Customer, about id.Question) error {
	seen := file.NewInspector()
	if _, err := seen.Write([]byte("Beste Linde")); err != nil {
		return err
	}
	content, err := files.Begin(tx)
	if err != nil {
		return err
	}
	files.Append(tx, content, 0, []byte("Beste Linde"))
	if content, err = files.Seal(tx, content, seen.Sum(), seen.Size()); err != nil {
		return err
	}
	f, err := files.Add(tx, file.New{Content: content, Name: "brief.txt", Type: file.Text,
		Subject: file.Subject{Kind: file.OfQuestion, ID: about.Any(), Customer: from}})
	of["file"] = f.ID.String()
	return err
}

// lookalikes makes two who were merged, and another.
func (of things) lookalikes(tx *db.Tx, customers *customer.Service) error {
	var all [3]id.Customer
	for i := range all {
		c, err := customers.Add(tx, customer.Details{Name: "Zegher Dam"})
		if err != nil {
			return err
		}
		all[i] = c.ID
	}
	merge, err := customers.Merge(tx, all[0], all[1])
	of["merge"], of["other"] = merge.ID.String(), all[2].String()
	return err
}

// in fills the names of a path or a body.
func (of things) in(text string) string {
	for name, value := range of {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// sample is a request that would do something, for every operation that has a body or a query.
var sample = map[string]string{
	"addCustomer": `{"name":"Monique"}`, "changeCustomer": `{"name":"Zeger van Dam-Bos"}`,
	"takeQuestion":   `{"customer":"{customer}","to_customer":"U wilt weten hoe laat.","ending":"answered"}`,
	"changeQuestion": `{"phase":"deciding"}`, "endQuestion": `{"ending":"answered"}`, "passQuestion": `{"holder":"{staff}"}`,
	"promiseForQuestion": `{"kind":"answer","due":"2026-11-25T15:00:00Z"}`,
	"writeReadBack":      `{"to_customer":"U wilt weten hoe laat."}`, "confirmReadBack": `{"number":1}`,
	"correctReadBack": `{"number":1,"to_customer":"U wilt weten hoe laat."}`,
	"makePromise":     `{"kind":"answer","customer":"{customer}","owner":"{staff}","due":"2026-11-25T15:00:00Z"}`,
	"revisePromise":   `{"due":"2026-11-26T15:00:00Z","consent":true}`, "reassignPromise": `{"owner":"{staff}"}`,
	"proposePromise": `{"colleague":"{staff}"}`, "logAttempt": `{"result":"no-answer"}`, "deliverPromise": `{"proof":"text","words":"Gedaan."}`,
	"seeNotices": `{"notices":["{message}"]}`, "setHours": `{"week":{"mon":[{"from":"08:00","until":"12:00"}]}}`,
	"setFeed":      `{"address":"https://agenda.example/a/9f3c2a71d8e4.ics"}`,
	"setTeamHours": `{"week":{"mon":[]}}`, "setStaffHours": `{"week":{"tue":[]}}`, "setOpened": `{"week":{"wed":[]}}`,
	"beginMeasuring": `{"purpose":"Om te leren.","agreed_by":"staff_meeting","agreed_on":"2026-11-20","last_day":"2027-03-01"}`,
	"closeDay":       `{"day":"2026-12-24"}`, "planLeave": `{"first":"2027-01-04","last":"2027-01-05"}`,
	"hire": `{"name":"Nieuw","email":"nieuw@linde.example"}`, "makeToken": `{"name":"night","scopes":["customers:read"]}`,
	"setMail": `{"host":"127.0.0.1","tls":"none","from":"kroon@linde.example","active":true}`, "tryMail": `{"to":"iemand@linde.example"}`,
	"setSMS": `{"url":"https://sms.example/send","method":"POST","active":true}`, "trySMS": `{"to":"+31612345678"}`,
	"mergeCustomers": `{"goes":"{other}"}`, "sayDistinct": `{"other":"{other}"}`,
	"changeStaff": `{"name":"Anders"}`, "logInteraction": `{"customer":"{customer}","result":"answered"}`, "dismissMissed": `{"reason":"elsewhere"}`,
	"declineHandOff": `{"words":"Geen tijd."}`, "showFile": `{"shown":true}`, "removeFile": `{"reason":"private"}`, "addFile": "Een brief.",
	"writeClaim": `{"kind":"wish","text":"Wil een brief."}`, "changeClaim": `{"text":"Wil een mail."}`, "endClaim": `{"ending":"outdated"}`,
	"counterClaim": `{"words":"Zo is het niet."}`, "takeOverCustomer": `{}`,
	"receiveComplaint": `{"customer":"{customer}","said":"Niemand belde."}`, "acknowledgeComplaint": `{"due":"2026-11-27T15:00:00Z"}`,
	"assessComplaint": `{"severity":"minor","cause":"too-late"}`, "answerComplaint": `{"finding":"upheld","said":"Ja.","reasons":"Het klopt."}`,
	"settleComplaint": `{"verdict":"accept"}`, "learnFromComplaint": `{"lesson":"Bellen."}`, "withdrawComplaint": `{"why":"Opgelost."}`,
	"setComplaintTerms": `{"acknowledge_minutes":480,"answer_days":10,"version":0}`, "setComplaintCause": `{"nl":"Parkeren"}`,
	"formTeam": `{"name":"Buitendienst"}`, "changeTeam": `{"name":"Buitendienst"}`, "addDuty": `{"name":"Ochtend","members":["{staff}"]}`,
	"setDuty": `{"name":"Ochtend","members":["{staff}"]}`, "changeOrganisation": `{"name":"Kroon & Co"}`, "stopSameDay": `{"stopped":true}`,
	"makeCallList": `{"name":"Voorjaar","purpose":"sales","about":"de beurt"}`, "setCaller": `{"caller":"charity"}`, "saveCallFilter": `{"name":"Kopers","filter":{"orders":1}}`,
	"endCall": `{"outcome":"wrong_number"}`, "tryCall": `{"result":"no-answer"}`, "strikeName": `{"reason":"objection"}`, "strikeCustomer": `{"reason":"objection"}`,
	"secondStrike": `{"agrees":true}`, "sayForm": `{"form":"incorporated"}`, "closeCallList": `{"why":"Klaar."}`,
	"noteConsent": `{"given_at":"2026-11-20T10:00:00Z","how":"site","about":"aanbod","evidence":"formulier 7"}`,
	"beginAnswer": `{"nl":{"title":"Kan dat?","body":"Ja."}}`, "writeAnswer": `{"nl":{"title":"Kan dat?","body":"Nee."}}`,
	"approveAnswer": `{"number":1}`, "changeAnswer": `{"public":true}`, "setTopic": `{"nl":"Ovens"}`,
	"giveAnswer": `{"customer":"{customer}"}`, "setAnswerRight": `{"customer":"{customer}","how":"told"}`,
	"noteAsked": `{"words":"Een aanbeveling."}`, "tryTariff": `{"file":"{}"}`, "setTariff": `{"file":"{}"}`,
	"addOrder":    `{"amount":12345,"what":"Koelkast"}`,
	"planBusyDay": `{"promises":["{promise}"]}`, "moveBusyDay": `{"moves":[{"promise":"{promise}","due":"2026-11-26T15:00:00Z"}]}`,
}

var query = map[string]string{
	"searchCustomers": "?text=zeger", "readDeadline": "?text=morgen+12+uur", "listQuestions": "?customer={customer}",
	"listPromises": "?customer={customer}", "offerTimes": "?owner={staff}", "addFile": "?subject_kind=question&subject={question}&name=brief.txt",
}

// anywhere are operations of which the ids of another organisation find nothing, instead of not existing.
var anywhere = []string{"seeNotices"}

// everything is all that an installation knows, as text.
func (h *house) everything() string {
	h.Helper()
	var out strings.Builder
	err := h.app.DB.Read(h.Context(), party.Itself(h.linde.org), func(tx *db.Tx) error {
		out.Reset()
		tables, err := db.All[string](tx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
		if err != nil {
			return err
		}
		for _, table := range tables {
			columns, err := db.All[string](tx, "SELECT name FROM pragma_table_info($1)", table)
			if err != nil {
				return err
			}
			all := "quote(" + strings.Join(columns, ") || ',' || quote(") + ")"
			rows, err := db.All[string](tx, fmt.Sprintf("SELECT %s AS row FROM %s ORDER BY 1", all, table))
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s %d\n%s\n", table, len(rows), strings.Join(rows, "\n"))
		}
		return nil
	})
	if err != nil {
		h.Fatal(err)
	}
	return out.String()
}

// Every operation, asked by whom it is not for: the right refusal, and not a row is different afterwards.
func TestNobodyComesInWhoShouldNot(t *testing.T) {
	h := open(t, db.SQLite)
	own, theirs := h.furnish(h.linde), h.furnish(h.other)
	operations := h.operations()
	without := map[string]member{}
	for _, d := range operations {
		if _, has := without[d.Scope]; !has && d.Scope != "any" {
			reads := strings.TrimSuffix(d.Scope, ":read")
			lacks := func(scope string) bool { return scope != d.Scope && (reads == d.Scope || scope != reads+":write") }
			without[d.Scope] = member{h.linde.owner.actor, h.token(h.linde.owner.actor, lacks)}
		}
	}
	for _, m := range append([]member{h.linde.owner, h.linde.staff, h.linde.read, h.other.owner}, values(without)...) {
		host := h.linde.host
		if m.token == h.other.owner.token {
			host = h.other.host
		}
		if got := h.askAt(host, m, "GET", "/who", nil); got.code != 200 { // when a token was last used is written once an hour
			t.Fatalf("%s", got.raw)
		}
	}
	before, asked := h.everything(), 0
	for _, d := range operations {
		if d.open() {
			continue
		}
		if len(d.RequestBody) > 0 && strings.Contains(string(d.RequestBody), `"required": true`) && sample[d.ID] == "" {
			t.Errorf("%s has no sample request", d.ID)
		}
		for _, c := range h.unwanted(d, own, theirs, without[d.Scope]) {
			asked++ // each from an address of its own: wrong tokens are counted by address
			h.from = fmt.Sprintf("10.1.%d.%d:1", asked/250, asked%250)
			got := h.askAt(c.host, c.who, d.method, c.of.in(d.path+query[d.ID]), c.of.in(sample[d.ID]))
			if !slices.Contains(c.codes, got.code) || got.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s %s: %d %s, want %v", d.ID, c.name, d.path, got.code, got.raw, c.codes)
			}
			if after := h.everything(); after != before {
				t.Errorf("%s %s changed the database", d.ID, c.name)
				before = after
			}
		}
	}
}

func values[K comparable, V any](m map[K]V) []V {
	var out []V
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// unwelcome is a request that must be refused.
type unwelcome struct {
	name  string
	host  string
	who   member
	of    things
	codes []int
}

func (h *house) unwanted(d described, own, theirs things, without member) []unwelcome {
	linde := h.linde.host
	out := []unwelcome{
		{"without a token", linde, member{}, own, []int{401}},
		{"with a token that is none", linde, member{token: "krn_" + strings.Repeat("0", 44)}, own, []int{401}},
		{"with another organisation's token", linde, h.other.owner, own, []int{401}},
		{"at the other organisation", h.other.host, h.linde.owner, theirs, []int{401}},
	}
	if d.Scope != "any" {
		out = append(out, unwelcome{"without the scope", linde, without, own, []int{403}})
	}
	if d.Role != party.Reader {
		out = append(out, unwelcome{"as a reader", linde, h.linde.read, own, []int{403}})
	}
	if d.Role == party.TeamLead || d.Role == party.Owner {
		out = append(out, unwelcome{"as staff", linde, h.linde.staff, own, []int{403}})
	}
	names := d.path + query[d.ID] + sample[d.ID]
	foreign := slices.ContainsFunc([]string{"customer", "team", "staff", "question", "promise", "message", "absence", "duty", "token", "link", "claim"}, func(name string) bool {
		return strings.Contains(names, "{"+name+"}")
	})
	if !foreign || slices.Contains(anywhere, d.ID) {
		return out
	}
	codes := []int{404}
	if !strings.Contains(d.path, "{") {
		codes = []int{404, 422, 409}
	}
	return append(out, unwelcome{"about another organisation's", linde, h.linde.owner, theirs, codes})
}
