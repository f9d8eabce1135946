package relation

import (
	"net/url"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

func messagePath(of id.Message) string { return "/messages/" + of.String() }

// callEmphasis: what the reader is to do himself asks to be pressed.
func callEmphasis(page overview.PromisePage) web.Emphasis {
	if page.Mine && page.Promise.Kind == promise.CallBack && !page.May.Acknowledge && !page.May.TakeOver {
		return web.Primary
	}
	return web.Secondary
}

// otherWay: that a customer was called is one tap beside the telephone; the form is for any other way.
func otherWay(page overview.PromisePage) bool {
	return page.May.Try && page.Promise.Kind == promise.CallBack
}

func doneTitle(v *web.View, page overview.PromisePage) string {
	if otherWay(page) {
		return v.T("relation.done.other_title")
	}
	return v.T("relation.done.title")
}

func doneEmphasis(page overview.PromisePage) web.Emphasis {
	if page.Promise.Kind == promise.CallBack {
		return web.Secondary
	}
	return web.Primary
}

func moveTells(v *web.View) []web.Option {
	var out []web.Option
	for _, how := range []act.Tell{act.ByMessage, act.Aloud, act.Draft, act.Silently} {
		out = append(out, web.Option{Value: string(how), Text: v.T("relation.tell." + string(how))})
	}
	return out
}

func othersOptions(v *web.View, page overview.PromisePage) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("relation.owner.choose")}}
	for _, c := range page.Colleagues {
		if c.ID != page.Promise.Owner {
			out = append(out, web.Option{Value: c.ID.String(), Text: c.Name})
		}
	}
	return out
}

// minutes says a number of minutes of work.
func minutes(v *web.View, n int) string { return v.ShortDuration(time.Duration(n) * time.Minute) }

func slack(v *web.View, d *overview.PromiseDerived) string {
	word := v.T("promise.verdict." + string(d.Verdict))
	if d.Slack < 0 {
		return v.T("relation.derived.short", "time", minutes(v, -d.Slack), "word", word)
	}
	return v.T("relation.derived.spare", "time", minutes(v, d.Slack), "word", word)
}

// daySpans are the open stretches of a day, or why there are none.
func daySpans(v *web.View, day overview.DerivedDay) string {
	if len(day.Spans) == 0 {
		if day.Holiday != "" {
			return v.T(day.Holiday)
		}
		return v.T("relation.derived.away")
	}
	var out []string
	for _, span := range day.Spans {
		out = append(out, v.T("relation.derived.span", "from", v.Clock(span.From), "until", v.Clock(span.Until)))
	}
	return strings.Join(out, ", ")
}

// waitsForHand: nothing is sent until a person does.
func waitsForHand(m overview.PromiseMessage) bool {
	return m.State == "draft" || m.State == "by-hand" || m.State == "failed"
}

func messageState(v *web.View, m overview.PromiseMessage) string {
	key := "relation.message_state." + string(m.State)
	return v.T(key, "when", v.Day(m.At, v.Now)+" "+v.Clock(m.At), "channel", v.T("relation.channel."+string(m.Channel)), "address", m.Address)
}

// sendWith opens the reader's own mail with the text filled in.
func sendWith(m overview.PromiseMessage) string {
	if m.Channel != "email" || m.Address == "" {
		return ""
	}
	return "mailto:" + m.Address + "?subject=" + url.PathEscape(m.Subject) + "&body=" + url.PathEscape(m.Text)
}
