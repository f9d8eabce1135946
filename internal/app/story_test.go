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

// A word that nobody keeps: reminded once, the lead told, an honest notice laid ready, broken by the
// clock, entered on our account, an apology laid ready, and made good with a new promise that is kept.
func TestTheWholeLadderUpToBreachAndRecovery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := &postbox{}
		f := open(t, app.Config{Mail: post})
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); f.app.Run(ctx) }()
		defer func() {
			stop()
			<-done
			if err := f.app.Close(); err != nil {
				t.Error(err)
			}
		}()
		amsterdam, err := worktime.Zone("Europe/Amsterdam")
		if err != nil {
			t.Fatal(err)
		}
		until := func(hour, minute int) {
			t.Helper()
			time.Sleep(time.Until(time.Date(2000, 1, 3, hour, minute, 0, 0, amsterdam)))
			synctest.Wait()
		}
		until(9, 10)
		due := time.Date(2000, 1, 3, 13, 0, 0, 0, amsterdam)
		taken, err := f.app.Acts.TakeQuestion(ctx, f.fatima, act.Take{
			Question: intake.New{Details: intake.Details{Customer: f.zeger}, Text: "U wilt weten waarom de koelcel in hal 2 uitvalt."},
			Ending:   intake.Promised, Confirmed: true, Tell: act.ByMessage,
			Promise: promise.Make{Kind: promise.CallBack, Act: "terugbellen over de koelcel", Due: promise.Due{At: due, Zone: "Europe/Amsterdam"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		until(9, 11)
		if got := post.to("zeger@vandam.example"); len(got) != 1 {
			t.Errorf("after the promise Zeger has %q, want one confirmation", got)
		}
		until(12, 59)
		if got := post.to("Fatima@delinde.example"); len(got) != 1 {
			t.Errorf("Fatima was interrupted %d times about one promise: %q", len(got), got)
		}
		if got := post.to("Andries@delinde.example"); len(got) != 1 {
			t.Errorf("the lead was told %d times: %q", len(got), got)
		}
		if p := f.promise(taken.Promise.ID); p.State != promise.Agreed {
			t.Errorf("before due it is %s", p.State)
		}
		until(13, 1)
		p := f.promise(taken.Promise.ID)
		if p.State != promise.Broken || !p.BrokenAt.Equal(promise.FirstInstantAfter(p.DueAt)) {
			t.Errorf("after due it is %s, broken at %v", p.State, p.BrokenAt)
		}
		confirmed := int64(2) // listened, and he said so
		if got := f.balance(); got != confirmed-8 {
			t.Errorf("after the breach our balance is %d", got)
		}
		var drafts []message.Ready
		f.do(f.fatima, func(tx *db.Tx) (err error) {
			drafts, err = f.app.Acts.Message.DraftsOf(tx, f.fatima.StaffID())
			return err
		})
		if len(drafts) != 1 || drafts[0].Kind != message.Broken {
			t.Fatalf("ready for Fatima to send: %+v, want one apology", drafts)
		}
		until(13, 5)
		revised, err := f.app.Acts.Revise(ctx, f.fatima, p.ID, promise.Revision{
			Due: promise.Due{At: due.Add(time.Hour), Zone: "Europe/Amsterdam"},
		}, act.ByMessage)
		if err != nil {
			t.Fatal(err)
		}
		until(13, 30)
		if _, err := f.app.Acts.Deliver(ctx, f.fatima, revised.Next.Promise.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		if p := f.promise(revised.Next.Promise.ID); !p.Kept() || p.RecoveryOf != taken.Promise.ID {
			t.Errorf("the recovery is %+v", p)
		}
		if got := f.balance(); got != confirmed-8+2 {
			t.Errorf("after the recovery our balance is %d", got)
		}
		until(16, 0)
		if got := post.to("zeger@vandam.example"); len(got) != 2 {
			t.Errorf("Zeger has %q, want the confirmation and the new promise", got)
		}
	})
}
