package team

import (
	"math"
	"net/http"
	"net/url"
	"strconv"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/report"
	"kroon/internal/web"
)

// serviceView is what customers ask of us over a period, for everybody or for one team.
type serviceView struct {
	period string
	report.Service
	sides report.Sides
	teams []serviceTeam
}

// serviceTeam is a team that is large enough for figures of its own.
type serviceTeam struct {
	overview.FigureTeam
	report.Service
}

// Service shows understanding, reliability and speed.
func (p *Pages) Service(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view := serviceView{period: form.Choice("period", periods...)}
	if err := form.Err(); err != nil {
		return err
	}
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		return p.service(v, tx, &view)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, servicePage(v, view))
}

// service reads the figures of everybody and of each team.
func (p *Pages) service(v *web.View, tx *db.Tx, view *serviceView) error {
	house, err := p.Acts.Team.House(tx)
	if err != nil {
		return err
	}
	teams, err := overview.FigureTeams(tx)
	if err != nil {
		return err
	}
	var ids []id.Team
	for _, one := range teams {
		ids = append(ids, one.ID)
	}
	scope := report.Scope{}
	scope.From, scope.Until = span(v, view.period)
	whole, err := report.WholeOf(tx, house, scope, ids...)
	view.Service, view.sides = whole.Service, whole.Sides
	for _, one := range teams {
		view.teams = append(view.teams, serviceTeam{one, whole.Teams[one.ID]})
	}
	return err
}

// ServiceCases shows the questions behind one of those figures.
func (p *Pages) ServiceCases(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	var all []string
	for _, one := range report.Behinds() {
		all = append(all, string(one))
	}
	which, period := form.Choice("of", all...), form.Choice("period", periods...)
	team, after := web.FormID[id.Team](form, "team"), form.Int("after", 0, math.MaxInt32, 0)
	if err := form.Err(); err != nil {
		return err
	}
	scope := report.Scope{Team: team}
	scope.From, scope.Until = span(v, period)
	view, more := questionsView{title: serviceTitle(v, report.Behind(which)), lead: v.T("teamwork.period." + period), period: period, service: true}, false
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		if err := p.mayCount(tx, team, id.Staff{}); err != nil {
			return err
		}
		found, rest, err := report.QuestionsBehind(tx, v.Zone, scope, report.Behind(which), after, casesAtOnce)
		if err != nil {
			return err
		}
		more = rest
		view.lines, err = overview.QuestionLines(tx, found)
		return err
	})
	if err != nil {
		return err
	}
	if more {
		next := url.Values{"of": {which}, "period": {period}, "after": {strconv.Itoa(after + casesAtOnce)}}
		if !team.IsZero() {
			next.Set("team", team.String())
		}
		view.next = "/figures/service/cases?" + next.Encode()
	}
	return web.Render(w, r, questionsPage(v, view))
}

// casesAtOnce is how many cases are shown at once.
const casesAtOnce = 25

// servicePath leads to the questions behind a figure; of none it leads nowhere.
func servicePath(view serviceView, which report.Behind, n int64) string {
	if n == 0 {
		return ""
	}
	return "/figures/service/cases?" + url.Values{"of": {string(which)}, "period": {view.period}}.Encode()
}

func serviceTitle(v *web.View, which report.Behind) string {
	switch which {
	case report.BehindBefore:
		return v.T("seven.side.before")
	case report.BehindAfter:
		return v.T("seven.side.after")
	}
	return v.T("seven.cases." + string(which))
}

// medianOf says a median in working time, with the clock beside it where that says something else.
func medianOf(v *web.View, m report.Median) string { return m.In(v.Printer) }

// sideIn says how quickly those on one side are answered.
func sideIn(v *web.View, s report.Speed) string {
	return v.T("seven.side.of", "median", s.Working.In(v.Printer), "n", s.Questions)
}

// chance is a p-value as a reader of figures expects it: "= 0,042", "< 0,001", "= 1".
func chance(v *web.View, p float64) string {
	switch thousandths := int64(math.Round(p * 1000)); {
	case thousandths == 0:
		return "< " + v.Decimal(1, 3)
	case thousandths >= 1000:
		return "= 1"
	default:
		return "= " + v.Decimal(thousandths, 3)
	}
}

func teamIn(v *web.View, t serviceTeam) string {
	return v.T("seven.team_line", "confirmed", t.Understanding.Confirmed, "corrected", t.Understanding.Corrected,
		"rate", rateIn(v, figure{KeptRate: t.Reliability}), "median", t.Speed.Working.In(v.Printer),
		"never", report.Share(v.Printer, t.Speed.Never(), t.Speed.Questions))
}
