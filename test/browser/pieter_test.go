package browser

import (
	"testing"
	"time"

	"kroon/internal/customer"
)

// Do you love your customer: seven questions about Pieter. Of somebody we never met all seven are unknown. Then he is missed
// and called back, asks something and must tell it again to the next colleague, is let down, says what he wishes; each
// answer follows from what happened, and leads to it. Nothing is made of what nobody knows.
func TestPietersSevenQuestions(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 3*time.Minute)
	f.begin(ctx)
	f.channels()
	fatima, jeroen := f.person(ctx), f.person(f.signsIn("Jeroen Bakker", "jeroen@delinde.example"))
	pieter := f.known(customer.Details{Name: "Pieter de Groot", Numbers: []customer.Number{{Number: "+31613294222"}}})
	his := "/customers/" + pieter.String()
	fatima.opens(his + "/seven")
	fatima.sees("Er is niet gebeld en niets beloofd, dus dat weten we niet.", "Er is nog geen wens of zorg genoteerd.", "Er was geen contact",
		"Er is niets gevraagd", "Er ging niets mis, dus dat weten we niet.", "Er is geen vast antwoord gegeven")

	// Missed: it stands on Today until somebody calls back.
	fatima.opens(his + "/log")
	fatima.presses(`form`, "Gemist", "Pieter")
	fatima.opens("/today")
	fatima.sees("Pieter de Groot")
	fatima.opens(his + "/seven")
	fatima.sees("Bleef liggen: 1")
	f.clock.Advance(20 * time.Minute)
	jeroen.opens(his + "/log")
	jeroen.presses(`form`, "Gebeld en gesproken", "Pieter")
	fatima.opens("/today")
	fatima.misses("Pieter de Groot")
	fatima.opens(his + "/seven")
	fatima.sees("Teruggebeld na een gemiste oproep: 1. Bleef liggen: 0", "1 keer gesproken, met Jeroen")

	// A question that is handed on, with what he had to tell again; and nobody calls him in time.
	f.noted(ctx, "/intake?customer="+pieter.String(), "", "U wilt weten of transportschade gedekt is.")
	word := f.word(pieter)
	fatima.opens("/questions/" + word.Question.String())
	fatima.fills(`form[action$="/pass"] [name=holder]`, "Jeroen")
	fatima.fills(`form[action$="/pass"] [name=repeated]`, "Het nummer van de polis.")
	fatima.presses(`form[action$="/pass"]`, "Geef door", "Tot Jeroen ja zegt")
	jeroen.opens("/today")
	jeroen.sees("U wilt weten of transportschade gedekt is.", "Het nummer van de polis.")
	jeroen.presses(`form[action$="/accept"]`, "Ik neem het over", "Pieter")
	f.clock.Advance(word.DueAt.Sub(f.clock.Now()) + time.Minute)
	jeroen.comes(his+"/seven", "Niet gehaald: 1")
	jeroen.sees("Iets opnieuw verteld bij het doorgeven: 1 keer", "Goedgemaakt binnen een werkdag: 0, later: 0, nog niet: 1")

	// What he wishes is noted with who said it, and the answer leads to it.
	jeroen.opens(his + "/claims")
	jeroen.fills(`form[action$="/claims"] [name=text]`, "Wordt liever gebeld dan gemaild.")
	jeroen.fills(`form[action$="/claims"] [name=kind]`, "Wens")
	jeroen.presses(`form[action$="/claims"]`, "Noteer", "Wordt liever gebeld dan gemaild.")
	jeroen.opens(his + "/seven")
	jeroen.sees("Wensen: 1", "Een wens")
	jeroen.presses("#trouble", "Niet gehaald, nog niet goedgemaakt", "Maak het goed") // each answer leads to its evidence
	jeroen.opens(his)
	jeroen.sees("Zeven vragen", "Begin met excuses", "Wordt liever gebeld dan gemaild.")
}
