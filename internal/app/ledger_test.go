package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/ledger"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// seat is a browser in which somebody is signed in.
type seat struct {
	*stepped
	handler http.Handler
	staff   id.Staff // nobody: a customer
}

func (s *stepped) seat(who party.Actor) *seat {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		_, err := s.app.Acts.Access.Open(tx, access.NewAccount{Staff: who.StaffID(), Kind: party.Staff, Role: who.Role, Email: who.ID.String() + "@delinde.example"})
		return err
	})
	return &seat{stepped: s, handler: s.app.Handler(), staff: who.StaffID()}
}

// ask sends a request, of staff in a session of this moment.
func (b *seat) ask(r *http.Request) *httptest.ResponseRecorder {
	b.t.Helper()
	if !b.staff.IsZero() {
		b.do(party.Itself(b.org), func(tx *db.Tx) error {
			token, err := b.app.Acts.Access.SignIn(tx, b.staff, "", "")
			r.AddCookie(&http.Cookie{Name: app.SessionCookie, Value: token})
			return err
		})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// page gives what stands at a path.
func (b *seat) page(path string) string {
	b.t.Helper()
	w := b.ask(httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		b.t.Fatalf("%s: %d\n%s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// press sends a form and gives where it leads to.
func (b *seat) press(path string, form url.Values) string {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := b.ask(r)
	if w.Code != http.StatusSeeOther {
		b.t.Fatalf("%s: %d\n%s", path, w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// shown gives a page without what is drawn by chance on each drawing.
func shown(page string) string {
	return regexp.MustCompile(`nonce="[^"]*"|name="once" value="[^"]*"|data-once="[^"]*"`).ReplaceAllString(page, "")
}

// TestNoBalanceOrdersAnything: two customers alike but for our balance with them, and then the other way round: Today,
// the new question with its card, the offered times, the team's queue and the customer's own page are byte for byte
// the same.
func TestNoBalanceOrdersAnything(t *testing.T) {
	onBoth(t, func(s *stepped) {
		one, other := s.known("Anna Bos", "anna@example.org"), s.known("Bert Bos", "bert@example.org")
		for _, of := range []id.Customer{one, other} {
			s.promised(of, "de koelcel nakijken", s.at(26, 15, 0))
		}
		fatima, andries := s.seat(s.fatima), s.seat(s.andries)
		link, err := s.app.Acts.LinkToCustomer(context.Background(), s.fatima, one)
		if err != nil {
			t.Fatal(err)
		}
		look := func() map[string]string {
			out := map[string]string{}
			for _, path := range []string{"/today", "/intake", "/intake?customer=" + one.String(), "/intake?customer=" + other.String(), "/customers", "/customers?q=bos"} {
				out[path] = shown(fatima.page(path))
			}
			for _, path := range []string{"/today", "/team", "/team/redistribute", "/team/busy"} {
				out["andries "+path] = shown(andries.page(path))
			}
			out["/w"] = shown((&seat{stepped: s, handler: s.app.Handler()}).page("/w/" + link))
			out["statement"] = shown((&seat{stepped: s, handler: s.app.Handler()}).page("/w/" + link + "/statement"))
			return out
		}
		before := look()
		for path, want := range look() {
			if before[path] != want {
				t.Fatalf("%s differs from itself: the test sees nothing", path)
			}
		}
		s.weigh(one, "promise.broken")
		s.weigh(other, "promise.delivered")
		s.same(before, look())
		for range 9 {
			s.weigh(other, "promise.broken")
		}
		s.same(before, look())
		if page := fatima.page("/customers/" + one.String()); !strings.Contains(page, "8 in het rood") {
			t.Error("at the customer the balance does not stand, so the test shows nothing")
		}
	})
}

// weigh enters points by hand.
func (s *stepped) weigh(of id.Customer, kind string) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		return s.app.Acts.Ledger.Post(tx, ledger.Cause{Event: id.New[id.Event](tx.IDs), Kind: kind, Customer: of, HappenedAt: tx.Now})
	})
}

func (s *stepped) same(before, after map[string]string) {
	s.t.Helper()
	for path, want := range before {
		if after[path] != want {
			s.t.Errorf("%s is another page when our balance is another:\n%s\n%s", path, want, after[path])
		}
	}
}

// TestHistoryComesToWhatIsStored: whatever happened, merges and splits included, going through history again comes to
// every balance as it is stored.
func TestHistoryComesToWhatIsStored(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, chance := context.Background(), rand.New(rand.NewPCG(7, 4))
		var all []id.Customer
		for n := range 4 {
			all = append(all, s.known(fmt.Sprint("Klant ", n), fmt.Sprintf("klant%d@example.org", n)))
		}
		var promises []promise.Promise
		for day := 24; day < 27; day++ {
			for n := range 4 {
				promises = append(promises, s.promised(all[chance.IntN(len(all))], fmt.Sprint("werk ", day, n), s.at(day+1, 9+2*n, 0)))
			}
			s.lives(promises, chance)
			if day == 25 {
				m, err := s.app.Acts.MergeCustomers(ctx, s.fatima, all[0], all[1])
				if err != nil {
					t.Fatal(err)
				}
				defer func() {
					if _, err := s.app.Acts.SplitCustomers(ctx, s.fatima, m.ID); err != nil {
						t.Error(err)
					}
					s.follows()
				}()
				all = []id.Customer{all[0], all[2], all[3]}
			}
			s.pass(s.at(day+1, 10, 0))
		}
		s.pass(s.at(27, 18, 0))
		s.lives(promises, chance)
		if n := s.follows(); n < 3 {
			t.Errorf("only %d customers have an account: the test shows little", n)
		}
	})
}

// lives does something with each promise that can be done.
func (s *stepped) lives(all []promise.Promise, chance *rand.Rand) {
	ctx := context.Background()
	for _, p := range all {
		var err error
		switch chance.IntN(6) {
		case 0, 1:
			_, err = s.app.Acts.Deliver(ctx, s.fatima, p.ID, promise.Deed{}, "none")
		case 2:
			_, err = s.app.Acts.UndoPromise(ctx, s.fatima, p.ID)
		case 3:
			_, err = s.app.Acts.DisputeDelivery(ctx, s.fatima, p.ID, "Niet gezien.")
		case 4:
			var asked ledger.Asked
			if asked, err = s.app.Acts.AskCustomer(ctx, s.fatima, p.Customer, "Een aanbeveling."); err == nil && chance.IntN(2) == 0 {
				_, err = s.app.Acts.NotAsked(ctx, s.fatima, asked.ID)
			}
		}
		_ = err // what cannot be done now is not done
	}
}

// follows compares every stored balance with history, and gives how many there are.
func (s *stepped) follows() (n int) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		differ, all, err := s.app.Acts.Ledger.Differences(tx)
		if len(differ) > 0 {
			s.t.Errorf("%d of %d balances are not what history comes to", len(differ), all)
		}
		n = all
		return err
	})
	return n
}

// link finds the one address on a page that a pattern describes.
func (b *seat) link(page, pattern string) string {
	b.t.Helper()
	found := regexp.MustCompile(`href="(` + pattern + `)"`).FindStringSubmatch(page)
	if found == nil {
		b.t.Fatalf("no link to %s on\n%s", pattern, page)
	}
	return found[1]
}

// TestOurBalanceWithZegerGoesRedAndBack is the story: a promise that nobody keeps puts us in the red; he stands on the
// red list, and two clicks lead to why; we say sorry and keep what makes it good; we keep our word until we are in the
// black again; only then is it a good moment to ask him something, which takes points itself. He reads it all as
// agreements, without a point, and says what is not right.
func TestOurBalanceWithZegerGoesRedAndBack(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, fatima := context.Background(), s.seat(s.fatima)
		account := "/customers/" + s.zeger.String() + "/balance"
		p := s.promised(s.zeger, "hem terugbellen over de koelcel", s.at(24, 13, 0))
		s.pass(s.at(24, 13, 30))
		if s.balance() != -8 {
			t.Fatalf("after the breach our balance is %d", s.balance())
		}

		red := fatima.page("/customers/red")
		if !strings.Contains(red, "Zeger van Dam") {
			t.Fatalf("he is not on the red list:\n%s", red)
		}
		first := fatima.page(fatima.link(red, account))                  // one click
		why := fatima.page(fatima.link(first, account+`/[0-9a-f-]{36}`)) // two
		for _, told := range []string{"hem terugbellen over de koelcel", "Een gebroken woord weegt zwaarder", "/promises/" + p.ID.String(), "−8"} {
			if !strings.Contains(why, told) {
				t.Errorf("the cause does not tell %q:\n%s", told, why)
			}
		}
		if !strings.Contains(first, "Vraag nu liever niets") || !strings.Contains(first, "nog niet goedgemaakt") {
			t.Error("it is no good moment to ask him something, and the page does not say so")
		}

		s.makesGood(p)
		if s.balance() != -8+3 {
			t.Errorf("made good: %d, want -5", s.balance())
		}
		for day := 25; day < 28; day++ {
			kept := s.promised(s.zeger, "bellen hoe het gaat", s.at(day+1, 16, 0))
			s.pass(s.at(day, 12, 0))
			if _, err := s.app.Acts.Deliver(ctx, s.fatima, kept.ID, promise.Deed{}, "none"); err != nil {
				t.Fatal(err)
			}
		}
		if s.balance() != 1 {
			t.Errorf("after three promises kept our balance is %d, want 1", s.balance())
		}
		if strings.Contains(fatima.page("/customers/red"), "Zeger van Dam") {
			t.Error("he is still on the red list")
		}
		if page := fatima.page(account); !strings.Contains(page, "Een goed moment om iets te vragen") {
			t.Errorf("it is a good moment, and the page does not say so:\n%s", page)
		}
		fatima.press("/customers/"+s.zeger.String()+"/asked", url.Values{"words": {"Een aanbeveling voor zijn buurman."}})
		if s.balance() != -2 {
			t.Errorf("asked: %d, want -2", s.balance())
		}
		s.hisStatement(p)
		s.follows()
	})
}

// makesGood says sorry with another time, and keeps that.
func (s *stepped) makesGood(p promise.Promise) {
	s.t.Helper()
	ctx := context.Background()
	again, err := s.app.Acts.Revise(ctx, s.fatima, p.ID, promise.Revision{Due: promise.Due{At: s.at(24, 16, 0), Zone: "Europe/Amsterdam"}}, act.ByMessage)
	if err != nil {
		s.t.Fatal(err)
	}
	s.pass(s.at(24, 14, 0))
	if _, err := s.app.Acts.Deliver(ctx, s.fatima, again.Next.Promise.ID, promise.Deed{}, "none"); err != nil {
		s.t.Fatal(err)
	}
}

// hisStatement is what he reads: both sides, how it ended, nothing that stays in the house; and he says that a line is
// not right, which is a question for who keeps that promise.
func (s *stepped) hisStatement(p promise.Promise) {
	s.t.Helper()
	link, err := s.app.Acts.LinkToCustomer(context.Background(), s.fatima, s.zeger)
	if err != nil {
		s.t.Fatal(err)
	}
	he := &seat{stepped: s, handler: s.app.Handler()}
	page := he.page("/w/" + link + "/statement")
	for _, told := range []string{"hield 4 van 5 afspraken", "hem terugbellen over de koelcel", "te laat gedaan", "Dit klopt niet"} {
		if !strings.Contains(page, told) {
			s.t.Errorf("his statement does not tell %q:\n%s", told, page)
		}
	}
	for _, inside := range []string{"aanbeveling", "punt", "saldo", "rood", "buurman"} {
		if strings.Contains(page, inside) {
			s.t.Errorf("his statement tells %q", inside)
		}
	}
	he.press("/w/"+link+"/doubt", url.Values{"promise": {p.ID.String()}, "words": {"U belde wel, om kwart voor een."}})
	if page = he.page("/w/" + link + "/statement"); !strings.Contains(page, "Wij zoeken het uit") {
		s.t.Errorf("he is not told that we look into it:\n%s", page)
	}
	keeper := s.promise(p.ID).Owner
	s.do(s.fatima, func(tx *db.Tx) error {
		all, err := s.app.Acts.Intake.QuestionsOf(tx, s.zeger, id.Question{}, 5)
		if err != nil || len(all) != 1 || all[0].Holder != keeper || !all[0].Open {
			s.t.Errorf("his words are no question for who keeps the promise: %+v, %v", all, err)
			return err
		}
		_, err = s.app.Acts.Intake.End(tx, all[0].ID, 0, intake.End{Ending: intake.Answered})
		return err
	})
	if page = he.page("/w/" + link + "/statement"); !strings.Contains(page, "Wij hebben ernaar gekeken") {
		s.t.Errorf("he is not told that we looked into it:\n%s", page)
	}
}

// TestATariffIsTriedOnHistory: who left and who stayed, by the definition on the screen, and balances as they stood.
func TestATariffIsTriedOnHistory(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		start := s.clock.Now()
		for n := range 24 {
			of := s.known(fmt.Sprint("Klant ", n), fmt.Sprintf("klant%d@example.org", n))
			if err := s.hadContact(of, start); err != nil {
				t.Fatal(err)
			}
			p := s.promised(of, "bellen", s.at(25, 15, 0))
			if n%2 == 0 {
				if _, err := s.app.Acts.Deliver(ctx, s.fatima, p.ID, promise.Deed{}, "none"); err != nil {
					t.Fatal(err)
				}
			}
		}
		s.pass(s.at(26, 9, 0))
		s.goElsewhere(11)
		file := strings.Replace(s.tariffFile("tried-1"), `"promise.broken": {"points":-8,`, `"promise.broken": {"points":-1000,`, 1)
		tariff, err := ledger.ReadTariff([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		s.do(party.Itself(s.org), func(tx *db.Tx) error {
			got, err := overview.TryTariff(tx, s.app.Acts.Ledger, tariff, 180)
			if err != nil {
				return err
			}
			if got.Left != 11 || got.LeftBy.Elsewhere != 11 || got.Stayed != 13 || got.Red != 12 || got.RedThen != 12 || got.Now.TooLittle {
				t.Errorf("%+v", got)
			}
			// Of 11 x 13 pairs the one who stayed all the same ties with each who left; the rest stood higher.
			if want := (12 + 0.5) / 13; got.Now.AUC < want-1e-9 || got.Now.AUC > want+1e-9 || got.Then.AUC != got.Now.AUC {
				t.Errorf("AUC %v and %v, want %v", got.Now.AUC, got.Then.AUC, want)
			}
			if got.List[0].Now != -8 || got.List[0].Then != -1000 {
				t.Errorf("%+v", got.List[0])
			}
			return nil
		})
		s.clock.Set(s.clock.Now().AddDate(0, 0, 400))
		s.do(party.Itself(s.org), func(tx *db.Tx) error {
			got, err := overview.TryTariff(tx, s.app.Acts.Ledger, tariff, 180)
			if err == nil && (got.Stayed != 0 && got.LeftBy.Silent == 0 || !got.Now.TooLittle) {
				t.Errorf("after a year of silence: %+v", got)
			}
			return err
		})
	})
}

func (s *stepped) tariffFile(version string) string {
	raw, err := ledger.Shipped()[0].Draft(ledger.Version(version), "2030-01-01").File()
	if err != nil {
		s.t.Fatal(err)
	}
	return string(raw)
}

// hadContact has a customer be heard of on two days.
func (s *stepped) hadContact(of id.Customer, now time.Time) error {
	for range 2 {
		if _, err := s.app.Acts.TakeQuestion(context.Background(), s.fatima, act.Take{
			Question: intake.New{Details: intake.Details{Customer: of}, Text: "U wilt weten wat het kost."}, Ending: intake.Answered,
		}); err != nil {
			return err
		}
	}
	s.do(s.fatima, func(tx *db.Tx) error {
		tx.Put("UPDATE question SET noted_at = $3 WHERE org = $1 AND customer = $2 AND id = (SELECT id FROM question WHERE org = $1 AND customer = $2 ORDER BY id LIMIT 1)", tx.Org, of, now.AddDate(0, 0, -3))
		return nil
	})
	return nil
}

// goElsewhere has so many of those with a broken promise say that they bought elsewhere.
func (s *stepped) goElsewhere(many int) {
	s.t.Helper()
	s.do(s.fatima, func(tx *db.Tx) error {
		all, err := db.All[id.Customer](tx, "SELECT DISTINCT customer FROM promise WHERE org = $1 AND state = 'broken' ORDER BY customer", tx.Org)
		if err != nil {
			return err
		}
		for _, of := range all[:many] {
			asked, err := s.app.Acts.Intake.QuestionsOf(tx, of, id.Question{}, 1)
			if err != nil {
				return err
			}
			if _, err := s.app.Acts.Intake.End(tx, asked[0].ID, 0, intake.End{Ending: intake.BoughtElsewhere}); err != nil {
				return err
			}
		}
		return nil
	})
}
