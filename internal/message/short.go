package message

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxSegments is how many parts a text message may have. More cost more, and some phones cut them off.
const maxSegments = 2

// short is the message as a text: who, what, when and how to reach us always; what it is about as far as
// it fits.
func (w writer) short() string {
	if w.m.Audience == ToStaff {
		return simple(w.say("subject"))
	}
	if len(w.f.Also) > 0 {
		return w.shortSeveral()
	}
	said := []string{w.p.Fill("message.sms_from", w.args) + " " + w.say("sms")}
	if w.later() {
		said = append(said, w.say("next"))
	}
	if w.m.Kind == HonestNotice && w.f.Due.IsZero() {
		said = append(said, w.p.Fill("message.when_then", w.args))
	}
	var ends []string
	switch {
	case w.f.Link != "":
		ends = append(ends, w.f.Link)
	case w.f.OrgPhone != "":
		ends = append(ends, w.p.Fill("message.sms_call", w.args))
	}
	if w.m.Code != "" {
		ends = append(ends, w.p.Fill("message.sms_code", w.args))
	}
	begin, end := strings.Join(said, " "), strings.Join(ends, " ")
	lead, about := w.cutAbout()
	switch {
	case w.m.Words != "":
		lead, about = "", strings.Join(strings.Fields(w.m.Words), " ")
	case (w.m.Kind == Result || w.m.Kind == Given || w.m.Kind == Rectified || w.m.Kind == ComplaintAnswered) && w.f.Answer != "":
		lead, about = "", strings.Join(strings.Fields(w.f.Answer), " ")
	case w.m.Kind == ReadBack:
		lead, about = "", w.f.ReadBack
	}
	if lead == "" {
		about = begun(about)
	}
	return fitted(begin, lead, about, end)
}

// cutAbout is the sentence that says what it is about, in what must stay and what may be cut short: "Het gaat
// over" and "de vriescel".
func (w writer) cutAbout() (lead, about string) {
	about = w.f.Act
	if topic, _ := w.args["topic"].(string); topic != "" {
		about = topic
	}
	lead, _, found := strings.Cut(w.about(), about)
	if about == "" || !found {
		return "", about
	}
	return lead, about
}

// fitted puts lead and as much of about between begin and end as two parts hold, cut after a word.
func fitted(begin, lead, about, end string) string {
	begin, lead, about, end = simple(begin), simple(lead), simple(about), simple(end)
	join := func(middle string) string {
		if middle != "" {
			middle = lead + middle
		}
		if middle != "" && !strings.ContainsAny(middle[len(middle)-1:], ".?!") {
			middle += "."
		}
		return strings.Join(strings.Fields(begin+" "+middle+" "+end), " ")
	}
	if whole := join(about); Segments(whole) <= maxSegments {
		return whole
	}
	for words := strings.Fields(about); len(words) > 1; {
		words = words[:len(words)-1]
		if part := join(strings.TrimRight(strings.Join(words, " "), ",;:.") + "..."); Segments(part) <= maxSegments {
			return part
		}
	}
	return join("")
}

// basic is the alphabet of GSM 03.38 that takes seven bits a sign, extended the signs that take fourteen.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
		"¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extended = "^{}\\[~]|€\f"
)

// Segments is in how many parts a text is sent: 160 signs in one and 153 in each of several, or 70 and
// 67 as soon as one sign is outside the alphabet (3GPP TS 23.038, 23.040).
func Segments(text string) int {
	septets := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune(basic, r):
			septets++
		case strings.ContainsRune(extended, r):
			septets += 2
		default:
			return parts(len(utf16.Encode([]rune(text))), 70, 67)
		}
	}
	return parts(septets, 160, 153)
}

func parts(n, alone, together int) int {
	if n <= alone {
		return 1
	}
	return (n + together - 1) / together
}

// plainer are signs that a text message does without, so that one accent does not halve its room.
var plainer = strings.NewReplacer(
	"‘", "'", "’", "'", "“", `"`, "”", `"`, "„", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ",
	"á", "a", "â", "a", "ã", "a", "ą", "a", "ă", "a", "Á", "A", "Â", "A", "À", "A", "Ã", "A",
	"ë", "e", "ê", "e", "ę", "e", "ě", "e", "Ë", "E", "Ê", "E", "È", "E", "Ę", "E",
	"í", "i", "ï", "i", "î", "i", "ı", "i", "Í", "I", "Ï", "I", "Î", "I", "İ", "I",
	"ó", "o", "ô", "o", "õ", "o", "ő", "o", "Ó", "O", "Ô", "O", "Õ", "O", "Ò", "O",
	"ú", "u", "û", "u", "ű", "u", "ů", "u", "Ú", "U", "Û", "U", "Ù", "U",
	"ç", "c", "č", "c", "ć", "c", "Č", "C", "Ć", "C", "ď", "d", "đ", "d", "Đ", "D", "ğ", "g", "Ğ", "G",
	"ł", "l", "Ł", "L", "ń", "n", "ň", "n", "Ń", "N", "ř", "r", "Ř", "R", "š", "s", "ś", "s", "ş", "s", "ș", "s",
	"Š", "S", "Ś", "S", "Ş", "S", "Ș", "S", "ť", "t", "ț", "t", "Ț", "T", "ý", "y", "ÿ", "y", "Ý", "Y",
	"ž", "z", "ź", "z", "ż", "z", "Ž", "Z", "Ź", "Z", "Ż", "Z", "ĳ", "ij", "Ĳ", "IJ",
)

// simple writes text in the alphabet of text messages where that keeps it readable. Another script stays
// as it is.
func simple(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "?")
	}
	return plainer.Replace(text)
}
