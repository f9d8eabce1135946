package relation

import (
	"strings"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// story tells everything that befell a promise as steps, and what comes.
func story(v *web.View, page overview.PromisePage) []web.Step {
	var out []web.Step
	for _, m := range page.Story {
		out = append(out, web.Step{State: stepState(m), Text: told(v, page, m), Small: aside(v, m)})
	}
	p := page.Promise
	if p.State == promise.Agreed && !v.Now.After(p.DueAt) {
		out = append(out, web.Step{State: web.Now, Text: lead(v, page), Small: left(v, p.DueAt)})
	}
	return out
}

func stepState(m overview.PromiseMoment) web.StepState {
	switch {
	case m.Undone || m.Kind == overview.PromiseStep:
		return web.Past
	case m.Kind == overview.PromiseOutcome && (m.What == string(promise.Broken) || m.What == string(promise.Disputed)):
		return web.Missed
	case m.Kind == overview.PromiseAttempt && m.What != string(promise.Spoken):
		return web.Past
	}
	return web.Done
}

// byClock are the outcomes that have words of their own when no person caused them.
var byClock = map[string]bool{"broken": true, "lapsed": true, "accepted": true, "reassigned": true, "redistributed": true}

func told(v *web.View, page overview.PromisePage, m overview.PromiseMoment) string {
	who := m.Actor.FirstName
	switch {
	case m.ByHim:
		who = promiseWho(v, page)
	case who == "":
		who = v.T("web.brand")
	}
	args := []any{"who", who, "staff", m.Staff.FirstName, "name", promiseWho(v, page)}
	switch {
	case m.Kind == overview.PromiseAttempt:
		return v.T("relation.story.attempt."+m.What, args...)
	case m.Kind == overview.PromiseStep && m.Staff.FirstName != "":
		return v.T("relation.story.step_with."+m.What, args...)
	case m.Kind == overview.PromiseStep:
		return v.T("relation.story.step."+m.What, args...)
	case m.ByClock && byClock[m.What]:
		return v.T("relation.story.clock."+m.What, args...)
	}
	return v.T("relation.story.outcome."+m.What, args...)
}

// aside is when, why and with what proof.
func aside(v *web.View, m overview.PromiseMoment) string {
	parts := []string{v.Day(m.At, v.Now) + " " + v.Clock(m.At)}
	if m.Cause != "" && m.Cause != promise.ByCustomer && m.Cause != promise.ByClock {
		parts = append(parts, v.T("promise.cause."+string(m.Cause)))
	}
	if m.Proof != "" {
		parts = append(parts, v.T("promise.proof."+string(m.Proof)))
	}
	if !m.DeedAt.IsZero() && m.At.Sub(m.DeedAt).Minutes() >= 1 {
		parts = append(parts, v.T("relation.story.dated", "clock", v.Day(m.DeedAt, v.Now)+" "+v.Clock(m.DeedAt)))
	}
	if !m.StatedAt.IsZero() {
		parts = append(parts, v.T("relation.story.stated", "clock", v.Day(m.StatedAt, v.Now)+" "+v.Clock(m.StatedAt)))
	}
	if m.Words != "" {
		parts = append(parts, v.T("relation.quoted", "words", m.Words))
	}
	if m.Undone {
		parts = append(parts, v.T("relation.story.undone"))
	}
	return strings.Join(parts, " · ")
}
