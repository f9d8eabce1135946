package desk

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// spoken is the view in which a customer is spoken to: their language, u or je.
func spoken(v *web.View, c overview.IntakeCaller) *web.View {
	theirs := *v
	if !c.ID.IsZero() {
		theirs.Informal, theirs.Lang = c.Familiar, c.Lang
	} else {
		theirs.Informal, theirs.Lang = v.Organisation.Familiar, v.Organisation.Lang
	}
	return &theirs
}

func (n noting) printer(v *web.View) *web.View { return spoken(v, n.Caller) }

// actOf is what is promised in words that the customer may read: "terugbellen over de drie cursussen".
func actOf(v *web.View, kind promise.Kind, about string) string {
	if about == "" {
		return ""
	}
	return v.T("desk.act."+string(kind), "about", about)
}

// said is what is promised, as it is said aloud.
type said struct {
	kind   promise.Kind
	staff  id.Staff
	name   string
	due    time.Time
	day    bool // without an hour
	number string
	about  string
}

// does is the sentence about who does what: "Jeroen belt u vandaag vóór 13.00 uur op 030 261 44 10 over de
// drie cursussen". Who says it of himself says ik.
func (s said) does(v *web.View) string {
	due := v.Due(s.due, v.Now)
	if !s.day {
		due = v.T("time.due", "day", v.Day(s.due, v.Now), "clock", v.Spoken(s.due))
	}
	phone, about, thing := "", "", v.T("desk.say.thing")
	if s.number != "" {
		// A number that breaks over two lines is misread aloud.
		phone = v.T("desk.say.phone", "number", strings.ReplaceAll(s.number, " ", "\u00a0"))
	}
	if s.about != "" {
		about, thing = v.T("desk.say.about", "about", s.about), s.about
	}
	words := map[string]any{"staff": s.name, "due": due, "phone": phone, "about": about, "thing": thing}
	if s.staff == v.Who.Actor.StaffID() {
		return v.Fill("desk.say_me."+string(s.kind), words)
	}
	return v.Fill("desk.say."+string(s.kind), words)
}

// sentence is what to say now; empty while there is no time to say.
func (n noting) sentence(v *web.View) string {
	one, found := n.time()
	if !found {
		return ""
	}
	theirs := n.printer(v)
	day := false
	for _, moment := range n.own.moments {
		day = day || moment.Instant.Equal(one.Due) && moment.Grain == "day"
	}
	number := n.Caller.Number.Shown
	if number == "" {
		number = n.Number.Shown
	}
	does := said{n.notes.kind, one.Staff, one.Name, one.Due, day, number, n.notes.about}.does(theirs)
	return theirs.T("desk.say.ask", "does", does)
}

// takenSentence is what to say once it is noted, the code included.
func takenSentence(v *web.View, t overview.IntakeTaken) string {
	theirs := spoken(v, t.Caller)
	about := ""
	if topic, ok := aboutOf(theirs, t.Promise.Promise); ok {
		about = topic
	}
	does := said{
		t.Promise.Kind, t.Promise.Owner, t.Promise.OwnerName, t.Promise.DueAt, t.Promise.Grain == promise.ToTheDay,
		t.Caller.Number.Shown, about,
	}.does(theirs)
	if t.Told == overview.WayAloud || t.Told == overview.WayByHand {
		return theirs.T("desk.say.with_code", "does", does, "code", grouped(t.Promise.Code))
	}
	return theirs.T("desk.say.done", "does", does)
}

// aboutOf finds what a promise is about in the words that actOf made of it.
func aboutOf(v *web.View, p promise.Promise) (string, bool) {
	const gap = "\x00"
	before, after, _ := strings.Cut(actOf(v, p.Kind, gap), gap)
	rest, ok := strings.CutPrefix(p.Act, before)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(rest, after)
}

// grouped is a code in two halves, as one says it.
func grouped(code id.Code) string {
	half := (len(code) + 1) / 2
	return string(code[:half]) + " " + string(code[half:])
}

// spelled is a sign of a code as it is spelled over the phone; a figure is only itself.
func spelled(v *web.View, sign rune) string {
	if sign >= '0' && sign <= '9' {
		return ""
	}
	return v.T("desk.sign." + strings.ToLower(string(sign)))
}

// confirmedBy is what the customer says when the note is right, by name where there is one.
func confirmedBy(v *web.View, c overview.IntakeCaller) string {
	if c.CallName == "" {
		return v.T("relation.question.confirm")
	}
	return v.T("desk.confirmed", "name", c.CallName)
}

// callNameOf is the name in a sentence of the screen.
func callNameOf(v *web.View, c overview.IntakeCaller) string {
	if c.CallName != "" {
		return c.CallName
	}
	return v.T("desk.customer")
}

// besides is what else can be done with a customer who is known; who is not is looked for.
func besides(v *web.View, n noting) templ.Component {
	if n.Caller.ID.IsZero() {
		return nil
	}
	return logLink(v, n.Caller.ID)
}

// titleOf is the heading: who calls, as far as that is known.
func titleOf(v *web.View, n noting) string {
	switch {
	case n.Caller.Name != "":
		return v.T("desk.calls", "name", n.Caller.Name)
	case n.notes.name != "":
		return v.T("desk.calls", "name", n.notes.name)
	case n.Number.Shown != "":
		return v.T("desk.calls", "name", n.Number.Shown)
	}
	return v.T("web.nav.question")
}

// lastOf is the line below it: how to reach them, and what happened last.
func lastOf(v *web.View, n noting) string {
	var parts []string
	if n.Caller.ID.IsZero() {
		switch {
		case len(n.Callers) > 1:
			return v.T("desk.several")
		case n.Number.Shown != "":
			return v.T("desk.unknown_number")
		}
		return v.T("desk.unknown")
	}
	if n.Caller.Aside != "" {
		parts = append(parts, n.Caller.Aside)
	}
	if n.Caller.Number.Shown != "" {
		parts = append(parts, n.Caller.Number.Shown)
	}
	line := strings.Join(parts, v.T("desk.middot"))
	if line != "" {
		line += ". "
	}
	return line + happenedLast(v, n.IntakePage)
}

func happenedLast(v *web.View, page overview.IntakePage) string {
	switch {
	case page.Wrong != nil:
		return v.T("desk.wrong."+string(page.Wrong.Kind), "day", v.Day(page.Wrong.DueAt, v.Now))
	case page.Owed != nil:
		return v.T("desk.last.owed", "what", whatOf(v, page.Owed.Promise), "due", v.Due(page.Owed.DueAt, v.Now), "name", page.Owed.OwnerName)
	case page.Last != nil:
		told := v.Day(page.Last.NotedAt, v.Now)
		if page.Last.Text == "" {
			return v.T("desk.last.spoke", "day", told, "name", page.Last.Taker)
		}
		return v.T("desk.last.asked", "day", told, "name", page.Last.Taker, "text", shortened(page.Last.Text, 110))
	}
	return v.T("desk.last.nothing")
}

// shortened is a text on one line, cut after a word.
func shortened(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if len([]rune(text)) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, ",;:. ") + "…"
}

// verdictTone is the colour of how well a time fits; the word stands beside it.
func verdictTone(verdict promise.Verdict) web.Tone {
	switch verdict {
	case promise.Infeasible:
		return web.Red
	case promise.Tight:
		return web.Amber
	}
	return web.Neutral
}

// hintsOf is what had better not be written down.
func hintsOf(n notes) []intake.Hint { return intake.Hints(n.toCustomer + "\n" + n.colleagues) }

// tellOptions are the ways in which the customer can hear of it.
func tellOptions(v *web.View, n noting) []web.Option {
	by := v.T("desk.tell.hand")
	switch n.Caller.Way {
	case overview.WayMail:
		by = v.T("desk.tell.mail")
	case overview.WaySMS:
		by = v.T("desk.tell.sms")
	}
	return []web.Option{
		{Value: string(act.ByMessage), Text: by},
		{Value: string(act.Aloud), Text: v.T("desk.tell.aloud")},
		{Value: string(act.Silently), Text: v.T("desk.tell.none")},
	}
}

func kindOptions(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range ourKinds() {
		out = append(out, web.Option{Value: string(kind), Text: web.Begun(v.T("promise.kind." + string(kind)))})
	}
	return out
}

// ownerOptions are who may keep it: who can, oneself, a duty, a colleague.
func ownerOptions(v *web.View, n noting) []web.Option {
	me := v.Who.Actor.StaffID().Any()
	out := []web.Option{{Value: "", Text: v.T("desk.owner.anyone")}}
	for _, one := range n.People {
		if one.ID == me {
			out = append(out, web.Option{Value: me.String(), Text: v.T("desk.owner.me", "name", one.Name)})
		}
	}
	for _, one := range n.Duties {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	for _, one := range n.People {
		if one.ID != me {
			out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
		}
	}
	return out
}

// skillOptions are what whoever keeps it may have to know of.
func skillOptions(v *web.View, n noting) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("desk.skill.any")}}
	for _, skill := range n.Skills {
		out = append(out, web.Option{Value: skill, Text: skill})
	}
	return out
}

func ownerValue(n notes) string {
	if n.owner.IsZero() {
		return ""
	}
	return n.owner.String()
}
