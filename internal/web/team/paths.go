package team

import (
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kroon/internal/db"
	"kroon/internal/report"
	"kroon/internal/web"
)

// pathsView is how it really works here, for one kind of question.
type pathsView struct {
	report.Paths
	period string
	top    int // 0: all
	kinds  []report.PathKind
}

// tops is how many paths can be shown; 0 is all.
var tops = []string{"5", "20", "0"}

// mostRead is how many paths and arrows stand on the page at most, whatever was asked: a longer list is for a
// program.
const mostRead = 200

// Paths shows the ways that questions really go.
func (p *Pages) Paths(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	kind, period, top := kindOf(form), form.Choice("period", pathPeriods...), form.Choice("top", tops...)
	if err := form.Err(); err != nil {
		return err
	}
	view := pathsView{period: period}
	view.top, _ = strconv.Atoi(top)
	from, until := span(v, period)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		if view.kinds, err = report.PathKinds(tx, from, until); err != nil {
			return err
		}
		house, err := p.Acts.Team.House(tx)
		if err != nil {
			return err
		}
		log, err := report.ReadPaths(tx, kind, from, until)
		if err == nil {
			view.Paths = log.Paths(house, view.top)
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, pathsPage(v, view))
}

// pathPeriods are the periods of paths, the whole year first: a path takes time.
var pathPeriods = []string{"year", "quarter", "month", "last-month", "all"}

// kindOf is the kind of question that is asked for; all that were asked here when nothing is.
func kindOf(form *web.Form) string {
	if kind := form.Line("of", maxKind); kind != "" {
		return kind
	}
	return report.AllQuestions
}

// maxKind is how long the name of a kind may be.
const maxKind = 300

// pathCasesView is the cases behind an arrow, a path or an end.
type pathCasesView struct {
	title, lead string
	kind        string
	period      string
	n           int
	cases       []report.Case
	next        string
}

// PathCases shows the cases behind an arrow, a path or an end.
func (p *Pages) PathCases(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view := pathCasesView{kind: kindOf(form), period: form.Choice("period", pathPeriods...)}
	pick := report.PathPick{From: form.Line("from", 20), To: form.Line("to", 20), Path: form.Line("way", 20)}
	after := form.Int("after", 0, math.MaxInt32, 0)
	if err := form.Err(); err != nil {
		return err
	}
	from, until := span(v, view.period)
	more := false
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		log, err := report.ReadPaths(tx, view.kind, from, until)
		if err != nil {
			return err
		}
		view.cases, view.n, more = log.Cases(pick, after, pathCasesAtOnce)
		view.title, view.lead = picked(v, log, pick)
		return nil
	})
	if err != nil {
		return err
	}
	if more {
		view.next = pathCasesPath(view.kind, view.period, pick) + "&after=" + strconv.Itoa(after+pathCasesAtOnce)
	}
	return web.Render(w, r, pathCasesPage(v, view))
}

// pathCasesAtOnce is how many cases are shown at once: each has several lines.
const pathCasesAtOnce = 20

// picked says which cases stand there.
func picked(v *web.View, log *report.PathLog, pick report.PathPick) (title, lead string) {
	to, _ := log.Node(pick.To)
	switch {
	case pick.From != "" && pick.To != "":
		from, _ := log.Node(pick.From)
		return v.T("seven.paths.cases_title"), v.T("seven.paths.arrow", "from", from.In(v.Printer), "to", to.In(v.Printer))
	case pick.To != "":
		return v.T("seven.paths.cases_end"), to.In(v.Printer)
	case pick.Path != "":
		return v.T("seven.paths.cases_way"), ""
	}
	return v.T("seven.paths.cases_all"), ""
}

func pathsPath(kind, period string, top int) string {
	return "/figures/paths?" + url.Values{"of": {kind}, "period": {period}, "top": {strconv.Itoa(top)}}.Encode()
}

func pathCasesPath(kind, period string, pick report.PathPick) string {
	which := url.Values{"of": {kind}, "period": {period}}
	for name, value := range map[string]string{"from": pick.From, "to": pick.To, "way": pick.Path} {
		if value != "" {
			which.Set(name, value)
		}
	}
	return "/figures/paths/cases?" + which.Encode()
}

// arrowPath leads to the cases behind an arrow.
func (view pathsView) arrowPath(a report.Arrow) string {
	return pathCasesPath(view.Kind, view.period, report.PathPick{From: view.Nodes[a.From].ID(), To: view.Nodes[a.To].ID()})
}

// wayPath leads to the cases that went a path.
func (view pathsView) wayPath(p report.Path) string {
	return pathCasesPath(view.Kind, view.period, report.PathPick{Path: p.Key})
}

// endsPath leads to the cases that ended in a step.
func (view pathsView) endsPath(step report.PathStep) string {
	return pathCasesPath(view.Kind, view.period, report.PathPick{To: report.PathNode{Step: step, Place: report.AtCustomer}.ID()})
}

// arrowName says an arrow by its two ends.
func (view pathsView) arrowName(v *web.View, a report.Arrow) string {
	return v.T("seven.paths.arrow", "from", view.name(v, a.From), "to", view.name(v, a.To))
}

// steps are the names of the steps of a path.
func (view pathsView) steps(v *web.View, p report.Path) (out []string) {
	for _, node := range p.Nodes {
		out = append(out, view.name(v, node))
	}
	return out
}

// onePlace is where everything was done, when that was one place; what customers do themselves apart.
func (view pathsView) onePlace(v *web.View) (place string) {
	for _, n := range view.Nodes {
		at := n.At(v.Printer)
		if n.Place == report.AtCustomer || at == place {
			continue
		}
		if place != "" {
			return ""
		}
		place = at
	}
	return place
}

// name names a step; where it was done only when that tells one from another.
func (view pathsView) name(v *web.View, node int) string {
	n := view.Nodes[node]
	if n.Place == report.AtCustomer && n.Step != report.StepNoted || view.onePlace(v) != "" {
		n.Place = report.Nowhere
	}
	return n.In(v.Printer)
}

// share says how many of all cases.
func (view pathsView) share(v *web.View, n int) string {
	if view.Cases < report.FewCases || n*200 < view.Cases {
		return v.T("seven.share", "n", n, "of", view.Cases)
	}
	return v.T("seven.paths.share", "n", n, "of", view.Cases, "percent", int(math.Round(float64(n)*100/float64(view.Cases))))
}

// spell says the times of an arrow, in working time.
func spell(v *web.View, s report.Spell) string {
	return v.T("seven.paths.spell", "p50", working(v, s.P50), "p90", working(v, s.P90))
}

func clockSpell(v *web.View, key string, s report.Spell) string {
	return v.T(key, "p50", onClock(v, s.P50), "p90", onClock(v, s.P90))
}

func working(v *web.View, minutes int64) string {
	return v.ShortWorking(time.Duration(minutes) * time.Minute)
}

func onClock(v *web.View, minutes int64) string {
	return v.ShortDuration(max(time.Duration(minutes), 1) * time.Minute)
}

func pathEnd(view pathsView, step report.PathStep, n int) string {
	if n == 0 {
		return ""
	}
	return view.endsPath(step)
}

func caseName(v *web.View, c report.Case) string {
	if c.Name == "" {
		return v.T("seven.paths.nameless")
	}
	return c.Name
}
