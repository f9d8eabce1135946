package app_test

import (
	"context"
	"fmt"
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
	"kroon/internal/report"
)

// renter asks before he signs and after it.
type renter struct {
	*stepped
	of id.Customer
}

// asks has Fatima note a question and promise an answer, which she gives so much later.
func (r renter) asks(text string, phase intake.Phase, took time.Duration) {
	r.t.Helper()
	ctx, acts, now := context.Background(), r.app.Acts, r.clock.Now()
	taken, err := acts.TakeQuestion(ctx, r.fatima, act.Take{
		Question: intake.New{Channel: intake.ByPhone, Text: intake.ToCustomer(text), Details: intake.Details{Customer: r.of, Phase: phase}},
		Ending:   intake.Promised, Tell: act.Silently,
		Promise: promise.Make{Kind: promise.Answer, Act: "over de dekking", Minutes: 10, Due: promise.Due{At: now.Add(took + time.Hour), Zone: "Europe/Amsterdam"}},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.pass(now.Add(took))
	if _, err := acts.Deliver(ctx, r.fatima, taken.Promise.ID, promise.Deed{Proof: promise.ByText, Words: "Ja, dat is gedekt."}, act.Silently); err != nil {
		r.t.Fatal(err)
	}
	r.pass(r.clock.Now().Add(time.Minute))
}

// sides compares how quickly we answer before the signature and after it, as Figures and kroon figures speed do.
func (r renter) sides() (out report.Sides) {
	r.t.Helper()
	r.do(party.Itself(r.org), func(tx *db.Tx) error {
		house, err := r.app.Acts.Team.House(tx)
		if err == nil {
			out, err = report.BeforeAndAfter(tx, house, report.Scope{})
		}
		return err
	})
	return out
}

// The renter: before he signs he is answered at once; after it he asks about his cover and is made fun of. That we
// are slower after the signature is seen, with both medians and n; he says that he is not satisfied, and is heard,
// answered and content; what both sides promised stands in one statement that he may have.
func TestTheRenterAfterTheSignature(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		for i := range report.FewCases {
			r := renter{s, s.known(fmt.Sprintf("Huurder %d", i), fmt.Sprintf("huurder%d@example.org", i))}
			s.pass(workday(s, i).Add(10 * time.Hour))
			r.asks("U wilt weten wat de verzekering dekt.", intake.Comparing, 20*time.Minute)
			if _, err := acts.AddOrder(ctx, s.fatima, act.Bought{Customer: r.of, Amount: 90000, What: "huur van een heftruck"}); err != nil {
				t.Fatal(err)
			}
			s.pass(s.clock.Now().Add(10 * time.Minute))
			r.asks("U wilt weten of schade door regen gedekt is.", intake.UnknownPhase, 3*time.Hour)
		}
		got := renter{stepped: s}.sides()
		if got.Before.Questions != report.FewCases || got.After.Questions != report.FewCases || got.Says != report.Slower {
			t.Errorf("before and after the signature: %+v", got)
		}

		// He was mocked, and says so on his page; he is answered with reasons, and content with that.
		g := griever{stepped: s, of: s.known("Bram de Huurder", "bram@example.org")}
		p := s.promised(g.of, "bellen over de dekking", s.clock.Now().Add(26*time.Hour))
		token, err := acts.LinkToPromise(ctx, s.fatima, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		g.visitor = act.Visitor{Org: s.org, Token: token}
		if _, err := acts.ObjectByLink(ctx, g.visitor, p.ID, "Ik werd uitgelachen toen ik naar mijn dekking vroeg."); err != nil {
			t.Fatal(err)
		}
		c := g.the()
		g.must(acts.AcknowledgeComplaint(ctx, s.fatima, c.ID, act.Acknowledging{Override: true, Words: "dit gaat voor"}))
		g.must(acts.AssessComplaint(ctx, s.fatima, c.ID, 0, complaint.Assessment{Severity: complaint.Serious, Cause: complaint.Treatment, Inside: "grap aan de balie"}))
		g.must(acts.AnswerComplaint(ctx, s.fatima, c.ID, 0, complaint.Reply{Finding: complaint.Upheld, Said: "Dat had niet mogen gebeuren.", Reasons: "Wie tekende, wordt net zo goed geholpen."}, ""))
		g.must(acts.SettleByLink(ctx, g.visitor, c.ID, true, ""))

		// What he promised stands beside what we did.
		theirs, err := acts.MakePromise(ctx, s.fatima, promise.Make{Direction: promise.Theirs, Kind: promise.Other, Customer: g.of, Owner: s.fatima.StaffID(),
			Act: "de foto's sturen", Due: promise.Due{At: s.clock.Now().Add(48 * time.Hour), Zone: "Europe/Amsterdam"}}, act.Silently)
		if err != nil {
			t.Fatal(err)
		}
		see := overview.Relation{DB: s.app.DB, Access: acts.Access, Customers: acts.Customer, Organisation: acts.Organisation, Promises: acts.Promise, Team: acts.Team}
		both, err := see.PublicStatement(ctx, s.org, token)
		if err != nil || len(both.Ours) < 2 || len(both.Theirs) != 1 || both.Theirs[0].ID != theirs.Promise.ID {
			t.Errorf("the statement has %+v: %v", both, err)
		}
	})
}

// workday is midnight of the nth working day from the first.
func workday(s *stepped, n int) time.Time {
	day := s.at(24, 0, 0)
	for ; n > 0; n-- {
		for day = day.AddDate(0, 0, 1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; {
			day = day.AddDate(0, 0, 1)
		}
	}
	return day
}
