package relation_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

func promisePath(of id.Promise) string { return "/promises/" + of.String() }

// TestCustomers makes two customers known, finds them, and changes one, without script.
func TestCustomers(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		b.get("/customers").is(http.StatusOK).sound().has("Zeger van Dam", "Monique Jansen", "Nieuwe klant")
		b.get("/customers/new").is(http.StatusOK).sound()
		refused := b.post("/customers/new", "name", "Ali Şahin", "phones[0]", "020 555 99 99", "phones[1]", "12", "emails", "ali@sahin.example")
		refused.is(http.StatusUnprocessableEntity).sound().has("12")
		if !strings.Contains(refused.body, `value="020 555 99 99"`) || !strings.Contains(refused.body, `value="ali@sahin.example"`) {
			t.Error("what was typed is gone")
		}
		page := b.done("/customers/new", "name", "Ali Şahin", "employer", "Bakkerij Noord", "function", "bakker", "phones[0]", "020 555 99 99", "labels[0]", "werk",
			"phones[1]", "0612345679", "emails", "ali@sahin.example", "emails", "a@b.example", "hours_note", "na de lunch", "since", "2020")
		page.is(http.StatusOK).sound().has("Ali Şahin", "Bakkerij Noord, bakker. Klant sinds 2020", "020 555 99 99", "werk", "06 12 34 56 79", "a@b.example", "na de lunch", "staat erbij")
		if !strings.Contains(page.body, `href="tel:+31205559999"`) || !strings.Contains(page.body, `href="mailto:ali@sahin.example"`) {
			t.Error("no way to call or mail")
		}
		b.get("/customers/search?q=sahin").has("Ali Şahin", "Bakkerij Noord").lacks("Monique")
		b.get("/customers/search?q=niemand").has("Geen klant gevonden voor “niemand”")
		part := b.ask("GET", "/customers?q=zeg", nil, "HX-Request", "true")
		part.is(http.StatusOK).has("Zeger van Dam").lacks("<html", "Monique")
		b.get(page.to + "/change").is(http.StatusOK).sound()
		changed := b.done(page.to+"/change", "version", "1", "name", "Ali Şahin", "phones[0]", "020 555 99 98", "from", "09:00", "until", "10.30")
		changed.has("020 555 99 98", "maandag 09:00 tot 10:30").lacks("Bakkerij Noord, bakker")
		b.post(page.to+"/change", "version", "1", "name", "Ali").is(http.StatusConflict).has("Ali")
		b.post(page.to+"/change", "version", "2", "name", "Ali", "from", "half").is(http.StatusUnprocessableEntity).has("geen tijd op de klok")
		b.get("/customers/" + s.Jeroen.ID.String()).is(http.StatusNotFound)
	})
}

// TestCustomerScreen says what we owe and how to begin, and holds the balance.
func TestCustomerScreen(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		p := s.Promises(s.Zeger, s.Jeroen, at(12, 0))
		path := "/customers/" + s.Zeger.String()
		b.get(path).is(http.StatusOK).sound().has("Wat wij Zeger schuldig zijn", "nog 1 u 8 min", "Terugbellen over de koelcel", "liefst vóór 10 uur", "Nog niets geboekt")
		s.Passes(at(12, 12))
		b.get(path).sound().has("12 min te laat", "Wij belden Zeger vandaag niet terug.", "Begin met excuses.", "8 in het rood", "−8")
		if owed := b.get(path); !strings.Contains(owed.body, `href="`+promisePath(p.ID)+`"`) {
			t.Error("the balance does not lead to its cause")
		}
		b.get("/customers/" + s.Monique.String()).sound().has("Niets. Alles is gedaan.")
		s.Asks(s.Monique, "U wilt drie cursussen vergelijken.", "", s.Jeroen, at(15, 0))
		asked := s.Asks(s.Monique, "U wilt weten wanneer u kunt beginnen.", "", s.Jeroen, at(16, 0))
		b.done("/questions/"+asked.Question.ID.String()+"/notes", "compares_with", "Frigo BV", "decides_on", "2026-11-27")
		b.get("/customers/"+s.Monique.String()).sound().has("Wat Monique wil", "U wilt drie cursussen vergelijken. vandaag, bij Fatima", "vandaag, bij Fatima · vergelijkt met Frigo BV · beslist vrijdag")
		first := s.Asks(s.Monique, "U wilt een rekening.", "", s.Fatima, at(14, 0))
		if got := len(b.get("/customers/" + s.Monique.String()).pick("ul.wants li")); got != 3 {
			t.Errorf("%d questions that are not settled, want 3", got)
		}
		b.done(promisePath(first.Promise.ID)+"/done", "proof", "call")
		b.get("/customers/" + s.Monique.String()).sound().has("Wat Monique wil U wilt weten")
		if got := len(b.get("/customers/" + s.Monique.String()).pick("ul.wants li")); got != 2 {
			t.Errorf("%d questions, want 2: what was answered is no longer wanted", got)
		}
		link := b.done(path+"/link").sound().has("https://delinde.example/w/", "De link is klaar")
		_, after, _ := strings.Cut(link.body, `name="link" value="`)
		b.done(path+"/link/close", "link", after[:36]).has("De link is gesloten").lacks("https://delinde.example/w/")
	})
}

// TestTheActIsShownAsItWasWritten says what is done where only a thing was written, and never twice, whatever
// language the page is in.
func TestTheActIsShownAsItWasWritten(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		for _, c := range []struct{ act, nl, en string }{
			{"de koelcel", "Terugbellen over de koelcel", "Call back about de koelcel"},
			{"terugbellen over de koelcel", "Terugbellen over de koelcel", "Terugbellen over de koelcel"},
			{"bellen met de prijs", "Bellen met de prijs", "Bellen met de prijs"},
			{"de directie bellen", "De directie bellen", "De directie bellen"},
			{"de klant informeren", "Terugbellen: de klant informeren", "Call back: de klant informeren"},
			{"de offerte doorsturen", "Terugbellen: de offerte doorsturen", "Call back: de offerte doorsturen"},
			{"de drie cursussen", "Terugbellen over de drie cursussen", "Call back about de drie cursussen"},
			{"de bestelde goederen", "Terugbellen over de bestelde goederen", "Call back about de bestelde goederen"},
			{"the new prices", "Terugbellen over the new prices", "Call back about the new prices"},
			{"call about the oven", "Call about the oven", "Call about the oven"},
			{"", "Terugbellen", "Call back"},
		} {
			path := promisePath(s.Promises(s.Zeger, s.Jeroen, at(15, 0), func(m *promise.Make) { m.Act = c.act }).ID)
			for lang, want := range map[string]string{"nl": c.nl, "en": c.en} {
				page := b.ask("GET", path, nil, "Accept-Language", lang).is(http.StatusOK)
				if heading := page.at("h1"); heading != want {
					t.Errorf("%q in %s is %q, want %q", c.act, lang, heading, want)
				}
			}
		}
	})
}

// TestMakePromise promises in words that are said back, asks where they are unclear, and refuses what
// cannot be kept unless it is promised by name.
func TestMakePromise(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		path := "/customers/" + s.Zeger.String() + "/promises"
		b.get(path).is(http.StatusOK).sound().has("Wat echt kan", "vandaag vóór")
		b.get("/deadline?due=vrijdag+half+drie").has("Dus vrijdag 27 november 14:30.")
		b.get("/deadline?due=uiterlijk+woensdagmiddag").lacks("Dus ")
		owner := s.Fatima.ID.String()
		b.post(path, "act", "de oven", "owner", owner).is(http.StatusUnprocessableEntity).has("Hier staat nog geen tijd die we begrijpen.", "de oven")
		b.post(path, "act", "de oven", "owner", owner, "due", "gisteren 12 uur").is(http.StatusUnprocessableEntity).has("de oven")
		asked := b.post(path, "act", "de oven", "owner", owner, "due", "om half 2 of 3 uur")
		asked.is(http.StatusUnprocessableEntity).sound()
		if !strings.Contains(asked.body, "om half 2 of 3 uur") {
			t.Error("what was typed is gone")
		}
		made := b.done(path, "act", "de oven", "owner", owner, "due", "morgen voor 12 uur", "tell", "spoken")
		made.sound().has("Terugbellen over de oven", "Beloofd: woensdag 25 november 12:00.", "Maak ongedaan", "morgen vóór 12:00")
		b.done(made.to + "/undo").has("Ongedaan gemaakt")
		full := b.post(path, "act", "de oven", "owner", owner, "due", "over 15 minuten", "minutes", "300")
		full.is(http.StatusConflict).sound().has("Toch beloven", "Beloof het op mijn naam")
		over := b.done(path, "act", "de oven", "owner", owner, "due", "over 15 minuten", "minutes", "300", "override", "yes", "words", "ik regel het")
		over.has("op eigen naam beloofd", "ik regel het")
		theirs := b.done(path, "direction", "theirs", "kind", "send", "act", "foto's", "owner", owner, "due", "vrijdag voor 17 uur")
		theirs.has("Zeger van Dam aan ons")
		b.post(path, "act", "x", "owner", owner, "due", "morgen 12 uur", "show", "yes").is(http.StatusOK).has("Wat echt kan")
	})
}

// TestTheChanceStandsWhereAPromiseIsMade: beside the times of a new promise, nowhere else, and only when the history tells.
func TestTheChanceStandsWhereAPromiseIsMade(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		path := "/customers/" + s.Zeger.String() + "/promises"
		made := s.Promises(s.Zeger, s.Fatima, at(16, 0))
		b.get(path).is(http.StatusOK).has("ruim").lacks("lukt")
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			for band := range promise.Bands {
				for half := 1; half <= 2; half++ {
					tx.Put("INSERT INTO promise_chance (org, band, half, closed, kept) VALUES ($1, $2, $3, 400, 320)", tx.Org, band, half)
				}
			}
			return nil
		})
		b.get(path).is(http.StatusOK).sound().has("ruim, lukt meestal")
		b.get("/promises/" + made.ID.String() + "/move").lacks("lukt meestal")
		b.get("/promises/" + made.ID.String()).lacks("lukt meestal")
	})
}

// TestCallIsOneTap begins a call, logs how it ended, and keeps our word by it.
func TestCallIsOneTap(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		b := s.signedIn(s.Jeroen)
		path := promisePath(p.ID)
		b.get(path).is(http.StatusOK).sound().has("Jeroen belt Zeger van Dam terug, vandaag vóór 15:00", "Fatima beloofde dit voor jou", "Past deze tijd?")
		b.done(path + "/acknowledge").has("Gezien.").lacks("beloofde dit voor jou")
		b.done(path+"/attempt", "result", "no-answer").has("Probeer het weer vandaag om 11:22", "Jeroen belde, geen gehoor")
		b.done(path+"/attempt", "result", "voicemail").has("Probeer het weer vandaag om 11:52")
		if page := b.get(path); !strings.Contains(page.body, `href="tel:+31205550123"`) || !strings.Contains(page.body, `hx-post="`+path+`/call"`) {
			t.Error("calling is not one tap that dials and logs")
		}
		b.done(path + "/call").has("Je belt sinds 10:52")
		s.Clock.Advance(5 * time.Minute)
		b.done(path+"/done", "proof", "call").sound().has("Gedaan. Woord gehouden.", "Maak ongedaan", "gedaan vandaag 10:52", "De klant is tevreden")
		if got := s.Promise(p.ID); got.State != promise.Delivered || !got.DeedAt.Equal(at(10, 52)) {
			t.Errorf("%s at %s", got.State, got.DeedAt)
		}
		b.done(path + "/undo").has("Ongedaan gemaakt.")
		if got := s.Promise(p.ID); got.State != promise.Agreed {
			t.Errorf("after undo: %s", got.State)
		}
		b.post(path+"/done", "proof", "text").is(http.StatusUnprocessableEntity).sound().has("Schrijf één regel")
		b.done(path+"/done", "proof", "text", "done_words", "Alles uitgelegd", "send", "yes").has("Alles uitgelegd")
		b.done(path+"/dispute", "dispute_words", "Ik heb niets gehoord").has("Ik heb niets gehoord", "De klant heeft gelijk")
		b.done(path+"/uphold").has("De klant had gelijk. Maak het goed.", "Maak het goed")
		if got := s.Promise(p.ID); got.State != promise.Broken {
			t.Errorf("after upholding: %s", got.State)
		}
	})
}

// TestMovingAndPassingOn gives another time and another owner, and lets go.
func TestMovingAndPassingOn(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b, lead := s.signedIn(s.Fatima), s.signedIn(s.Andries)
		p := s.Promises(s.Zeger, s.Fatima, at(15, 0))
		path := promisePath(p.ID)
		b.post(path+"/move", "due", "uiterlijk woensdagmiddag", "consent", "yes").is(http.StatusUnprocessableEntity).sound().has("Een ander moment")
		b.post(path+"/move", "consent", "yes").is(http.StatusUnprocessableEntity).has("Hier staat nog geen tijd die we begrijpen.")
		moved := b.done(path+"/move", "due", "vandaag 16 uur", "consent", "yes", "tell", "message")
		moved.sound().has("Verzet: dinsdag 24 november 16:00.", "Eerder beloofd vandaag vóór 15:00")
		if s.Promise(p.ID).State != promise.Revised {
			t.Error("moved with consent, and not revised")
		}
		b.done(moved.to+"/undo").has("Ongedaan gemaakt.", "vandaag vóór 15:00")
		if s.Promise(p.ID).State != promise.Agreed {
			t.Error("undoing a move does not bring it back")
		}
		b.done(path+"/propose", "to", s.Jeroen.ID.String()).has("Gevraagd of Jeroen het overneemt")
		j := s.signedIn(s.Jeroen)
		j.get(path).has("Kun jij dit overnemen van Fatima?")
		j.done(path+"/takeover").has("Het is nu van jou.", "Jeroen Plaatsman doet het")
		b.post(path+"/assign", "to", s.Fatima.ID.String()).is(http.StatusForbidden)
		lead.done(path+"/assign", "to", s.Fatima.ID.String()).has("Toegewezen.", "Fatima Plaatsman doet het")
		b.post(path + "/propose").is(http.StatusUnprocessableEntity).has("Wie gaat dit doen?")
		b.done(path+"/release", "cause", "not-needed").has("Vervallen.", "niet meer nodig")
		late := s.Promises(s.Zeger, s.Fatima, at(12, 0))
		s.Passes(at(12, 30))
		page := b.get(promisePath(late.ID)).sound().has("niet gehaald", "Maak het goed", "De tijd was om: niet gehaald")
		_, value, _ := strings.Cut(page.body, `name="slot" value="`)
		value, _, _ = strings.Cut(value, `"`)
		good := b.done(promisePath(late.ID)+"/move", "slot", value, "tell", "message")
		good.has("Maakt goed wat wij vandaag vóór 12:00 niet haalden")
		if s.Promise(late.ID).Open {
			t.Error("what is made good still asks for work")
		}
	})
}

// TestLetters reads, completes and sends what waits for a person.
func TestLetters(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Fatima, at(12, 0))
		b := s.signedIn(s.Fatima)
		path := promisePath(p.ID)
		page := b.get(path).sound().has("zelf sturen", "Kroon kan dit niet versturen", "Verstuurd", "Fatima belt u vandaag, dinsdag 24 november, vóór 12.00 uur")
		b.done(messagePath(t, page) + "/handed").has("Genoteerd dat jij het deed.").lacks("Kroon kan dit niet versturen")
		s.Passes(at(12, 30))
		page = b.get(path).sound().has("Excuses", "wacht op jou", "Jouw woorden erbij").lacks("Kroon kan dit niet versturen")
		letter := messagePath(t, page)
		of := strings.TrimPrefix(letter, "/messages/")
		b.done(letter+"/send", "message-"+of, "Dit had ik anders moeten doen.").has("Dit had ik anders moeten doen.", "zelf sturen")
		b.done(letter + "/drop").has("Het wordt niet gestuurd.")
		b.post(letter + "/handed").is(http.StatusConflict)
		reader := s.signedIn(party.Actor{Org: s.Org, Kind: party.Staff, ID: s.Jeroen.ID, Role: party.Reader})
		reader.get(path).is(http.StatusOK).lacks("/done", "/move")
		reader.post(letter + "/send").is(http.StatusForbidden)
	})
}

func messagePath(t *testing.T, page answer) string {
	t.Helper()
	_, after, found := strings.Cut(page.body, `action="/messages/`)
	if !found {
		t.Fatal("no letter waits")
	}
	return "/messages/" + after[:36]
}

// TestQuestion confirms, corrects, notes, passes on and ends a question.
func TestQuestion(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		taken := s.Asks(s.Zeger, "U wilt weten waarom de koelcel uitvalt.", "Klinkt gehaast", s.Fatima, at(15, 0))
		b := s.signedIn(s.Fatima)
		path := "/questions/" + taken.Question.ID.String()
		b.get(path).is(http.StatusOK).sound().has("U wilt weten waarom de koelcel uitvalt.", "Klinkt gehaast", "Terugbellen over de koelcel", "Versie 1, Fatima", "De klant zegt: klopt", "Voor wie", "020 555 01 23", "Kies een collega").lacks(`value="` + s.Fatima.StaffID().String() + `"`)
		b.done(path+"/confirm", "number", "1").has("mondeling bevestigd")
		b.done(path+"/correct", "number", "1", "meant", "U wilt een nieuwe koelcel.").has("U wilt een nieuwe koelcel.", "verbeterd door de klant", "Versie 2")
		b.post(path+"/correct", "number", "2", "meant", " ").is(http.StatusUnprocessableEntity).has("Er staat nog niet")
		b.post(path+"/write", "version", "1", "to_customer", "U wilt iets anders.").is(http.StatusConflict).has("U wilt iets anders.")
		b.done(path+"/notes", "for_colleagues", "Belt liever", "compares_with", "Frigo BV", "decides_on", "2026-11-27", "phase", "comparing").sound().has("Belt liever")
		b.post(path+"/notes", "decides_on", "31-11").is(http.StatusUnprocessableEntity)
		asked := b.done(path+"/pass", "holder", s.Jeroen.ID.String(), "repeated", "Haar klantnummer", "facts", "Belt om vier uur").sound()
		asked.has("Fatima vroeg Jeroen dit over te nemen", "De klant vertelde al: Haar klantnummer", "Toch niet doorgeven").lacks("Ik neem het over")
		at := regexp.MustCompile(`/transfers/[^/"]+`).FindString(asked.body)
		j := s.signedIn(s.Jeroen)
		j.post(at+"/decline", "answer", " ").is(http.StatusUnprocessableEntity)
		b.post(at + "/accept").is(http.StatusForbidden)
		j.get(path).sound().has("Ik neem het over", "Goed om te weten: Belt om vier uur")
		j.done(at+"/accept").has("De vraag is nu van jou", "Jeroen Plaatsman", "Van Fatima naar Jeroen")
		b.done(path+"/end", "ending", "bought_elsewhere", "words", "Te duur").has("Elders gekocht", "Te duur", "Onze belofte was toen: beloofd")
		b.done(path + "/reopen").has("Weer open.")
		b.get("/customers/" + s.Zeger.String() + "/promises?question=" + taken.Question.ID.String()).sound().has("U wilt een nieuwe koelcel.")
		second := b.done("/customers/"+s.Zeger.String()+"/promises", "question", taken.Question.ID.String(), "owner", s.Fatima.ID.String(), "act", "een nieuwe koelcel", "due", "morgen voor 12 uur")
		second.has("een nieuwe koelcel", "Naar aanleiding van")
	})
}

// TestTooLongIsRefused keeps a promise as it was when what is typed cannot be.
func TestRefusalsChangeNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Fatima, at(15, 0))
		b := s.signedIn(s.Fatima)
		before := s.Promise(p.ID).Version
		for path, pairs := range map[string][]string{
			"/attempt": {"result", "flown"}, "/done": {"proof", "link", "done_words", "javascript:alert(1)"},
			"/accept": nil, "/uphold": nil, "/agree": nil, "/decline": nil, "/takeover": nil, "/dispute": {"dispute_words", "x"},
			"/release": {"cause", "magic"}, "/move": {"due", "blablabla", "consent", "yes"}, "/propose": {"to", s.Fatima.ID.String()},
		} {
			a := b.post(promisePath(p.ID)+path, pairs...)
			if path == "/takeover" {
				continue // taking what is yours already changes nothing
			}
			if a.code < 400 || a.code >= 500 {
				t.Errorf("%s: %d", path, a.code)
			}
		}
		if after := s.Promise(p.ID); after.Version != before && after.Owner != p.Owner || after.State != promise.Agreed {
			t.Errorf("a refused act changed it: %+v", after)
		}
		b.post(promisePath(id.New[id.Promise](s.App.DB.IDs())) + "/call").is(http.StatusNotFound)
		nobody := s.browser()
		nobody.get(promisePath(p.ID)).is(http.StatusSeeOther)
		nobody.post(promisePath(p.ID) + "/call").is(http.StatusSeeOther)
	})
}

// TestMailThatWaits shows what leaves by itself and lets a person take it in hand.
func TestMailThatWaits(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.Do(party.Actor{Org: s.Org, Kind: party.Staff, ID: s.Andries.ID, Role: party.Owner}, func(tx *db.Tx) error {
			_, err := s.Acts.Message.SetMail(tx, message.MailSettings{Host: "127.0.0.1", Port: 25, TLS: message.NoTLS, From: "kroon@delinde.example", Active: true})
			return err
		})
		p := s.Promises(s.Zeger, s.Fatima, at(15, 0))
		b := s.signedIn(s.Fatima)
		page := b.get(promisePath(p.ID)).sound().has("gaat zo uit, e-mail", "Ik stuur het zelf")
		b.done(messagePath(t, page) + "/hand").has("zelf sturen")
		b.done(messagePath(t, b.get(promisePath(p.ID))) + "/again").has("gaat zo uit, e-mail")
		made, err := s.Acts.MakePromise(t.Context(), s.Fatima, promise.Make{Customer: s.Zeger, Owner: s.Fatima.StaffID(), Due: promise.Due{At: at(16, 0)}}, act.ByMessage)
		if err != nil {
			t.Fatal(err)
		}
		s.Passes(at(10, 53))
		b.get(promisePath(made.Promise.ID)).has("vandaag 10:52, e-mail")
	})
}
