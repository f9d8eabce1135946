package complaints

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/complaint"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// nameOf is whom it is of.
func nameOf(v *web.View, name string) string {
	if name == "" {
		return v.T("complaint.somebody")
	}
	return name
}

// causeName is a cause in the language of the page.
func causeName(v *web.View, all []complaint.Known, of complaint.Cause) string {
	for _, k := range all {
		if k.Code == of && k.Name(english(v)) != "" {
			return k.Name(english(v))
		}
	}
	if of.Ours() {
		return v.T(of.Key())
	}
	return v.T("complaint.cause.unknown")
}

func english(v *web.View) bool { return v.Lang == "en" }

// tagsOf say how far a complaint is, and what is wrong with that.
func tagsOf(v *web.View, line overview.ComplaintLine) (out []templ.Component) {
	tone := web.Neutral
	switch line.Stage {
	case complaint.Received, complaint.Refused:
		tone = web.Amber
	case complaint.Accepted:
		tone = web.Green
	}
	out = append(out, web.Tag(tone, v.T(line.Stage.Key())))
	if line.Late(v.Now) {
		out = append(out, web.Tag(web.Red, v.T(lateKey(line))))
	}
	if line.AnswerLate() {
		out = append(out, web.Tag(web.Red, v.T("complaint.tag.answer_late")))
	}
	if line.Severity == complaint.Severe {
		out = append(out, web.Tag(web.Red, v.T(complaint.Severe.Key())))
	}
	return out
}

func lateKey(line overview.ComplaintLine) string {
	if line.AcknowledgedAt.IsZero() {
		return "complaint.tag.late"
	}
	return "complaint.tag.was_late"
}

// waits says what is to be done next, and by when.
func waits(v *web.View, line overview.ComplaintLine) string {
	who := line.ResponsibleName
	if who == "" {
		who = v.T("complaint.nobody")
	}
	args := []any{"name", who, "due", v.Due(line.AcknowledgeBy, v.Now), "answer", v.Due(line.AnswerDue, v.Now)}
	switch {
	case line.Stage == complaint.Received:
		return v.T("complaint.waits.acknowledge", args...)
	case line.Stage == complaint.Acknowledged && !line.AnswerDue.IsZero():
		return v.T("complaint.waits.assess", args...)
	case line.Stage == complaint.Assessed && !line.AnswerDue.IsZero():
		return v.T("complaint.waits.answer", args...)
	case line.Stage == complaint.Answered:
		return v.T("complaint.waits.word", "day", v.Day(line.AnsweredAt, v.Now))
	case line.Stage == complaint.Refused:
		return v.T("complaint.waits.again", args...)
	case line.Stage == complaint.Accepted, line.Stage == complaint.Silent:
		return v.T("complaint.waits.learn", args...)
	}
	return v.T("complaint.waits.nothing")
}

// stepLine says who took a step and when.
func stepLine(v *web.View, name string, t overview.ComplaintStep) string {
	who := t.ActorName
	if who == "" {
		who = name
	}
	key := t.Step.Key()
	if t.Step == complaint.Receive && t.ActorName == "" {
		key += "_self"
	}
	return v.T(key, "who", who, "name", name)
}

// stepMore is what a step settled, in a few words.
func stepMore(v *web.View, all []complaint.Known, t overview.ComplaintStep) string {
	switch t.Step {
	case complaint.Assess:
		return v.T("complaint.step.assessed", "severity", v.T(t.Severity.Key()), "cause", causeName(v, all, t.Cause))
	case complaint.Answer:
		return v.T(t.Finding.Key())
	}
	return ""
}

func severities(v *web.View) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, s := range complaint.Severities() {
		out = append(out, web.Option{Value: string(s), Text: v.T(s.Key())})
	}
	return out
}

func findings(v *web.View) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, f := range complaint.Findings() {
		out = append(out, web.Option{Value: string(f), Text: v.T(f.Key())})
	}
	return out
}

func channels(v *web.View) (out []web.Option) {
	for _, c := range complaint.Channels() {
		out = append(out, web.Option{Value: string(c), Text: v.T(c.Key())})
	}
	return out
}

func causes(v *web.View, all []complaint.Known, chosen complaint.Cause) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, k := range all {
		if !k.Retired || k.Code == chosen {
			out = append(out, web.Option{Value: string(k.Code), Text: causeName(v, all, k.Code)})
		}
	}
	return out
}

func people(all []overview.Colleague, none string) (out []web.Option) {
	if none != "" {
		out = append(out, web.Option{Text: none})
	}
	for _, one := range all {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	return out
}

func tells(v *web.View) []web.Option {
	return []web.Option{{Value: "message", Text: v.T("complaint.tell.message")}, {Value: "spoken", Text: v.T("complaint.tell.spoken")}}
}

// abouts are the promises that a complaint may be about.
func abouts(v *web.View, page overview.NewComplaint) []web.Option {
	out := []web.Option{{Text: v.T("complaint.about_none")}}
	for _, p := range page.Owed {
		what := p.Act
		if what == "" {
			what = v.T("relation.what." + string(p.Kind))
		}
		out = append(out, web.Option{Value: p.ID.String(), Text: v.T("complaint.about_option", "what", what, "day", v.ShortDate(p.DueAt, v.Now))})
	}
	return out
}

func idText[I interface {
	IsZero() bool
	String() string
}](of I) string {
	if of.IsZero() {
		return ""
	}
	return of.String()
}

func hintPath(h overview.HintLine, end string) string {
	if h.SubjectKind == complaint.InQuestion {
		return "/questions/" + h.Subject.String() + end
	}
	return "/interactions/" + h.Subject.String() + end
}

// hintHref is where the text stands.
func hintHref(h overview.HintLine) string {
	if h.SubjectKind == complaint.InQuestion {
		return hintPath(h, "")
	}
	if h.Customer.IsZero() {
		return ""
	}
	return "/customers/" + h.Customer.String()
}

func morePath(page overview.ComplaintsPage) string {
	path := root + "?after=" + page.More.String()
	if page.All {
		path += "&all=1"
	}
	return path
}

// termName names the fields of the terms that share a sentence when they are refused.
func termName(v *web.View) func(field string) string {
	return func(field string) string {
		switch field {
		case "acknowledge_minutes":
			return v.T("complaint.field.acknowledge_hours")
		case "answer_days":
			return v.T("complaint.field.answer_days")
		}
		return ""
	}
}

// permille writes a share in whole hundredths.
func permille(v *web.View, n int) string { return v.T("complaint.percent", "n", (n+5)/10) }

// took says how long something took as people do: "95 minuten" is "1 uur en 35 minuten", from ten hours on it is said
// to the hour, from two days on in days: "30 uur", "2,5 dagen".
func took(v *web.View, t complaint.Times, minutes int64) string {
	if t.N == 0 {
		return v.T("complaint.took.none")
	}
	day := int64(24 * time.Hour / time.Minute)
	switch {
	case minutes >= 2*day:
		tenths := (minutes*10 + day/2) / day
		if tenths%10 == 0 {
			return v.T("complaint.took.days", "days", strconv.FormatInt(tenths/10, 10))
		}
		return v.T("complaint.took.days", "days", v.Decimal(tenths, 1))
	case minutes >= 600:
		return v.T("complaint.took.hours", "hours", strconv.FormatInt((minutes+30)/60, 10))
	case minutes >= 60:
		return v.Duration(time.Duration(minutes) * time.Minute)
	}
	return v.T("complaint.took.minutes", "n", int(minutes))
}

// fewCases is the number of complaints under which no percentage is given, as with every other figure.
const fewCases = 20

// share is a number of a number, with what part that is where there are enough of them.
func share(v *web.View, n, of int) string {
	if of == 0 {
		return strconv.Itoa(n)
	}
	if of < fewCases {
		return v.T("complaint.share_few", "n", n, "of", of)
	}
	return v.T("complaint.share", "n", n, "of", of, "percent", (n*100+of/2)/of)
}

func yearPath(page string, year int) string { return root + "/" + page + "?year=" + strconv.Itoa(year) }

func againText(v *web.View, page overview.ComplaintYear, one overview.ComplaintAgain) string {
	return v.T("complaint.again.line", "name", nameOf(v, one.Name), "cause", causeName(v, page.Known, one.Cause), "day", v.ShortDate(one.At, v.Now))
}

// fewComplaints is the number under which a share of them is no percentage.
const fewComplaints = 20

// barSum says how many complaints a cause has, of all that were assessed, and how many with those before it: as a
// percentage from twenty complaints on.
func barSum(v *web.View, bars []overview.ComplaintBar, at int) string {
	all, sum := assessed(bars), 0
	for _, one := range bars[:at+1] {
		sum += one.Count
	}
	if all < fewComplaints {
		return v.T("complaint.bar_few", "n", bars[at].Count, "of", all, "sum", sum)
	}
	return v.T("complaint.bar", "n", bars[at].Count, "of", all, "percent", permille(v, bars[at].Permille))
}

// assessed is how many complaints the causes have together: the whole of which each bar is a part.
func assessed(bars []overview.ComplaintBar) (n int) {
	for _, one := range bars {
		n += one.Count
	}
	return n
}

// barLine is when a complaint came and how far it is.
func barLine(v *web.View, line overview.ComplaintLine) string {
	return v.T("complaint.bar_line", "day", v.ShortDate(line.ReceivedAt, v.Now), "stage", v.T(line.Stage.Key()))
}

func learnedText(v *web.View, known []complaint.Known, one overview.ComplaintLearned) string {
	if one.Act == "" {
		return causeName(v, known, one.Cause)
	}
	return v.T("complaint.learned.change", "act", one.Act, "name", one.Name, "due", v.ShortDate(one.DueAt, v.Now), "state", v.T("promise.state."+one.State))
}

func complaintPath(of id.Complaint) string { return pathOf(of) }

// ownerOf is who would answer: who is responsible, or else who looks at the page.
func ownerOf(v *web.View, page overview.ComplaintPage) string {
	if page.Responsible.IsZero() {
		return v.Who.Actor.StaffID().String()
	}
	return page.Responsible.String()
}

// tooMuch tells whether the promise did not fit, so that it can only be made by name.
func tooMuch(t typed) bool {
	return t.step == complaint.Acknowledge && t.over
}

// emphasis: the first assessment is what is to be done; another one is done beside the answer.
func emphasis(page overview.ComplaintPage) web.Emphasis {
	if page.Stage == complaint.Acknowledged {
		return web.Primary
	}
	return web.Secondary
}

func responsibleOf(v *web.View, page overview.ComplaintPage) string {
	if page.ResponsibleName == "" {
		return v.T("complaint.nobody")
	}
	return page.ResponsibleName
}

func lessonText(v *web.View, l overview.ComplaintLesson) string {
	return v.T("complaint.learned.change", "act", l.Act, "name", l.Name, "due", v.ShortDate(l.DueAt, v.Now), "state", v.T("promise.state."+string(l.State)))
}

// earlierText says what an earlier complaint was about, and how far it is.
func earlierText(v *web.View, page overview.ComplaintPage, line overview.ComplaintLine) string {
	stage := v.T(line.Stage.Key())
	if line.Cause == "" {
		return stage
	}
	return v.T("complaint.earlier.line", "cause", causeName(v, page.Causes, line.Cause), "stage", stage)
}

func lateTone(page overview.ComplaintYear) web.Tone {
	if page.Late > 0 {
		return web.Red
	}
	return web.Neutral
}

func timesText(v *web.View, t complaint.Times) string {
	if t.N == 0 {
		return v.T("complaint.took.none")
	}
	return v.T("complaint.year.times", "median", took(v, t, t.Median), "p90", took(v, t, t.P90), "n", t.N)
}

// on is the refusal of one of the forms; of the others nothing is wrong.
func (s settings) on(of string) web.Refusal {
	if s.of != of {
		return web.Refusal{}
	}
	return s.refusal
}

// kept is a cause as it was typed, when its form was refused.
func (s settings) kept(k complaint.Known) complaint.Known {
	if s.of == "cause-"+string(k.Code) {
		return s.cause
	}
	return k
}

// fieldID names a field of one cause; the refused one has the id that the refusal leads to.
func (s settings) fieldID(k complaint.Known, name string) string {
	if s.of == "cause-"+string(k.Code) {
		return "f-" + name
	}
	return "f-" + name + "-" + string(k.Code)
}

func causeTitle(v *web.View, s settings, k complaint.Known) string {
	switch {
	case k.Code == "":
		return v.T("complaint.cause.add")
	case k.Retired:
		return v.T("complaint.cause.retired", "name", causeName(v, s.page.Causes, k.Code))
	}
	return causeName(v, s.page.Causes, k.Code)
}

// listTitle says which complaints a list holds: those that run, or all.
func listTitle(v *web.View, page overview.ComplaintsPage) string {
	if page.All {
		return v.T("complaint.all")
	}
	return v.T("complaint.title")
}
