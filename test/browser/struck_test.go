package browser

import (
	"testing"
	"time"

	"kroon/internal/customer"
)

// You needn't call that one: "never buys, a grouch, nothing in summer". An opinion alone strikes nobody off, the orders
// say something else, a colleague does not agree, and after thirty days the name is back by itself. Who then calls makes
// his own impression first: a kind man with back pain, whose grumbling was about our service, so it becomes a complaint.
func TestTheStruckOffNames(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 3*time.Minute)
	f.begin(ctx)
	f.channels()
	fatima, andries := f.person(ctx), f.person(f.signsIn("Andries Visser", "andries@delinde.example"))
	smit := f.known(customer.Details{Name: "Kees Smit", Since: 2023, Numbers: []customer.Number{{Number: "+31301234501"}}}, 0, 17, 25, 34, 42, 60, 78, 95, 112, 130)
	for i := range 8 { // what is usual here is counted once an hour
		f.known(customer.Details{Name: "Klant " + string(rune('A'+i))}, 3+i, 30+2*i, 70+i, 104-i)
	}
	f.clock.Advance(61 * time.Minute)
	his := "/customers/" + smit.String()

	// A lawful ground first: no consent that can be shown, no call.
	fatima.opens(his + "/calling")
	fatima.fills(`form[action$="/consent"] [name=how]`, "op papier")
	fatima.fills(`[name=given]`, "15 november 10 uur")
	fatima.fills(`form[action$="/consent"] [name=about]`, "aanbiedingen voor onderhoud")
	fatima.fills(`form[action$="/consent"] [name=evidence]`, "formulier 7")
	fatima.presses(`form[action$="/consent"]`, "Leg vast", "Bewijs: formulier 7")

	// A list of who bought at least once.
	fatima.opens("/lists/new")
	fatima.fills(`[name=orders]`, "1")
	fatima.presses("", "Tel ze", "Eén klant gevonden")
	fatima.fills(`#found [name=name]`, "Voorjaar")
	fatima.fills(`#found [name=about]`, "de onderhoudsbeurt")
	fatima.presses("#found", "Maak de lijst", "We bellen over: de onderhoudsbeurt", "1 open van 1")
	fatima.presses("", "Begin met bellen", "Kees Smit", "mag gebeld worden")

	// Hearsay: without what happened it is not even written down, and with it a second person is asked.
	fatima.presses(`form[action$="/strike"]`, "Zet opzij", "Wat gebeurde er precies?")
	fatima.fills(`[name=why]`, "Koopt nooit, brombeer, doet niets in de zomer.")
	fatima.presses(`form[action$="/strike"]`, "Zet opzij", "een tweede persoon kijkt mee")
	fatima.opens("/lists")
	fatima.sees("Wacht op een tweede persoon", "Een collega beslist mee")
	andries.comes("/lists", "De bestellingen laten iets anders zien")
	andries.sees("Kees Smit", "Een mening alleen haalt niemand van de lijst")
	andries.misses("brombeer") // folded away, one click off
	andries.fills(`[name=answer]`, "De orders zeggen iets anders.")
	andries.presses(".strike", "Niet mee eens", "De naam komt 24 dec vanzelf terug")
	andries.opens(his + "/calling")
	andries.sees("Andries is het er niet mee eens; de naam komt")

	// Thirty days later the name is back by itself. Andries calls, and makes his own impression first.
	f.clock.Advance(31 * 24 * time.Hour)
	andries = f.person(f.goesIn("andries@delinde.example", secret))
	andries.opens("/lists")
	andries.presses(".row", "Voorjaar", "1 open van 1")
	andries.presses("", "Begin met bellen", "Kees Smit", "Wat de orders zeggen")
	andries.misses("brombeer", "saldo")
	andries.fills(`[name=note]`, "Vriendelijke man, zit met rugpijn thuis. Bromde omdat de monteur tweemaal niet kwam. Ontevreden over de service.")
	andries.presses(`form[action$="/end"]`, "Gesproken, klaar", "Is gezegd dat iemand bezwaar kan maken?") // the right to object is offered and logged
	andries.presses(`form[action$="/end"]`, "Kon het niet zeggen")
	andries.presses(`form[action$="/end"]`, "Gesproken, klaar", "Iedereen is gebeld")

	// The grumbling was about us: it is suggested, never made unasked, and from one tap on it is a complaint to solve.
	andries.opens("/complaints")
	andries.sees("Misschien een klacht", "Kees Smit")
	andries.presses("", "Ja, dit is een klacht", "Klacht van Kees Smit", "Bevestig de ontvangst")
	andries.opens(his)
	andries.sees("Begin met de klacht")

	// What happened to the struck names can be looked up.
	andries.opens("/lists/never")
	andries.sees("Een mening")
}
