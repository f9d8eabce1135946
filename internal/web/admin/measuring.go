package admin

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

const measuringPath = "/settings/measuring"

// Measuring shows whether figures of each person may be seen, who said so, why and until when.
func (p *Pages) Measuring(w http.ResponseWriter, r *http.Request) error {
	page, err := p.See.Measuring(r.Context(), web.ViewOf(r).Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, measuring(web.ViewOf(r), page, measuringSheet(web.ViewOf(r), page, now(nil, nil))))
}

// DoMeasuring switches figures of each person on, once its questions are answered.
func (p *Pages) DoMeasuring(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	wish := overview.Measure{Purpose: form.Text("purpose", maxPurpose), AgreedBy: overview.Agreed(form.Choice("agreed_by", "", "works_council", "representation", "staff_meeting"))}
	wish.AgreedOn, wish.LastDay = dateOf(form, "agreed_on"), dateOf(form, "last_day")
	if err = form.Err(); err == nil {
		if _, err = p.Acts.BeginMeasuring(r.Context(), v.Who.Actor, wish); err == nil {
			return web.Redirect(w, r, measuringPath, web.Said("admin.measuring.begun"))
		}
	}
	page, failed := p.See.Measuring(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return measuring(v, page, measuringSheet(v, page, typed(form, f)))
	})
}

// StopMeasuring switches them off.
func (p *Pages) StopMeasuring(w http.ResponseWriter, r *http.Request) error {
	if err := p.Acts.StopMeasuring(r.Context(), web.ViewOf(r).Who.Actor); err != nil {
		return err
	}
	return web.Redirect(w, r, measuringPath, web.Said("admin.measuring.stopped"))
}

// maxPurpose bounds what is typed, in characters; the organisation itself refuses sooner.
const maxPurpose = 2000

// dateOf reads a day; nothing typed is the zero day, of which the concept says what is missing.
func dateOf(form *web.Form, name string) worktime.Date {
	text := form.Line(name, 10)
	if text == "" {
		return worktime.Date{}
	}
	day, err := worktime.ParseDate(text)
	if err != nil {
		form.Refuse(fault.Of(err).On(name))
	}
	return day
}

func measuringSheet(v *web.View, page overview.MeasuringPage, f filled) sheet {
	agreed := append([]web.Option{{Value: "", Text: v.T("admin.option.agreed.choose")}}, options(v, "agreed.", "works_council", "representation", "staff_meeting")...)
	return sheet{filled: f, action: measuringPath, keep: "measuring", press: "admin.measuring.begin", parts: []part{
		{name: "purpose", kind: "area", hint: "purpose", required: true},
		{name: "agreed_by", kind: "select", options: agreed, hint: "agreed_by", required: true},
		{name: "agreed_on", kind: "date", hint: "agreed_on", required: true},
		{name: "last_day", kind: "date", hint: "last_day", required: true, beside: true},
	}}
}

// lastDay is the last day on which figures of each person may be seen.
func lastDay(v *web.View, line overview.MeasuringLine) string {
	return v.Date(line.Until.Add(-time.Minute))
}

// agreement says who agreed, and when.
func agreement(v *web.View, line overview.MeasuringLine) string {
	said := v.T("admin.option.agreed." + string(line.AgreedBy))
	if day, err := worktime.ParseDate(line.AgreedOn); err == nil {
		said = v.T("admin.measuring.agreement", "who", said, "day", dayNamed(v, day))
	}
	return said
}

// measuringEnd says how it ended.
func measuringEnd(v *web.View, line overview.MeasuringLine) string {
	switch {
	case line.StoppedAt.IsZero():
		return v.T("admin.measuring.ended", "day", lastDay(v, line))
	case line.Stopped == "":
		return v.T("admin.measuring.stopped_on", "day", v.Date(line.StoppedAt))
	}
	return v.T("admin.measuring.stopped_by", "name", line.Stopped, "day", v.Date(line.StoppedAt))
}

// measuringState says in a word whether they are on.
func measuringState(v *web.View, on bool) string {
	if on {
		return v.T("admin.measuring.is_on")
	}
	return v.T("admin.measuring.off")
}
