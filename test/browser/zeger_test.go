package browser

import (
	"context"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// kept promises a customer something and does it.
func (f *firm) kept(of id.Customer) {
	f.t.Helper()
	made, err := f.app.Acts.MakePromise(context.Background(), f.actor, promise.Make{
		Kind: promise.CallBack, Act: "bellen hoe het gaat", Customer: of, Owner: f.actor.StaffID(), Due: promise.Due{At: f.clock.Now().Add(4 * time.Hour), Zone: "Europe/Amsterdam"},
	}, act.Silently)
	if err == nil {
		f.clock.Advance(time.Minute)
		_, err = f.app.Acts.Deliver(context.Background(), f.actor, made.Promise.ID, promise.Deed{}, act.Silently)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// The emotional bank account: a word that nobody keeps puts us in the red with Zeger; two clicks from the red list lead to
// why; sorry is said with a new time, and that is kept; word after word we come back to the black, and only then it is a
// good moment to ask him something. He reads it all as agreements, without a point, and says what is not right.
func TestOurBalanceWithZegerGoesRedAndBack(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 3*time.Minute)
	f.begin(ctx)
	f.channels()
	fatima := f.person(ctx)
	zeger := f.known(customer.Details{Name: "Zeger van Dam", Numbers: []customer.Number{{Number: "+31205550123"}}})
	his := "/customers/" + zeger.String()

	f.noted(ctx, "/intake?customer="+zeger.String(), "", "U wilt weten waarom de koelcel uitvalt.")
	word := f.word(zeger)
	f.clock.Advance(word.DueAt.Sub(f.clock.Now()) + time.Minute)

	// In the red: two clicks to the cause, and no good moment to ask for anything.
	fatima.comes("/customers/red", "Zeger van Dam")
	fatima.presses("", "Zeger van Dam", "8 in het rood", "Vraag nu liever niets", "nog niet goedgemaakt")
	fatima.presses(".measure", "−8", "Een gebroken woord weegt zwaarder")
	fatima.presses("", "Naar de belofte", "Maak het goed")

	// Sorry, with another time; and that is kept.
	fatima.presses(`form[action$="/move"]`, "vandaag vóór")
	fatima.presses(`form[action$="/move"]`, "Beloof dit nieuwe moment", "Maakt goed wat wij")
	f.clock.Advance(20 * time.Minute)
	fatima.presses(`form[action$="/done"]`, "Gesproken, gedaan", "Gedaan")
	fatima.opens(his + "/balance")
	fatima.sees("5 in het rood") // recovery never outweighs the failure
	for range 3 {
		f.clock.Advance(24 * time.Hour)
		f.kept(zeger)
	}
	fatima = f.person(f.goesIn("fatima@delinde.example", "vier-woorden-om-te-onthouden"))
	fatima.opens("/customers/red")
	fatima.misses("Zeger van Dam")
	fatima.opens(his + "/balance")
	fatima.sees("7 in het zwart", "Een goed moment om iets te vragen")
	fatima.fills(`#ask [name=words]`, "Een aanbeveling voor zijn buurman.")
	fatima.presses("#ask", "Gevraagd", "4 in het zwart", "Het laatst gevraagd")

	// His own statement: both sides, and not a point in it.
	link := fatima.links(his)
	he := f.person(browserFor(t, 2*time.Minute))
	he.opens(link)
	he.presses("", "Alles wat wij elkaar beloofden", "hield 4 van 5 afspraken", "de drie cursussen", "te laat gedaan")
	he.misses("saldo", "rood", "punt", "buurman", "aanbeveling")
	he.fills(`.statement [name=words]`, "U belde wel, om kwart voor een.")
	he.presses(`.statement form`, "Verstuur", "Wij kijken het na")
	he.opens(link + "/statement")
	he.sees("Wij zoeken het uit")
	fatima.opens("/today")
	fatima.sees("Zeger van Dam")
}
