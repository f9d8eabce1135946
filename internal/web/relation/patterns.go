package relation

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

func patternsPath(of id.Customer) string { return customerPath(of) + "/patterns" }

// patternID is where a verdict stands on the page.
func patternID(p overview.Pattern) string {
	if p.From+p.Until == 0 {
		return string(p.Sweep)
	}
	return string(p.Sweep) + "-" + strconv.Itoa(p.From) + "-" + strconv.Itoa(p.Until)
}

func patternPath(of id.Customer, p overview.Pattern) string {
	return patternsPath(of) + "#" + patternID(p)
}

// doubtPath leads to the verdict that a doubt is about.
func doubtPath(d overview.Doubt) string {
	return patternPath(d.Customer, overview.Pattern{Sweeping: d.Sweeping})
}

// Patterns is what counting says of what people say of a customer.
func (s Screens) Patterns(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.PatternsOf(r.Context(), v.Who.Actor, of, patternAsk(r.URL.Query()))
	if err != nil {
		return err
	}
	return web.Render(w, r, patternsPage(v, page))
}

// patternAsk reads which season and hours are asked about; what makes no sense asks for nothing.
func patternAsk(asked url.Values) overview.PatternAsk {
	ask := overview.PatternAsk{Season: asked.Get("season")}
	from, err := strconv.Atoi(asked.Get("from"))
	until, errUntil := strconv.Atoi(asked.Get("until"))
	if err == nil && errUntil == nil && from >= 0 && until <= 24 && from < until {
		ask.From, ask.Until = from, until
	}
	return ask
}

// Weigh lays what is being typed about a customer beside the numbers.
func (s Screens) Weigh(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	weighed, err := s.See.Weigh(r.Context(), v.Who.Actor, of, form.Raw("text"), form.Raw("happened"))
	if err != nil {
		return err
	}
	return web.Render(w, r, weighedPart(v, weighPath(of), weighed))
}

func weighPath(of id.Customer) string { return claimsPath(of) + "/weigh" }

// HearDoubt notes that the author knows what counting shows of what he said.
func (s Screens) HearDoubt(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Claim](r, "claim")
	if err != nil {
		return err
	}
	if err := s.Acts.HearDoubt(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, claimPath(of), web.Said("pattern.doubt.said_heard"))
}

// decided are those of which there is enough to say something.
func decided(all []overview.Pattern) (out []overview.Pattern) {
	for _, p := range all {
		if p.Decided() {
			out = append(out, p)
		}
	}
	return out
}

func against(all []overview.Pattern) bool { return slices.ContainsFunc(all, overview.Pattern.Against) }

func unheard(all []overview.Doubt) bool {
	return slices.ContainsFunc(all, func(d overview.Doubt) bool { return d.HeardAt.IsZero() })
}

// patternTone: what the numbers bear out is no reproach and what they contradict no alarm.
func patternTone(p overview.Pattern) web.Tone {
	if p.Against() {
		return web.Amber
	}
	return web.Neutral
}

func patternSeasons(v *web.View) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("pattern.season_as_said")}}
	for _, season := range overview.Seasons() {
		out = append(out, web.Option{Value: season, Text: v.T("pattern.season." + season)})
	}
	return out
}

// patternCasePath leads to a case.
func patternCasePath(of id.Customer, c overview.PatternCase) string {
	if c.Kind == "order" {
		return ordersPath(of) + "?before=" + strconv.FormatInt(c.At.UnixMicro()+1, 10) + "." + c.Subject.String()
	}
	return sevenCasePath(overview.SevenCase{At: c.At, Kind: c.Kind, Subject: caseSubject(of, c), Moment: c.Subject})
}

func caseSubject(of id.Customer, c overview.PatternCase) id.Any {
	if c.Kind == "interaction" {
		return of.Any()
	}
	return c.Subject
}
