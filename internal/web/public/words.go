package public

import (
	"strings"
	"time"

	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// due says when, always with the date: the page may be read on another day.
func due(v *web.View, at time.Time, fixed bool) string {
	if !fixed {
		return unbroken(v.CustomerDue(at, v.Now))
	}
	near, day := v.Day(at, v.Now), v.DayDate(at, v.Now)
	if near == day {
		return unbroken(v.T("message.at", "day", day, "clock", v.Spoken(at)))
	}
	return unbroken(v.T("message.at_near", "near", near, "day", day, "clock", v.Spoken(at)))
}

// headline is the sentence that the page begins with.
func headline(v *web.View, page overview.PublicPage) string {
	if page.Main == nil {
		if len(page.Theirs) > 0 {
			return v.T("public.head.theirs")
		}
		return v.T("public.head.nothing")
	}
	return unbroken(line(v, *page.Main))
}

// unbroken keeps a number and the word after it on one line: "24 november", "13.00 uur".
func unbroken(text string) string {
	words := strings.Split(text, " ")
	var out strings.Builder
	for i, word := range words {
		if i > 0 {
			before := words[i-1]
			if before != "" && before[0] >= '0' && before[0] <= '9' && !strings.HasSuffix(before, ",") {
				out.WriteString("\u00a0")
			} else {
				out.WriteByte(' ')
			}
		}
		out.WriteString(word)
	}
	return out.String()
}

// line says a promise in a sentence: what was promised, or how it went.
func line(v *web.View, p overview.PublicPromise) string {
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
	return web.Begun(v.T("message.does."+string(p.Kind), args...))
}

// staff is who does it; nobody's name is known of what an import brought in.
func staff(v *web.View, p overview.PublicPromise) string {
	if p.Staff == "" {
		return v.T("message.somebody")
	}
	return p.Staff
}

// below says of the first promise what it is about and where he is called, or else why there is none.
func below(v *web.View, page overview.PublicPage) string {
	switch {
	case page.Main != nil:
		return about(v, *page.Main, page.Ending)
	case len(page.Theirs) > 0:
		return ""
	}
	return v.T("public.nothing_text")
}

// about says what a promise is about and where he is called; of a broken one what went wrong.
func about(v *web.View, p overview.PublicPromise, ending string) string {
	what := ""
	if p.Act != "" {
		what = topic(v, p)
	}
	switch {
	case p.State == promise.Broken && !p.Kept && !p.Closed:
		would := v.T("message.would."+string(p.Kind), "old", due(v, p.DueAt, p.Fixed))
		return v.T("public.cause."+string(cause(p)), "would", would) + " " + what
	case p.State == promise.Repaired && !p.Kept:
		return v.T("public.repaired", "due", due(v, p.DueAt, p.Fixed)) + " " + what
	case p.State == promise.Disputed:
		return v.T("public.disputed") + " " + what
	}
	calls := p.Kind == promise.CallBack && p.State == promise.Agreed && ending != ""
	switch {
	case calls:
		return strings.TrimSpace(v.T("public.call", "ending", ending) + " " + what)
	}
	return what
}

// topic says in a sentence what a promise is about: "Het gaat om de vriescel."
func topic(v *web.View, p overview.PublicPromise) string {
	about, ok := lang.About(string(p.Kind), p.Act)
	switch {
	case ok && (p.Kind == promise.CallBack || p.Kind == promise.Answer):
		return v.T("message.topic."+string(p.Kind), "topic", about)
	case ok:
		return v.T("message.topic.other", "topic", about)
	}
	return v.T("message.about", "act", strings.TrimRight(p.Act, ". "))
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
	for i, one := range p.Steps {
		if i > 0 && one.Code == overview.StepPromised && p.Steps[i-1].Code == overview.StepNoted && p.Steps[i-1].Staff == one.Staff {
			continue // who noted it has it: that is said once
		}
		state := web.Done
		if one.Code == overview.StepBroken || one.Code == overview.StepDisputed {
			state = web.Missed
		}
		who := one.Staff
		if who == "" {
			who = v.T("message.somebody")
		}
		out = append(out, web.Step{State: state, Text: v.T("public.step."+string(one.Code), "staff", web.Begun(who)), Small: unbroken(web.Begun(v.Day(one.At, v.Now))) + " " + v.Clock(one.At)})
	}
	waits := p.State == promise.Agreed && !v.Now.After(p.DueAt)
	if waits {
		args := []any{"staff", staff(v, p), "due", v.SpokenDue(p.DueAt, v.Now)}
		if p.Fixed {
			args[3] = due(v, p.DueAt, true)
		}
		out = append(out,
			web.Step{State: web.Now, Text: unbroken(web.Begun(v.T("message.does."+string(p.Kind), args...))), Small: v.Until(p.DueAt, v.Now)},
			web.Step{State: web.Next, Text: v.T("public.step.then")})
	}
	if p.State == promise.Broken && !p.Kept && !p.Closed {
		out = append(out, web.Step{State: web.Now, Text: v.T("public.step.now")})
	}
	return out
}

func of(p overview.PublicPromise) web.Hidden {
	return web.Hidden{Name: "promise", Value: p.ID.String()}
}

func theirsAct(v *web.View, p overview.PublicPromise) string {
	if p.Act != "" {
		return web.Begun(p.Act)
	}
	return v.T("public.theirs." + string(p.Kind))
}

// meant is what he typed before, or else what we understood, to change.
func (f form) meant(q overview.PublicQuestion) string {
	if f.Asked == q.ID {
		return f.Meant
	}
	return q.Text
}

func meantKey(f form, q overview.PublicQuestion) string {
	if f.Asked == q.ID {
		return "meant"
	}
	return "meant-" + q.ID.String()
}

// wrongMeant is what was wrong with what he typed about a question.
func (f form) wrongMeant(q overview.PublicQuestion) string {
	if f.Asked == q.ID {
		return f.Refusal.On("meant")
	}
	return ""
}

// key names a field of a promise, apart from that of the other promises on the page; the refused one has the
// name that the refusal leads to.
func (f form) key(field string, of id.Promise) string {
	if f.About == of {
		return field
	}
	return field + "-" + of.String()
}

// wrong is what was wrong with a field of a promise.
func (f form) wrong(field string, of id.Promise) string {
	if f.About == of {
		return f.Refusal.On(field)
	}
	return ""
}

// refusal is that of a promise's own form.
func (f form) refusal(of id.Promise) web.Refusal {
	if f.About == of {
		return f.Refusal
	}
	return web.Refusal{}
}

// words are what he typed in a field of a promise.
func (f form) words(field string, of id.Promise) string {
	if f.About == of && f.Unhappy == (field == "complaint") {
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

// late tells whether a promise was not kept; then what he can do stands first.
func late(v *web.View, p *overview.PublicPromise) bool {
	return p != nil && p.May.ConfirmLate && v.Now.After(p.DueAt)
}

// urgent is the word beside a folded promise that is not as it should be.
func urgent(v *web.View, p overview.PublicPromise) string {
	switch {
	case late(v, &p):
		return v.T("public.tag.late")
	case p.State == promise.Delivered:
		return v.T("public.tag.ask")
	case p.State == promise.Offered:
		return v.T("public.tag.answer")
	}
	return ""
}

func urgentTone(v *web.View, p overview.PublicPromise) web.Tone {
	if late(v, &p) {
		return web.Red
	}
	return web.Amber
}

// moveWords: after due there is nothing to move any more, only a new time to agree.
func moveWords(v *web.View, p overview.PublicPromise) string {
	if late(v, &p) {
		return v.T("public.move.anew")
	}
	return v.T("public.move")
}

func moveEmphasis(v *web.View, p overview.PublicPromise) web.Emphasis {
	if late(v, &p) {
		return web.Primary
	}
	return web.Secondary
}

func asks(v *web.View, p overview.PublicPromise) string {
	if p.State == promise.Disputed {
		return v.T("public.worked_now")
	}
	return v.T("public.worked")
}
