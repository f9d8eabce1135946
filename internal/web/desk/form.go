package desk

import (
	"strings"

	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// keepOf names what is typed about this caller within the browser.
func keepOf(n noting) string {
	switch {
	case !n.notes.after.IsZero():
		return "intake-after-" + n.notes.after.String()
	case !n.Caller.ID.IsZero():
		return "intake-" + n.Caller.ID.String()
	case n.notes.from != "":
		return "intake-" + n.notes.from
	}
	return "intake"
}

// beside is what the screen sends while it stands open.
func beside(with id.Customer) string { return `{"customer":"` + with.String() + `"}` }

// BesideTopic is the news that somebody came to a customer at the desk, or left it.
func BesideTopic(with id.Customer) string { return "beside-" + with.String() }

// wholeOf leads from a half note to the whole form.
func wholeOf(n noting) string {
	if !n.Caller.ID.IsZero() {
		return "/intake?customer=" + n.Caller.ID.String()
	}
	return "/intake"
}

// alone: there is nobody to choose, but who is on the phone.
func (n noting) alone() bool { return len(n.People) < 2 && len(n.Duties) == 0 }

// fromOf is the number in the field: as people read it when it could be read.
func fromOf(n noting) string {
	if n.Number.Shown != "" {
		return n.Number.Shown
	}
	return n.notes.from
}

// asideOrNumber tells apart who may be the caller: the employer or the town, or else the number that we have.
func asideOrNumber(v *web.View, c overview.IntakeCaller) string {
	if aside := asideName(v, c); aside != "" || c.Number.Shown == "" {
		return aside
	}
	return v.T("desk.who.aside", "aside", strings.ReplaceAll(c.Number.Shown, " ", "\u00a0"))
}

// asideName tells two customers with one number apart.
func asideName(v *web.View, c overview.IntakeCaller) string {
	if c.Aside == "" {
		return ""
	}
	return v.T("desk.who.aside", "aside", c.Aside)
}

// slot is a time to choose.
func slot(v *web.View, n noting, one overview.IntakeTime) web.Slot {
	value := slotOf(one)
	name := one.Name
	if one.Staff == v.Who.Actor.StaffID() {
		name = v.T("desk.owner.self")
	}
	return web.Slot{
		Name: "due", Value: value, When: v.Due(one.Due, v.Now), Rest: v.T("desk.when.by", "name", name),
		Note: v.Fit(string(one.Verdict), string(one.Chance)), Tone: verdictTone(one.Verdict), Chosen: value == n.chosen,
	}
}

// noOffer says why no time is offered.
func noOffer(v *web.View, n noting) string {
	if n.times.Nobody {
		return v.T("desk.when.nobody")
	}
	return v.T("desk.when.none")
}

// notUnderstood says what is amiss with the time in own words.
func notUnderstood(v *web.View, n noting) string {
	if n.own.past() {
		return v.T("desk.when.past")
	}
	return v.T("desk.when.unclear")
}

// reasonOf is why a time in own words cannot be promised, or what to mind about it; empty when it fits.
func reasonOf(v *web.View, one overview.IntakeTime) string {
	switch {
	case one.Verdict == promise.Infeasible && one.First.IsZero():
		return v.T("desk.fit.never", "name", one.Name)
	case one.Verdict == promise.Infeasible:
		return v.T("desk.fit.infeasible", "name", one.Name)
	case one.Closed:
		return v.T("desk.fit.closed", "name", one.Name)
	}
	return ""
}

// mayOverride: a time that does not fit is promised by name only.
func (n noting) mayOverride() bool {
	own, ok := n.ownTime()
	return ok && own.Verdict == promise.Infeasible || n.refusal.On("due") != "" || n.notes.override
}

func takenName(v *web.View, t overview.IntakeTaken) string {
	if t.Caller.Name != "" {
		return t.Caller.Name
	}
	return v.T("desk.customer")
}

// toldText says what the customer gets.
func toldText(v *web.View, t overview.IntakeTaken) string {
	name := callNameOf(v, t.Caller)
	if t.Told == overview.WayMail || t.Told == overview.WaySMS {
		return v.T("desk.told."+string(t.Told), "name", name, "address", t.Address)
	}
	return v.T("desk.told."+string(t.Told), "name", name)
}

// ownerText says who does it, and whether he knows.
func ownerText(v *web.View, t overview.IntakeTaken) string {
	switch {
	case t.Asked != "" && t.Promise.Owner != v.Who.Actor.StaffID():
		return v.T("desk.taken.asked_other", "name", t.Asked, "owner", t.Promise.OwnerName)
	case t.Asked != "":
		return v.T("desk.taken.asked", "name", t.Asked)
	case t.Promise.Owner == v.Who.Actor.StaffID():
		return v.T("desk.taken.mine")
	case t.Bound:
		return v.T("desk.taken.bound", "name", t.Promise.OwnerName)
	}
	return v.T("desk.taken.theirs", "name", t.Promise.OwnerName)
}

// readingText says whether the customer agrees with what we understood.
func readingText(v *web.View, t overview.IntakeTaken) string {
	switch t.Question.ReadingState {
	case intake.Confirmed:
		return v.T("desk.taken.confirmed", "name", callNameOf(v, t.Caller))
	case intake.Sent:
		return v.T("desk.taken.sent", "name", callNameOf(v, t.Caller))
	}
	return v.T("desk.taken.unread", "name", callNameOf(v, t.Caller))
}

// endedAs is how a question ended, or that it is open still.
func endedAs(v *web.View, q overview.QuestionLine) string {
	if q.Ending == intake.NotEnded {
		return v.T("desk.contact.open")
	}
	return v.T(q.Ending.Key())
}
