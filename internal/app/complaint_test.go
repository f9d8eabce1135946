package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// griever is a customer who is not satisfied, with the page that he opens.
type griever struct {
	*stepped
	of      id.Customer
	visitor act.Visitor
}

// page is what he sees of his complaint.
func (g griever) page() overview.PublicComplaint {
	g.t.Helper()
	see := overview.Relation{DB: g.app.DB, Access: g.app.Acts.Access, Complaint: g.app.Acts.Complaint, Customers: g.app.Acts.Customer, Intake: g.app.Acts.Intake,
		Messages: g.app.Acts.Message, Organisation: g.app.Acts.Organisation, Promises: g.app.Acts.Promise, Team: g.app.Acts.Team}
	page, err := see.Public(context.Background(), g.org, g.visitor.Token)
	if err != nil || len(page.Complaints) != 1 {
		g.t.Fatalf("his page has %d complaints: %v", len(page.Complaints), err)
	}
	return page.Complaints[0]
}

func (g griever) the() (c complaint.Complaint) {
	g.t.Helper()
	g.do(g.fatima, func(tx *db.Tx) error {
		all, err := g.app.Acts.Complaint.List(tx, g.of, 10)
		if len(all) != 1 {
			g.t.Fatalf("%d complaints", len(all))
		}
		c = all[0]
		return err
	})
	return c
}

// must takes a step.
func (g griever) must(c complaint.Complaint, err error) complaint.Complaint {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
	return c
}

func (g griever) balance() (points int64) {
	g.do(g.fatima, func(tx *db.Tx) (err error) {
		points, _, err = g.app.Acts.Ledger.Balance(tx, g.of)
		return err
	})
	return points
}

func grieved(s *stepped) griever {
	g := griever{stepped: s, of: s.known("Zeger van Dam", "zeger@vandam.example")}
	p := s.promised(g.of, "de koelcel nakijken", s.at(26, 12, 0))
	token, err := s.app.Acts.LinkToPromise(context.Background(), s.fatima, p.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	g.visitor = act.Visitor{Org: s.org, Token: token}
	if _, err := s.app.Acts.ObjectByLink(context.Background(), g.visitor, p.ID, "Ik wacht nu al weken."); err != nil {
		s.t.Fatal(err)
	}
	return g
}

// From "Ik ben niet tevreden" on his page to what we learned from it: each stage is on his page, nothing of what was
// found in the house is, he hears of it by mail, and our account follows.
func TestFromNotSatisfiedToLearnedFrom(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		g := grieved(s)
		c := g.the()
		if c.Stage != complaint.Received || c.SubjectKind != complaint.InQuestion || c.Responsible != s.fatima.StaffID() || c.Promise.IsZero() {
			t.Fatalf("received as %+v", c)
		}
		if again, err := acts.ObjectByLink(ctx, g.visitor, c.Promise, "En nu is het klaar."); err != nil || again.ID != c.Promise {
			t.Fatal(err)
		}
		if g.the().ID != c.ID {
			t.Error("what he says more is another complaint")
		}
		s.pass(s.at(24, 11, 0))
		g.must(acts.AcknowledgeComplaint(ctx, s.fatima, c.ID, act.Acknowledging{Due: promise.Due{At: s.at(27, 15, 0), Zone: "Europe/Amsterdam"}}))
		if seen := g.page(); seen.Stage != complaint.Acknowledged || !seen.DueAt.Equal(s.at(27, 15, 0)) || seen.Said != "Ik wacht nu al weken." {
			t.Errorf("he sees %+v", seen)
		}
		g.must(acts.AssessComplaint(ctx, s.fatima, c.ID, 0, complaint.Assessment{Severity: complaint.Serious, Cause: complaint.TooLate, Inside: "agenda niet bekeken"}))
		s.pass(s.at(24, 12, 0))
		g.must(acts.AnswerComplaint(ctx, s.fatima, c.ID, 0, complaint.Reply{Finding: complaint.Upheld, Said: "U had gelijk.", Reasons: "Wij lieten niets horen."}, ""))
		s.pass(s.at(24, 12, 5))
		kept, mails := g.the(), s.post.mailed("zeger@vandam.example")
		s.do(s.fatima, func(tx *db.Tx) error {
			p, err := acts.Promise.Get(tx, kept.Answer)
			if p.State != promise.Delivered {
				t.Errorf("the promise to answer is %s", p.State)
			}
			return err
		})
		if len(mails) != 2 || !strings.Contains(mails[0].Plain, "klacht") || !strings.Contains(mails[1].Plain, "Wij lieten niets horen.") {
			t.Errorf("he got %d mails: %+v", len(mails), mails)
		}
		for _, m := range mails {
			if strings.Contains(m.Plain, "agenda niet bekeken") {
				t.Error("what was found stands in a mail")
			}
		}
		if seen := g.page(); seen.Answer != "U had gelijk." || !seen.May {
			t.Errorf("he sees %+v", seen)
		}
		before := g.balance() // twice +2 for his own words, +2 for the answer in time, -6 as he was right
		g.must(acts.SettleByLink(ctx, g.visitor, c.ID, true, ""))
		if got := g.balance(); before != 0 || got != before+4 {
			t.Errorf("our balance went from %d to %d", before, got)
		}
		s.follows()
		g.must(acts.LearnFromComplaint(ctx, s.fatima, c.ID, 0, act.Lesson{Words: "Eerder bellen.", Act: "het rooster nalopen", Owner: s.fatima.StaffID(),
			Due: promise.Due{At: s.at(30, 12, 0), Zone: "Europe/Amsterdam"}}))
		if c = g.the(); c.Stage != complaint.Learned || c.Lesson.IsZero() {
			t.Errorf("it stands as %+v", c)
		}
	})
}

// A step taken back within the time for it leaves nothing behind: no promise, no mail, no points.
func TestUndoneComplaintLeavesNothing(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		g := grieved(s)
		c := g.must(acts.AcknowledgeComplaint(ctx, s.fatima, g.the().ID, act.Acknowledging{Due: promise.Due{At: s.at(27, 15, 0), Zone: "Europe/Amsterdam"}}))
		answer := c.Answer
		s.clock.Advance(5 * time.Second)
		if c = g.must(acts.UndoComplaint(ctx, s.fatima, c.ID)); c.Stage != complaint.Received || !c.Answer.IsZero() {
			t.Errorf("it stands as %+v", c)
		}
		s.do(s.fatima, func(tx *db.Tx) error {
			p, err := acts.Promise.Get(tx, answer)
			if p.UndoneAt.IsZero() {
				t.Error("the promise stands")
			}
			return err
		})
		s.pass(s.at(26, 11, 0)) // and the clock sees what nobody acknowledges
		if mails := s.post.mailed("zeger@vandam.example"); len(mails) > 0 {
			t.Errorf("he was told %q", mails[0].Subject)
		}
		s.follows()
		if c = g.the(); !c.LateAt.Equal(c.AcknowledgeBy) || g.balance() != 2-3 { // his own words, and nobody who said that we have them
			t.Errorf("late since %v, with %d points", c.LateAt, g.balance())
		}
	})
}

// What may be a complaint is suggested once, makes none by itself, and does not come back once it was set aside.
func TestASuggestionIsNoComplaint(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		take := act.Take{Question: intake.New{Text: "U vindt het schandalig dat niemand belt.", Details: intake.Details{Customer: s.zeger}}}
		taken, err := acts.TakeQuestion(ctx, s.fatima, take)
		if err != nil {
			t.Fatal(err)
		}
		waits := func(hints, complaints int) {
			s.t.Helper()
			s.do(s.fatima, func(tx *db.Tx) error {
				open, err := acts.Complaint.OpenHints(tx, 10)
				if err != nil {
					return err
				}
				all, err := acts.Complaint.List(tx, s.zeger, 10)
				if len(open) != hints || len(all) != complaints {
					s.t.Errorf("%d suggested and %d complaints, want %d and %d", len(open), len(all), hints, complaints)
				}
				return err
			})
		}
		waits(1, 0)
		for range 2 { // twice is once
			if _, err := acts.SetHintAside(ctx, s.fatima, complaint.InQuestion, taken.Question.ID.Any()); err != nil {
				t.Fatal(err)
			}
		}
		waits(0, 0)
		if _, err := acts.ChangeQuestion(ctx, s.fatima, taken.Question.ID, 0, func(d *intake.Details) { d.Note = intake.Aside("Is woedend en dient een klacht in.") }); err != nil {
			t.Fatal(err)
		}
		waits(0, 0)
		if taken, err = acts.TakeQuestion(ctx, s.fatima, take); err != nil {
			t.Fatal(err)
		}
		waits(1, 0)
		if _, err := acts.TakeHint(ctx, s.fatima, complaint.InQuestion, taken.Question.ID.Any()); err != nil {
			t.Fatal(err)
		}
		waits(0, 1)
		reader := party.Actor{Org: s.org, Kind: party.Staff, ID: s.fatima.ID, Role: party.Reader}
		if _, err := acts.ComplainOf(ctx, reader, complaint.InQuestion, taken.Question.ID.Any()); err == nil {
			t.Error("who only reads makes a complaint")
		}
	})
}
