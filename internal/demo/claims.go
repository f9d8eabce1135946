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

// grouch is who was feared, and turns out a kind man.
const grouch = "Gerrit Blok"

// grouchBefore: three months ago somebody called him a grouch. What went wrong was ours: nobody called him back.
func (f *firm) grouchBefore() error {
	d := customer.Details{Function: "eigenaar Blok Partyverhuur", Since: 2017, Channel: customer.Phone, HoursNote: "liefst tussen 9 en 10 uur",
		Numbers: []customer.Number{{Number: "030 261 77 12", Label: "werk"}}, Emails: []string{"gerrit@blok.example"}}
	if err := f.known(grouch, d); err != nil {
		return err
	}
	of := f.customers[grouch]
	if _, err := f.app.Acts.LogInteraction(f.ctx, f.actor("Mark Visser"), interaction.New{Customer: of, Result: interaction.Answered,
		BeganAt: f.clock.Now().Add(-10 * time.Minute), Words: interaction.Said("Boos dat de koelwagen niet schoon was, en dat niemand terugbelde.")}); err != nil {
		return err
	}
	_, err := f.app.Acts.WriteClaim(f.ctx, f.actor("Mark Visser"), of, act.Telling{
		Meant: "opinion", Source: "observed", Text: "Een brombeer. Begin er niet aan.",
		Happened: "Hij mopperde tien minuten over een koelwagen die niet schoon was.", Complaint: "yes",
	}, false)
	if err != nil {
		return err
	}
	_, err = f.app.Acts.WriteClaim(f.ctx, f.actor("Jeroen Bakker"), of, act.Telling{Meant: "fact", Source: "colleague", Text: "Doet in de zomer niets."}, false)
	return err
}

// grouchNow: Fatima called him all the same, and wrote down what she found.
func (f *firm) grouchNow(now time.Time) error {
	of, fatima := f.customers[grouch], f.actor("Fatima El Amrani")
	taken, err := f.promised(f.clock.Now(), "Fatima El Amrani", grouch,
		intake.New{Channel: intake.ByPhone, Text: "U wilt in mei weer twee koelwagens, en weten of ze schoon aankomen."},
		promise.Make{Kind: promise.Send, Act: "een voorstel voor mei sturen", Due: f.later(now, 26*time.Hour)}, true)
	if err != nil {
		return err
	}
	call, err := f.app.Acts.LogInteraction(f.ctx, fatima, interaction.New{Customer: of, Result: interaction.CalledBack, BeganAt: f.clock.Now().Add(-15 * time.Minute),
		Words: interaction.Said("Vriendelijk gesprek. Lang rijden en tillen valt hem zwaar; hij regelt het liever aan de telefoon.")})
	if err != nil {
		return err
	}
	if _, err := f.app.Acts.AddOrder(f.ctx, fatima, act.Bought{Customer: of, At: now.AddDate(0, -4, 0), Amount: 66000, What: "Drie koelwagens, een weekend"}); err != nil {
		return err
	}
	for _, d := range f.ofGrouch(taken, call.Interaction.ID, worktime.DateOf(now.AddDate(0, 0, -3), f.zone)) {
		if _, err := f.app.Acts.WriteClaim(f.ctx, fatima, of, d, false); err != nil {
			return err
		}
	}
	brombeer, err := f.opinionOf(of)
	if err != nil {
		return err
	}
	against := act.Telling{Meant: "fact", Source: "observed", Text: "Bedankte voor het terugbellen en nam de tijd.", Against: brombeer,
		Evidence: act.RestingOn{Ground: "interaction", Subject: call.Interaction.ID.Any()}}
	if _, err := f.app.Acts.WriteClaim(f.ctx, fatima, of, against, false); err != nil {
		return err
	}
	_, err = f.app.Acts.CounterClaim(f.ctx, fatima, brombeer, "Ik belde drie keer over die koelwagen. Als er iemand teruggebeld had, was het zo klaar geweest.")
	return err
}

// ofGrouch is what Fatima wrote down after her call.
func (f *firm) ofGrouch(taken act.Taken, call id.Interaction, on worktime.Date) []act.Telling {
	called := act.RestingOn{Ground: "interaction", Subject: call.Any()}
	return []act.Telling{
		{Meant: "fact", Source: "himself", Text: "Belt liever dan dat hij langskomt.", Evidence: called},
		{Meant: "wish", Source: "himself", Text: "Wil één vast iemand, die terugbelt op de dag zelf.", Evidence: called},
		{Meant: "worry", Source: "himself", Text: "Vreest dat de koelwagens weer niet schoon aankomen.",
			Evidence: act.RestingOn{Ground: "question", Subject: taken.Question.ID.Any()}},
		{Meant: "fact", Source: "third", Text: "Beveelt ons aan bij andere verhuurders.",
			Evidence: act.RestingOn{Ground: "person", Proof: "Inkoper van Hotel Kust", SaidOn: on}},
	}
}

// opinionOf is the opinion that stands of a customer.
func (f *firm) opinionOf(of id.Customer) (found id.Claim, err error) {
	err = f.app.DB.Read(f.ctx, f.actor("Fatima El Amrani"), func(tx *db.Tx) error {
		all, err := f.app.Acts.Claim.Of(tx, of, 10)
		for _, c := range all {
			if c.Kind == "opinion" {
				found = c.ID
			}
		}
		return err
	})
	return found, err
}

// sweeping: somebody says without exception what the orders show otherwise, and he alone hears of it.
func (f *firm) sweeping() error {
	_, err := f.app.Acts.WriteClaim(f.ctx, f.actor("Fatima El Amrani"), f.customers["Hotel Kust"], act.Telling{
		Meant: "opinion", Source: "observed", Text: "Doet in de zomer nooit iets.",
		Happened: "In juni vroeg ik of ze nog koelkasten nodig hadden, en toen zei de inkoper nee.", Complaint: "no",
	}, false)
	return err
}
