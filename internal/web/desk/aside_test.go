package desk_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// On a day on which the house is closed nobody is full or free: it is closed.
func TestOnAClosedDayTheHouseIsClosed(t *testing.T) {
	w := begin(t, "")
	w.clock.Set(time.Date(2026, 12, 25, 10, 0, 0, 0, amsterdam))
	w.do(party.Itself(w.org), func(tx *db.Tx) error {
		token, err := w.app.Acts.Access.SignIn(tx, w.fatima.actor.StaffID(), "a browser", "")
		w.fatima.cookies[w.app.Site.CookieName(app.SessionCookie)] = token
		return err
	})
	w.fatima.get("/today").says(200, "Wie heeft ruimte", "Vandaag is de zaak dicht.").silent("vanaf", "Andries")
}

// Who works alone sees nothing that is for several, nor cards with nothing on them.
func TestWhoWorksAloneSeesASmallDesk(t *testing.T) {
	w := begin(t, "")
	w.fatima.get("/today").says(200, `href="/team"`, "Wie heeft ruimte")
	w.fatima.get("/intake").says(200, `name="owner"`)
	w.do(party.Itself(w.org), func(tx *db.Tx) error {
		for _, other := range []*person{w.jeroen, w.andries} {
			if _, err := tx.Exec("UPDATE staff SET left_at = $3 WHERE org = $1 AND id = $2", tx.Org, other.actor.StaffID(), tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
	w.fatima.get("/today").says(200, "Hier komt alles").silent(`href="/team"`, "Wie heeft ruimte", "Ons woord", "<aside")
	w.fatima.get("/intake").says(200, "Wij beloven").silent(`name="owner"`)
}

// A notice that was worded in the language of the house is read in one's own.
func TestThanksAreReadInTheLanguageOfThePage(t *testing.T) {
	w := begin(t, "")
	w.do(w.fatima.actor, func(tx *db.Tx) error {
		taken, err := w.app.Acts.Intake.Note(tx, intake.New{Details: intake.Details{Customer: w.monique}, Text: "U wilt iets weten."})
		if err != nil {
			return err
		}
		_, err = w.app.Acts.Promise.Make(tx, promise.Make{
			Kind: promise.CallBack, Customer: w.monique, Owner: w.fatima.actor.StaffID(), Question: taken.ID, Override: true,
			Due: promise.Due{At: at(15, 0), Zone: "Europe/Amsterdam"},
		})
		return err
	})
	open := w.open(w.fatima)
	w.do(w.andries.actor, func(tx *db.Tx) error {
		_, _, err := w.app.Acts.Promise.Reassign(tx, open[0].ID, w.jeroen.actor.StaffID(), promise.ByColleague, true)
		return err
	})
	w.jeroen.post("/today/" + open[0].ID.String() + "/spoken").leads("/today")
	w.fatima.get("/today").says(200, "Hoe het afliep", "Jeroen belde Monique Jansen vandaag om 10:52")
	if err := w.app.Acts.SpeakTo(context.Background(), w.fatima.actor, lang.EN); err != nil {
		t.Fatal(err)
	}
	w.fatima.get("/today").says(200, "Jeroen called Monique Jansen today at 10:52").silent("belde")
}

var promiseRow = regexp.MustCompile(`id="p-([0-9a-f-]+)"`)

// More than one page of work loses nothing and shows nothing twice, in order of due; what waits for another
// owner takes no room on it.
func TestMoreWorkThanOnePage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var want []string
		for n := range 130 {
			due := at(17, 0).Add(time.Duration(n/3) * time.Minute) // several at one minute
			p := w.fatima.promises(promise.CallBack, w.fatima, w.zeger, fmt.Sprintf("terugbellen over zaak %d", n), due)
			want = append(want, p.ID.String())
		}
		for range 70 {
			w.jeroen.promises(promise.CallBack, w.jeroen, w.monique, "terugbellen", at(16, 0))
		}
		w.do(party.Itself(w.org), func(tx *db.Tx) error {
			_, err := tx.Exec("UPDATE promise SET owner = $3, awaits = 'redistribution' WHERE org = $1 AND owner = $2", tx.Org,
				w.jeroen.actor.StaffID(), w.fatima.actor.StaffID())
			return err
		})
		var got []string
		next := regexp.MustCompile(`href="(/today\?after=[^"]+)"`)
		path, pages := "/today", 0
		for path != "" && pages < 9 {
			page := w.fatima.get(path).says(200, "130 beloften vandaag.", "70 beloften moeten naar een collega")
			for _, row := range promiseRow.FindAllStringSubmatch(page.body, -1) {
				got = append(got, row[1])
			}
			pages, path = pages+1, ""
			if found := next.FindStringSubmatch(page.body); found != nil {
				path = found[1]
			}
		}
		if pages != 3 || !slices.Equal(got, want) {
			t.Errorf("%d pages show %d rows, want 130 in order of due", pages, len(got))
		}
		w.fatima.get("/today?after=nonsense").says(200, "130 beloften vandaag.")
	})
}

// open are somebody's open promises.
func (w *world) open(of *person) (all []promise.Promise) {
	w.do(of.actor, func(tx *db.Tx) (err error) {
		all, err = w.app.Acts.Promise.OpenOf(tx, of.actor.StaffID())
		return err
	})
	return all
}
