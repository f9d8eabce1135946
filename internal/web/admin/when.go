package admin

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// when is the question "what would Friday 16:30 plus two hours be?" about a calendar, and its answer.
type when struct {
	filled
	action string
	answer *overview.WorkingAnswer // nil: refused, or this calendar never opens
}

// The question that stands there until somebody asks another.
const (
	whenAt    = "16:30"
	whenTakes = 2 // hours
)

// answer draws a page with the question that was asked on it; of is whose calendar it is about.
func (p *Pages) answer(w http.ResponseWriter, r *http.Request, path string, of overview.Working, page func(when) templ.Component) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	if !form.Has("when_day") {
		return web.Render(w, r, page(p.byDefault(r, path, of)))
	}
	asked, err := readWhen(form, of)
	var answer overview.WorkingAnswer
	if err == nil {
		answer, err = p.See.When(r.Context(), web.ViewOf(r).Who.Actor, asked)
		err = onWhen(err)
	}
	if err == nil {
		return web.Render(w, r, page(when{typed(form, web.Refusal{}), path, &answer}))
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		return page(when{typed(form, refusal), path, nil})
	})
}

// byDefault asks about the coming Friday at the end of the afternoon. A calendar that never opens has no answer.
func (p *Pages) byDefault(r *http.Request, path string, of overview.Working) when {
	v := web.ViewOf(r)
	of.From = worktime.Civil{Date: worktime.DateOf(v.Now, v.Zone), Minute: 16*60 + 30}
	for of.From.Date.Weekday() != time.Friday {
		of.From.Date = of.From.Date.Plus(1)
	}
	of.Minutes = whenTakes * 60
	values := map[string]string{"when_day": of.From.Date.String(), "when_at": whenAt, "when_takes": worked(v, of.Minutes)}
	out := when{filled: now(values, nil), action: path}
	if answer, err := p.See.When(r.Context(), v.Who.Actor, of); err == nil {
		out.answer = &answer
	}
	return out
}

func readWhen(form *web.Form, of overview.Working) (overview.Working, error) {
	day := form.Needed("when_day", 10)
	of.From.Minute = minuteOf(form, "when_at")
	takes := form.Needed("when_takes", 40)
	if err := form.Err(); err != nil {
		return of, err
	}
	var err error
	if of.From.Date, err = worktime.ParseDate(day); err != nil {
		return of, fault.Of(err).On("when_day")
	}
	if of.Minutes, err = act.ReadMinutes(takes); err != nil {
		return of, fault.Of(err).On("when_takes")
	}
	return of, nil
}

// onWhen puts what cannot be answered at the field that it is about.
func onWhen(err error) error {
	if err == nil {
		return nil
	}
	if found := fault.Of(err); found.Field == "minutes" {
		return found.On("when_takes")
	}
	return err
}

// worked says a number of working minutes: "2 uur en 15 minuten".
func worked(v *web.View, minutes int) string {
	hours, rest := v.T("time.hours", "n", minutes/60), v.T("time.minutes", "n", minutes%60)
	switch {
	case minutes < 60:
		return rest
	case minutes%60 == 0:
		return hours
	}
	return v.T("time.and", "large", hours, "small", rest)
}

// dayNamed is a day as it is said: "vrijdag 27 november 2026".
func dayNamed(v *web.View, d worktime.Date) string {
	return v.Date(civilNoon(v, d.Year, d.Month, d.Day))
}

// shortly is a day in a column: "vr 27 nov".
func shortly(v *web.View, d worktime.Date) string {
	return v.T("admin.day_short."+strconv.Itoa(int(d.Weekday()))) + " " + v.ShortDate(civilNoon(v, d.Year, d.Month, d.Day), v.Now)
}

// whenSaid is the answer in a sentence.
func whenSaid(v *web.View, a *overview.WorkingAnswer) string {
	return v.T("admin.when.answer", "from", v.Moment(a.From), "time", worked(v, a.Minutes), "due", v.Moment(a.Due))
}

// whenTold is how it came about, a sentence for each step.
func whenTold(v *web.View, a *overview.WorkingAnswer) []string {
	first, last := a.Days[0], a.Days[len(a.Days)-1]
	if len(a.Days) == 1 {
		return []string{v.T("admin.when.same_day")}
	}
	var out []string
	if first.Minutes > 0 {
		out = append(out, v.T("admin.when.first", "day", dayNamed(v, first.Date), "time", worked(v, first.Minutes)))
	} else {
		out = append(out, v.T("admin.when.first_none", "day", dayNamed(v, first.Date), "why", noneWhy(v, first)))
	}
	if len(a.Skipped) > 0 {
		out = append(out, v.T("admin.when.skipped", "days", strings.Join(skipped(v, a.Skipped), ", ")))
	}
	if a.Whole > 0 {
		out = append(out, v.T("admin.when.whole", "n", a.Whole))
	}
	return append(out, v.T("admin.when.last", "day", dayNamed(v, last.Date), "time", worked(v, last.Minutes), "clock", v.Clock(a.Due)))
}

// skipped names the days that do not count, a Saturday and Sunday without working time together.
func skipped(v *web.View, days []overview.WorkingDay) (out []string) {
	for i := 0; i < len(days); i++ {
		day := days[i]
		if i+1 < len(days) && day.Kind == worktime.Closed && days[i+1].Kind == worktime.Closed &&
			day.Date.Weekday() == time.Saturday && days[i+1].Date == day.Date.Plus(1) {
			out = append(out, v.T("admin.when.weekend"))
			i++
			continue
		}
		out = append(out, v.T("admin.when.skipped_day", "day", dayNamed(v, day.Date), "why", closedWhy(v, day)))
	}
	return out
}

// noneWhy says why nothing counts of the day on which it begins.
func noneWhy(v *web.View, day overview.WorkingDay) string {
	if day.Kind == worktime.Open {
		return v.T("admin.when.too_late")
	}
	return closedWhy(v, day)
}

// closedWhy says why a day does not count.
func closedWhy(v *web.View, day overview.WorkingDay) string {
	switch {
	case day.Kind == worktime.Holiday && day.Holiday != "":
		return v.T(day.Holiday)
	case day.Kind == worktime.Holiday && day.Closed != "":
		return v.T("admin.when.closed_for", "name", day.Closed)
	case day.Kind == worktime.Holiday:
		return v.T("admin.when.closed")
	case day.Kind == worktime.Absent:
		return v.T("admin.when.away")
	}
	return v.T("admin.when.free")
}
