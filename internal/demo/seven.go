package demo

import (
	"fmt"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/promise"
)

// choosers are who asked us something before they bought anything.
var choosers = []string{
	"Anouk Peeters", "Bistro Vlieland", "Cem Arslan", "Dorpshuis De Schakel", "Els van Houten", "Ferry Postma", "Golfclub De Kom", "Hilde Mulder",
	"IJssalon Venezia", "Joost Verhagen", "Kinderboerderij Het Hok", "Lies Terpstra", "Moestuin Noord", "Nico Wolters", "Oma Trijntje",
	"Padelbaan Zuid", "Roeivereniging Amstel", "Sanne Dekker", "Theehuis De Brug", "Ulla Hansen", "Vincent Roos", "Wijnbar Druif",
}

// choosing has those who may still buy ask what they want to know, some weeks ago. Most are answered, one after the
// other a little later than a customer would be; two bought elsewhere meanwhile.
func (f *firm) choosing(i int) error {
	name := choosers[i]
	if err := f.known(name, customer.Details{Emails: []string{fmt.Sprintf("belangstelling%d@klant.example", i+1)}}); err != nil {
		return err
	}
	taken, err := f.take("Mark Visser", act.Take{Question: intake.New{
		Text:    intake.ToCustomer("U wilt weten wat het verschil is tussen huren en kopen."),
		Details: intake.Details{Customer: f.customers[name], Phase: []intake.Phase{intake.Orienting, intake.Comparing, intake.Deciding}[i%3]},
	}})
	if err != nil {
		return err
	}
	if err := f.until(f.clock.Now().Add(time.Duration(15+i*53%170) * time.Minute)); err != nil {
		return err
	}
	end := intake.End{Ending: intake.Answered}
	if i%11 == 7 {
		end = intake.End{Ending: intake.BoughtElsewhere}
	}
	_, err = f.app.Acts.EndQuestion(f.ctx, f.actor("Mark Visser"), taken.Question.ID, 0, end)
	return err
}

// pieterBefore is the year behind Pieter's seven questions: he was spoken and once missed, one call back came late.
func (f *firm) pieterBefore(now time.Time) error {
	pieter, days := f.customers["Pieter de Groot"], func(n int) time.Time { return now.AddDate(0, 0, -n) }
	for _, one := range []struct {
		who string
		interaction.New
	}{
		{"Jeroen Bakker", interaction.New{Kind: interaction.Visit, Direction: interaction.Out, BeganAt: days(160), Words: interaction.Said("Aggregaat geplaatst en samen gestart.")}},
		{"Mark Visser", interaction.New{Result: interaction.Answered, BeganAt: days(121)}},
		{"Samira Haddad", interaction.New{Result: interaction.Answered, BeganAt: days(64)}},
		{"Mark Visser", interaction.New{Result: interaction.Missed, BeganAt: days(12)}},
		{"Jeroen Bakker", interaction.New{Result: interaction.CalledBack, BeganAt: days(12).Add(50 * time.Minute)}},
	} {
		one.Customer = pieter
		if _, err := f.app.Acts.LogInteraction(f.ctx, f.actor(one.who), one.New); err != nil {
			return err
		}
	}
	at := now.Add(-18*time.Hour - 30*time.Minute)
	taken, err := f.promised(at, "Mark Visser", "Pieter de Groot",
		intake.New{Text: "U wilt weten of het aggregaat een week langer kan blijven."},
		promise.Make{Kind: promise.CallBack, Act: "terugbellen over een week verlengen", Owner: f.staff("Samira Haddad"), Due: f.civil(at.Add(time.Hour).Truncate(15 * time.Minute))}, true)
	if err != nil {
		return err
	}
	if err := f.until(at.Add(2 * time.Hour)); err != nil {
		return err
	}
	return f.deliver("Samira Haddad", taken.Promise.ID, promise.CallBack)
}
