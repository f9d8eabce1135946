package complaints

import (
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

func morePath(page overview.ComplaintsPage) string {
	path := root + "?after=" + page.More.String()
	if page.All {
		path += "&all=1"
	}
	return path
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

// listTitle says which complaints a list holds: those that run, or all.
func listTitle(v *web.View, page overview.ComplaintsPage) string {
	if page.All {
		return v.T("complaint.all")
	}
	return v.T("complaint.title")
}
