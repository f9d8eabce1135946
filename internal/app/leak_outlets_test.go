package app_test

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"kroon/internal/calllist"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/team"
)

// outlets keep what leaves the house otherwise than by mail.
type outlets struct {
	mu    sync.Mutex
	notes []message.PushNote
	texts []message.TextMessage
}

// SendPush implements message.Pusher.
func (o *outlets) SendPush(_ context.Context, _ message.PushKeys, _ message.Browser, note message.PushNote) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.notes = append(o.notes, note)
	return nil
}

// SendSMS implements message.Texter.
func (o *outlets) SendSMS(_ context.Context, _ message.SMSSettings, text message.TextMessage) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts = append(o.texts, text)
	return nil
}

// listens has notifications go to everybody's browser, and messages to a customer who has only a mobile number.
func (p *planted) listens() {
	owner := party.Actor{Org: p.org, Kind: party.Staff, ID: p.andries.ID, Role: party.Owner}
	p.do(owner, func(tx *db.Tx) error {
		if _, err := p.app.Acts.Message.SetSMS(tx, message.SMSSettings{
			URL: "https://sms.example/send", Method: "POST", Body: `{"to":"{to}","text":"{text}"}`, From: "DeLinde", Active: true,
		}); err != nil {
			return err
		}
		c, err := p.app.Acts.Customer.Add(tx, customer.Details{Name: "Klant Mobiel", Numbers: []customer.Number{{Number: "06 12 34 56 78"}}})
		if err != nil {
			return err
		}
		p.people = append(p.people, c.ID)
		_, err = p.app.Acts.Team.AddDuty(tx, team.Duty{Name: "Dienst middag", Members: []id.Staff{p.fatima.StaffID()}})
		return err
	})
	_, err := p.app.Acts.PushKey(context.Background(), owner)
	p.ok(err)
	for n, who := range []party.Actor{p.fatima, p.andries} {
		key, err := ecdh.P256().NewPrivateKey(append(make([]byte, 31), byte(n+1)))
		p.ok(err)
		p.ok(p.app.Acts.TurnOnPush(context.Background(), who, message.Browser{
			Name: "Firefox", Endpoint: fmt.Sprintf("https://push.example/%d", n),
			Key: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Secret: base64.RawURLEncoding.EncodeToString(make([]byte, 16)),
		}))
	}
}

// seeNotes reads every notification and text message that went out: a browser's maker and a telephone company are no
// colleagues.
func (p *planted) seeNotes() {
	p.outlets.mu.Lock()
	defer p.outlets.mu.Unlock()
	if len(p.outlets.notes) == 0 || len(p.outlets.texts) == 0 {
		p.t.Errorf("%d notifications and %d text messages went out", len(p.outlets.notes), len(p.outlets.texts))
	}
	for _, note := range p.outlets.notes {
		p.clean("a notification", string(note.Body), p.marks, p.drafts)
	}
	for _, text := range p.outlets.texts {
		p.clean("a text message to "+text.To, text.Text, p.marks, p.drafts)
	}
}

// everyID fills in what a program could name that planting made on the way.
func (p *planted) everyID() {
	for name, query := range map[string]string{
		"message": "SELECT id FROM message WHERE org = $1", "team": "SELECT id FROM team WHERE org = $1",
		"duty": "SELECT id FROM duty WHERE org = $1", "list": "SELECT id FROM call_list WHERE org = $1",
	} {
		p.do(party.Itself(p.org), func(tx *db.Tx) error {
			all, err := db.All[id.Any](tx, query, tx.Org)
			p.ids[name] = nil
			for _, one := range all {
				p.ids[name] = append(p.ids[name], one.String())
			}
			return err
		})
	}
	p.ids["key"] = []string{"claim.not_yours"}
	if len(p.ids["message"]) == 0 || len(p.ids["list"]) == 0 {
		p.t.Error("there is no message or no list to name")
	}
}

// lists makes a list to call with everybody on it.
func (p *planted) lists() {
	_, err := p.app.Acts.MakeCallList(context.Background(), p.andries, calllist.New{Name: "Voorjaar", Purpose: calllist.ForService, About: "de beurt"})
	p.ok(err)
}

// seeFilesOfOthers: by the link of his own page nobody opens a file that was not shown to him.
func (p *planted) seeFilesOfOthers() {
	for _, link := range p.links {
		for _, of := range p.ids["file"] {
			path := "/w/" + link + "/files/" + of
			code, body := p.get(path, "")
			p.clean(path, body, p.marks, p.drafts)
			if code == http.StatusOK {
				p.t.Errorf("%s opens", path)
			}
		}
	}
}

// seeActs has a program do what it may: what comes back is a reading too.
func (p *planted) seeActs() {
	did := 0
	does := func(path, body string) {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:1/api/v1"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+p.agent)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		p.app.Handler().ServeHTTP(w, r)
		text, err := io.ReadAll(w.Result().Body)
		p.ok(err)
		p.clean("a program doing "+path, string(text), p.marks)
		if w.Code >= 500 {
			p.t.Errorf("%s: %d %s", path, w.Code, text)
		}
		if w.Code < 300 {
			did++
		}
	}
	for _, of := range p.people {
		does("/questions", fmt.Sprintf(`{"customer":%q,"to_customer":"U wilt weten hoe laat.","channel":"chat","ending":"answered"}`, of))
		does("/interactions", fmt.Sprintf(`{"customer":%q,"kind":"chat","direction":"in"}`, of))
		for _, answer := range p.ids["answer"] {
			does("/answers/"+answer+"/given", fmt.Sprintf(`{"customer":%q}`, of))
		}
	}
	does("/questions", `{"new_customer":{"name":"Klant Nummer0","emails":["nieuw@example.org"]},"to_customer":"U wilt weten hoe laat.","channel":"form","ending":"answered"}`)
	for _, question := range p.ids["question"] {
		does("/questions/"+question+"/pass", fmt.Sprintf(`{"to":%q}`, p.fatima.StaffID()))
	}
	if did < 2*len(p.people) {
		p.t.Errorf("a program did %d acts", did)
	}
}
