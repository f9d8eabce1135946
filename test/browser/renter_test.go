package browser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// asked has a question noted, and answered so much later.
func (f *firm) asked(of id.Customer, phase intake.Phase, took time.Duration) {
	f.t.Helper()
	taken, err := f.app.Acts.TakeQuestion(context.Background(), f.actor, act.Take{
		Question: intake.New{Channel: intake.ByPhone, Text: intake.ToCustomer("U wilt weten wat de verzekering dekt."), Details: intake.Details{Customer: of, Phase: phase}},
		Ending:   intake.Promised, Tell: act.Silently,
		Promise: promise.Make{Kind: promise.Answer, Act: "over de dekking", Minutes: 10, Owner: f.actor.StaffID(), Override: true,
			Due: promise.Due{At: f.clock.Now().Add(took + time.Hour), Zone: "Europe/Amsterdam"}},
	})
	if err == nil {
		f.clock.Advance(took)
		_, err = f.app.Acts.Deliver(context.Background(), f.actor, taken.Promise.ID, promise.Deed{Proof: promise.ByText, Words: "Ja, dat is gedekt."}, act.Silently)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// King, jester, prisoner: before the signature he is answered at once; after it he asks about his cover and is laughed at.
// That we are slower after the signature is seen, with both medians and n. He says on his page that he is not satisfied, is
// heard, told by when, answered with reasons and content; and both sides' promises stand in one statement.
func TestTheRenterAfterTheSignature(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 3*time.Minute)
	f.begin(ctx)
	f.channels()
	bram := f.known(customer.Details{Name: "Bram de Huurder", Emails: []string{"bram@example.org"}})
	his := "/customers/" + bram.String()
	for day := range 6 {
		of := bram
		if day > 0 {
			of = f.known(customer.Details{Name: "Huurder " + string(rune('A'+day))})
		}
		f.asked(of, intake.Comparing, 20*time.Minute)
		f.clock.Advance(5 * time.Minute)
		if _, err := f.app.Acts.AddOrder(context.Background(), f.actor, act.Bought{Customer: of, Amount: 90000, What: "huur van een heftruck"}); err != nil {
			t.Fatal(err)
		}
		f.clock.Advance(5 * time.Minute)
		f.asked(of, intake.UnknownPhase, 3*time.Hour)
		f.clock.Advance(24*time.Hour - 3*time.Hour - 30*time.Minute)
		if day == 3 {
			f.clock.Advance(48 * time.Hour) // over the weekend
		}
	}
	fatima := f.person(f.goesIn("fatima@delinde.example", "vier-woorden-om-te-onthouden"))
	fatima.opens("/figures/service")
	fatima.presses("", "Drie maanden")
	fatima.sees("Antwoorden wij na de handtekening even snel als ervoor?", "Wie nog kiest", "6 vragen", "Wie klant is")

	// He was laughed at, and says so where he sees what was promised.
	f.noted(fatima.ctx, "/intake?customer="+bram.String(), "", "U wilt weten of regenschade gedekt is.")
	he := f.person(browserFor(t, 2*time.Minute))
	do(t, he.ctx, chromedp.EmulateViewport(390, 844))
	he.opens(fatima.links(his))
	he.fills(`form[action$="/object"] textarea`, "Ik werd uitgelachen toen ik naar mijn dekking vroeg.")
	he.presses(`form[action$="/object"]`, "Verstuur", "Wij hebben uw klacht")

	// Heard, told who answers by when, assessed among colleagues, answered with reasons; he is content.
	fatima.opens("/today")
	fatima.sees("Bevestig dat wij de klacht hebben.")
	fatima.presses("", "Bevestig", "Ik werd uitgelachen toen ik naar mijn dekking vroeg.")
	fatima.presses(`form[action$="/acknowledge"]`, "Bevestig en beloof antwoord", "Zoek uit wat er gebeurde")
	fatima.fills(`form[action$="/assess"] [name=inside]`, "Grap aan de balie.")
	fatima.fills(`form[action$="/assess"] [name=severity]`, "ernstig")
	fatima.fills(`form[action$="/assess"] [name=cause]`, "Bejegening")
	fatima.presses(`form[action$="/assess"]`, "Bewaar", "Geef antwoord")
	fatima.fills(`form[action$="/answer"] [name=said]`, "Dat had niet mogen gebeuren, en het spijt ons.")
	fatima.fills(`form[action$="/answer"] [name=reasons]`, "Wie getekend heeft, wordt net zo goed geholpen.")
	fatima.fills(`form[action$="/answer"] [name=finding]`, "de klant heeft gelijk")
	fatima.presses(`form[action$="/answer"]`, "Geef dit antwoord", "Wat vindt de klant ervan?")
	do(t, he.ctx, chromedp.Reload())
	he.sees("Dat had niet mogen gebeuren", "Wie getekend heeft, wordt net zo goed geholpen.")
	he.misses("balie", "Bejegening")
	he.presses("", "Ja, zo is het goed", "Wij zijn blij dat het zo goed is.")

	// What he promised stands beside what we did, as facts.
	fatima.opens(his + "/promises")
	fatima.fills(`[name=act]`, "de foto's sturen")
	fatima.presses("", "De klant aan ons")
	fatima.fills(`[name=due]`, "overmorgen 12 uur")
	fatima.presses("", "Beloof", "de foto's sturen")
	he.presses("", "Alles wat wij elkaar beloofden", "de drie cursussen", "de foto's sturen")
	he.misses("balie", "saldo")
}
