package demo

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/worktime"
)

// answers writes what De Linde answers: Jeroen and Samira write, Fatima approves.
func (f *firm) answers(now time.Time) error {
	courses, err := f.app.Acts.SetTopic(f.ctx, f.actor("Fatima El Amrani"), knowledge.Topic{NL: "Trainingen", EN: "Courses", Asks: []knowledge.Ask{
		{NL: "Voor hoeveel mensen is het?", EN: "For how many people is it?"},
		{NL: "Wanneer moet het gebeurd zijn?", EN: "By when must it be done?"},
		{NL: "Waarmee vergelijkt u?", EN: "What do you compare with?"},
	}})
	if err != nil {
		return err
	}
	day := func(days int) worktime.Date { return worktime.DateOf(now.AddDate(0, 0, days), f.zone) }
	for _, one := range []struct {
		of    knowledge.Details
		words knowledge.Draft
	}{
		{knowledge.Details{Topic: courses.ID, Public: true, ReviewOn: day(120)}, knowledge.Draft{
			NL: knowledge.Text{Title: "Welke training past bij ons?", Body: "Wij geven drie trainingen. In het kort:",
				Table: "Training | duur | prijs per persoon | voor wie\nHygiëne in de keuken | een dag | 245 euro | iedereen in de keuken\nKoelen en invriezen | een halve dag | 165 euro | wie de koelcel beheert\nVeilig bezorgen | twee dagen | 390 euro | bezorgers"},
			EN: knowledge.Text{Title: "Which course suits us?", Body: "We give three courses. In short:",
				Table: "Course | length | price a person | for whom\nKitchen hygiene | a day | 245 euros | everybody in the kitchen\nCooling and freezing | half a day | 165 euros | who keeps the cold store\nSafe delivery | two days | 390 euros | drivers"},
		}},
		{knowledge.Details{Topic: courses.ID, Public: true, ReviewOn: day(90)}, knowledge.Draft{
			NL: knowledge.Text{Title: "Gaat de training door als iemand ziek wordt?", Body: "Ja. Wie ziek is, doet kosteloos mee op een volgende dag."},
			EN: knowledge.Text{Title: "Does the course go on when somebody falls ill?", Body: "Yes. Who is ill joins a later day at no cost."},
		}},
		{knowledge.Details{Public: true, ReviewOn: day(200)}, knowledge.Draft{
			NL: knowledge.Text{Title: "Hoe snel komt de monteur bij een storing?", Body: "Op werkdagen binnen vier uur. Zet bederfelijke waar alvast in een andere koeling."},
			EN: knowledge.Text{Title: "How soon does the mechanic come when something fails?", Body: "Within four hours on working days. Move what spoils to another fridge meanwhile."},
		}},
		{knowledge.Details{ReviewOn: day(-6)}, knowledge.Draft{
			NL: knowledge.Text{Title: "Wat kost een koelwagen per dag?", Body: "Door de week 85 euro, in het weekend 110 euro, met 150 kilometer vrij."},
		}},
	} {
		if err := f.approved(one.of, one.words); err != nil {
			return err
		}
	}
	return nil
}

// approved has Jeroen write and Fatima approve; Fatima looks after it.
func (f *firm) approved(of knowledge.Details, words knowledge.Draft) error {
	of.Owner = f.staff("Fatima El Amrani")
	a, err := f.app.Acts.BeginAnswer(f.ctx, f.actor("Jeroen Bakker"), of, words)
	if err != nil {
		return err
	}
	_, err = f.app.Acts.ApproveAnswer(f.ctx, f.actor("Fatima El Amrani"), a.ID, 0, 1)
	return err
}

// answered tells three customers what turns out not to be right today, and leaves a version to be read.
func (f *firm) answered(now time.Time) error {
	jeroen, fatima := f.actor("Jeroen Bakker"), f.actor("Fatima El Amrani")
	a, err := f.app.Acts.BeginAnswer(f.ctx, jeroen, knowledge.Details{Owner: fatima.StaffID(), ReviewOn: worktime.DateOf(now.AddDate(0, 6, 0), f.zone)},
		knowledge.Draft{NL: knowledge.Text{Title: "Krijg ik de borg meteen terug?", Body: "Ja, bij het inleveren."}})
	if err != nil {
		return err
	}
	if _, err = f.app.Acts.ApproveAnswer(f.ctx, fatima, a.ID, 0, 1); err != nil {
		return err
	}
	for _, one := range append([]id.Customer{{}}, f.crowd[:3]...) {
		give := knowledge.Give{Answer: a.ID, Customer: one, How: knowledge.Aloud}
		if _, err := f.app.Acts.GiveAnswer(f.ctx, f.actor("Samira Haddad"), give); err != nil {
			return err
		}
	}
	if _, err = f.app.Acts.WriteAnswer(f.ctx, jeroen, a.ID, 0, knowledge.Draft{Contradicts: true,
		NL: knowledge.Text{Title: "Krijg ik de borg meteen terug?", Body: "Binnen drie werkdagen, nadat wij het toestel hebben nagekeken."}}); err != nil {
		return err
	}
	if _, err = f.app.Acts.ApproveAnswer(f.ctx, fatima, a.ID, 0, 2); err != nil {
		return err
	}
	_, err = f.app.Acts.BeginAnswer(f.ctx, jeroen, knowledge.Details{Owner: jeroen.StaffID()},
		knowledge.Draft{NL: knowledge.Text{Title: "Halen jullie een oude koelkast mee terug?", Body: "Ja, kosteloos bij de bezorging van een nieuwe."}})
	return err
}
