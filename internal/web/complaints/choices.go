package complaints

import (
	"kroon/internal/complaint"
	"kroon/internal/overview"
	"kroon/internal/web"
)

func severities(v *web.View) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, s := range complaint.Severities() {
		out = append(out, web.Option{Value: string(s), Text: v.T(s.Key())})
	}
	return out
}

func findings(v *web.View) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, f := range complaint.Findings() {
		out = append(out, web.Option{Value: string(f), Text: v.T(f.Key())})
	}
	return out
}

func channels(v *web.View) (out []web.Option) {
	for _, c := range complaint.Channels() {
		out = append(out, web.Option{Value: string(c), Text: v.T(c.Key())})
	}
	return out
}

func causes(v *web.View, all []complaint.Known, chosen complaint.Cause) []web.Option {
	out := []web.Option{{Text: v.T("complaint.choose")}}
	for _, k := range all {
		if !k.Retired || k.Code == chosen {
			out = append(out, web.Option{Value: string(k.Code), Text: causeName(v, all, k.Code)})
		}
	}
	return out
}

func people(all []overview.Colleague, none string) (out []web.Option) {
	if none != "" {
		out = append(out, web.Option{Text: none})
	}
	for _, one := range all {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	return out
}

func tells(v *web.View) []web.Option {
	return []web.Option{{Value: "message", Text: v.T("complaint.tell.message")}, {Value: "spoken", Text: v.T("complaint.tell.spoken")}}
}

// abouts are the promises that a complaint may be about.
func abouts(v *web.View, page overview.NewComplaint) []web.Option {
	out := []web.Option{{Text: v.T("complaint.about_none")}}
	for _, p := range page.Owed {
		what := p.Act
		if what == "" {
			what = v.T("relation.what." + string(p.Kind))
		}
		out = append(out, web.Option{Value: p.ID.String(), Text: v.T("complaint.about_option", "what", what, "day", v.ShortDate(p.DueAt, v.Now))})
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
