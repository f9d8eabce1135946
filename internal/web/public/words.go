package public

import (
	"strings"
	"time"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// due says when, always with the date: the page may be read on another day.
func due(v *web.View, at time.Time, fixed bool) string {
	if !fixed {
		return v.CustomerDue(at, v.Now)
	}
	near, day := v.Day(at, v.Now), v.DayDate(at, v.Now)
	if near == day {
		return v.T("message.at", "day", day, "clock", v.Spoken(at))
	}
	return v.T("message.at_near", "near", near, "day", day, "clock", v.Spoken(at))
}

// headline is the sentence that the page begins with.
func headline(v *web.View, page overview.PublicPage) string {
	if page.Main == nil {
		if len(page.Theirs) > 0 {
			return v.T("public.head.theirs")
		}
		return v.T("public.head.nothing")
	}
	p := *page.Main
	args := []any{"staff", staff(v, p), "due", due(v, p.DueAt, p.Fixed), "day", v.DayDate(p.DeedAt, v.Now), "clock", v.Spoken(p.DeedAt)}
	switch {
	case p.Kept && (p.State == promise.Delivered || p.State == promise.Accepted || p.State == promise.Broken || p.State == promise.Repaired):
		return v.T("public.did."+string(p.Kind), args...)
	case p.State == promise.Repaired:
		return v.T("public.did."+string(p.Kind), args...)
	case p.Closed, p.State == promise.Released:
		return v.T("public.head.released")
	case p.State == promise.Broken, p.State == promise.Agreed && v.Now.After(p.DueAt):
		return v.T("public.late." + string(p.Kind))
	case p.State == promise.Disputed:
		return v.T("public.head.disputed")
	case p.State == promise.Offered:
		return v.T("public.head.offered", args...)
	case p.State == promise.Declined, p.State == promise.Lapsed:
		return v.T("public.head.declined")
	}
	return capital(v.T("message.does."+string(p.Kind), args...))
}

// staff is who does it; nobody's name is known of what an import brought in.
func staff(v *web.View, p overview.PublicPromise) string {
	if p.Staff == "" {
		return v.T("message.somebody")
	}
	return p.Staff
}

// below says what it is about and where he is called; of a broken one what went wrong and what we do now.
func below(v *web.View, page overview.PublicPage) string {
	if page.Main == nil {
		if len(page.Theirs) > 0 {
			return ""
		}
		return v.T("public.nothing_text")
	}
	p := *page.Main
	switch {
	case p.State == promise.Broken && !p.Kept && !p.Closed:
		return v.T("public.cause."+string(cause(p)), "due", due(v, p.DueAt, p.Fixed))
	case p.State == promise.Repaired && !p.Kept:
		return v.T("public.repaired", "due", due(v, p.DueAt, p.Fixed))
	case p.State == promise.Disputed:
		return v.T("public.disputed")
	}
	calls := p.Kind == promise.CallBack && p.State == promise.Agreed && page.Ending != ""
	switch {
	case calls && p.Act != "":
		return v.T("public.call_about", "ending", page.Ending, "act", p.Act)
	case calls:
		return v.T("public.call", "ending", page.Ending)
	case p.Act != "":
		return v.T("public.about", "act", p.Act)
	}
	return ""
}

func cause(p overview.PublicPromise) overview.PublicCause {
	if p.Cause == "" {
		return overview.PublicLate
	}
	return p.Cause
}

// steps are what happened and what comes.
func steps(v *web.View, p overview.PublicPromise) []web.Step {
	var out []web.Step
	for _, one := range p.Steps {
		state := web.Done
		if one.Code == overview.StepBroken || one.Code == overview.StepDisputed {
			state = web.Missed
		}
		who := one.Staff
		if who == "" {
			who = v.T("message.somebody")
		}
		out = append(out, web.Step{State: state, Text: v.T("public.step."+string(one.Code), "staff", capital(who)), Small: capital(v.Day(one.At, v.Now)) + " " + v.Clock(one.At)})
	}
	waits := p.State == promise.Agreed && !v.Now.After(p.DueAt)
	if waits {
		args := []any{"staff", staff(v, p), "due", v.Due(p.DueAt, v.Now)}
		if p.Fixed {
			args[3] = due(v, p.DueAt, true)
		}
		out = append(out,
			web.Step{State: web.Now, Text: capital(v.T("message.does."+string(p.Kind), args...)), Small: v.Until(p.DueAt, v.Now)},
			web.Step{State: web.Next, Text: v.T("public.step.then")})
	}
	if p.State == promise.Broken && !p.Kept && !p.Closed {
		out = append(out, web.Step{State: web.Now, Text: v.T("public.step.now")})
	}
	return out
}

// line says one of several promises in a sentence.
func line(v *web.View, p overview.PublicPromise) string {
	if p.State == promise.Broken || p.State == promise.Agreed && v.Now.After(p.DueAt) {
		return v.T("public.late." + string(p.Kind))
	}
	if p.State == promise.Offered {
		return v.T("public.head.offered", "staff", staff(v, p), "due", due(v, p.DueAt, p.Fixed))
	}
	return capital(v.T("message.does."+string(p.Kind), "staff", staff(v, p), "due", due(v, p.DueAt, p.Fixed)))
}

func capital(text string) string {
	if text == "" {
		return text
	}
	runes := []rune(text)
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}

func of(p overview.PublicPromise) web.Hidden {
	return web.Hidden{Name: "promise", Value: p.ID.String()}
}

func theirsAct(v *web.View, p overview.PublicPromise) string {
	if p.Act != "" {
		return capital(p.Act)
	}
	return v.T("public.theirs." + string(p.Kind))
}

// meant is what he typed before, or else what we understood, to change.
func meant(f form, q overview.PublicQuestion) string {
	if f.Meant != "" {
		return f.Meant
	}
	return q.Text
}

func words(f form, field string) string {
	if f.Unhappy == (field == "complaint") {
		return f.Words
	}
	return ""
}

func questionTitle(v *web.View, q overview.PublicQuestion) string {
	if q.Own {
		return v.T("public.own_words")
	}
	return v.T("public.agreed_words")
}

func questionState(v *web.View, q overview.PublicQuestion) string {
	if q.Own {
		return v.T("public.own_state", "day", v.Day(q.NotedAt, v.Now))
	}
	return v.T("public.agreed_state")
}

// late tells whether the page is about a promise that was not kept; then what he can do stands first.
func late(v *web.View, page overview.PublicPage) bool {
	return page.Main != nil && page.Main.May.ConfirmLate && v.Now.After(page.Main.DueAt)
}
