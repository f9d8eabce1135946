package app_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// postbox is a mail server in memory: no listener may stand inside the bubble.
type postbox struct {
	mu   sync.Mutex
	mail []message.Mail
}

func (p *postbox) SendMail(_ context.Context, _ message.MailSettings, m message.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mail = append(p.mail, m)
	return nil
}

// to lists the subjects that went to an address.
func (p *postbox) to(address string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, m := range p.mail {
		if m.To == address {
			out = append(out, m.Subject)
		}
	}
	return out
}

// firm is De Linde on its first days, with a lead, and people who answer the phone.
type firm struct {
	t       *testing.T
	app     *app.App
	org     id.Org
	andries party.Actor // team lead
	fatima  party.Actor
	zeger   id.Customer
}

func (f *firm) do(actor party.Actor, fn func(tx *db.Tx) error) {
	f.t.Helper()
	if err := f.app.DB.Write(context.Background(), actor, fn); err != nil {
		f.t.Fatal(err)
	}
}

func open(t *testing.T, config app.Config) *firm {
	t.Helper()
	config.Data, config.Listen = t.TempDir(), "127.0.0.1:1"
	config.Log = slog.New(slog.DiscardHandler)
	a, err := app.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	all, err := a.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	f := &firm{t: t, app: a, org: all[0].ID}
	office := team.Week{}
	for day := time.Monday; day <= time.Friday; day++ {
		office[day] = []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
	}
	f.do(party.Itself(f.org), func(tx *db.Tx) error {
		if err := a.Acts.Team.SetHours(tx, office, 0); err != nil {
			return err
		}
		binnendienst, err := a.Acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		hire := func(name string, role party.Role) (party.Actor, error) {
			s, err := a.Acts.Team.Hire(tx, team.Staff{
				Kind: party.Staff, Name: name, Email: name + "@delinde.example", Team: binnendienst.ID, Share: 100,
			})
			return party.Actor{Org: f.org, Kind: party.Staff, ID: s.ID.Any(), Role: role}, err
		}
		if f.andries, err = hire("Andries", party.TeamLead); err != nil {
			return err
		}
		if f.fatima, err = hire("Fatima", party.Colleague); err != nil {
			return err
		}
		binnendienst.Lead = f.andries.StaffID()
		if _, err := a.Acts.Team.ChangeTeam(tx, binnendienst); err != nil {
			return err
		}
		zeger, err := a.Acts.Customer.Add(tx, customer.Details{
			Name: "Zeger van Dam", Numbers: []customer.Number{{Number: "020 555 01 23"}}, Emails: []string{"zeger@vandam.example"},
		})
		f.zeger = zeger.ID
		return err
	})
	f.do(party.Actor{Org: f.org, Kind: party.Staff, ID: f.andries.ID, Role: party.Owner}, func(tx *db.Tx) error {
		_, err := a.Acts.Message.SetMail(tx, message.MailSettings{
			Host: "127.0.0.1", Port: 25, TLS: message.NoTLS, From: "kroon@delinde.example", FromName: "De Linde", Active: true,
		})
		return err
	})
	return f
}

func (f *firm) promise(of id.Promise) (p promise.Promise) {
	f.t.Helper()
	f.do(party.Itself(f.org), func(tx *db.Tx) (err error) {
		p, err = f.app.Acts.Promise.Get(tx, of)
		return err
	})
	return p
}

func (f *firm) balance() (points int64) {
	f.t.Helper()
	f.do(party.Itself(f.org), func(tx *db.Tx) (err error) {
		points, _, err = f.app.Acts.Ledger.Balance(tx, f.zeger)
		return err
	})
	return points
}

// day is one simulated day at De Linde, with the clockwork running by the wall clock of the bubble.
type day struct {
	*firm
	post *postbox
	zone *time.Location
}

// live runs a day in a bubble of simulated time.
func live(t *testing.T, story func(d *day)) {
	synctest.Test(t, func(t *testing.T) {
		post := &postbox{}
		d := &day{firm: open(t, app.Config{Mail: post}), post: post}
		var err error
		if d.zone, err = worktime.Zone("Europe/Amsterdam"); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); d.app.Run(ctx) }()
		defer func() {
			stop()
			<-done
			if err := d.app.Close(); err != nil {
				t.Error(err)
			}
		}()
		story(d)
	})
}

func (d *day) at(hour, minute int) time.Time {
	return time.Date(2000, 1, 3, hour, minute, 0, 0, d.zone)
}

func (d *day) until(hour, minute int) {
	d.t.Helper()
	time.Sleep(time.Until(d.at(hour, minute)))
	synctest.Wait()
}

func (d *day) mails(address string, want int) {
	d.t.Helper()
	if got := d.post.to(address); len(got) != want {
		d.t.Errorf("%s has %d mails, want %d: %q", address, len(got), want, got)
	}
}

func (d *day) standing(want int64) {
	d.t.Helper()
	if got := d.balance(); got != want {
		d.t.Errorf("our balance with Zeger is %d, want %d", got, want)
	}
}

// asked is Zeger on the phone: confirmed, and something promised before one o'clock.
func (d *day) asked(kind promise.Kind) promise.Promise {
	d.t.Helper()
	d.until(9, 10)
	taken, err := d.app.Acts.TakeQuestion(context.Background(), d.fatima, act.Take{
		Question: intake.New{Details: intake.Details{Customer: d.zeger}, Text: "U wilt weten waarom de koelcel in hal 2 uitvalt."},
		Ending:   intake.Promised, Confirmed: true, Tell: act.ByMessage,
		Promise: promise.Make{Kind: kind, Minutes: 10, Act: "naar de koelcel kijken", Due: promise.Due{At: d.at(13, 0), Zone: "Europe/Amsterdam"}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return taken.Promise
}

// A word that nobody keeps and nobody else can: reminded once, the lead told once, broken by the clock,
// entered on our account, an apology laid ready, and made good with a new promise that is kept.
func TestTheWholeLadderUpToBreachAndRecovery(t *testing.T) {
	live(t, func(d *day) {
		p := d.asked(promise.Visit)
		d.until(9, 11)
		d.mails("zeger@vandam.example", 1)
		d.until(12, 59)
		d.mails("Fatima@delinde.example", 1)
		d.mails("Andries@delinde.example", 1)
		if p := d.promise(p.ID); p.State != promise.Agreed {
			t.Errorf("before due it is %s", p.State)
		}
		d.until(13, 1)
		p = d.promise(p.ID)
		if p.State != promise.Broken || !p.BrokenAt.Equal(promise.FirstInstantAfter(p.DueAt)) {
			t.Errorf("after due it is %s, broken at %v", p.State, p.BrokenAt)
		}
		const listened = 2 // he was read back to, and said that it was right
		d.standing(listened - 8)
		d.apologyReady()
		d.until(13, 5)
		revised, err := d.app.Acts.Revise(context.Background(), d.fatima, p.ID, promise.Revision{
			Due: promise.Due{At: d.at(14, 0), Zone: "Europe/Amsterdam"},
		}, act.ByMessage)
		if err != nil {
			t.Fatal(err)
		}
		d.until(13, 30)
		deed := promise.Deed{Proof: promise.ByText, Words: "De ventilator is vervangen."}
		if _, err := d.app.Acts.Deliver(context.Background(), d.fatima, revised.Next.Promise.ID, deed, ""); err != nil {
			t.Fatal(err)
		}
		if p := d.promise(revised.Next.Promise.ID); !p.Kept() || p.RecoveryOf != revised.Old.ID {
			t.Errorf("the recovery is %+v", p)
		}
		d.standing(listened - 8 + 3) // made good, never more than the failure cost
		d.until(16, 0)
		d.mails("zeger@vandam.example", 2)
	})
}

func (d *day) apologyReady() {
	d.t.Helper()
	d.do(d.fatima, func(tx *db.Tx) error {
		drafts, err := d.app.Acts.Message.DraftsOf(tx, d.fatima.StaffID(), id.Message{}, 100)
		if err == nil && (len(drafts) != 1 || drafts[0].Kind != message.Broken) {
			d.t.Errorf("ready for Fatima to send: %+v, want one apology", drafts)
		}
		return err
	})
}

// What a colleague can do as well is his at the last safe moment, and then it is kept.
func TestAtTheLastSafeMomentAColleagueTakesOver(t *testing.T) {
	live(t, func(d *day) {
		p := d.asked(promise.CallBack)
		d.until(12, 59)
		p = d.promise(p.ID)
		if p.Owner != d.andries.StaffID() || p.State != promise.Agreed {
			t.Fatalf("at the last moment it is %s and still Fatima's", p.State)
		}
		if _, err := d.app.Acts.Deliver(context.Background(), d.andries, p.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		d.until(13, 30)
		if p := d.promise(p.ID); !p.Kept() {
			t.Errorf("it is %s", p.State)
		}
		d.standing(2 + 2)
	})
}

// Who never says whether we understood is not waited for without end, and it is not taken for a yes.
func TestAReadBackWithoutAnswerIsUnconfirmed(t *testing.T) {
	live(t, func(d *day) {
		d.until(9, 10)
		taken, err := d.app.Acts.TakeQuestion(context.Background(), d.fatima, act.Take{
			Question: intake.New{Details: intake.Details{Customer: d.zeger}, Text: "U wilt een offerte."}, Tell: act.ByMessage,
		})
		if err != nil {
			t.Fatal(err)
		}
		state := func() (state intake.ReadingState) {
			d.do(d.fatima, func(tx *db.Tx) error {
				q, err := d.app.Acts.Intake.Get(tx, taken.Question.ID)
				state = q.ReadingState
				return err
			})
			return state
		}
		d.until(9+48, 0)
		if got := state(); got != intake.Sent {
			t.Errorf("after two days it is %s", got)
		}
		d.until(9+73, 0)
		if got := state(); got != intake.Unconfirmed {
			t.Errorf("after three days it is %s", got)
		}
	})
}
