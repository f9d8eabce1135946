package api_test

import (
	"errors"
	"fmt"
	"kroon/internal/act"
	"kroon/internal/calllist"
	"slices"
	"strings"
	"time"

	"kroon/internal/access"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/imports"
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
		if err := errors.Join(out.grief(tx, acts.Complaint, w.customer), out.brought(tx, acts.Imports), out.account(tx, acts.Ledger, w.customer)); err != nil {
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
	known, err := to.Tariffs(tx)
	if err != nil {
		return err
	}
	of["asked"] = asked.ID.String()
	for _, one := range known {
		if strings.HasPrefix(string(one.Version), "t-") {
			of["version"] = string(one.Version) // each is large
			return nil
		}
	}
	next := ledger.Shipped()[0].Draft(ledger.Version("t-"+with.String()[28:]), "2027-01-01")
	file, err := next.File()
	if err != nil {
		return err
	}
	_, err = to.SetTariff(tx, string(file), now.AddDate(0, 2, 0))
	of["version"] = string(next.Version)
	return err
}

// brought makes an import that is done, and a file that waits to be imported.
func (of things) brought(tx *db.Tx, to *imports.Service) error {
	run, err := to.Begin(tx, imports.Customers, "oud")
	if err != nil {
		return err
	}
	if _, err := to.Publish(tx, run.ID, imports.Counts{}); err != nil {
		return err
	}
	to.Settled(tx, run.ID, tx.Now, id.Any{}, true)
	u := to.BeginUpload(tx, imports.Customers, "klanten.csv")
	to.Append(tx, u.ID, imports.TheFile, 0, []byte("nr,naam\n1,Jan\n"))
	u.Size, u.Encoding, u.RowCount, u.Map = 14, imports.UTF8, 1, imports.Plain(imports.Customers, "oud").Text()
	to.Arrived(tx, u)
	of["run"], of["upload"] = run.ID.String(), u.ID.String()
	return nil
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
	"setFileRoom": `{"most":1000}`, "eraseCustomer": `{"because":"asked","let_go":true}`, "mergeCustomers": `{"goes":"{other}"}`, "sayDistinct": `{"other":"{other}"}`,
	"changeStaff": `{"name":"Anders"}`, "logInteraction": `{"customer":"{customer}","result":"answered"}`, "dismissMissed": `{"reason":"elsewhere"}`,
	"declineHandOff": `{"words":"Geen tijd."}`, "showFile": `{"shown":true}`, "removeFile": `{"reason":"private"}`, "addFile": "Een brief.", "uploadImport": "nr,naam\n1,Jan\n",
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
	"drawImport": `{"source":"oud","columns":[{"field":"external_id","column":"nr"}]}`,
	"noteAsked":  `{"words":"Een aanbeveling."}`, "tryTariff": `{"file":"{}"}`, "setTariff": `{"file":"{}"}`,
	"addOrder":    `{"amount":12345,"what":"Koelkast"}`,
	"planBusyDay": `{"promises":["{promise}"]}`, "handOutPromises": `{"gives":[{"promise":"{promise}","owner":"{staff}"}]}`, "moveBusyDay": `{"moves":[{"promise":"{promise}","due":"2026-11-26T15:00:00Z"}]}`,
}

var query = map[string]string{
	"searchCustomers": "?text=zeger", "readDeadline": "?text=morgen+12+uur", "listQuestions": "?customer={customer}",
	"listPromises": "?customer={customer}", "offerTimes": "?owner={staff}", "addFile": "?subject_kind=question&subject={question}&name=brief.txt",
	"uploadImport": "?kind=customers&name=klanten.csv",
}

// anywhere are operations of which the ids of another organisation find nothing, instead of not existing.
var anywhere = []string{"seeNotices", "hearDoubt"}

// everything is all that an installation knows, as text: its tables, and the rows of each in order.
func (h *house) everything() string {
	h.Helper()
	var out strings.Builder
	err := h.app.DB.Read(h.Context(), party.Itself(h.linde.org), func(tx *db.Tx) (err error) {
		if h.tables == nil {
			if h.tables, err = tablesOf(tx); err != nil {
				return err
			}
		}
		out.Reset()
		for _, table := range h.tables {
			rows, err := db.All[string](tx, table.rows)
			if err != nil {
				return err
			}
			slices.Sort(rows)
			fmt.Fprintf(&out, "%s\n%s\n", table.name, strings.Join(rows, "\n"))
		}
		return nil
	})
	if err != nil {
		h.Fatal(err)
	}
	return out.String()
}

// table is one table, with the query that gives its rows as texts.
type table struct{ name, rows string }

func tablesOf(tx *db.Tx) (out []table, err error) {
	all := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
	if tx.Engine == db.Postgres {
		all = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
	}
	names, err := db.All[string](tx, all)
	columnsOf, quoted := "SELECT name FROM pragma_table_info($1)", "quote("
	if tx.Engine == db.Postgres {
		columnsOf = "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1"
		quoted = "quote_nullable("
	}
	for _, name := range names {
		columns, err := db.All[string](tx, columnsOf, name)
		if err != nil {
			return nil, err
		}
		out = append(out, table{name, "SELECT " + quoted + strings.Join(columns, ") || ',' || "+quoted) + ") FROM " + name})
	}
	return out, err
}
