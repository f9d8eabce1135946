package demo

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/claim"
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
		Meant: claim.Opinion, Source: claim.Observed, Text: "Een brombeer. Begin er niet aan.",
		Happened: "Hij mopperde tien minuten over een koelwagen die niet schoon was.", Complaint: claim.IsOne,
	}, false)
	if err != nil {
		return err
	}
	_, err = f.app.Acts.WriteClaim(f.ctx, f.actor("Jeroen Bakker"), of, act.Telling{Meant: claim.Fact, Source: claim.Colleague, Text: "Doet in de zomer niets."}, false)
	return err
}

// grouchNow: Samira called him all the same, and wrote down what she found.
func (f *firm) grouchNow(now time.Time) error {
	of, samira := f.customers[grouch], f.actor("Samira Haddad")
	taken, err := f.promised(f.clock.Now(), "Samira Haddad", grouch,
		intake.New{Channel: intake.ByPhone, Text: "U wilt in mei weer twee koelwagens, en weten of ze schoon aankomen."},
		promise.Make{Kind: promise.Send, Act: "een voorstel voor mei sturen", Due: f.later(now, 26*time.Hour)}, true)
	if err != nil {
		return err
	}
	call, err := f.app.Acts.LogInteraction(f.ctx, samira, interaction.New{Customer: of, Result: interaction.CalledBack, BeganAt: f.clock.Now().Add(-15 * time.Minute),
		Words: interaction.Said("Vriendelijk gesprek. Lang rijden en tillen valt hem zwaar; hij regelt het liever aan de telefoon.")})
	if err != nil {
		return err
	}
	if _, err := f.app.Acts.AddOrder(f.ctx, samira, act.Bought{Customer: of, At: now.AddDate(0, -4, 0), Amount: 66000, What: "Drie koelwagens, een weekend"}); err != nil {
		return err
	}
	for _, d := range f.ofGrouch(taken, call.Interaction.ID, worktime.DateOf(now.AddDate(0, 0, -3), f.zone)) {
		if _, err := f.app.Acts.WriteClaim(f.ctx, samira, of, d, false); err != nil {
			return err
		}
	}
	brombeer, err := f.opinionOf(of)
	if err != nil {
		return err
	}
	against := act.Telling{Meant: claim.Fact, Source: claim.Observed, Text: "Bedankte voor het terugbellen en nam de tijd.", Against: brombeer,
		Evidence: claim.Evidence{Ground: claim.ByInteraction, Subject: call.Interaction.ID.Any()}}
	if _, err := f.app.Acts.WriteClaim(f.ctx, samira, of, against, false); err != nil {
		return err
	}
	_, err = f.app.Acts.CounterClaim(f.ctx, samira, brombeer, "Ik belde drie keer over die koelwagen. Als er iemand teruggebeld had, was het zo klaar geweest.")
	return err
}

// ofGrouch is what Samira wrote down after her call.
func (f *firm) ofGrouch(taken act.Taken, call id.Interaction, on worktime.Date) []act.Telling {
	called := claim.Evidence{Ground: claim.ByInteraction, Subject: call.Any()}
	return []act.Telling{
		{Meant: claim.Fact, Source: claim.Himself, Text: "Belt liever dan dat hij langskomt.", Evidence: called},
		{Meant: claim.Wish, Source: claim.Himself, Text: "Wil één vast iemand, die terugbelt op de dag zelf.", Evidence: called},
		{Meant: claim.Worry, Source: claim.Himself, Text: "Vreest dat de koelwagens weer niet schoon aankomen.",
			Evidence: claim.Evidence{Ground: claim.ByQuestion, Subject: taken.Question.ID.Any()}},
		{Meant: claim.Fact, Source: claim.Third, Text: "Beveelt ons aan bij andere verhuurders.",
			Evidence: claim.Evidence{Ground: claim.ByPerson, Proof: "Inkoper van Hotel Kust", SaidOn: on}},
	}
}

// opinionOf is the opinion that stands of a customer.
func (f *firm) opinionOf(of id.Customer) (found id.Claim, err error) {
	err = f.app.DB.Read(f.ctx, f.actor("Samira Haddad"), func(tx *db.Tx) error {
		all, err := f.app.Acts.Claim.Of(tx, of, claim.MostOfOne)
		for _, c := range all {
			if c.Kind == claim.Opinion {
				found = c.ID
			}
		}
		return err
	})
	return found, err
}
