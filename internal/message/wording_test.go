package message_test

import (
	"strings"
	"testing"
	"time"

	"kroon/internal/lang"
	"kroon/internal/message"
)

func toMonique(kind message.Kind, l lang.Lang) message.Message {
	return message.Message{Kind: kind, Audience: message.ToCustomer, Lang: l, Code: "K7M4PX"}
}

// TestWhatItIsAboutReadsAsASentence: the words that Kroon makes of a topic are taken apart again, so that nobody
// reads that it is about calling back about something; what a person wrote stays as it is.
func TestWhatItIsAboutReadsAsASentence(t *testing.T) {
	for _, c := range []struct{ promised, act, nl, en, sms string }{
		{"call-back", "terugbellen over de vriescel", "Het gaat om de vriescel.", "It is about de vriescel.", "Het gaat om de vriescel."},
		{"call-back", "calling back about the freezer", "Het gaat om the freezer.", "It is about the freezer.", "Het gaat om the freezer."},
		{"answer", "antwoord over de levertijd", "Het gaat om de levertijd.", "It is about de levertijd.", "Het gaat om de levertijd."},
		{"send", "de offerte toesturen", "Het gaat om de offerte.", "It is about de offerte.", "Het gaat om de offerte."},
		{"visit", "langskomen voor het onderhoud", "Het gaat om het onderhoud.", "It is about het onderhoud.", "Het gaat om het onderhoud."},
		{"call-back", "bellen of verlengen kan", "Het gaat om: bellen of verlengen kan.", "It is about: bellen of verlengen kan.", "Het gaat om: bellen of verlengen kan."},
		{"send", "terugbellen over de prijs", "Het gaat om: terugbellen over de prijs.", "It is about: terugbellen over de prijs.", "Het gaat om: terugbellen over de prijs."},
	} {
		f := bare()
		f.Promise, f.Act = c.promised, c.act
		dutch, english := message.Write(toMonique(message.Confirmation, lang.NL), f), message.Write(toMonique(message.Confirmation, lang.EN), f)
		if !strings.Contains(dutch.Plain, "\n\n"+c.nl+"\n\n") || !strings.Contains(english.Plain, "\n\n"+c.en+"\n\n") || !strings.Contains(dutch.SMS, c.sms) {
			t.Errorf("%s %q:\n%s\n%s\n%s", c.promised, c.act, dutch.Plain, english.Plain, dutch.SMS)
		}
	}
}

// TestAnAnswerIsSaidOnce: the words with which it was done are the answer, and do not stand there twice.
func TestAnAnswerIsSaidOnce(t *testing.T) {
	f := bare()
	f.Promise = "answer"
	m := toMonique(message.Result, lang.NL)
	m.Words = f.Answer
	text := message.Write(m, f)
	for form, body := range map[string]string{"plain": text.Plain, "html": text.HTML, "sms": text.SMS} {
		if n := strings.Count(body, "11 januari"); n != 1 {
			t.Errorf("%s says it %d times:\n%s", form, n, body)
		}
	}
	if text.Subject != "Het antwoord op uw vraag" || !strings.Contains(text.Plain, "Hier is het antwoord dat wij u beloofden:") {
		t.Errorf("%s\n%s", text.Subject, text.Plain)
	}
	f.Answer, m.Words = "", ""
	if text = message.Write(m, f); text.Subject != "Gedaan: de vergelijking van de drie cursussen" {
		t.Errorf("without its words: %s", text.Subject)
	}
}

// TestNobodyIsAskedForAnotherTimeOfWhatIsDone: without a page a message asks what fits what it says.
func TestNobodyIsAskedForAnotherTimeOfWhatIsDone(t *testing.T) {
	for kind, asks := range map[message.Kind]string{
		message.Confirmation: "een ander moment", message.Changed: "een ander moment", message.Recovery: "een ander moment",
		message.ReadBack: "bedoelt u iets anders?", message.Result: "Is er toch iets niet goed?",
		message.Broken: "wilt u er iets over kwijt", message.HonestNotice: "Komt dit slecht uit",
	} {
		text := message.Write(toMonique(kind, lang.NL), bare())
		if !strings.Contains(strings.ToLower(text.Plain), strings.ToLower(asks)) || !strings.Contains(text.Plain, "Antwoord op dit bericht of bel 030 261 44 00.") {
			t.Errorf("%s:\n%s", kind, text.Plain)
		}
		if fits := asks == "een ander moment"; strings.Contains(text.Plain, "een ander moment") != fits {
			t.Errorf("%s asks for another time:\n%s", kind, text.Plain)
		}
	}
}

// TestAnExampleIsAsWholeAsTheMessage: nothing that a message says is blank in its example.
func TestAnExampleIsAsWholeAsTheMessage(t *testing.T) {
	house := message.House{Name: "De Linde", Phone: "030 261 44 00", Site: "https://kroon.example.nl", Zone: time.UTC}
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, kind := range append(message.CustomerKinds(), message.StaffKinds()...) {
		for _, l := range []lang.Lang{lang.NL, lang.EN} {
			text := message.Example(kind, "call-back", l, false, house, now)
			if text.Subject != strings.TrimRight(text.Subject, " :") || strings.Contains(text.Plain, " \n") {
				t.Errorf("%s %s leaves something out: %q\n%s", kind, l, text.Subject, text.Plain)
			}
			if kind == message.Given || kind == message.Rectified {
				if answer := lang.For(l, false, time.UTC).T("message.example.answer"); !strings.Contains(text.Plain, answer) || !strings.Contains(text.SMS, answer) {
					t.Errorf("%s %s does not give the answer:\n%s", kind, l, text.Plain)
				}
			}
		}
	}
}
