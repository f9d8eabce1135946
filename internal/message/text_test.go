package message_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"kroon/internal/lang"
	"kroon/internal/message"
)

var promiseKinds = []string{"call-back", "answer", "send", "visit", "deliver", "other"}

var (
	formalNL   = regexp.MustCompile(`(?i)\b(u|uw)\b`)
	familiarNL = regexp.MustCompile(`(?i)\b(je|jij|jou|jouw)\b`)
	leftOver   = regexp.MustCompile(`[{}\[\]|]|message\.[a-z]|  |\(\)`)
)

// facts without the customer's own words, which keep their form of address.
func bare() message.Facts {
	f := monique(noon)
	f.ReadBack = "Het verschil tussen de drie cursussen."
	f.Answer = "Cursus A begint op 11 januari."
	return f
}

// everyText calls check with each text that can be said to a customer.
func everyText(check func(name string, m message.Message, f message.Facts, text message.Text)) {
	for _, l := range lang.Langs() {
		for _, informal := range []bool{false, true} {
			for _, kind := range message.CustomerKinds() {
				for _, promised := range promiseKinds {
					for _, link := range []string{"", "https://kroon.delinde.example/b/Zx81kQpL0aVbNmE7tRyUwC"} {
						f := bare()
						f.Promise, f.Link = promised, link
						m := message.Message{Kind: kind, Audience: message.ToCustomer, Lang: l, Informal: informal, Code: "K7M4PX"}
						name := fmt.Sprintf("%s %v %s %s %q", l, informal, kind, promised, link)
						check(name, m, f, message.Write(m, f))
					}
				}
			}
		}
	}
}

// says tells which kinds tell of the new promise, and which of the old one.
func says(kind message.Kind) (now, old bool) {
	switch kind {
	case message.Confirmation, message.Recovery:
		return true, false
	case message.Changed, message.HonestNotice, message.Broken:
		return true, true
	}
	return false, false
}

func TestEveryTextIsComplete(t *testing.T) {
	said := map[string]int{}
	everyText(func(name string, m message.Message, f message.Facts, text message.Text) {
		said[text.Subject+text.Plain]++
		for form, body := range map[string]string{"plain": text.Plain, "sms": text.SMS} {
			wants := []string{"De Linde Verhuur & Service", "K7M 4PX"}
			now, old := says(m.Kind)
			if now {
				wants = append(wants, "Jeroen", "24 november", map[lang.Lang]string{"nl": "13.00 uur", "en": "13:00"}[m.Lang],
					map[lang.Lang]string{"nl": "dinsdag", "en": "Tuesday"}[m.Lang])
			}
			if old {
				wants = append(wants, map[lang.Lang]string{"nl": "12.00 uur", "en": "12:00"}[m.Lang])
			}
			if f.Link != "" {
				wants = append(wants, f.Link)
			}
			if f.Link == "" || form == "plain" {
				wants = append(wants, "030 261 44 00")
			}
			if form == "plain" {
				wants = append(wants, "Monique Jansen", f.Act, f.ReadBack)
			}
			if m.Kind == message.Result {
				wants = append(wants, "11 januari")
			}
			for _, want := range wants {
				if m.Lang == "en" {
					want = strings.Replace(want, "24 november", "24 November", 1)
				}
				if !strings.Contains(body, want) {
					t.Errorf("%s: the %s does not say %q:\n%s", name, form, want, body)
				}
			}
		}
		whole := text.Subject + "\n" + text.Plain + "\n" + text.SMS
		if found := leftOver.FindString(whole); found != "" {
			t.Errorf("%s: %q is left over in\n%s", name, found, whole)
		}
		if m.Lang == lang.NL && m.Informal && formalNL.MatchString(whole) || m.Lang == lang.NL && !m.Informal && familiarNL.MatchString(whole) {
			t.Errorf("%s: the wrong form of address in\n%s", name, whole)
		}
		if strings.ContainsAny(text.Subject, "\r\n") || text.Subject == "" || strings.ToUpper(text.Subject[:1]) != text.Subject[:1] {
			t.Errorf("%s: subject %q", name, text.Subject)
		}
		if n := message.Segments(text.SMS); n > 2 {
			t.Errorf("%s: %d parts: %s", name, n, text.SMS)
		}
		if f.Link == "" && strings.Contains(text.HTML, "href") {
			t.Errorf("%s: a link to nowhere", name)
		}
	})
	if len(said) < 150 {
		t.Errorf("only %d different texts", len(said))
	}
}

func TestEveryNoticeIsComplete(t *testing.T) {
	for _, l := range lang.Langs() {
		for _, kind := range message.StaffKinds() {
			m := message.Message{Kind: kind, Audience: message.ToStaff, Lang: l, Code: "K7M4PX"}
			f := bare()
			f.Recipient, f.Link, f.Proposed = "Fatima", "https://kroon.delinde.example/promises/1", "Samira"
			text := message.Write(m, f)
			wants := []string{"Monique Jansen", f.Link, "K7M 4PX", "Fatima", f.Act}
			if kind != message.Proposed && kind != message.TakenResult {
				wants = append(wants, "Samira")
			}
			clock := map[lang.Lang]string{"nl": "13.00 uur", "en": "13:00"}[l]
			switch kind {
			case message.TakenResult:
				clock = "12:40"
			case message.CustomerCorrected:
				clock = f.ReadBack
			case message.BrokenNotice:
				clock = map[lang.Lang]string{"nl": "12.00 uur", "en": "12:00"}[l]
			}
			for _, want := range append(wants, clock) {
				if !strings.Contains(text.Plain, want) {
					t.Errorf("%s %s does not say %q:\n%s", l, kind, want, text.Plain)
				}
			}
			if found := leftOver.FindString(text.Subject + text.Plain); found != "" || !strings.Contains(text.Subject, "Monique") {
				t.Errorf("%s %s: %q in %q\n%s", l, kind, found, text.Subject, text.Plain)
			}
		}
	}
}

func TestTheStoryReadsAsItShould(t *testing.T) {
	text := message.Write(message.Message{Kind: message.Confirmation, Audience: message.ToCustomer, Lang: lang.NL, Code: "K7M4PX"}, monique(noon))
	want := `Beste Monique Jansen,

Jeroen belt u vandaag, dinsdag 24 november, vóór 13.00 uur.

Het gaat om: de vergelijking van de drie cursussen.

Zo hebben wij u begrepen: U wilt het verschil weten tussen de drie cursussen koeltechniek.

Klopt er iets niet of komt een ander moment beter uit? Antwoord op dit bericht of bel 030 261 44 00.

Uw code is K7M 4PX. Noem die als u belt of schrijft, dan weten wij meteen waar het over gaat.

Hartelijke groet,
Jeroen, De Linde Verhuur & Service
`
	if text.Plain != want {
		t.Errorf("got\n%s", text.Plain)
	}
	sms := "De Linde Verhuur & Service: Jeroen belt u dinsdag 24 november voor 13.00 uur. " +
		"Het gaat om: de vergelijking van de drie cursussen. Bel ons gerust: 030 261 44 00. Code K7M 4PX"
	if text.SMS != sms {
		t.Errorf("got %s", text.SMS)
	}
	taken := message.Write(message.Message{Kind: message.TakenResult, Audience: message.ToStaff, Lang: lang.NL}, monique(noon))
	if taken.Subject != "Jeroen belde Monique Jansen vandaag om 12:40, dankzij jouw notitie" {
		t.Errorf("got %s", taken.Subject)
	}
}

func TestWhatIsNotKnownIsNotSaid(t *testing.T) {
	for _, l := range lang.Langs() {
		for _, kind := range append(message.CustomerKinds(), message.StaffKinds()...) {
			m := message.Message{Kind: kind, Lang: l, Audience: message.ToCustomer}
			if slices.Contains(message.StaffKinds(), kind) {
				m.Audience = message.ToStaff
			}
			f := message.Facts{Now: noon, Zone: amsterdam, OrgName: "De Linde", Due: noon.Add(time.Hour), OldDue: noon, DeedAt: noon}
			text := message.Write(m, f)
			if found := leftOver.FindString(text.Subject + text.Plain + text.SMS); found != "" {
				t.Errorf("%s %s: %q in\n%s\n%s\n%s", l, kind, found, text.Subject, text.Plain, text.SMS)
			}
		}
	}
}

// letterAttributes are those that a mail without a link has.
var letterAttributes = []string{"lang", "charset", "name", "content", "style", "role", "aria-label", "target", "width", "align", "cellpadding", "cellspacing", "border"}

// TestNothingInTheFactsIsMarkup puts anything into the facts and reads the HTML as a browser does: the
// text is there, and no element or attribute came with it.
func TestNothingInTheFactsIsMarkup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		evil := rapid.SampledFrom([]string{"<script>alert(1)</script>", `"><img src=x onerror=y>`, "{staff} [u|je]", "&lt;b&gt;", "a\r\nBcc: x@y.nl", "javascript:alert(1)"})
		f := monique(noon)
		f.Act, f.Staff, f.OrgName = evil.Draw(t, "act"), evil.Draw(t, "staff"), evil.Draw(t, "org")
		f.Recipient, f.Link = evil.Draw(t, "name"), evil.Draw(t, "link")
		m := message.Message{
			Kind: rapid.SampledFrom(message.CustomerKinds()).Draw(t, "kind"), Audience: message.ToCustomer, Lang: lang.NL,
			Words: evil.Draw(t, "words"), Code: "K7M4PX",
		}
		text := message.Write(m, f)
		if strings.ContainsAny(text.Subject, "\r\n") {
			t.Fatalf("subject %q", text.Subject)
		}
		read := html.NewTokenizer(strings.NewReader(text.HTML))
		var seen strings.Builder
		for kind := read.Next(); kind != html.ErrorToken; kind = read.Next() {
			token := read.Token()
			switch kind {
			case html.TextToken:
				seen.WriteString(token.Data)
			case html.StartTagToken, html.SelfClosingTagToken:
				switch token.Data {
				case "html", "head", "base", "meta", "title", "body", "div", "table", "tr", "td", "p", "br", "a":
				default:
					t.Fatalf("<%s> in\n%s", token.Data, text.HTML)
				}
				for _, a := range token.Attr {
					if !slices.Contains(letterAttributes, a.Key) {
						t.Fatalf("%s=%q in\n%s", a.Key, a.Val, text.HTML)
					}
				}
			}
		}
		if want := strings.Join(strings.Fields(f.Act), " "); !strings.Contains(strings.Join(strings.Fields(seen.String()), " "), want) {
			t.Fatalf("%q got lost in\n%s", want, text.HTML)
		}
	})
}

func TestSegments(t *testing.T) {
	for text, want := range map[string]int{
		"":                             1,
		strings.Repeat("a", 160):       1,
		strings.Repeat("a", 161):       2,
		strings.Repeat("a", 306):       2,
		strings.Repeat("a", 307):       3,
		strings.Repeat("€", 80):        1,
		strings.Repeat("€", 81):        2,
		strings.Repeat("ë", 70):        1,
		strings.Repeat("ë", 71):        2,
		strings.Repeat("😀", 36):        2,
		strings.Repeat("a", 160) + "ó": 3,
		"Zeker: @£$¥èéùìòÇØøÅåΔ_ÆæßÉ äöñü": 1,
	} {
		if got := message.Segments(text); got != want {
			t.Errorf("%d parts for %q, want %d", got, text, want)
		}
	}
}

// TestATextMessageFitsWhateverIsAsked: a long story is cut after a word; who, when and the code stay.
func TestATextMessageFitsWhateverIsAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := bare()
		f.Act = rapid.StringMatching(`[a-z]{0,250}`).Draw(t, "long") + " " + strings.Repeat(rapid.StringMatching(`[a-zéëóü]{1,12} `).Draw(t, "word"), rapid.IntRange(1, 60).Draw(t, "n"))
		f.Link = rapid.SampledFrom([]string{"", "https://kroon.delinde.example/b/Zx81kQpL0aVbNmE7tRyUwC"}).Draw(t, "link")
		m := message.Message{
			Kind: rapid.SampledFrom(message.CustomerKinds()).Draw(t, "kind"), Audience: message.ToCustomer,
			Lang: rapid.SampledFrom(lang.Langs()).Draw(t, "lang"), Code: "K7M4PX",
		}
		sms := message.Write(m, f).SMS
		if message.Segments(sms) > 2 || !strings.HasSuffix(sms, "K7M 4PX") || !strings.HasPrefix(sms, "De Linde") {
			t.Fatalf("%d parts: %s", message.Segments(sms), sms)
		}
	})
}

func TestOneEndlessWordIsLeftOut(t *testing.T) {
	f := bare()
	f.Act = strings.Repeat("x", 400)
	sms := message.Write(message.Message{Kind: message.Confirmation, Audience: message.ToCustomer, Lang: lang.NL, Code: "K7M4PX"}, f).SMS
	if message.Segments(sms) > 2 || !strings.Contains(sms, "13.00 uur") {
		t.Errorf("%d parts: %s", message.Segments(sms), sms)
	}
}
