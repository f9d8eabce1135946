package desk_test

import (
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/promise"
)

// What goes wrong first stands first, and each row says how to begin and what can be done with it.
func TestTodayIsInOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.clock.Set(time.Date(2026, 11, 20, 10, 57, 0, 0, amsterdam)) // too late for the guard to find somebody else
		w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over de koelcel", time.Date(2026, 11, 20, 11, 0, 0, 0, amsterdam))
		w.until(at(10, 37))
		late := w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over de koelcel in hal 2", at(10, 40))
		w.fatima.promises(promise.Answer, w.fatima, w.monique, "antwoord over de dekking", at(11, 30))
		w.fatima.promises(promise.Send, w.fatima, w.monique, "het rapport toesturen", at(15, 30))
		w.jeroen.promises(promise.Visit, w.fatima, w.monique, "langskomen voor de meting", at(16, 0))
		w.fatima.promises(promise.CallBack, w.fatima, w.monique, "terugbellen over volgende week", at(15, 0).AddDate(0, 0, 7))
		w.fatima.makes(promise.Make{
			Direction: promise.Theirs, Kind: promise.Other, Act: "de offerte terugsturen", Customer: w.monique,
			Owner: w.fatima.actor.StaffID(), Due: promise.Due{At: at(16, 45), Zone: "Europe/Amsterdam"},
		})
		w.until(at(10, 52))
		page := w.fatima.get("/today").says(200,
			"Vijf beloften vandaag, drie hebben haast.",
			"Nu doen", "3 dagen", "te laat", "Zeger van Dam", "12 min", "Terugbellen over de koelcel in hal 2",
			"Wij belden vrijdag 20 november ook niet terug. Begin met excuses.", "Bel 020 555 01 23",
			"38 min", "tot 11:30", "Antwoord over de dekking",
			"Nieuw voor jou", "16:00", "Jeroen beloofde dit namens jou.", "Gezien, ik doe het",
			"Later vandaag", "15:30", "toesturen", "Verstuurd",
			"Zij beloofden", "16:45", "Ontvangen",
			"Ons woord, 30 dagen", "0 van 2", "te weinig voor een percentage",
			"Wie heeft ruimte", "Andries", "vanaf 11:15", "Fatima", "Jeroen", "vanaf 11:15")
		page.says(200, `href="tel:+31205550123"`, "/promises/"+late.ID.String()).silent("volgende week")
		page.says(200, `>5</span>`, "aanwezig tot 17:00")

		part := w.fatima.get("/today/work").says(200, `id="work"`, "Nu doen").silent("<html", "Ons woord")
		if !strings.HasPrefix(part.body, "<div") {
			t.Error("the part is more than itself")
		}
		w.jeroen.get("/today").says(200, "Vandaag staat er niets meer open", "Alles van vandaag is gedaan.").silent("Zeger")
	})
}

// A new installation says what this page is for.
func TestAnEmptyDesk(t *testing.T) {
	w := begin(t, "")
	w.fatima.get("/today").says(200, "Hier komt alles wat je klanten belooft.", `href="/intake"`).silent("Ons woord")
	w.fatima.promises(promise.CallBack, w.fatima, w.monique, "terugbellen", at(12, 0).AddDate(0, 0, 1))
	w.fatima.get("/today").says(200, "Alles van vandaag is gedaan.", "De volgende is morgen vóór 12:00: Monique Jansen")
}

// The call dates the deed from its start, also when due passed meanwhile.
func TestSpokenAfterDueInACallBegunBefore(t *testing.T) {
	w := begin(t, "")
	p := w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen", at(11, 0))
	w.until(at(10, 59))
	w.fatima.post("/today/" + p.ID.String() + "/call").leads("/today")
	w.fatima.get("/today").says(200, "je belt nu", "Gesproken", "Geen gehoor")
	w.until(at(11, 3))
	w.fatima.post("/today/" + p.ID.String() + "/spoken").leads("/today")
	if now := w.now(p.ID); !now.Kept() || !now.DeedAt.Equal(at(10, 59).UTC()) {
		t.Errorf("%s, done at %v", now.State, now.DeedAt)
	}
	w.fatima.get("/today").says(200, "dit telt als gehouden", "Maak ongedaan")
}

func TestOutcomesOfARow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		call := w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen", at(15, 0))
		tried := "/today/" + call.ID.String() + "/tried"
		w.clock.Advance(time.Second)
		w.fatima.post(tried, "result", "no-answer").leads("/today")
		w.fatima.get("/today").says(200, "Geen gehoor genoteerd. Probeer het weer om 11:22; de belofte blijft staan.", "Eén keer vergeefs geprobeerd.")
		w.fatima.post(tried, "result", "gone").says(422)
		if w.now(call.ID).State != promise.Agreed {
			t.Error("an attempt ended the promise")
		}
		w.fatima.post("/today/" + call.ID.String() + "/undo").leads("/today")
		w.fatima.get("/today").says(200, "Ongedaan gemaakt").silent("vergeefs")
		w.fatima.post("/today/" + call.ID.String() + "/spoken").leads("/today")
		w.fatima.get("/today").says(200, "Gedaan. Mooi, op tijd.", "/today/"+call.ID.String()+"/undo")
		w.fatima.post("/today/" + call.ID.String() + "/undo").leads("/today")
		if w.now(call.ID).State != promise.Agreed {
			t.Error("undone, and yet done")
		}
		w.fatima.post("/today/" + call.ID.String() + "/spoken").leads("/today")
		w.clock.Advance(16 * time.Second)
		w.fatima.post("/today/"+call.ID.String()+"/undo").says(409, "vijftien seconden")

		visit := w.fatima.promises(promise.Visit, w.fatima, w.zeger, "langskomen", at(15, 0))
		done := "/today/" + visit.ID.String() + "/done"
		w.fatima.post(done, "how", "text", "words", "").says(422, "Waaruit blijkt dat het gedaan is? Schrijf één regel; de rest staat er nog.")
		if w.now(visit.ID).State != promise.Agreed {
			t.Error("done without a proof")
		}
		w.fatima.post(done, "how", "text", "words", "Meting gedaan, bon 12").leads("/today")
		if w.now(visit.ID).State != promise.Delivered {
			t.Error("not done")
		}
		theirs := w.fatima.makes(promise.Make{
			Direction: promise.Theirs, Kind: promise.Other, Customer: w.zeger, Owner: w.fatima.actor.StaffID(),
			Due: promise.Due{At: at(16, 0), Zone: "Europe/Amsterdam"},
		})
		w.fatima.post("/today/"+theirs.ID.String()+"/done", "how", "received").leads("/today")
		w.fatima.get("/today").says(200, "zij hielden woord")
	})
}

// A long answer that is refused is still there, at its row.
func TestARefusedAnswerIsKept(t *testing.T) {
	w := begin(t, "")
	p := w.fatima.promises(promise.Answer, w.fatima, w.monique, "antwoord", at(15, 0))
	long := strings.Repeat("Ja. ", 600)
	w.fatima.post("/today/"+p.ID.String()+"/done", "how", "answer", "words", long).says(422, "te lang", `id="words-`+p.ID.String(), long[:2300])
	w.fatima.post("/today/"+p.ID.String()+"/done", "how", "answer", "words", "Ja, het is gedekt.").leads("/today")
	w.do(w.fatima.actor, func(tx *db.Tx) error {
		said, err := w.app.Acts.Message.OfSubject(tx, p.ID.Any())
		if err == nil && (len(said) != 1 || said[0].Words != "Ja, het is gedekt.") {
			t.Errorf("the customer is told %+v", said)
		}
		return err
	})
}

func TestBoundByAColleagueAndAskedByOne(t *testing.T) {
	w := begin(t, "")
	bound := w.jeroen.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen", at(15, 0))
	asked := w.jeroen.promises(promise.CallBack, w.jeroen, w.monique, "terugbellen over de cursus", at(15, 0))
	w.do(w.jeroen.actor, func(tx *db.Tx) error {
		_, err := w.app.Acts.Promise.Propose(tx, asked.ID, w.fatima.actor.StaffID())
		return err
	})
	w.fatima.get("/today").says(200, "Nieuw voor jou", "Kun jij dit overnemen van Jeroen?", "Ik neem het over", "Jeroen beloofde dit namens jou.")
	w.jeroen.get("/today").says(200, "Een collega is gevraagd dit over te nemen")
	w.fatima.post("/today/" + bound.ID.String() + "/acknowledge").leads("/today")
	w.fatima.post("/today/" + asked.ID.String() + "/take").leads("/today")
	if p := w.now(asked.ID); p.Owner != w.fatima.actor.StaffID() {
		t.Error("not taken over")
	}
	w.fatima.get("/today").says(200, "Later vandaag", "Zeger", "Monique").silent("Nieuw voor jou")
	w.jeroen.post("/today/" + bound.ID.String() + "/acknowledge").says(403)
}

// An apology is read, completed and sent by a person; what has not left yet can be held back.
func TestLetters(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over de koelcel", at(11, 0))
		w.until(at(11, 1))
		page := w.fatima.get("/today").says(200, "Lees en verstuur", "Zeger van Dam", "het spijt ons", "Beste Zeger van Dam")
		path := between(t, page.body, `action="`+"/today/letters/", `/send"`)
		w.fatima.post("/today/letters/"+path+"/send", "words", "De monteur was ziek.").leads("/today")
		w.fatima.get("/today").says(200, "Verstuurd.", "/today/letters/"+path+"/hold").silent("Lees en verstuur")
		w.fatima.post("/today/letters/" + path + "/hold").leads("/today")
		w.fatima.get("/today").says(200, "Tegengehouden", "Zelf sturen", "De monteur was ziek.")
		w.fatima.post("/today/letters/" + path + "/handed").leads("/today")
		w.fatima.get("/today").silent("Zelf sturen")
		w.fatima.post("/today/letters/" + path + "/handed").says(409)
		// Whoever has said sorry need not begin with it.
		w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over iets anders", at(15, 0))
		w.fatima.get("/today").silent("Wij belden vandaag")
	})
}

// Whoever noted the question hears how it ended, until he has seen it.
func TestThanksToYourNote(t *testing.T) {
	w := begin(t, "")
	w.fatima.post("/intake", "customer", w.monique.String(), "to_customer", "U wilt de startdata weten.", "act", "de cursussen",
		"kind", "call-back", "owner", w.jeroen.actor.ID.String(), "end", "promised")
	page := w.jeroen.get("/today").says(200, "Terugbellen over de cursussen")
	w.jeroen.post("/today/" + between(t, page.body, `hx-post="/today/`, `/call"`) + "/spoken").leads("/today")
	page = w.fatima.get("/today").says(200, "Hoe het afliep", "Jeroen belde Monique Jansen vandaag").silent("Goed om te weten")
	w.fatima.post("/today/seen", "notice", between(t, page.body, `name="notice" value="`, `"`)).leads("/today")
	w.fatima.get("/today").silent("Hoe het afliep")
}

// A first breach asks for an apology too, the menu is red, and the lead hears of what comes near.
func TestAFirstBreach(t *testing.T) {
	w := begin(t, "")
	w.clock.Set(at(10, 57))
	p := w.jeroen.promises(promise.CallBack, w.jeroen, w.zeger, "terugbellen", at(11, 0))
	w.until(at(10, 59))
	w.jeroen.get("/today").says(200, "Nu doen").silent(`class="count late"`, "excuses")
	w.andries.get("/today").says(200, "Goed om te weten", "Jeroen").silent("Hoe het afliep")
	w.until(at(11, 1))
	w.jeroen.get("/today").says(200, `class="count late"`, "Wij zijn te laat. Begin met excuses.", "Alsnog gesproken")
	w.jeroen.post("/today/" + p.ID.String() + "/spoken").leads("/today")
	w.jeroen.get("/today").says(200, "Alsnog gedaan. Het blijft staan als te laat")
}

// What waits for another owner stands with the team lead, and not among his own work.
func TestWhatWaitsForAnotherOwner(t *testing.T) {
	w := begin(t, "")
	w.jeroen.promises(promise.CallBack, w.jeroen, w.zeger, "terugbellen", at(15, 0))
	w.do(w.jeroen.actor, func(tx *db.Tx) error {
		_, err := w.app.Acts.Team.FallIll(tx, w.jeroen.actor.StaffID())
		return err
	})
	w.andries.get("/today").says(200, "Herverdelen", "Eén belofte moet naar een collega: Zeger van Dam, vandaag vóór 15:00.").silent("Later vandaag")
}

// A page that is open hears of it when something changes.
func TestOpenPagesHear(t *testing.T) {
	w := begin(t, "")
	if _, err := w.app.Acts.MakePromise(t.Context(), w.fatima.actor, promise.Make{
		Kind: promise.CallBack, Customer: w.zeger, Owner: w.fatima.actor.StaffID(), Due: promise.Due{At: at(15, 0), Zone: "Europe/Amsterdam"},
	}, act.Silently); err != nil {
		t.Fatal(err)
	}
	w.fatima.get("/today").says(200, `data-live="today"`, `hx-get="/today/work"`)
}

// between is what stands between two texts on a page.
func between(t *testing.T, body, before, after string) string {
	t.Helper()
	_, rest, found := strings.Cut(body, before)
	text, _, ended := strings.Cut(rest, after)
	if !found || !ended {
		t.Fatalf("nothing between %q and %q", before, after)
	}
	return text
}
