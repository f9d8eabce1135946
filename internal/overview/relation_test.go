package overview_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

func (s *scene) see() overview.Relation {
	a := s.Acts
	return overview.Relation{
		DB: s.App.DB, Access: a.Access, Claims: a.Claim, Customers: a.Customer, Files: a.File, Found: a.Search, Knowledge: a.Knowledge, Intake: a.Intake, Ledger: a.Ledger, Messages: a.Message,
		Orders: a.Order, Organisation: a.Organisation, Promises: a.Promise, Team: a.Team,
	}
}

func (s *scene) customer(of id.Customer) overview.CustomerPage {
	s.T.Helper()
	page, err := s.see().Customer(context.Background(), s.Fatima, of)
	if err != nil {
		s.T.Fatal(err)
	}
	return page
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestCustomerInTenSeconds reads what we owe, what he promised, and what went wrong last.
func TestCustomerInTenSeconds(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		later := s.Promises(s.Zeger, s.Jeroen, at(16, 0))
		sooner := s.Promises(s.Zeger, s.Fatima, at(12, 0))
		s.Promises(s.Zeger, s.Fatima, at(15, 0), func(m *promise.Make) { m.Direction, m.Kind = promise.Theirs, promise.Send })
		s.Promises(s.Monique, s.Fatima, at(14, 0))
		page := s.customer(s.Zeger)
		if len(page.Owed) != 2 || page.Owed[0].ID != sooner.ID || page.Owed[1].ID != later.ID || page.Owed[1].OwnerName != "Jeroen" {
			t.Errorf("owed: %+v", page.Owed)
		}
		if len(page.Theirs) != 1 || page.Wrong != nil || page.Phones[0].Shown != "020 555 01 23" || page.Phones[0].Href != "tel:+31205550123" {
			t.Errorf("theirs %d, wrong %v, phones %+v", len(page.Theirs), page.Wrong, page.Phones)
		}
		s.Passes(at(12, 1))
		if page = s.customer(s.Zeger); page.Wrong == nil || page.Wrong.ID != sooner.ID || page.Balance.Points != -8 || len(page.Balance.Lines) != 1 {
			t.Fatalf("wrong: %+v, balance %+v", page.Wrong, page.Balance)
		}
		if line := page.Balance.Lines[0]; line.SubjectKind != "promise" || line.Subject != sooner.ID.Any() {
			t.Errorf("an entry does not lead to its cause: %+v", line)
		}
		v := act.Visitor{Org: s.Org, Token: s.Link(sooner.ID)}
		must[promise.Promise](t)(s.Acts.DoneByLink(context.Background(), v, sooner.ID, true))
		if page = s.customer(s.Zeger); page.Wrong != nil {
			t.Error("what he says was done in time still went wrong")
		}
	})
}

// TestTimelineInPages reads every moment once, newest first, whatever the page it stands on.
func TestTimelineInPages(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		want := map[string]bool{}
		for i := range 66 {
			s.Clock.Advance(time.Second * time.Duration(i%2)) // many share an instant
			noted := intake.New{Text: intake.ToCustomer(fmt.Sprint("vraag ", i))}
			noted.Customer = s.Zeger
			taken := must[act.Taken](t)(s.Acts.TakeQuestion(context.Background(), s.Fatima, act.Take{Question: noted, Ending: intake.Answered}))
			want[taken.Question.ID.Any().String()] = true
		}
		p := s.Promises(s.Zeger, s.Fatima, at(16, 0))
		must[act.Tried](t)(s.Acts.LogAttempt(context.Background(), s.Fatima, p.ID, promise.NoAnswer))
		s.Promises(s.Monique, s.Fatima, at(16, 30))
		got, cursor, pages := []overview.Moment{}, overview.Cursor{}, 0
		for {
			page := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, s.Zeger, "", cursor))
			got, pages = append(got, page.Moments...), pages+1
			if !page.More {
				break
			}
			last := page.Moments[len(page.Moments)-1]
			cursor = overview.Cursor{At: last.At, ID: last.ID}
		}
		seen := map[string]int{}
		for _, m := range got {
			seen[m.ID.String()]++
		}
		for question := range want {
			if seen[question] != 1 {
				t.Errorf("question %s stands %d times", question, seen[question])
			}
		}
		if pages != 2 || len(got) != len(want)+2 || len(seen) != len(got) {
			t.Errorf("%d pages, %d moments, %d apart", pages, len(got), len(seen))
		}
		if !slices.IsSortedFunc(got, func(a, b overview.Moment) int { return b.At.Compare(a.At) }) {
			t.Error("not newest first")
		}
	})
}

// TestDerived explains a slack by figures that add up, against a count of minutes.
func TestDerived(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.Promises(s.Monique, s.Jeroen, at(13, 0), func(m *promise.Make) { m.Minutes = 25 })
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0), func(m *promise.Make) { m.Minutes = 20 })
		s.Promises(s.Monique, s.Jeroen, at(16, 0), func(m *promise.Make) { m.Minutes = 60 })
		page := must[overview.PromisePage](t)(s.see().Promise(context.Background(), s.Jeroen, p.ID))
		d := page.Derived
		open := 0
		for minute := at(10, 52); minute.Before(at(15, 0)); minute = minute.Add(time.Minute) {
			open++ // the doors are open from nine to five
		}
		if d == nil || d.Open != open || d.Supply != open || len(d.Others) != 1 || d.Others[0].Asks != 25 || d.Own != 20 || d.Demand != 45 || d.Slack != open-45 {
			t.Fatalf("%+v, open %d", d, open)
		}
		if len(d.Days) != 1 || len(d.Days[0].Spans) != 1 || !d.Days[0].Spans[0].Until.Equal(at(15, 0)) {
			t.Errorf("days: %+v", d.Days)
		}
		if len(page.Times) == 0 || !page.May.Try || !page.May.Revise || page.May.Recover || page.May.Assign || !page.Mine {
			t.Errorf("times %d, may %+v", len(page.Times), page.May)
		}
	})
}

// TestSearchFindsCodes finds a customer, a promise and a question by what is said over the phone.
func TestSearchFindsCodes(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		taken := s.Asks(s.Zeger, "U wilt weten waarom de koelcel uitvalt.", "", s.Fatima, at(11, 30))
		find := func(text string) overview.SearchPage {
			return must[overview.SearchPage](t)(s.see().Search(context.Background(), s.Fatima, text, 10))
		}
		if page := find(strings.ToLower(string(taken.Promise.Code))); page.Promise == nil || page.Promise.ID != taken.Promise.ID {
			t.Error("the promise is not found by its code")
		}
		if page := find(string(taken.Question.Code)); page.Question == nil || page.Question.ID != taken.Question.ID {
			t.Error("the question is not found by its code")
		}
		if page := find("dam zeg"); len(page.Customers) != 1 || page.Customers[0].Owed != 1 || page.Customers[0].Late != 0 {
			t.Errorf("customers: %+v", page.Customers)
		}
		s.Passes(at(11, 31))
		if page := find("0123"); len(page.Customers) != 1 || page.Customers[0].Late != 1 {
			t.Errorf("late: %+v", page.Customers)
		}
		if page := must[overview.SearchPage](t)(s.see().Search(context.Background(), s.Fatima, "", 1)); len(page.Customers) != 1 || !page.More {
			t.Errorf("without text: %+v", page)
		}
	})
}

// TestMorePromisesThanCount: to whom a great many are promised stands in the search as quickly as anybody.
func TestMorePromisesThanCount(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		const many = 103
		for n := range many {
			due := promise.Due{At: at(11, 0).Add(time.Duration(n) * time.Minute)}
			must[promise.Made](t)(s.Acts.MakePromise(context.Background(), s.Fatima, promise.Make{
				Kind: promise.Answer, Act: "de prijs uitzoeken", Customer: s.Zeger, Owner: s.Fatima.StaffID(), Minutes: 5, Due: due,
				Override: true, Words: "Zeger wacht erop.",
			}, act.Silently))
		}
		s.Passes(at(11, 2)) // two are late
		page := must[overview.SearchPage](t)(s.see().Search(context.Background(), s.Fatima, "zeger", 10))
		if len(page.Customers) != 1 || page.Customers[0].Owed != 100 || page.Customers[0].Late != 2 {
			t.Errorf("%+v", page.Customers)
		}
	})
}

// TestPublicShowsOneCustomer opens by working links only, and shows nothing of another customer.
func TestPublicShowsOneCustomer(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		mine, other := s.Promises(s.Zeger, s.Jeroen, at(15, 0)), s.Promises(s.Monique, s.Jeroen, at(16, 0))
		token := s.Link(mine.ID)
		page := must[overview.PublicPage](t)(s.see().Public(context.Background(), s.Org, token))
		if page.Main == nil || page.Main.ID != mine.ID || len(page.Others) != 0 || page.Ending != "01 23" || page.Main.Staff != "Jeroen" {
			t.Errorf("page: %+v", page)
		}
		revised := must[act.Revised](t)(s.Acts.Revise(context.Background(), s.Fatima, mine.ID, promise.Revision{Due: promise.Due{At: at(16, 30)}, Consent: true}, act.Silently))
		page = must[overview.PublicPage](t)(s.see().Public(context.Background(), s.Org, token))
		if page.Main.ID != revised.Next.Promise.ID || !slices.ContainsFunc(page.Main.Steps, func(one overview.PublicStep) bool { return one.Code == overview.StepMoved }) {
			t.Errorf("after a revision: %+v", page.Main)
		}
		gone := func(token string) {
			t.Helper()
			if page, err := s.see().Public(context.Background(), s.Org, token); !fault.Is(err, "access.link_gone") || page.Main != nil || page.Ending != "" {
				t.Errorf("a link that does not work gives %v", err)
			}
		}
		gone("x")
		gone(strings.Repeat("A", len(token)))
		var links []id.Link
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			found, err := s.Acts.Access.LinksTo(tx, mine.ID.Any())
			for _, one := range found {
				links = append(links, one.ID)
			}
			return err
		})
		if err := s.Acts.RevokeLink(context.Background(), s.Fatima, links[0]); err != nil {
			t.Fatal(err)
		}
		gone(token)
		late := s.Link(other.ID)
		s.Clock.Set(at(16, 0).AddDate(0, 3, 0))
		gone(late)
	})
}

var anyID = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// TestPublicHoldsNothingInternal plants words wherever colleagues write and looks for them in all that the
// customer's page is made of.
func TestPublicHoldsNothingInternal(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		taken := s.Asks(s.Zeger, "U wilt weten waarom de koelcel uitvalt.", "GEHEIM-NOTITIE", s.Jeroen, at(12, 0))
		must[intake.Question](t)(s.Acts.NoteAside(ctx, s.Fatima, taken.Question.ID, 0, act.QuestionNotes{Note: "GEHEIM-NOTITIE", ComparesWith: "GEHEIM-CONCURRENT", Phase: intake.Comparing}))
		s.Promises(s.Zeger, s.Andries, at(10, 53), func(m *promise.Make) { m.Override, m.Words = true, "GEHEIM-OVERMACHT" })
		s.Promises(s.Zeger, s.Fatima, at(16, 0), func(m *promise.Make) {
			m.Direction, m.Colleague, m.Act = promise.Internal, s.Jeroen.StaffID(), "GEHEIM-INTERN"
		})
		s.Promises(s.Monique, s.Jeroen, at(14, 0), func(m *promise.Make) { m.Act = "GEHEIM-ANDERE-KLANT" })
		done := s.Promises(s.Zeger, s.Fatima, at(15, 0))
		must[promise.Promise](t)(s.Acts.Deliver(ctx, s.Fatima, done.ID, promise.Deed{Proof: promise.ByText, Words: "GEHEIM-BEWIJS"}, ""))
		must[promise.Promise](t)(s.Acts.DisputeDelivery(ctx, s.Fatima, done.ID, "GEHEIM-BEZWAAR"))
		must[act.Reassigned](t)(s.Acts.Reassign(ctx, s.Andries, taken.Promise.ID, s.Fatima.StaffID(), promise.SickLeave, true))
		s.Passes(at(12, 5))
		owner := s.Promise(taken.Promise.ID).Owner
		s.Do(s.Fatima, func(tx *db.Tx) error {
			drafts, err := s.Acts.Message.DraftsOf(tx, owner, id.Message{}, 100)
			for _, m := range drafts {
				if m.Kind == message.Broken {
					tx.Put("UPDATE message SET words = 'GEHEIM-CONCEPT', trouble = 'GEHEIM-STORING' WHERE org = $1 AND id = $2", tx.Org, m.ID)
				}
			}
			return err
		})
		for _, of := range []id.Promise{taken.Promise.ID, done.ID} {
			page := must[overview.PublicPage](t)(s.see().Public(ctx, s.Org, s.Link(of)))
			raw, err := json.Marshal(page)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(raw), "koelcel") || page.Main == nil || len(page.Main.Steps) < 2 {
				t.Fatalf("the page is empty: %s", raw)
			}
			shown := anyID.ReplaceAllString(string(raw), "") // the digits of an id are chance and might spell a secret one
			for _, secret := range []string{"GEHEIM", "Plaatsman", "zeger@vandam.example", "directeur", "555", "12345678", "sick", "ziek", "Monique", "liefst"} {
				if strings.Contains(shown, secret) {
					t.Errorf("%q reaches the customer: %s", secret, shown)
				}
			}
		}
	})
}
