// Package demo peoples a fresh installation with De Linde Verhuur & Service, which rents out and maintains
// cooling and catering equipment and gives courses. It runs the real commands on a stepped clock, from
// three months ago up to now, so that everything on the screen really happened.
package demo

import (
	"context"
	"fmt"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Weeks is how far back the demo's past goes.
const Weeks = 12

// person is somebody who works at De Linde.
type person struct {
	name   string
	role   party.Role
	phones bool // answers the phone
	actor  party.Actor
}

// firm is De Linde while it is being peopled.
type firm struct {
	ctx       context.Context
	app       *app.App
	clock     *clock.Stepped
	org       id.Org
	zone      *time.Location
	people    map[string]*person
	customers map[string]id.Customer
	crowd     []id.Customer
	letters   int // apologies sent so far
}

// staffNames is who works at De Linde, in the order in which they came.
var staffNames = []string{"Andries de Wit", "Fatima El Amrani", "Jeroen Bakker", "Samira Haddad", "Mark Visser"}

// Fill peoples the installation up to now. The application must have been opened with the same clock;
// password is everybody's. progress, when not nil, hears how far it is, from 0 to 100.
func Fill(ctx context.Context, a *app.App, c *clock.Stepped, now time.Time, password string, progress func(int)) error {
	if progress == nil {
		progress = func(int) {}
	}
	all, err := a.Organisations(ctx)
	if err != nil {
		return err
	}
	f := &firm{
		ctx: ctx, app: a, clock: c, org: all[0].ID, zone: all[0].Location(),
		people: map[string]*person{}, customers: map[string]id.Customer{},
	}
	c.Set(now.AddDate(0, 0, -7*Weeks))
	if err := f.found(password); err != nil {
		return fmt.Errorf("founding: %w", err)
	}
	if err := f.channels(); err != nil {
		return fmt.Errorf("channels: %w", err)
	}
	if err := f.answers(now); err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	if err := f.grouchBefore(); err != nil {
		return fmt.Errorf("what was said: %w", err)
	}
	if err := f.pastComplaints(now); err != nil {
		return fmt.Errorf("complaints of before: %w", err)
	}
	if err := f.past(now, progress); err != nil {
		return fmt.Errorf("the past: %w", err)
	}
	if err := f.today(now); err != nil {
		return fmt.Errorf("today: %w", err)
	}
	if err := f.files(); err != nil {
		return fmt.Errorf("files: %w", err)
	}
	if err := f.answered(now); err != nil {
		return fmt.Errorf("what was answered: %w", err)
	}
	if err := f.grouchNow(now); err != nil {
		return fmt.Errorf("what is known: %w", err)
	}
	if err := f.complaints(now); err != nil {
		return fmt.Errorf("complaints: %w", err)
	}
	if err := f.orders(now); err != nil {
		return fmt.Errorf("orders: %w", err)
	}
	if err := f.sweeping(); err != nil {
		return fmt.Errorf("what is said too easily: %w", err)
	}
	if err := f.lists(now); err != nil {
		return fmt.Errorf("call lists: %w", err)
	}
	progress(100)
	return f.until(now)
}

// until lets the clock run to an instant, with the clockwork doing what falls due on the way.
func (f *firm) until(at time.Time) error {
	for {
		next, err := f.app.Clock.Step(f.ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(at) {
			break
		}
		if next.After(f.clock.Now()) {
			f.clock.Set(next)
		}
	}
	if at.After(f.clock.Now()) {
		f.clock.Set(at)
	}
	return nil
}

func (f *firm) write(fn func(tx *db.Tx) error) error {
	owner := party.Itself(f.org)
	if andries := f.people["Andries de Wit"]; andries != nil {
		owner = andries.actor
	}
	return f.app.DB.Write(f.ctx, owner, fn)
}

func (f *firm) actor(name string) party.Actor { return f.people[name].actor }

func (f *firm) staff(name string) id.Staff { return f.people[name].actor.StaffID() }

// found sets up the house: settings, people with their hours, a duty.
func (f *firm) found(password string) error {
	hash, err := f.app.Door.NewHash(f.ctx, "", password)
	if err != nil {
		return err
	}
	staff := []*person{
		{name: staffNames[0], role: party.Owner}, {name: staffNames[1], role: party.TeamLead},
		{name: staffNames[2], role: party.Colleague}, {name: staffNames[3], role: party.Colleague},
		{name: staffNames[4], role: party.Colleague, phones: true},
	}
	return f.write(func(tx *db.Tx) error {
		_, err := f.app.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Name, o.Phone, o.Email = "De Linde Verhuur & Service", "030 261 44 00", "service@delinde.example"
			o.BaseURL = f.app.Site.Link("")
		})
		if err != nil {
			return err
		}
		if err := f.app.Acts.Team.SetHours(tx, everyDay(7, 23), 0); err != nil {
			return err
		}
		house, err := f.app.Acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		for _, p := range staff {
			if err := f.hire(tx, p, house.ID, hash); err != nil {
				return err
			}
		}
		house.Lead = f.staff("Fatima El Amrani")
		if _, err := f.app.Acts.Team.ChangeTeam(tx, house); err != nil {
			return err
		}
		_, err = f.app.Acts.Team.AddDuty(tx, team.Duty{
			Name: "Dienst", Team: house.ID, Members: []id.Staff{f.staff("Mark Visser"), f.staff("Fatima El Amrani")},
		})
		return err
	})
}

func (f *firm) hire(tx *db.Tx, p *person, house id.Team, hash string) error {
	hired, err := f.app.Acts.Team.Hire(tx, team.Staff{
		Kind: party.Staff, Name: p.name, Email: address(p.name, "delinde.example"), Team: house, AnswersPhone: p.phones,
	})
	if err != nil {
		return err
	}
	p.actor = party.Actor{Org: f.org, Kind: party.Staff, ID: hired.ID.Any(), Role: p.role}
	f.people[p.name] = p
	account := access.NewAccount{Staff: hired.ID, Kind: party.Staff, Role: p.role, Email: hired.Email}
	if _, err := f.app.Acts.Access.Open(tx, account); err != nil {
		return err
	}
	return tx.As(p.actor, func() error { return f.app.Acts.Access.SetPassword(tx, hired.ID, hash) })
}

// everyDay is a house with a breakdown service: open at weekends too, so that the demo is alive on a Sunday.
func everyDay(from, until int) team.Week {
	week := team.Week{}
	for day := time.Sunday; day <= time.Saturday; day++ {
		week[day] = []worktime.Interval{{From: from * 60, Until: until * 60}}
	}
	return week
}

// Quiet is the configuration with every way out of the house closed: nothing that the demo says is sent.
func Quiet(config app.Config) app.Config {
	config.Mail, config.SMS, config.Push = Silent{}, Silent{}, Silent{}
	return config
}

// Silent takes every message and sends none.
type Silent struct{}

// SendMail implements message.Mailer.
func (Silent) SendMail(context.Context, message.MailSettings, message.Mail) error { return nil }

// SendSMS implements message.Texter.
func (Silent) SendSMS(context.Context, message.SMSSettings, message.TextMessage) error { return nil }

// SendPush implements message.Pusher.
func (Silent) SendPush(context.Context, message.PushKeys, message.Browser, message.PushNote) error {
	return nil
}

// channels sets up mail and SMS, so that messages leave in the demo as they would.
func (f *firm) channels() error {
	return f.write(func(tx *db.Tx) error {
		_, err := f.app.Acts.Message.SetMail(tx, message.MailSettings{
			Host: "127.0.0.1", TLS: message.NoTLS, From: "service@delinde.example", FromName: "De Linde", Active: true,
		})
		if err != nil {
			return err
		}
		_, err = f.app.Acts.Message.SetSMS(tx, message.SMSSettings{
			URL: "https://sms.delinde.example/send", Method: "POST", Body: `{"to":"{to}","text":"{text}"}`, From: "DeLinde", Active: true,
		})
		return err
	})
}

// SignIn is the e-mail address to look around with: the team lead, who sees most.
const SignIn = "fatima@delinde.example"

func (f *firm) known(name string, d customer.Details) error {
	d.Name = name
	return f.write(func(tx *db.Tx) error {
		c, err := f.app.Acts.Customer.Add(tx, d)
		f.customers[name] = c.ID
		return err
	})
}

func (f *firm) take(by string, t act.Take) (act.Taken, error) {
	return f.app.Acts.TakeQuestion(f.ctx, f.actor(by), t)
}
