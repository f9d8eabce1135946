package main

import (
	"fmt"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// staff and customers are how many there are: a ten-person company.
const staff, customers = 10, 60

// found sets up the house: settings, channels, people, customers, and what the days will bring.
func (w *world) found() error {
	all, err := w.nodes[0].Organisations(w.ctx)
	if err != nil {
		return err
	}
	w.org = all[0].ID
	if err := w.nodes[0].DB.Write(w.ctx, party.Itself(w.org), w.setUp); err != nil {
		return fmt.Errorf("founding: %w", err)
	}
	for day := w.began; day.Before(w.until); day = day.AddDate(0, 0, 1) {
		w.plan(day)
	}
	return nil
}

func (w *world) setUp(tx *db.Tx) error {
	acts := w.nodes[0].Acts
	_, err := acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
		o.Name, o.Phone, o.Email, o.BaseURL = "De Linde", "030 261 44 00", "service@delinde.example", "https://kroon.delinde.example"
		o.GoodFriday, o.LiberationDay = false, false
	})
	if err != nil {
		return err
	}
	week := team.Week{time.Saturday: nil, time.Sunday: nil}
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = []worktime.Interval{{From: opens, Until: shuts}}
	}
	if err := acts.Team.SetHours(tx, week, 0); err != nil {
		return err
	}
	if _, err := acts.Message.SetMail(tx, message.MailSettings{
		Host: "127.0.0.1", TLS: message.NoTLS, From: "service@delinde.example", FromName: "De Linde", Active: true,
	}); err != nil {
		return err
	}
	if _, err := acts.Message.SetSMS(tx, message.SMSSettings{
		URL: "https://sms.delinde.example/send", Method: "POST", Body: `{"to":"{to}","text":"{text}"}`, From: "DeLinde", Active: true,
	}); err != nil {
		return err
	}
	house, err := acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
	if err != nil {
		return err
	}
	w.house = house.ID
	for i := range staff {
		if err := w.hire(tx, i); err != nil {
			return err
		}
	}
	house.Lead = w.model.people[1].id
	if _, err := acts.Team.ChangeTeam(tx, house); err != nil {
		return err
	}
	for i := range customers {
		details := customer.Details{Name: fmt.Sprintf("Klant %d", i+1)}
		switch i % 4 {
		case 0, 1:
			details.Emails = []string{fmt.Sprintf("klant%d@voorbeeld.example", i+1)}
		case 2:
			details.Numbers = []customer.Number{{Number: fmt.Sprintf("06 1234 %04d", 1000+i)}}
		}
		added, err := acts.Customer.Add(tx, details)
		if err != nil {
			return err
		}
		w.model.customers = append(w.model.customers, added.ID)
	}
	return nil
}

// hire takes somebody on. Half of them have opened their hours to colleagues; everybody has other work besides, and
// forgets now and then.
func (w *world) hire(tx *db.Tx, i int) error {
	p := &person{lead: i == 1, share: 20 + 5*(i%5), phones: i%3 == 0, forgets: 2 + i%4}
	hired, err := w.nodes[0].Acts.Team.Hire(tx, team.Staff{
		Kind: party.Staff, Name: fmt.Sprintf("Medewerker %d", i+1), Email: fmt.Sprintf("m%d@delinde.example", i+1),
		Team: w.house, AnswersPhone: p.phones, Share: p.share,
	})
	if err != nil {
		return err
	}
	p.id, p.role = hired.ID, party.Colleague
	switch i {
	case 0:
		p.role = party.Owner
	case 1:
		p.role = party.TeamLead
	}
	w.model.people = append(w.model.people, p)
	w.model.byStaff[p.id] = p
	if i%2 == 0 {
		return nil
	}
	p.closed = true
	never := team.Week{}
	for day := time.Sunday; day <= time.Saturday; day++ {
		never[day] = nil
	}
	return w.nodes[0].Acts.Team.SetOpened(tx, p.id, never, 0)
}

func (w *world) actor(p *person) party.Actor {
	return party.Actor{Org: w.org, Kind: party.Staff, ID: p.id.Any(), Role: p.role}
}

func (w *world) lead() *person { return w.model.people[1] }

// plan draws what a day will bring. People come in the morning and stop at five, some earlier, some later; customers
// call in hours, and look at their page whenever they like.
func (w *world) plan(day time.Time) {
	at := func(hour, minute int) time.Time {
		return day.Add(time.Duration(hour-8)*time.Hour + time.Duration(minute)*time.Minute)
	}
	w.at(at(18, 30), w.checkDay)
	for range w.random.IntN(3) {
		w.at(at(8, w.random.IntN(15*60)), w.onPage)
	}
	if w.random.IntN(25) == 0 {
		w.at(at(9, w.random.IntN(12*60)), w.badClock)
	}
	if w.random.IntN(6) == 0 {
		w.at(at(9, w.random.IntN(8*60)), func() error { w.crashDue = true; return nil })
	}
	y, m, d := day.Date()
	if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || holiday(y, m, d) {
		return
	}
	for _, p := range w.model.people {
		w.at(at(8, 45), func() error { return w.morning(p) })
		w.at(at(9, w.random.IntN(20)), func() error { return w.work(p) })
		w.at(at(10, w.random.IntN(6*60)), func() error { return w.answer(p) })
		w.at(at(16, w.random.IntN(50)), func() error { return w.letters(p) })
	}
	w.at(at(9, 30), w.redistribute)
	w.at(at(13, 30), w.redistribute)
	for range 6 + w.random.IntN(14) {
		w.at(at(9, w.random.IntN(8*60)), w.call)
	}
	for range w.random.IntN(4) {
		w.at(at(9, w.random.IntN(8*60)), w.follow)
	}
}

// ids of people by the words of a tale.
func short(of id.Staff) string { return of.String()[30:] }
