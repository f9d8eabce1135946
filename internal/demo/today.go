package demo

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

func (f *firm) promise(of id.Promise) (p promise.Promise, err error) {
	err = f.app.DB.Read(f.ctx, f.actor("Fatima El Amrani"), func(tx *db.Tx) error {
		p, err = f.app.Acts.Promise.Get(tx, of)
		return err
	})
	return p, err
}

// today is the stories that stand on the desk now: who was let down, who waits to buy, who promised us.
func (f *firm) today(now time.Time) error {
	for _, known := range []struct {
		name string
		customer.Details
	}{
		{"Zeger van Dam", customer.Details{Function: "directeur Van Dam Techniek", Since: 2019, HoursNote: "liefst vóór 10 uur",
			Numbers: []customer.Number{{Number: "020 555 01 23", Label: "werk"}}, Emails: []string{"zeger@vandam.example"}}},
		{"Pieter de Groot", customer.Details{Since: 2021, Numbers: []customer.Number{{Number: "06 13 29 42 22"}}}},
		{"Monique Jansen", customer.Details{Numbers: []customer.Number{{Number: "030 261 44 10"}, {Number: "06 31 23 45 67"}}}},
		{"Bakkerij Smit", customer.Details{Kind: customer.Organisation, Since: 2016, Emails: []string{"info@bakkerijsmit.example"}}},
		{"Hotel Kust", customer.Details{Kind: customer.Organisation, Since: 2018, Emails: []string{"receptie@hotelkust.example"}}},
		{"Marie Bos", customer.Details{Salutation: "mevrouw", Numbers: []customer.Number{{Number: "06 22 33 44 55"}}}},
	} {
		if err := f.known(known.name, known.Details); err != nil {
			return err
		}
	}
	for _, story := range []func(time.Time) error{f.zegerBefore, f.bos, f.pieterBefore, f.zegerToday, f.monique, f.colleagues, f.pieter, f.threeColleagues, f.smitAndKust, f.missed} {
		if err := story(now); err != nil {
			return err
		}
	}
	return nil
}

// promised takes a question at an instant and promises something.
func (f *firm) promised(at time.Time, by, whom string, asked intake.New, wish promise.Make, confirmed bool) (act.Taken, error) {
	if err := f.until(at); err != nil {
		return act.Taken{}, err
	}
	asked.Customer = f.customers[whom]
	wish.Override = true
	return f.take(by, act.Take{Question: asked, Ending: intake.Promised, Confirmed: confirmed, Tell: act.ByMessage, Promise: wish})
}

// missed: two calls that nobody picked up, one of somebody not known yet, and a visit of yesterday.
func (f *firm) missed(now time.Time) error {
	if err := f.until(now.Add(-12 * time.Minute)); err != nil {
		return err
	}
	for _, n := range []interaction.New{
		{Customer: f.customers["Hotel Kust"], Kind: interaction.Visit, Direction: interaction.Out, BeganAt: now.Add(-22 * time.Hour),
			Words: interaction.Said("De keuken gezien; de tweede koelcel kan naast de achterdeur.")},
		{Customer: f.customers["Marie Bos"], Result: interaction.Missed, BeganAt: now.Add(-25 * time.Minute)},
		{Caller: "06 48 20 11 93", Result: interaction.Missed, BeganAt: now.Add(-12 * time.Minute)},
	} {
		if _, err := f.app.Acts.LogInteraction(f.ctx, f.actor("Fatima El Amrani"), n); err != nil {
			return err
		}
	}
	return nil
}

// zegerBefore: two days ago nobody called Zeger back, and it was made good a day late.
func (f *firm) zegerBefore(now time.Time) error {
	due := now.Add(-26 * time.Hour).Truncate(15 * time.Minute)
	taken, err := f.promised(due.Add(-3*time.Hour), "Mark Visser", "Zeger van Dam",
		intake.New{Text: "U wilt weten wat er met de schakelkast van de koelcel is."},
		promise.Make{Kind: promise.CallBack, Act: "terugbellen over de schakelkast", Owner: f.staff("Jeroen Bakker"), Due: f.civil(due)}, true)
	if err != nil {
		return err
	}
	if err := f.until(due.Add(5 * time.Hour)); err != nil {
		return err
	}
	return f.deliver("Jeroen Bakker", taken.Promise.ID, promise.CallBack)
}

// bos: Fatima noted it, Jeroen called, and she hears how it ended.
func (f *firm) bos(now time.Time) error {
	at := now.Add(-20 * time.Hour)
	taken, err := f.promised(at, "Fatima El Amrani", "Marie Bos",
		intake.New{Text: "U wilt weten of u met groep B in januari kunt beginnen."},
		promise.Make{Kind: promise.CallBack, Act: "bellen over groep B", Owner: f.staff("Jeroen Bakker"), Due: f.civil(at.Add(3 * time.Hour).Truncate(15 * time.Minute))}, true)
	if err != nil {
		return err
	}
	if err := f.until(at.Add(70 * time.Minute)); err != nil {
		return err
	}
	return f.deliver("Jeroen Bakker", taken.Promise.ID, promise.CallBack)
}

// zegerToday: the cold store fails at full load, and we are twelve minutes late already.
func (f *firm) zegerToday(now time.Time) error {
	at := f.civil(now.Add(-12 * time.Minute))
	at.Fixed = true // at that time and by her: nobody else can take it over
	_, err := f.promised(now.Add(-3*time.Hour), "Fatima El Amrani", "Zeger van Dam",
		intake.New{Text: "U wilt weten waarom de koelcel in hal 2 uitvalt bij volle last.", Details: intake.Details{Note: intake.Aside("Is boos, en terecht. Eén vast aanspreekpunt.")}},
		promise.Make{Kind: promise.CallBack, Minutes: 5, Act: "terugbellen over de uitval van de koelcel in hal 2", Owner: f.staff("Fatima El Amrani"), Due: at}, true)
	return err
}

// monique wants to buy, compares us with another school, and decides at the end of the week.
func (f *firm) monique(now time.Time) error {
	decides := worktime.DateOf(now.AddDate(0, 0, 3), f.zone)
	_, err := f.promised(now.Add(-90*time.Minute), "Fatima El Amrani", "Monique Jansen",
		intake.New{
			Text: "U wilt het verschil weten tussen de drie cursussen koeltechniek, of u in januari kunt beginnen, en of het examen in de prijs zit.",
			Details: intake.Details{Note: intake.Aside("Twijfelt tussen dag en avond."), DecidesOn: decides,
				ComparesWith: intake.Aside("ROC"), Phase: intake.Comparing},
		},
		promise.Make{Kind: promise.CallBack, Act: "bellen met de vergelijking van de drie cursussen", Owner: f.staff("Fatima El Amrani"),
			Due: f.later(now, 130*time.Minute)}, false)
	return err
}

// colleagues have their own work: Samira a quote, and Jeroen a customer who says that it was not done.
func (f *firm) colleagues(now time.Time) error {
	_, err := f.promised(now.Add(-82*time.Minute), "Mark Visser", "Café De Kade",
		intake.New{Text: "U wilt een offerte voor twee koelkasten in het paviljoen."},
		promise.Make{Kind: promise.Send, Act: "de offerte voor twee koelkasten toesturen", Owner: f.staff("Samira Haddad"), Due: f.later(now, 3*time.Hour)}, true)
	if err != nil {
		return err
	}
	taken, err := f.promised(now.Add(-81*time.Minute), "Mark Visser", "Restaurant Lumière",
		intake.New{Text: "U wilt weten of de vriescel vandaag nog gemaakt wordt."},
		promise.Make{Kind: promise.CallBack, Act: "terugbellen over de vriescel", Owner: f.staff("Jeroen Bakker"), Due: f.later(now, time.Hour)}, true)
	if err != nil {
		return err
	}
	if err := f.until(now.Add(-79 * time.Minute)); err != nil {
		return err
	}
	if err := f.deliver("Jeroen Bakker", taken.Promise.ID, promise.CallBack); err != nil {
		return err
	}
	if err := f.until(now.Add(-77 * time.Minute)); err != nil {
		return err
	}
	_, err = f.app.Acts.DisputeDelivery(f.ctx, f.actor("Fatima El Amrani"), taken.Promise.ID, "Er is gebeld, maar ik weet nog niet of de monteur komt.")
	return err
}

// pieter asks after signing what he should have been told before.
func (f *firm) pieter(now time.Time) error {
	_, err := f.promised(now.Add(-75*time.Minute), "Mark Visser", "Pieter de Groot",
		intake.New{Text: "U wilt weten of transportschade onder de dekking van uw gehuurde aggregaat valt."},
		promise.Make{Kind: promise.Answer, Minutes: 5, Act: "antwoorden of transportschade gedekt is", Owner: f.staff("Fatima El Amrani"), Due: f.civil(now.Add(38 * time.Minute))}, true)
	return err
}

// threeColleagues: Pieter's other question went from hand to hand, so that Jeroen finishes it; and the bakery's
// waits for a yes of who leads the team.
func (f *firm) threeColleagues(now time.Time) error {
	if err := f.until(now.Add(-64 * time.Minute)); err != nil {
		return err
	}
	hand := func(by, whom, text string, hands ...handing) error {
		taken, err := f.take(by, act.Take{Question: intake.New{Text: intake.ToCustomer(text), Details: intake.Details{Customer: f.customers[whom]}}})
		for _, h := range hands {
			if err == nil {
				err = f.handOn(by, h, taken.Question.ID)
			}
			by = h.to
		}
		return err
	}
	err := hand("Mark Visser", "Pieter de Groot", "U wilt weten waarom de laatste factuur hoger is dan de offerte.",
		handing{"Samira Haddad", "Dat de offerte van maart is, en het nummer ervan.", "Hij mailde de factuur naar service@.", true},
		handing{"Jeroen Bakker", "Opnieuw het nummer van de offerte.", "Het verschil is het transport.", true})
	if err != nil {
		return err
	}
	return hand("Mark Visser", "Bakkerij Smit", "U wilt weten of de koelcel een week eerder kan komen.",
		handing{"Fatima El Amrani", "Dat de verbouwing eerder klaar is.", "Alleen jij kunt de planning openbreken.", false})
}

// handing is one hand-off of the stories, with what is told along.
type handing struct {
	to, repeated, facts string
	accepted            bool
}

func (f *firm) handOn(by string, h handing, of id.Question) error {
	if err := f.until(f.clock.Now().Add(3 * time.Minute)); err != nil {
		return err
	}
	if _, err := f.app.Acts.HandOn(f.ctx, f.actor(by), of, 0, f.staff(h.to), act.Handing{Facts: h.facts, Repeated: h.repeated}); err != nil || !h.accepted {
		return err
	}
	var last id.Transfer
	err := f.write(func(tx *db.Tx) error {
		asked, err := f.app.Acts.Transfer.OfQuestion(tx, of)
		for _, one := range asked {
			last = one.ID
		}
		return err
	})
	if err == nil {
		_, err = f.app.Acts.AcceptHandOff(f.ctx, f.actor(h.to), last)
	}
	return err
}

// later is a quarter of an hour some time from now, or tomorrow morning when the house is shut by then.
func (f *firm) later(now time.Time, in time.Duration) promise.Due {
	at := now.Add(in).Truncate(15 * time.Minute).In(f.zone)
	if at.Hour() < 8 || at.Hour() >= 22 {
		year, month, day := at.Date()
		if at.Hour() >= 22 {
			day++
		}
		at = time.Date(year, month, day, 9, 0, 0, 0, f.zone).Add(in / 4).Truncate(15 * time.Minute)
	}
	return f.civil(at)
}

// smitAndKust: a report to send, and a quote that comes back signed.
func (f *firm) smitAndKust(now time.Time) error {
	_, err := f.promised(now.Add(-40*time.Minute), "Mark Visser", "Bakkerij Smit",
		intake.New{Text: "U wilt het onderhoudsrapport met drie adviezen.", Channel: intake.ByEmail},
		promise.Make{Kind: promise.Send, Act: "het onderhoudsrapport sturen, met drie adviezen op het voorblad", Owner: f.staff("Fatima El Amrani"),
			Due: f.later(now, 3*time.Hour)}, true)
	if err != nil {
		return err
	}
	_, err = f.app.Acts.MakePromise(f.ctx, f.actor("Fatima El Amrani"), promise.Make{
		Direction: promise.Theirs, Kind: promise.Other, Act: "stuurt de getekende offerte terug", Customer: f.customers["Hotel Kust"],
		Owner: f.staff("Fatima El Amrani"), Due: f.later(now, 4*time.Hour),
	}, act.Silently)
	return err
}
