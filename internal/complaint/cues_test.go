package complaint_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/complaint"
)

// What people write when they complain, and what looks like it.
var (
	complains = []string{
		"Ik wil een klacht indienen over de monteur.",
		"Ik ben niet tevreden over de service.",
		"Dit is nu de derde keer dat niemand belt, en dat was beloofd.",
		"Ik ben erg ontevreden.",
		"Het is schandalig hoe lang dit duurt.",
		"Ik wil niet klagen, maar er is nog steeds niet gebeld en ik ben boos.",
		"Sorry dat ik stoor hoor, maar ik vind dit echt niet acceptabel.",
		"Met alle respect: ik word van het kastje naar de muur gestuurd.",
		"Ik wil geen ruzie, maar u hebt mij bedrogen.",
		"Als dit zo doorgaat ga ik naar de geschillencommissie.",
		"I would like to make a complaint about the invoice.",
		"We are not satisfied with the repair.",
		"Nobody called back, for days, and it was promised.",
		"I do not want to be difficult, but this is unacceptable.",
		"I’m fed up with this.",
		"The man was rude and I am disappointed.",
		"I want my money back and compensation.",
		"Still no answer, yet again.",
		"KLACHT: koelcel werkt weer niet",
	}
	content = []string{
		"Ik wil geen klacht indienen.",
		"Dit is geen klacht, maar een vraag: hoe laat gaan jullie open?",
		"Niets te klagen, alles werkt prima.",
		"Ik mag niet klagen.",
		"Ik ben helemaal niet boos of teleurgesteld hoor.",
		"Ik ben zeer tevreden over de monteur.",
		"De klacht is opgelost, dank u wel.",
		"Ik heb klachten aan mijn rug en zoek een stoel.",
		"Zoals beloofd stuur ik u de maten.",
		"Alweer bedankt voor de snelle hulp!",
		"U wilt weten wat een koelcel kost.",
		"Ik ben op zoek naar een advocaat van beroep.",
		"Zonder klachten de winter door.",
		"No complaints, it works well.",
		"This is not a complaint, just a question.",
		"I can't complain about the service.",
		"I am not angry or disappointed at all.",
		"As promised, here are the sizes.",
		"We are very satisfied.",
		"Do you offer a refund when it rains?",
		"",
	}
)

func TestWhatMayBeAComplaint(t *testing.T) {
	for _, text := range complains {
		if sign := complaint.Read(text); !sign.Likely() {
			t.Errorf("%q is missed: %d of %v", text, sign.Score, sign.Cues)
		}
	}
	for _, text := range content {
		if sign := complaint.Read(text); sign.Likely() {
			t.Errorf("%q is taken for one: %d by %v", text, sign.Score, sign.Cues)
		}
	}
}

// However a text is written, it is read the same; and what is said twice counts once.
func TestReadingIsAboutWordsOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(append(complains, content...)).Draw(t, "text")
		want := complaint.Read(text)
		spaced := strings.Join(strings.Fields(text), "  ")
		for _, written := range []string{strings.ToUpper(text), "  " + spaced + "\n", text + "\n" + text} {
			if got := complaint.Read(written); got.Score != want.Score {
				t.Errorf("%q: %d, want %d", written, got.Score, want.Score)
			}
		}
	})
}
