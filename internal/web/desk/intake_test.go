package desk_test

import (
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

func TestACallerIsRecognised(t *testing.T) {
	w := begin(t, "")
	w.fatima.get("/intake?from=%2B31302614410").says(200,
		"Monique Jansen belt", "030 261 44 10. Nog niet eerder gesproken.", "Wat vraagt Monique?", "Monique krijgt dit te lezen",
		"Klopt, zegt Monique", "Voor collega’s", "Beslist", "Vergelijkt met", "een e-mail met een volgpagina",
		"Wie het eerst kan", "Ik (Fatima)", "Wanneer?", "vandaag vóór 11:15", "Zeg: “", "op 030\u00a0261\u00a044\u00a010. Klopt dat?”",
		"Beloof", "Deels beantwoord, rest beloven", "Beantwoord", "Geen vraag", "Bewaar voor later").silent("Wie belt er?")
	w.fatima.get("/intake?customer="+w.zeger.String()).says(200, "Zeger van Dam belt")
	w.fatima.get("/intake?from=0612345678").says(200, "06 12 34 56 78 belt", "Dit nummer kennen we nog niet.", "Wie belt er?", `value="06 12 34 56 78"`)
	w.fatima.get("/intake?from=onzin").says(200, "onzin belt")
	w.fatima.get("/intake").says(200, "Nieuwe vraag", "Een naam of een nummer is genoeg.")
	w.fatima.get("/intake?half=1").says(200, "Geen tijd nu?", "Bewaar; ik bel straks terug").silent("Wij beloven")
	w.fatima.get("/intake?customer=" + id.Customer{1}.String()).says(404)
}

// What happened last stands in one line, what went wrong first.
func TestWhatHappenedLast(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake", "customer", w.zeger.String(), "to_customer", "U wilt weten wat een koelcel kost.", "end", "answered").leads("/today")
	w.jeroen.get("/intake?customer="+w.zeger.String()).says(200, "Sprak vandaag Fatima: “U wilt weten wat een koelcel kost.”")
	w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over de prijs", at(11, 0))
	w.jeroen.get("/intake?customer="+w.zeger.String()).says(200, "Wij beloofden nog: Terugbellen over de prijs, vandaag vóór 11:00 (Fatima).")
	w.until(at(11, 1))
	w.jeroen.get("/intake?customer="+w.zeger.String()).says(200, "Wij belden vandaag niet terug. Begin met excuses.")
}

// Who calls from a number that is none of theirs is called back there, about the second question as about the first.
func TestAnotherNumberStaysThroughTheConversation(t *testing.T) {
	w := begin(t, "")
	page := w.fatima.get("/intake?from=0612345678&customer="+w.zeger.String()).says(200, "Zeger van Dam belt", "06 12 34 56 78")
	slot := between(t, page.body, `name="due" value="`, `"`)
	to := w.fatima.post("/intake", "customer", w.zeger.String(), "from", "06 12 34 56 78", "to_customer", "U wilt weten of het past.",
		"act", "de maten", "due", slot, "end", "promised").to
	if !strings.HasSuffix(to, "?from=06+12+34+56+78") {
		t.Fatalf("leads to %q", to)
	}
	w.fatima.get(to).says(200, "from=06+12+34+56+78")
	to = w.fatima.post("/intake", "customer", w.zeger.String(), "from", "020 555 01 23", "to_customer", "U wilt weten of het past.", "end", "answered").to
	if strings.Contains(to, "from") {
		t.Errorf("his own number goes along: %q", to)
	}
}

func TestSeveralPeopleOnOneNumber(t *testing.T) {
	w := begin(t, "")
	var second id.Customer
	w.do(w.fatima.actor, func(tx *db.Tx) (err error) {
		second, err = w.know(tx, "Thijs Jansen", "030 261 44 10", "")
		return err
	})
	w.fatima.get("/intake?from=0302614410").says(200, "Vraag wie er belt.", "Wie is het?", "Monique Jansen", "Thijs Jansen", "Iemand anders")
	typed := []string{"from", "030 261 44 10", "to_customer", "U wilt weten of het past.", "act", "de maten", "end", "promised"}
	w.fatima.post("/intake", typed...).says(422, "Kies wie er belt", "U wilt weten of het past.", `value="de maten"`)
	to := w.fatima.post("/intake", append(typed, "customer", second.String())...)
	if q := w.question(to); q.Customer != second {
		t.Errorf("noted for %v", q.Customer)
	}
}

// question is the one that a page about it was opened for.
func (w *world) question(a answer) (q intake.Question) {
	w.t.Helper()
	of, err := id.Parse[id.Question](strings.TrimPrefix(a.to, "/intake/"))
	if err != nil || a.code != 303 {
		w.t.Fatalf("%s: %d to %q\n%s", a.what, a.code, a.to, plain(a.body))
	}
	w.do(w.fatima.actor, func(tx *db.Tx) (err error) {
		q, err = w.app.Acts.Intake.Get(tx, of)
		return err
	})
	return q
}

// promiseOf is what a question led to.
func (w *world) promiseOf(q intake.Question) (p promise.Promise) {
	w.t.Helper()
	w.do(w.fatima.actor, func(tx *db.Tx) error {
		all, err := w.app.Acts.Promise.OfQuestion(tx, q.ID)
		if err == nil && len(all) == 1 {
			p = all[0]
		}
		return err
	})
	return p
}

// A call from the first word to what the customer gets, on both engines.
func TestAQuestionIsPromised(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		form := w.fatima.get("/intake?from=%2B31302614410")
		slot := between(t, form.body, `name="due" value="`, `"`)
		posted := w.fatima.post("/intake", "customer", w.monique.String(), "from", "+31302614410",
			"to_customer", "U wilt het verschil weten tussen de drie cursussen.", "confirmed", "yes", "for_colleagues", "Twijfelt aan C.",
			"decides", "vrijdag", "compares_with", "ROC", "kind", "call-back", "owner", "", "act", "de drie cursussen",
			"due", slot, "when", "", "tell", "message", "end", "promised")
		q := w.question(posted)
		p := w.promiseOf(q)
		if q.ReadingState != intake.Confirmed || q.Ending != intake.Promised || q.DecidesOn.String() != "2026-11-27" ||
			q.Note.ReadBy(w.fatima.actor) != "Twijfelt aan C." || q.ComparesWith.ReadBy(w.fatima.actor) != "ROC" {
			t.Errorf("noted as %+v", q)
		}
		if p.Act != "terugbellen over de drie cursussen" || !p.DueAt.Equal(at(11, 15)) || p.DueCivil != "2026-11-24T11:15" || p.Zone != "Europe/Amsterdam" {
			t.Errorf("promised as %+v", p)
		}
		page := w.fatima.get(posted.to).says(200, "Beloofd aan Monique Jansen", "Beloofd en genoteerd.", "Maak ongedaan",
			"vandaag vóór 11.15 uur op 030\u00a0261\u00a044\u00a010 over de drie cursussen.", "Code om te noemen", string(p.Code),
			"Monique krijgt zo een e-mail op monique@voorbeeld.example.", "Monique zei: het klopt zo.")
		page.silent("Twijfelt", "ROC")
		w.do(w.fatima.actor, func(tx *db.Tx) error {
			said, err := w.app.Acts.Message.OfSubject(tx, p.ID.Any())
			if err == nil && (len(said) != 1 || said[0].Kind != message.Confirmation || said[0].Channel != message.Email) {
				t.Errorf("told by %+v", said)
			}
			return err
		})
		w.fatima.post(posted.to + "/undo").leads("/questions/" + q.ID.String())
		if w.now(p.ID).UndoneAt.IsZero() {
			t.Error("not undone")
		}
		w.fatima.get("/today").says(200, "Gevraagd, nog niets beloofd", "Monique Jansen", "U wilt het verschil weten")
	})
}

// Said aloud, the sentence has the code, and whoever says it of himself says ik.
func TestSaidAloud(t *testing.T) {
	w := begin(t, "")
	posted := w.fatima.post("/intake", "customer", w.zeger.String(), "act", "de koelcel", "kind", "call-back",
		"owner", w.fatima.actor.ID.String(), "tell", "spoken", "end", "partly")
	p := w.promiseOf(w.question(posted))
	code := string(p.Code[:3]) + " " + string(p.Code[3:])
	w.fatima.get(posted.to).says(200, "Deels beantwoord; de rest is beloofd", "Zeg: “Ik bel u vandaag vóór 11.15 uur op 020\u00a0555\u00a001\u00a023 over de koelcel. Uw code is "+code+".”",
		"Noem de code; dan is het mondeling bevestigd.", "Het staat op jouw naam")
}

func TestTimesFollowTheOwner(t *testing.T) {
	w := begin(t, "")
	w.jeroen.promises(promise.Visit, w.jeroen, w.zeger, "langskomen", at(12, 0))
	base := []string{"customer", w.monique.String(), "kind", "call-back"}
	w.fatima.post("/intake/times", append(base, "owner", w.jeroen.actor.ID.String())...).says(200, `id="times"`, "vandaag vóór 12:15", "Jeroen", `id="say"`, "Jeroen belt u").silent("<html", "vóór 11:15")
	w.fatima.post("/intake/times", append(base, "owner", w.fatima.actor.ID.String())...).says(200, "vandaag vóór 11:15", "jijzelf", "ruim", "Zeg: “Ik bel u vandaag vóór 11.15 uur")
	w.fatima.post("/intake/times", append(base, "kind", "visit", "owner", w.fatima.actor.ID.String(), "decides", "vandaag")...).says(200, "vandaag vóór").silent("morgen")
}

// What was said to the customer is promised or refused, never another time in its place.
func TestATimeThatIsOfferedNoMore(t *testing.T) {
	w := begin(t, "")
	form := []string{"customer", w.monique.String(), "owner", w.fatima.actor.ID.String(), "act", "de cursus", "end", "promised"}
	slot := func(hour, minute int) string {
		return at(hour, minute).UTC().Format(time.RFC3339) + " " + w.fatima.actor.ID.String()
	}
	p := w.promiseOf(w.question(w.fatima.post("/intake", append(form, "due", slot(14, 20))...)))
	if !p.DueAt.Equal(at(14, 20)) || p.DueCivil != "2026-11-24T14:20" {
		t.Errorf("said 14:20, promised %v", p.DueAt)
	}
	w.fatima.promises(promise.Visit, w.fatima, w.zeger, "langskomen", at(12, 0))
	w.fatima.post("/intake", append(form, "due", slot(11, 15))...).says(409, "Dat past niet meer", `value="de cursus"`)
	w.fatima.post("/intake", append(form, "due", slot(10, 0))...).says(422, "Dat tijdstip is al voorbij")
}

// A duty is kept by whoever has it now; when nobody has, the form says so.
func TestADutyIsOneWhoIsPresent(t *testing.T) {
	w := begin(t, "")
	var duty team.Duty
	w.do(party.Itself(w.org), func(tx *db.Tx) (err error) {
		duty, err = w.app.Acts.Team.AddDuty(tx, team.Duty{Name: "Dienst middag", Members: []id.Staff{w.jeroen.actor.StaffID()}})
		return err
	})
	w.fatima.get("/intake").says(200, "Ik (Fatima)", "Dienst middag", "Andries")
	w.fatima.get("/today").says(200, "Wie heeft ruimte", "Dienst middag: Jeroen")
	form := []string{"customer", w.monique.String(), "owner", duty.ID.String(), "act", "de cursus", "end", "promised"}
	w.fatima.post("/intake/times", form...).says(200, "<b>vandaag vóór 11:15</b>, Jeroen").silent("Andries", "jijzelf")
	if p := w.promiseOf(w.question(w.fatima.post("/intake", form...))); p.Owner != w.jeroen.actor.StaffID() {
		t.Error("another owner than who has the duty")
	}
	w.clock.Set(at(20, 0))
	w.fatima.post("/intake/times", form...).says(200, "Niemand van deze dienst is er nu.")
	w.fatima.post("/intake", form...).says(409, "Niemand van deze dienst is er nu.", `value="de cursus"`)
}

func TestOwnWordsAreSaidBack(t *testing.T) {
	w := begin(t, "")
	base := []string{"customer", w.monique.String(), "kind", "call-back", "owner", w.fatima.actor.ID.String()}
	echo := func(when string) answer { return w.fatima.post("/intake/echo", append(base, "when", when)...) }
	echo("vrijdag voor 12 uur").says(200, `id="echo"`, `name="echoed" value="vrijdag voor 12 uur"`, "vrijdag 27 november vóór 12:00", "ruim",
		`id="offers"`, `id="say"`, "Ik bel u vrijdag 27 november vóór 12.00 uur").silent("past niet", "override")
	echo("uiterlijk woensdagmiddag").says(200, "Hoe laat precies?", "morgen vóór 13:00", "morgen vóór 17:00", "Kies een tijd; dan staat hier wat je zegt.")
	echo("over 2 minuten").says(200, "vandaag vóór 10:54", "past niet", "Dat past niet naast wat Fatima al beloofde.", "vandaag vóór 11:15", "Toch beloven, op mijn naam")
	echo("zaterdag voor 12 uur").says(200, "zaterdag 28 november", "Fatima werkt die dag niet")
	echo("gisteren").says(200, "Kies een tijd")
	echo("blauw").says(200, "Noem een dag of een tijd").silent("checked")
}

// Without script own words win over the times that stand there; where they leave room the form asks, and
// keeps everything.
func TestOwnWordsWithoutScript(t *testing.T) {
	w := begin(t, "")
	offered := w.fatima.post("/intake/times", "customer", w.monique.String(), "owner", w.fatima.actor.ID.String())
	slot := between(t, offered.body, `name="due" value="`, `"`)
	typed := func(when string, more ...string) answer {
		return w.fatima.post("/intake", append([]string{
			"customer", w.monique.String(), "to_customer", "U wilt iets weten.", "act", "de cursus", "for_colleagues", "let op",
			"owner", w.fatima.actor.ID.String(), "when", when, "end", "promised",
		}, more...)...)
	}
	kept := []string{"U wilt iets weten.", "let op", `value="de cursus"`}
	typed("uiterlijk woensdagmiddag", "due", slot).says(422, append([]string{"Hoe laat precies? Kies er een of typ het preciezer"}, kept...)...).says(422, "morgen vóór 13:00")
	typed("blauw", "due", slot).says(422, append([]string{"Deze tijd begrijpen we niet"}, kept...)...)
	typed("over 2 minuten", "due", slot).says(409, append([]string{"Het eerste moment dat wel kan is"}, kept...)...).says(409, "Toch beloven, op mijn naam")
	p := w.promiseOf(w.question(typed("vrijdag voor 12 uur", "due", slot)))
	if p.DueCivil != "2026-11-27T12:00" || p.Owner != w.fatima.actor.StaffID() {
		t.Errorf("promised %v by %v", p.DueCivil, p.Owner)
	}
	p = w.promiseOf(w.question(typed("vrijdag", "due", slot)))
	if p.Grain != promise.ToTheDay {
		t.Errorf("a day became %s", p.Grain)
	}
	// Of several readings the one that was picked.
	ask := w.fatima.post("/intake/echo", "customer", w.monique.String(), "owner", w.fatima.actor.ID.String(), "when", "uiterlijk woensdagmiddag")
	picked := between(t, ask.body, `name="due" value="`, `"`)
	p = w.promiseOf(w.question(typed("uiterlijk woensdagmiddag", "due", picked, "echoed", "uiterlijk woensdagmiddag")))
	if !p.DueAt.Equal(at(13, 0).AddDate(0, 0, 1)) {
		t.Errorf("picked 13:00, promised %v", p.DueAt)
	}
	// With script a time that is picked after the own words wins.
	p = w.promiseOf(w.question(typed("vrijdag voor 12 uur", "due", between(t, w.fatima.post("/intake/times", "customer", w.monique.String(), "owner", w.fatima.actor.ID.String()).body, `name="due" value="`, `"`), "echoed", "vrijdag voor 12 uur")))
	if p.DueAt.After(at(23, 0)) {
		t.Errorf("picked today, promised %v", p.DueAt)
	}
	p = w.promiseOf(w.question(typed("over 2 minuten", "override", "yes", "words", "Zij staat op de stoep")))
	if !p.Overridden || !p.DueAt.Equal(at(10, 54)) {
		t.Errorf("overridden %v, due %v", p.Overridden, p.DueAt)
	}
}

// A half note is saved whatever is missing, and becomes a call back today.
func TestAHalfNote(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake", "end", "half", "when", "blauw", "decides", "ooit").leads("/today")
	w.fatima.get("/today").says(200, "Bewaard. Jij belt terug, vandaag vóór 17:00.", "Later vandaag", "Onbekende beller", "halve notitie")
	w.fatima.post("/intake", "customer", w.zeger.String(), "for_colleagues", "iets met hal 2", "end", "half").leads("/today")
	w.fatima.get("/today").says(200, "Later vandaag", "Zeger van Dam", "halve notitie", "Terugbellen. “iets met hal 2”", "Gesproken")
}

func TestOtherEnds(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake", "customer", w.zeger.String(), "to_customer", "U wilt de prijs weten.", "end", "answered").leads("/today")
	w.fatima.get("/today").says(200, "Genoteerd: beantwoord. Er gaat geen bericht uit.")
	w.fatima.post("/intake", "caller_name", "Een verkoper", "end", "none", "for_colleagues", "wilde iets verkopen").leads("/today")
	w.fatima.post("/intake", "end", "promised").says(422, "Wie belt er? Vul een naam of een nummer in")
	w.fatima.post("/intake", "end", "answered").says(422)
	w.fatima.post("/intake", "end", "else").says(422)
	posted := w.fatima.post("/intake", "caller_name", "Noor Vink", "from", "06 12 34 56 78", "to_customer", "U wilt een offerte.", "kind", "send", "act", "de offerte", "end", "promised")
	if p := w.promiseOf(w.question(posted)); p.Act != "de offerte toesturen" || p.Customer.IsZero() {
		t.Errorf("promised %+v", p)
	}
	w.fatima.get("/intake?from=0612345678").says(200, "Noor Vink belt")
	w.fatima.post("/intake", "caller_name", "Bo", "from", "12", "end", "promised", "to_customer", "U wilt bellen.").says(422, `href="#f-from"`, `value="Bo"`, "U wilt bellen.")
	w.fatima.post("/intake", "from", "12", "end", "half").leads("/today")
}

// Every fault stands at its field, and nothing that was typed is lost.
func TestFaultsKeepWhatWasTyped(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake", "customer", w.monique.String(), "to_customer", strings.Repeat("a", 2100), "for_colleagues", "binnen", "decides", "gisteren",
		"compares_with", "ROC", "act", "de maten", "end", "promised").says(422,
		"2 dingen kloppen nog niet", strings.Repeat("a", 2100), "100 tekens te lang", "binnen", `value="gisteren"`, `value="ROC"`, `value="de maten"`)
}

func TestSoftHints(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake/say", "customer", w.monique.String(), "for_colleagues", "bsn 111222333").says(200, "Dit lijkt een burgerservicenummer.", "Zeg:")
	w.fatima.post("/intake/say", "customer", w.monique.String(), "for_colleagues", "zij is ziek").says(200, "Dit gaat over iemands gezondheid.")
	w.fatima.post("/intake", "customer", w.monique.String(), "for_colleagues", "zij is ziek", "end", "answered").leads("/today")
}

// Two colleagues who note for one customer see each other.
func TestTwoAtOneCustomer(t *testing.T) {
	w := begin(t, "")
	w.jeroen.post("/intake/beside", "customer", w.monique.String()).says(200).silent("Jeroen")
	w.fatima.post("/intake/beside", "customer", w.monique.String()).says(200, "Jeroen is al aan het noteren")
	w.fatima.get("/intake?customer="+w.monique.String()).says(200, "Jeroen is al aan het noteren")
	w.jeroen.post("/intake", "customer", w.monique.String(), "to_customer", "U wilt iets.", "end", "answered").leads("/today")
	w.fatima.get("/intake?customer=" + w.monique.String()).silent("Jeroen is al")
	w.jeroen.post("/intake/beside", "customer", w.monique.String()).says(200)
	w.clock.Advance(2 * time.Minute)
	w.fatima.get("/intake?customer=" + w.monique.String()).silent("Jeroen is al")
	w.fatima.post("/intake/beside").says(404)
}

func TestWhoIsShownForATypedNumber(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake/who", "from", "020 555 01 23").says(200, "Dit nummer kennen we.", "Zeger van Dam", "Iemand anders").silent("<html")
	w.fatima.post("/intake/who", "from", "020 555").says(200).silent("Zeger")
	w.fatima.post("/intake/who", "caller_name", "ze").says(200).silent("Zeger")
	w.fatima.post("/intake/who", "caller_name", "zeg").says(200, "Misschien ken je deze beller al:", "Zeger van Dam", "Iemand anders").silent("eerder contact")
	w.fatima.post("/intake/who", "caller_name", "zeg", "customer", w.zeger.String(), "tell", "aloud").says(200, "Zeger van Dam", "Iemand anders",
		`class="hint soft"`, `hx-swap-oob="true"`, "Zeger krijgt", `value="message" selected`)
	posted := w.fatima.post("/intake", "from", "020 555 01 23", "customer", w.zeger.String(), "act", "de koelcel", "end", "promised")
	if q := w.question(posted); q.Customer != w.zeger {
		t.Error("a known number became a new customer")
	}
	posted = w.fatima.post("/intake", "from", "020 555 01 23", "customer", "", "caller_name", "Een collega van Zeger", "act", "de koelcel", "end", "promised")
	if q := w.question(posted); q.Customer == w.zeger {
		t.Error("somebody else became Zeger")
	}
}
