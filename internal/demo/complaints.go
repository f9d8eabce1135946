package demo

import (
	"fmt"
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/id"
)

// griefs are what customers complained of in the year before, with the cause that was found and who was right.
var griefs = []struct {
	said, found, answer, reasons, lesson string
	cause                                complaint.Cause
	finding                              complaint.Finding
}{
	{"De monteur zou dinsdag komen en kwam donderdag, zonder iets te zeggen.", "Rooster omgezet, klant niet gebeld.",
		"U had gelijk. U krijgt de voorrijkosten terug.", "Wij zeiden dinsdag en lieten niets horen.", "Wie een bezoek verzet, belt eerst de klant.", complaint.TooLate, complaint.Upheld},
	{"Er is drie keer beloofd dat ik teruggebeld werd.", "Drie losse briefjes, geen belofte.",
		"U had gelijk. Jeroen belt u voortaan zelf.", "Wij beloofden te bellen en deden het niet.", "Elke terugbelafspraak staat in Kroon.", complaint.WordBroken, complaint.Upheld},
	{"Ik moest mijn verhaal aan vier mensen vertellen.", "Vier keer doorverbonden.",
		"U had gelijk. Samira is uw vaste aanspreekpunt.", "Wij verbonden u vier keer door.", "Na twee keer doorgeven maakt iemand het af.", complaint.SentAround, complaint.Upheld},
	{"De borg is na twee weken nog niet terug.", "Borg stond klaar, goedkeuring bleef liggen.",
		"U had gelijk. De borg is vandaag overgemaakt.", "Wij zeggen drie werkdagen; het werden er tien.", "Borg keert dezelfde dag terug na controle.", complaint.TooLate, complaint.Upheld},
	{"Op de rekening staat een dag te veel huur.", "Ophaaldag meegerekend.",
		"U had deels gelijk. U krijgt de halve dag terug.", "De koelwagen kwam ’s middags terug; een halve dag telt volgens de voorwaarden.", "Op de rekening staan voortaan de uren.", complaint.Bill, complaint.Partly},
	{"De geleverde koelkast was niet schoon.", "Schoongemaakt, foto van vertrek is er.",
		"Wij zien het anders, en leggen graag uit waarom.", "Op de foto van vertrek is de koelkast schoon; na het gebruik niet.", "Er verandert niets: de foto’s hielpen.", complaint.Quality, complaint.NotUpheld},
}

// pastComplaints is a year of complaints, the last of them three months ago. The clock goes back for them: nothing
// else has happened yet, and what was said was said aloud.
func (f *firm) pastComplaints(now time.Time) error {
	begin := f.clock.Now()
	defer f.clock.Set(begin)
	names := []string{"Restaurant Het Anker", "Peter Vonk", "Slagerij De Wit", "Anke Postma", "Festival Groen"}
	emails := []string{"keuken@hetanker.example", "p.vonk@post.example", "winkel@slagerijdewit.example", "anke@postma.example", "terrein@festivalgroen.example"}
	for i, name := range names {
		f.clock.Set(begin)
		kind := customer.Organisation
		if name == "Peter Vonk" || name == "Anke Postma" {
			kind = customer.Person
		}
		if err := f.known(name, customer.Details{Kind: kind, Since: 2017 + i, Emails: emails[i : i+1]}); err != nil {
			return err
		}
	}
	// How many of each: the first causes come most, as they do.
	for i, grief := range []int{0, 1, 0, 2, 3, 0, 1, 4, 0, 2, 1, 5, 3, 0} {
		at := f.atWork(begin.AddDate(0, 0, -270+i*19))
		if at.Year() != now.Year() && i > 3 {
			at = f.atWork(begin.AddDate(0, 0, -20-i))
		}
		if err := f.pastComplaint(at, i, f.customers[names[i*3%len(names)]], grief); err != nil {
			return fmt.Errorf("complaint %d: %w", i, err)
		}
	}
	return nil
}

// pastComplaint is one of them, from the first word to what was learned.
func (f *firm) pastComplaint(at time.Time, i int, whose id.Customer, grief int) error {
	g, samira := griefs[grief], f.actor("Samira Haddad")
	f.clock.Set(at)
	c, err := f.app.Acts.Complain(f.ctx, samira, complaint.New{Customer: whose, Words: complaint.Words{Said: g.said}})
	if err != nil {
		return err
	}
	wait := time.Duration(20+i*47%300) * time.Minute
	if i%6 == 4 {
		wait = 30 * time.Hour // too late
	}
	f.clock.Set(at.Add(wait))
	due := f.civil(f.atWork(at.AddDate(0, 0, 9)))
	how := act.Acknowledging{Due: due, Owner: samira.StaffID(), Override: true, Tell: act.Aloud}
	if _, err = f.app.Acts.AcknowledgeComplaint(f.ctx, samira, c.ID, how); err != nil {
		return err
	}
	f.clock.Set(at.AddDate(0, 0, 2+i%3))
	if _, err = f.app.Acts.AssessComplaint(f.ctx, samira, c.ID, 0, complaint.Assessment{Severity: complaint.Severities()[i%3], Cause: g.cause, Inside: g.found}); err != nil {
		return err
	}
	f.clock.Set(at.AddDate(0, 0, 4+i%4))
	if _, err = f.app.Acts.AnswerComplaint(f.ctx, samira, c.ID, 0, complaint.Reply{Finding: g.finding, Said: g.answer, Reasons: g.reasons}, act.Aloud); err != nil {
		return err
	}
	f.clock.Set(at.AddDate(0, 0, 6+i%4))
	verdict := complaint.Accept
	if g.finding == complaint.NotUpheld {
		verdict = complaint.Refuse
	}
	if _, err = f.app.Acts.SettleComplaint(f.ctx, samira, c.ID, 0, verdict, ""); err != nil {
		return err
	}
	f.clock.Set(at.AddDate(0, 0, 8+i%4))
	_, err = f.app.Acts.LearnFromComplaint(f.ctx, samira, c.ID, 0, act.Lesson{Words: g.lesson})
	return err
}

// complaints are what stands now: one to be acknowledged, one that is looked into, and one that was answered.
func (f *firm) complaints(now time.Time) error {
	fatima := f.actor("Fatima El Amrani")
	if _, err := f.app.Acts.SetComplaintTerms(f.ctx, fatima, complaint.Terms{
		AcknowledgeMinutes: 8 * 60, AnswerDays: 10,
		OutsideNL: "Leg het voor aan de geschillencommissie van onze branche: geschillencommissie.example.",
		OutsideEN: "Put it to the dispute committee of our trade: geschillencommissie.example.",
	}); err != nil {
		return err
	}
	said := func(name, words string) (complaint.Complaint, error) {
		return f.app.Acts.Complain(f.ctx, fatima, complaint.New{Customer: f.customers[name], Words: complaint.Words{Said: words}})
	}
	due := f.later(now, 50*time.Hour)
	acknowledged := func(of id.Complaint) error {
		_, err := f.app.Acts.AcknowledgeComplaint(f.ctx, fatima, of, act.Acknowledging{Due: due, Owner: fatima.StaffID(), Override: true})
		return err
	}
	if _, err := said("Zeger van Dam", "De koelcel in hal 2 viel weer uit en niemand belde op tijd. Zo kan ik mijn zaak niet draaien."); err != nil {
		return err
	}
	busy, err := said("Bakkerij Smit", "De tweede keer dit jaar dat de oven een dag te laat kwam.")
	if err == nil {
		err = acknowledged(busy.ID)
	}
	if err != nil {
		return err
	}
	if _, err := f.app.Acts.AssessComplaint(f.ctx, fatima, busy.ID, 0, complaint.Assessment{
		Severity: complaint.Serious, Cause: complaint.TooLate, Inside: "Transport zat vol; niemand keek in de agenda van vrijdag."}); err != nil {
		return err
	}
	done, err := said("Hotel Kust", "Wij kregen drie verschillende prijzen voor dezelfde koelcel.")
	if err == nil {
		err = acknowledged(done.ID)
	}
	if err == nil {
		_, err = f.app.Acts.AssessComplaint(f.ctx, fatima, done.ID, 0, complaint.Assessment{Severity: complaint.Minor, Cause: complaint.ToldWrong, Inside: "Oude prijslijst op de site."})
	}
	if err == nil {
		_, err = f.app.Acts.AnswerComplaint(f.ctx, fatima, done.ID, 0, complaint.Reply{Finding: complaint.Upheld,
			Said: "U hebt gelijk, en u krijgt de laagste van de drie prijzen.", Reasons: "Op onze site stond een oude prijslijst. Die is vandaag vervangen."}, act.ByMessage)
	}
	return err
}
