package team

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

var (
	buyerPhases = []string{"", string(intake.Orienting), string(intake.Comparing), string(intake.Deciding)}
	states      = []string{
		"", string(overview.AlreadyAnswered), "offered", "agreed", "declined", "lapsed", "delivered", "revised", "released", "broken", "accepted", "disputed", "repaired",
	}
	guardSteps = []string{
		string(promise.Remind), string(promise.Unacknowledged), string(promise.AtRiskStep), string(promise.LastSafeStep),
		string(promise.Warned), string(promise.DueStep),
	}
)

// questionsView is the questions behind a figure.
type questionsView struct {
	title   string
	lead    string // which of them
	period  string
	lines   []overview.AskedLine
	next    string
	service bool // behind a figure of understanding or speed, and so back to those
}

// BuyerCases shows who waits to buy, who bought elsewhere, or what went to another person.
func (p *Pages) BuyerCases(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	of, period := form.Choice("of", "buying", "elsewhere", "handed"), form.Choice("period", periods...)
	phase, state := form.Choice("phase", buyerPhases...), form.Choice("state", states...)
	after, times := web.FormID[id.Question](form, "after"), form.Int("times", 0, 1000, 1)
	if err := form.Err(); err != nil {
		return err
	}
	view, more := questionsView{period: period}, false
	from, until := span(v, period)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		switch of {
		case "buying":
			view.title, view.lead = v.T("teamwork.buying.title"), web.Begun(phaseWord(v, intake.Phase(phase)))
			view.lines, more, err = overview.Buyers(tx, intake.Phase(phase), after)
		case "handed":
			view.title, view.lead = v.T("teamwork.handed.title"), web.Begun(v.T("teamwork.handed.times", "n", times))
			view.lines, more, err = overview.HandedCases(tx, times, from, until, after)
		default:
			view.title, view.lead = v.T("teamwork.elsewhere.title"), web.Begun(stateWord(v, promise.State(state)))
			view.lines, more, err = overview.Elsewhere(tx, promise.State(state), from, until, after)
		}
		return err
	})
	if more {
		view.next = "/figures/questions?" + url.Values{"of": {of}, "period": {period}, "phase": {phase}, "state": {state}, "times": {strconv.Itoa(times)}, "after": {view.lines[len(view.lines)-1].ID.String()}}.Encode()
	}
	if err != nil {
		return err
	}
	return web.Render(w, r, questionsPage(v, view))
}

// GuardCases shows the promises with which the guard took a step.
func (p *Pages) GuardCases(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	step, view := form.Choice("step", guardSteps...), casesView{period: form.Choice("period", periods...)}
	after := casesAfter(form)
	if err := form.Err(); err != nil {
		return err
	}
	from, until := span(v, view.period)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		view.CasesPage, err = overview.Guarded(tx, promise.Step(step), from, until, after)
		return err
	})
	if err != nil {
		return err
	}
	if view.More {
		view.next = "/figures/guard?" + view.onward(url.Values{"period": {view.period}, "step": {step}})
	}
	return web.Render(w, r, guardPage(v, web.Begun(v.T("promise.step."+step)), view))
}

func phaseWord(v *web.View, phase intake.Phase) string {
	if phase == intake.UnknownPhase {
		return v.T("teamwork.buying.dated")
	}
	return v.T(phase.Key())
}

func stateWord(v *web.View, state promise.State) string {
	switch state {
	case "":
		return v.T("teamwork.elsewhere.none")
	case overview.AlreadyAnswered:
		return v.T("teamwork.elsewhere.answered")
	}
	return v.T("teamwork.elsewhere.state", "state", v.T("promise.state."+string(state)))
}

// notOnUs are those who went elsewhere when we had done what we said.
func notOnUs(all []overview.ElsewhereCount) []overview.ElsewhereCount {
	return slices.DeleteFunc(slices.Clone(all), func(one overview.ElsewhereCount) bool { return overview.OnUs(one.State) })
}

func elsewherePath(period string, state promise.State) string {
	return questionsPath("of", "elsewhere", "period", period, "state", string(state))
}

func questionsPath(pairs ...string) string {
	which := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		which.Set(pairs[i], pairs[i+1])
	}
	return "/figures/questions?" + which.Encode()
}

func guardPath(period string, step promise.Step) string {
	return "/figures/guard?" + url.Values{"period": {period}, "step": {string(step)}}.Encode()
}

// inOrder puts what the guard did as its ladder goes up.
func inOrder(steps []overview.GuardCount) []overview.GuardCount {
	return slices.SortedFunc(slices.Values(steps), func(a, b overview.GuardCount) int {
		return slices.Index(guardSteps, string(a.Step)) - slices.Index(guardSteps, string(b.Step))
	})
}

// monthBar is where the interval of one month stands in the picture, in units of its viewBox.
type monthBar struct{ x, y, high string }

// The picture of the months: one column each, a hundred per cent at the top.
const (
	monthWide  = 20
	trendFloor = 60
	trendHigh  = 54
)

// trendBars draws the interval of every month with enough cases, the oldest first.
func trendBars(months []figure) (out []monthBar) {
	for i, one := range months {
		if one.Low == nil || one.High == nil {
			continue
		}
		top, bottom := trendFloor-int(*one.High*trendHigh+0.5), trendFloor-int(*one.Low*trendHigh+0.5)
		out = append(out, monthBar{num((len(months)-1-i)*monthWide + 5), num(top), num(max(bottom-top, 2))})
	}
	return out
}

// monthMark is the first letter of a month, below its column.
type monthMark struct{ x, letter string }

func monthMarks(months []figure) (out []monthMark) {
	for i, one := range months {
		letter, _ := utf8.DecodeRuneInString(web.Begun(one.name))
		out = append(out, monthMark{num((len(months)-1-i)*monthWide + monthWide/2), string(letter)})
	}
	return out
}

// trendTold says the picture in words, the oldest month first.
func trendTold(v *web.View, months []figure) string {
	var said []string
	for i := len(months) - 1; i >= 0; i-- {
		if months[i].Due > 0 {
			said = append(said, months[i].name+": "+rateIn(v, months[i]))
		}
	}
	if len(said) == 0 {
		return v.T("teamwork.figures.none")
	}
	return strings.Join(said, "; ")
}

// sinceFirst are the months from the first in which something was due; months has the newest first.
func sinceFirst(months []figure) []figure {
	for i := len(months) - 1; i >= 0; i-- {
		if months[i].Due > 0 {
			return months[:i+1]
		}
	}
	return nil
}
