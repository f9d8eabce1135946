package team

import (
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/report"
	"kroon/internal/web"
)

// figure is one kept rate with the cases behind it.
type figure struct {
	name string
	report.KeptRate
	which url.Values // of the cases
}

// figuresView is the page of figures over a period.
type figuresView struct {
	period  string
	from    time.Time
	until   time.Time
	whole   figure
	kinds   []figure
	teams   []figure
	months  []figure // the last twelve, the newest first
	more    overview.MoreFigures
	people  persons
	again   overview.AgainPage
	service serviceView
	risk    int // promises at risk now, of whom the reader looks after
}

// begun tells whether there is anything yet to count: a house that has not begun sees one card, not ten empty ones.
func (f figuresView) begun() bool {
	return f.whole.Due > 0 || len(sinceFirst(f.months)) > 0 || f.service.Speed.Questions > 0 ||
		len(f.more.Buyers) > 0 || f.risk > 0 || f.again.Buyers > 0
}

// periods in the order in which the page offers them.
var periods = []string{"month", "last-month", "quarter", "year", "all"}

// monthLayout is how a period that is one month is written, "2026-11".
const monthLayout = "2006-01"

// periodOf is the period that is asked for: one of those on the page, or one month.
func periodOf(form *web.Form) string {
	if raw := form.Raw("period"); isMonth(raw) {
		return raw
	}
	return form.Choice("period", periods...)
}

func isMonth(period string) bool {
	_, err := time.Parse(monthLayout, period)
	return err == nil
}

// span is from when until when a period is, in whole days of the screen's clock; zero is without an end.
func span(v *web.View, period string) (from, until time.Time) {
	local := v.Now.In(v.Zone)
	month := func(back int) time.Time {
		return time.Date(local.Year(), local.Month()-time.Month(back), 1, 0, 0, 0, 0, v.Zone)
	}
	switch period {
	case "month":
		return month(0), time.Time{}
	case "last-month":
		return month(1), month(0)
	case "quarter":
		return month(2), time.Time{}
	case "year":
		return month(11), time.Time{}
	}
	if first, err := time.ParseInLocation(monthLayout, period, v.Zone); err == nil {
		return first, first.AddDate(0, 1, 0)
	}
	return time.Time{}, time.Time{}
}

// Figures shows how well we keep our word.
func (p *Pages) Figures(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view := figuresView{period: form.Choice("period", periods...)}
	if err := form.Err(); err != nil {
		return err
	}
	view.from, view.until = span(v, view.period)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) (err error) {
		if err = view.read(v, tx); err != nil {
			return err
		}
		if view.again, err = overview.LikelyAgain(tx, p.Acts.Order, 0, mostAgain); err != nil {
			return err
		}
		view.service.period = view.period
		if err = p.service(v, tx, &view.service); err != nil {
			return err
		}
		view.people, err = p.persons(v, tx, report.Scope{From: view.from, Until: view.until}, view.period)
		return err
	})
	if err != nil {
		return err
	}
	now, err := p.waiting(r, overview.Handout{Count: true})
	if err != nil {
		return err
	}
	view.risk = now.AtRisk
	return web.Render(w, r, figuresPage(v, view))
}

func (view *figuresView) read(v *web.View, tx *db.Tx) (err error) {
	view.kinds, view.teams, view.months = nil, nil, nil
	scope := report.Scope{From: view.from, Until: view.until}
	if view.whole, err = reckon(tx, "", scope, url.Values{"period": {view.period}}); err != nil {
		return err
	}
	for _, kind := range kinds {
		of := scope
		of.Kind = kind
		one, err := reckon(tx, v.T("promise.kind."+kind), of, url.Values{"period": {view.period}, "kind": {kind}})
		if err != nil {
			return err
		}
		if one.Due > 0 {
			view.kinds = append(view.kinds, one)
		}
	}
	if view.more, err = overview.Figures(tx, view.from, view.until); err != nil {
		return err
	}
	teams, err := overview.FigureTeams(tx)
	if err != nil {
		return err
	}
	for _, team := range teams {
		of := scope
		of.Team = team.ID
		one, err := reckon(tx, team.Name, of, url.Values{"period": {view.period}, "team": {team.ID.String()}})
		if err != nil {
			return err
		}
		view.teams = append(view.teams, one)
	}
	return view.trend(v, tx)
}

// kinds are those that we promise.
var kinds = []string{"call-back", "answer", "send", "visit", "deliver", "other"}

func reckon(tx *db.Tx, name string, scope report.Scope, which url.Values) (figure, error) {
	rate, err := report.Kept(tx, scope)
	return figure{name, rate, which}, err
}

// trend reckons each of the last twelve months.
func (view *figuresView) trend(v *web.View, tx *db.Tx) error {
	local := v.Now.In(v.Zone)
	for back := range 12 {
		from := time.Date(local.Year(), local.Month()-time.Month(back), 1, 0, 0, 0, 0, v.Zone)
		one, err := reckon(tx, v.Month(from.Month()), report.Scope{From: from, Until: from.AddDate(0, 1, 0)}, url.Values{"period": {from.Format(monthLayout)}})
		if err != nil {
			return err
		}
		view.months = append(view.months, one)
	}
	return nil
}

// monthName names a period that is one month; others need none.
func monthName(v *web.View, period string, from time.Time) string {
	if !isMonth(period) {
		return ""
	}
	return v.Month(from.Month()) + " " + strconv.Itoa(from.Year())
}

// percent is a share in whole per cents, rounded to the nearest.
func percent(share float64) int { return int(math.Round(share * 100)) }

// casesView is the cases behind one figure.
type casesView struct {
	overview.CasesPage
	figure figure
	period string
	result overview.Result
	next   string // the path of the next page; empty: none
}

// Cases shows the promises behind a figure.
func (p *Pages) Cases(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view := casesView{period: periodOf(form), result: overview.Result(form.Choice("result", "", "kept", "late", "never", "disputed"))}
	kind, team := form.Choice("kind", append([]string{""}, kinds...)...), web.FormID[id.Team](form, "team")
	staff := web.FormID[id.Staff](form, "staff")
	after := casesAfter(form)
	if err := form.Err(); err != nil {
		return err
	}
	from, until := span(v, view.period)
	which := url.Values{"period": {view.period}}
	if kind != "" {
		which.Set("kind", kind)
	}
	if !team.IsZero() {
		which.Set("team", team.String())
	}
	if !staff.IsZero() {
		which.Set("staff", staff.String())
	}
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		if err := p.mayCount(tx, team, staff); err != nil {
			return err
		}
		if view.figure, err = reckon(tx, monthName(v, view.period, from), report.Scope{From: from, Until: until, Kind: kind, Team: team, Staff: staff}, which); err != nil {
			return err
		}
		view.CasesPage, err = overview.Cases(tx, overview.Counted{From: from, Until: until, Kind: kind, Team: team, Staff: staff, Result: view.result}, after)
		return err
	})
	if err != nil {
		return err
	}
	if view.More {
		next := url.Values{"period": {view.period}, "kind": {kind}, "result": {string(view.result)}}
		if !team.IsZero() {
			next.Set("team", team.String())
		}
		if !staff.IsZero() {
			next.Set("staff", staff.String())
		}
		view.next = "/figures/cases?" + view.onward(next)
	}
	return web.Render(w, r, casesPage(v, view))
}

// casesAfter reads after which case a page of cases begins.
func casesAfter(form *web.Form) overview.CasesAfter {
	after := overview.CasesAfter{ID: web.FormID[id.Promise](form, "after")}
	if micros, err := strconv.ParseInt(form.Raw("at"), 10, 64); err == nil {
		after.DueAt = time.UnixMicro(micros)
	}
	return after
}

// onward is the query of the cases after those on the page.
func (c casesView) onward(which url.Values) string {
	last := c.Lines[len(c.Lines)-1]
	which.Set("at", strconv.FormatInt(last.DueAt.UnixMicro(), 10))
	which.Set("after", last.ID.String())
	return which.Encode()
}
