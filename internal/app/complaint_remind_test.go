package app_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// reminded are who was told that the norm of a complaint is near, and how it stands with that message.
func (g griever) reminded() (who []id.Staff, state []string) {
	g.t.Helper()
	g.do(g.fatima, func(tx *db.Tx) error {
		type row struct {
			Recipient id.Staff
			State     string
		}
		all, err := db.All[row](tx, "SELECT recipient, state FROM message WHERE org = $1 AND kind = 'complaint-waits' ORDER BY id", tx.Org)
		for _, one := range all {
			who, state = append(who, one.Recipient), append(state, one.State)
		}
		return err
	})
	return who, state
}

// told is how often it happened that somebody was reminded, and how many reminders lie ready.
func (g griever) told() (happened, ready int) {
	g.t.Helper()
	g.do(g.fatima, func(tx *db.Tx) (err error) {
		if happened, err = db.One[int](tx, "SELECT COUNT(*) FROM event WHERE org = $1 AND kind = 'complaint.reminded'", tx.Org); err == nil {
			ready, err = db.One[int](tx, "SELECT COUNT(*) FROM job WHERE org = $1 AND kind = 'complaint.remind'", tx.Org)
		}
		return err
	})
	return happened, ready
}

// remind fires the reminder of a complaint, once more than the clock did.
func (g griever) remind(of id.Complaint) {
	g.t.Helper()
	g.do(g.fatima, func(tx *db.Tx) error { return g.app.Acts.Complaint.OnRemind(tx, job.Due{Subject: of.Any()}) })
}

// stillTrue tells whether the reminder that somebody was sent is true at this moment, and until when it is of use.
func (g griever) stillTrue() (still bool, until time.Time) {
	g.t.Helper()
	g.do(g.fatima, func(tx *db.Tx) error {
		of, err := db.One[id.Message](tx, "SELECT id FROM message WHERE org = $1 AND kind = 'complaint-waits'", tx.Org)
		if err != nil {
			return err
		}
		m, err := g.app.Acts.Message.Row(tx, of)
		if err == nil {
			still, err = g.app.Acts.Message.StillTrue(tx, m)
		}
		until = m.UseBy
		return err
	})
	return still, until
}

// onToday is the first complaint that waits for somebody.
func (g griever) onToday() (line overview.ComplaintLine) {
	g.t.Helper()
	see := overview.Desk{Relation: overview.Relation{DB: g.app.DB, Messages: g.app.Acts.Message, Team: g.app.Acts.Team}}
	page, err := see.Today(context.Background(), g.fatima, overview.TodayAsk{Zone: g.zone, Lang: "nl"})
	if err != nil || len(page.Complains) == 0 {
		g.t.Fatalf("nothing waits: %v", err)
	}
	return page.Complains[0]
}

// Who sees to a complaint is reminded once, at three quarters of the norm, and it stands first on Today: whatever fires
// twice, and not when it is acknowledged in time.
func TestWhoSeesToAComplaintIsRemindedOnce(t *testing.T) {
	onBoth(t, func(s *stepped) {
		g := grieved(s)
		c := g.the()
		// The house is open from nine to five: of eight hours from ten o'clock, six have passed at four.
		if !c.RemindAt.Equal(s.at(24, 16, 0)) || !c.AcknowledgeBy.Equal(s.at(25, 10, 0)) {
			t.Fatalf("reminded at %v of %v", c.RemindAt.In(s.zone), c.AcknowledgeBy.In(s.zone))
		}
		s.pass(s.at(24, 15, 59))
		if who, _ := g.reminded(); len(who) != 0 || !g.onToday().RemindedAt.IsZero() {
			t.Errorf("reminded already: %v", who)
		}
		balance := g.balance()
		s.pass(s.at(24, 16, 0))
		for range 2 {
			g.remind(c.ID)
		}
		s.pass(s.at(24, 16, 30))
		if happened, ready := g.told(); happened != 1 || ready != 0 {
			t.Errorf("it happened %d times, %d lie ready", happened, ready)
		}
		if still, until := g.stillTrue(); !still || !until.Equal(c.AcknowledgeBy) {
			t.Errorf("true: %v, of use until %v", still, until)
		}
		if who, _ := g.reminded(); len(who) != 1 || who[0] != s.fatima.StaffID() {
			t.Errorf("reminded: %v", who)
		}
		if line := g.onToday(); line.ID != c.ID || !line.RemindedAt.Equal(s.at(24, 16, 0)) || !line.LateAt.IsZero() {
			t.Errorf("Today has %+v", line)
		}
		if g.balance() != balance || g.the().Stage != complaint.Received {
			t.Error("a reminder changed what stands")
		}
		s.pass(s.at(25, 10, 1))
		g.remind(c.ID)
		if still, _ := g.stillTrue(); still {
			t.Error("true when the norm has passed")
		}
		if who, _ := g.reminded(); len(who) != 1 || g.the().LateAt.IsZero() {
			t.Errorf("after the norm: reminded %v", who)
		}
	})
}

// Acknowledged in time nobody is reminded; taken back a moment later, still once.
func TestAnAcknowledgedComplaintNeedsNoReminder(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		g := grieved(s)
		c := g.the()
		how := act.Acknowledging{Due: promise.Due{At: s.at(27, 15, 0), Zone: "Europe/Amsterdam"}}
		s.pass(c.RemindAt.Add(-5 * time.Second))
		g.must(acts.AcknowledgeComplaint(ctx, s.fatima, c.ID, how))
		if _, ready := g.told(); ready != 0 {
			t.Error("a reminder lies ready of what was acknowledged")
		}
		g.remind(c.ID)
		s.pass(c.RemindAt.Add(5 * time.Second))
		if who, _ := g.reminded(); len(who) != 0 {
			t.Errorf("reminded of what was acknowledged: %v", who)
		}
		g.must(acts.UndoComplaint(ctx, s.fatima, c.ID))
		s.pass(c.RemindAt.Add(time.Minute))
		if who, _ := g.reminded(); len(who) != 1 {
			t.Errorf("taken back, reminded %d times", len(who))
		}
		how.Override = true
		g.must(acts.AcknowledgeComplaint(ctx, s.fatima, c.ID, how))
		if still, _ := g.stillTrue(); still {
			t.Error("true of what is acknowledged")
		}
		g.must(acts.UndoComplaint(ctx, s.fatima, c.ID))
		if _, ready := g.told(); ready != 0 {
			t.Error("a reminder lies ready of what somebody was reminded of")
		}
		g.must(acts.AcknowledgeComplaint(ctx, s.fatima, c.ID, how))
		s.pass(c.AcknowledgeBy.Add(time.Minute))
		if who, _ := g.reminded(); len(who) != 1 || !g.the().LateAt.IsZero() {
			t.Errorf("in the end reminded %d times", len(who))
		}
	})
}

// While who sees to it is ill, who leads him is reminded, and of what nobody sees to as well; what comes in when the norm
// has passed already reminds nobody, nor does what was entered by mistake.
func TestALeadIsRemindedForWhoIsAway(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		g := grieved(s)
		late := g.must(acts.Complain(ctx, s.fatima, complaint.New{Customer: s.zeger, ReceivedAt: s.at(20, 9, 0), Words: complaint.Words{Said: "Een brief van vorige week."}}))
		slip := g.must(acts.Complain(ctx, s.fatima, complaint.New{Customer: s.zeger, Words: complaint.Words{Said: "Een vergissing."}}))
		g.must(acts.UndoComplaint(ctx, s.fatima, slip.ID))
		g.remind(late.ID)
		g.remind(slip.ID)
		if happened, ready := g.told(); happened != 0 || ready != 1 || !late.RemindAt.IsZero() {
			t.Errorf("reminded %d times, %d lie ready, of a late one at %v", happened, ready, late.RemindAt)
		}
		s.do(party.Itself(s.org), func(tx *db.Tx) error { // from a program that names nobody
			_, err := acts.Complaint.Receive(tx, complaint.New{Customer: s.zeger, Channel: complaint.ByMail, Words: complaint.Words{Said: "Niemand belde."}})
			return err
		})
		s.do(s.fatima, func(tx *db.Tx) error {
			_, err := acts.Team.FallIll(tx, s.fatima.StaffID())
			return err
		})
		s.pass(s.at(24, 16, 1))
		who, _ := g.reminded()
		s.do(s.fatima, func(tx *db.Tx) error {
			lead, err := acts.Team.LeadOf(tx, s.fatima.StaffID())
			if len(who) != 2 || who[0] != lead || who[1] != lead || lead == s.fatima.StaffID() {
				t.Errorf("reminded %v, who leads is %v", who, lead)
			}
			return err
		})
	})
}
