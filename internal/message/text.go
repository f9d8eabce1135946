package message

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kroon/internal/lang"
)

// Reason says to a customer why something changed, without saying anything about a colleague that is
// not the customer's business: nobody is called ill.
type Reason string

// The reasons.
const (
	NoReason      Reason = ""
	Absent        Reason = "absent"   // somebody is unexpectedly not there
	BusyDay       Reason = "busy-day" // far more asked than usual
	AtYourRequest Reason = "request"  // the customer asked for it
)

// Facts are what a text is written from. What is empty is not said.
type Facts struct {
	Now        time.Time
	Zone       *time.Location
	OrgName    string
	OrgPhone   string
	Recipient  string // the customer's name; to staff, the first name
	Customer   string // to staff: about whom
	Staff      string // first name of who does it
	Promise    string // the kind of promise: call-back, answer, send, visit, deliver, other
	Theirs     bool   // the customer promised it to us
	Act        string // what it is about, in the customer's words
	Due        time.Time
	Fixed      bool      // at that time and not before
	OldPromise string    // of a change, an honest notice or a breach: the kind promised then; Promise when empty
	OldDue     time.Time // and by when
	OldFixed   bool
	Reason     Reason
	ReadBack   string // what we understood
	Answer     string // of a result
	Reasons    string // of an answer to a complaint
	Outside    string // where else to go with a complaint
	Title      string // the question that the answer answers, as people ask it
	Link       string // the customer's page, or of staff the promise; empty without a public address
	Proposed   string // to staff: the colleague who has room
	By         string // to staff: the colleague who asked, gave it or turned it down
	Said       string // to staff: what he said with it
	DeedAt     time.Time
	Also       []Facts // what else is told in the same message, one by one; of each what was promised and what is now
}

// Text is a message in every form a channel may need.
type Text struct {
	Name    string // of the recipient
	From    string // the organisation
	Subject string // one line; to staff also the notice in the page
	Plain   string
	HTML    string
	SMS     string
}

// paragraph is one paragraph; with a link it is the label of that.
type paragraph struct {
	text string
	link string
	key  bool // what the reader must not miss
}

// Write says what a message has to say, in its language and form of address. It only fills in facts, and
// nothing in them is read as a template. What is said aloud has one form, the short one.
func Write(m Message, f Facts) Text {
	p := lang.For(m.Lang, m.Informal || m.Audience == ToStaff, f.Zone)
	w := writer{p: p, m: m, f: f.tidy()}
	t := Text{Name: w.f.Recipient, From: w.f.OrgName}
	if m.Channel == Spoken {
		w.terse, w.args = true, w.arguments()
		t.SMS = w.short()
		t.Plain = t.SMS
		return t
	}
	w.args = w.arguments()
	t.Subject = w.say("subject")
	paragraphs := w.toCustomer
	if m.Audience == ToStaff {
		paragraphs = w.toStaff
	}
	written := paragraphs()
	t.Plain, t.HTML = plain(written), page(string(p.Lang), t.Subject, written)
	w.terse = true
	w.args = w.arguments()
	t.SMS = w.short()
	return t
}

// tidy puts what goes into sentences on one line each.
func (f Facts) tidy() Facts {
	for _, text := range []*string{&f.OrgName, &f.OrgPhone, &f.Recipient, &f.Customer, &f.Staff, &f.Act, &f.ReadBack,
		&f.Link, &f.Proposed, &f.By, &f.Title} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	f.Act, f.ReadBack = strings.TrimRight(f.Act, ". "), strings.TrimSpace(f.ReadBack)
	return f
}

type writer struct {
	p     lang.Printer
	m     Message
	f     Facts
	args  map[string]any
	terse bool // a text message: the date alone, without "vandaag"
}

func (w writer) arguments() map[string]any {
	args := map[string]any{
		"org": w.f.OrgName, "phone": w.f.OrgPhone, "staff": w.f.Staff, "act": w.f.Act, "name": w.f.Recipient,
		"customer": w.f.Customer, "code": spaced(string(w.m.Code)), "proposed": w.f.Proposed, "readback": w.f.ReadBack, "by": w.f.By, "title": w.f.Title,
		"due":   func() string { return w.when(w.f.Due, w.f.Fixed, w.m.Audience == ToStaff) },
		"old":   func() string { return w.when(w.f.OldDue, w.f.OldFixed, true) },
		"clock": func() string { return w.p.Clock(w.f.DeedAt) },
		"day":   func() string { return w.p.Day(w.f.DeedAt, w.f.Now) },
	}
	if w.f.Staff == "" {
		args["staff"] = w.p.T("message.somebody")
	}
	if w.f.By == "" {
		args["by"] = w.p.T("message.somebody")
	}
	if w.f.Customer == "" {
		args["customer"] = w.p.T("message.some_customer")
	}
	if w.f.Act == "" {
		args["act"] = w.p.T(w.of("message.act.", w.f.Promise))
	}
	args["topic"], args["aside"] = "", args["act"]
	if topic, ok := lang.About(w.f.Promise, w.f.Act); ok {
		args["topic"] = topic
		args["aside"] = w.p.T(w.of("message.aside.", w.f.Promise), "topic", topic)
	}
	does, old := w.f.Promise, w.f.OldPromise
	if w.f.Theirs {
		does = "theirs"
	}
	if old == "" {
		old = w.f.Promise
	}
	args["does"] = func() string { return w.p.Fill(w.of("message.does.", does), args) }
	args["would"] = func() string { return w.p.Fill(w.of("message.would.", old), args) }
	args["did"] = func() string { return w.p.Fill(w.of("message.did.", w.f.Promise), args) }
	return args
}

// of is the key of a sentence about a kind of promise; every kind without one of its own is another.
func (w writer) of(begin, kind string) string {
	if lang.Has(w.p.Lang, begin+kind) {
		return begin + kind
	}
	return begin + "other"
}

// begun starts a sentence with a capital.
func begun(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// spaced writes a code as it is read out: "K7M 4PX".
func spaced(code string) string {
	if len(code) < 6 {
		return code
	}
	return code[:3] + " " + code[3:]
}

// when is a time as a customer reads it, perhaps another day: with the day, the date and the hour. The date
// alone is enough in the middle of a sentence, where "vandaag, dinsdag 24 november, vóór" would say it twice.
func (w writer) when(at time.Time, fixed, dateAlone bool) string {
	if at.IsZero() {
		return ""
	}
	date, near := w.p.DayDate(at, w.f.Now), w.p.Day(at, w.f.Now)
	dateAlone = dateAlone || w.terse || near == date
	switch {
	case !fixed && dateAlone && at.In(w.p.Zone).Format("15:04") == "23:59": // a day said without an hour
		return w.p.T("time.due_day", "day", date)
	case !fixed && dateAlone:
		return w.p.T("message.due", "day", date, "clock", w.p.Spoken(at))
	case !fixed:
		return w.p.CustomerDue(at, w.f.Now)
	case !dateAlone:
		return w.p.T("message.at_near", "near", near, "day", date, "clock", w.p.Spoken(at))
	}
	return w.p.T("message.at", "day", date, "clock", w.p.Spoken(at))
}

// say is the sentence of this kind of message.
func (w writer) say(what string) string {
	key := "message." + string(w.m.Kind) + "."
	if w.m.Kind == Result && w.f.Answer != "" && lang.Has(w.p.Lang, key+w.f.Promise+"."+what) {
		key += w.f.Promise + "."
	}
	return begun(w.p.Fill(key+what, w.args))
}

// about says to a customer what it is about: "Het gaat om de vriescel."; empty when there is nothing to say.
func (w writer) about() string {
	switch {
	case w.f.Act == "":
		return ""
	case w.args["topic"] != "":
		return w.p.Fill(w.of("message.topic.", w.f.Promise), w.args)
	}
	return w.p.Fill("message.about", w.args)
}

// toCustomer are the paragraphs of a customer's message: first what is promised.
func (w writer) toCustomer() []paragraph {
	out := []paragraph{{text: w.greeting()}}
	add := func(text string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, paragraph{text: text})
		}
	}
	tell := func(text string) { out = append(out, paragraph{text: text, key: true}) }
	if len(w.f.Also) > 0 {
		return append(w.several(out), w.ending()...)
	}
	if w.m.Kind == Confirmation {
		tell(w.say("opening"))
	} else {
		add(w.say("opening"))
	}
	if w.f.Reason != NoReason && !w.f.OldDue.IsZero() && w.m.Words == "" { // whoever wrote words said why himself
		add(w.p.Fill("message.reason."+string(w.f.Reason), w.args))
	}
	switch {
	case w.m.Kind == ComplaintAnswered:
		tell(w.f.Answer)
		add(w.p.T("message.complaint-answered.why") + " " + w.f.Reasons)
		add(w.m.Words)
		add(w.say("next"))
		add(w.f.Outside)
	case w.m.Kind == Result && w.f.Answer != "", w.m.Kind == Given, w.m.Kind == Rectified:
		tell(w.f.Answer)
		if w.m.Words != w.f.Answer {
			add(w.m.Words)
		}
	default:
		add(w.m.Words)
	}
	if w.later() {
		tell(w.say("next"))
	}
	if w.m.Kind == HonestNotice && w.f.Due.IsZero() {
		add(w.p.Fill("message.when_then", w.args))
	}
	add(w.about())
	if w.f.ReadBack != "" {
		out = append(out, paragraph{text: w.p.Fill("message.understood", w.args), key: w.m.Kind == ReadBack})
	}
	return append(out, w.ending()...)
}

// ending is how to answer, the code and the regards.
func (w writer) ending() []paragraph {
	out := w.ways()
	if w.m.Code != "" {
		out = append(out, paragraph{text: w.p.Fill("message.code", w.args)})
	}
	regards := "message.regards"
	if w.f.Staff != "" {
		regards = "message.regards_by"
	}
	return append(out, paragraph{text: w.p.Fill(regards, w.args)})
}

// later tells whether there is a new promise to tell of, in a message that begins with the old one.
func (w writer) later() bool {
	switch w.m.Kind {
	case Changed, HonestNotice, Broken, Recovery, ComplaintReceived:
		return !w.f.Due.IsZero()
	}
	return false
}

func (w writer) greeting() string {
	if w.f.Recipient == "" {
		return w.p.T("message.greeting_nobody")
	}
	return w.p.Fill("message.greeting", w.args)
}

// ways is how the customer can answer: his page, or a reply and the phone. Without a page the message
// says everything and asks for that.
func (w writer) ways() []paragraph {
	var out []paragraph
	if w.f.Link != "" {
		label := w.p.T("message.link")
		if lang.Has(w.p.Lang, "message."+string(w.m.Kind)+".link") {
			label = w.say("link")
		}
		out = append(out, paragraph{text: label, link: w.f.Link})
	}
	ask := w.p.T(w.of("message.ask.", string(w.m.Kind))) + " "
	switch {
	case w.f.Link != "" && w.f.OrgPhone != "":
		out = append(out, paragraph{text: w.p.Fill("message.call", w.args)})
	case w.f.Link == "" && w.f.OrgPhone != "":
		out = append(out, paragraph{text: ask + w.p.Fill("message.reply_or_call", w.args)})
	case w.f.Link == "":
		out = append(out, paragraph{text: ask + w.p.T("message.reply")})
	}
	return out
}

// toStaff are the paragraphs of a mail to a colleague.
func (w writer) toStaff() []paragraph {
	out := []paragraph{{text: w.greeting()}, {text: w.say("opening"), key: true}}
	if w.f.Said != "" {
		out = append(out, paragraph{text: w.p.T("public.quoted", "text", w.f.Said)})
	}
	if w.f.Act != "" {
		out = append(out, paragraph{text: w.p.Fill("message.about", w.args)})
	}
	if w.f.Proposed != "" && w.m.Kind != Proposed && w.m.Kind != TakenResult { // he reads it himself; it is done
		out = append(out, paragraph{text: w.p.Fill("message.has_room", w.args)})
	}
	if w.f.Link != "" {
		out = append(out, paragraph{text: w.p.T("message.open"), link: w.f.Link})
	}
	if w.m.Code != "" {
		out = append(out, paragraph{text: w.p.Fill("message.code_staff", w.args)})
	}
	return append(out, paragraph{text: w.p.T("message.one_mail")})
}
