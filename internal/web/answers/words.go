package answers

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/overview"
	"kroon/internal/web"
)

func titleOf(v *web.View, e knowledge.Edition) string {
	text, _ := e.In(v.Lang)
	return text.Title
}

// tagsOf say how an answer stands.
func tagsOf(v *web.View, a knowledge.Answer, expired bool) (out []templ.Component) {
	switch {
	case !a.RetiredAt.IsZero():
		out = append(out, web.Tag(web.Neutral, v.T("answers.tag.retired")))
	case a.Approved == 0:
		out = append(out, web.Tag(web.Amber, v.T("answers.tag.draft")))
	case a.Waits():
		out = append(out, web.Tag(web.Amber, v.T("answers.tag.waits")))
	}
	if expired && a.Stands() {
		out = append(out, web.Tag(web.Red, v.T("answers.tag.expired")))
	}
	if a.Public && a.Stands() {
		out = append(out, web.Tag(web.Green, v.T("answers.tag.public")))
	}
	return out
}

// review says who looks after it and until when.
func review(v *web.View, a knowledge.Answer, owner string) string {
	return v.T("answers.review", "owner", owner, "day", v.Date(time.Date(a.ReviewOn.Year, a.ReviewOn.Month, a.ReviewOn.Day, 12, 0, 0, 0, v.Zone)))
}

func owners(page overview.AnswerPage) (out []web.Option) {
	for _, one := range page.People {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	return out
}

func topics(v *web.View, all []knowledge.Topic) []web.Option {
	out := []web.Option{{Text: v.T("answers.no_topic")}}
	for _, one := range all {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.In(v.Lang)})
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

// written says who wrote a version and who approved it.
func written(v *web.View, e overview.AnswerEdition) string {
	said := v.T("answers.written", "name", e.AuthorName, "day", v.Day(e.WrittenAt, v.Now))
	switch {
	case e.ApprovedAt.IsZero():
		return said
	case e.ByItself():
		return said + " " + v.T("answers.approved_self", "day", v.Day(e.ApprovedAt, v.Now))
	}
	return said + " " + v.T("answers.approved", "name", e.ApproverName, "day", v.Day(e.ApprovedAt, v.Now))
}

// givenText says who got which version from whom.
func givenText(v *web.View, g overview.AnswerGiven) string {
	name := g.CustomerName
	if name == "" {
		name = v.T("answers.somebody")
	}
	return v.T("answers.given."+string(g.How), "name", name, "by", g.ActorName, "number", g.Number)
}

// mayApprove: who wrote the draft approves it only where nobody else works.
func mayApprove(v *web.View, page overview.AnswerPage) bool {
	return page.May && page.Draft != nil && (page.Alone || page.Draft.Author != v.Who.Actor.ID)
}

func hidden(page overview.AnswerPage) web.Hidden {
	return web.Hidden{Name: "version", Value: strconv.FormatInt(page.Version, 10)}
}

func gapPath(g knowledge.Gap) string {
	if !g.Answer.IsZero() {
		return pathOf(g.Answer)
	}
	return root + "/new"
}

func gapText(v *web.View, g knowledge.Gap) string {
	key := "answers.gap.none"
	if !g.Answer.IsZero() {
		key = "answers.gap.inside"
	}
	return v.T(key, "n", g.People, "words", g.Words)
}

func morePath(last id.Answer) string { return root + "?after=" + last.String() }

func sheetTitle(v *web.View, s sheet) string {
	if s.page.ID.IsZero() {
		return v.T("answers.new")
	}
	return v.T("answers.edit_title")
}

func topicTitle(v *web.View, f topicForm) string {
	if f.topic.ID.IsZero() {
		return v.T("answers.topic_new")
	}
	return f.topic.In(v.Lang)
}
