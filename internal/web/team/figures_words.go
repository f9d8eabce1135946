package team

import (
	"net/url"
	"time"

	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// path leads to the cases behind a figure, narrowed to how they came out.
func (f figure) path(result string) string {
	if f.which == nil {
		return ""
	}
	which := url.Values{}
	for name, values := range f.which {
		which[name] = values
	}
	if result != "" {
		which.Set("result", result)
	}
	return "/figures/cases?" + which.Encode()
}

// rateIn says a kept rate with its n first; under twenty cases no percentage.
func rateIn(v *web.View, f figure) string {
	switch {
	case f.Due == 0:
		return v.T("teamwork.rate.none")
	case f.Low == nil || f.High == nil:
		return v.T("teamwork.rate.few", "kept", f.Kept, "due", f.Due)
	}
	return v.T("teamwork.rate.full", "kept", f.Kept, "due", f.Due, "low", percent(*f.Low), "high", percent(*f.High))
}

// rateAside says what the figure beside it means.
func rateAside(v *web.View, f figure) string {
	if f.Low == nil {
		return v.T("teamwork.rate.few_lead")
	}
	return v.T("teamwork.rate.full_lead")
}

func numberOf(v *web.View, n int64) string { return v.T("teamwork.n_promises", "n", int(n)) }

func casesTitle(v *web.View, view casesView) string {
	if view.result == overview.AnyResult {
		return v.T("teamwork.cases.title")
	}
	return v.T("teamwork.result." + string(view.result))
}

// casesLead says the figure whose cases stand there, and of which month when it is of one.
func casesLead(v *web.View, view casesView) string {
	if view.figure.name == "" {
		return rateIn(v, view.figure)
	}
	return view.figure.name + ": " + rateIn(v, view.figure)
}

// figuresPath leads back to the figures, of the same period where the page offers it.
func figuresPath(period string) string {
	if isMonth(period) {
		return "/figures"
	}
	return "/figures?period=" + period
}

// dayWord is the day below a time, except for today.
func dayWord(v *web.View, at time.Time) string {
	if day := v.Day(at, v.Now); day != v.Day(v.Now, v.Now) {
		return day
	}
	return ""
}

func questionName(v *web.View, line overview.AskedLine) string {
	if line.Name == "" {
		return v.T("teamwork.told.nameless")
	}
	return line.Name
}

// decidesWord says when somebody decides, or what came of it.
func decidesWord(v *web.View, line overview.AskedLine) string {
	if line.State != "" {
		return stateWord(v, line.State)
	}
	if day, err := time.ParseInLocation(time.DateOnly, line.DecidesOn, v.Zone); err == nil {
		return v.T("teamwork.buying.decides", "day", v.DayDate(day, v.Now))
	}
	if line.Phase == intake.UnknownPhase {
		return ""
	}
	return phaseWord(v, line.Phase)
}
