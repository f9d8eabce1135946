package relation

import (
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// moment is a line of the timeline in words.
func moment(v *web.View, name string, m overview.Moment) string {
	who := m.Actor
	if who == "" {
		who = v.T("relation.somebody")
	}
	if m.PersonName != "" {
		name = m.PersonName
	}
	if m.ByHim && m.Source != interaction.FromInteraction {
		who = name
	}
	args := []any{"who", who, "name", name, "what", within(v, m.Kind, m.Text), "due", dueOf(v, m.DueAt, m.Fixed)}
	switch m.Source {
	case interaction.FromQuestion:
		if m.Text == "" {
			return v.T("relation.moment.question_bare", args...)
		}
		if m.ByHim {
			return v.T("relation.moment.question_own", args...)
		}
		if m.Again {
			return v.T("relation.moment.question_again", args...)
		}
		return v.T("relation.moment.question", args...)
	case interaction.FromAttempt:
		return v.T("relation.moment.attempt."+m.What, args...)
	case interaction.FromMessage:
		return v.T("relation.moment.message."+m.What, args...)
	case interaction.FromEvent:
		if m.Currency != "" {
			return orderMoment(v, name, m)
		}
		if m.SubjectKind == "file" || m.SubjectKind == "answer" {
			args[5] = m.Text
		}
		return v.T("relation.moment.event."+m.What, args...)
	case interaction.FromInteraction:
		if m.Result != interaction.NoResult {
			return v.T("relation.moment.call."+string(m.Result), args...)
		}
		return v.T("relation.moment."+string(m.Way)+"."+m.What, args...)
	}
	switch {
	case m.What == string(promise.Agreed) && m.Direction == promise.Theirs:
		return v.T("relation.moment.theirs", args...)
	case m.What == string(promise.Delivered) && m.Direction == promise.Theirs:
		return v.T("relation.moment.theirs_done", args...)
	case m.What == string(promise.Broken) && m.Direction == promise.Theirs:
		return v.T("relation.moment.theirs_broken", args...)
	}
	return v.T("relation.moment.outcome."+m.What, args...)
}

// momentWords are the words of a question, shown below its line.
func momentWords(m overview.Moment) string {
	switch m.Source {
	case interaction.FromQuestion:
		return m.Text
	case interaction.FromInteraction:
		return m.Words
	}
	return ""
}

func momentPath(m overview.Moment) string {
	if m.Source == interaction.FromQuestion || m.Source == interaction.FromMessage && m.Kind == "question" {
		return "/questions/" + m.Subject.String()
	}
	switch m.SubjectKind {
	case "promise":
		return "/promises/" + m.Subject.String()
	case "question":
		return "/questions/" + m.Subject.String()
	case "complaint":
		return "/complaints/" + m.Subject.String()
	case "order":
		return ordersFrom(m)
	case "answer":
		return "/answers/" + m.Subject.String()
	case "file":
		return customerPath(m.Person) + "/files#" + m.Subject.String()
	}
	return "" // it leads nowhere: all there is to it stands in the line
}

// momentTag is by which way, or how it ended.
func momentTag(v *web.View, m overview.Moment) (web.Tone, string) {
	switch {
	case m.Source == interaction.FromQuestion && m.Reading == intake.Confirmed:
		return web.Green, v.T("relation.tag.confirmed")
	case m.Source == interaction.FromQuestion:
		return web.Neutral, v.T(intake.Channel(m.Channel).Key())
	case m.Source == interaction.FromMessage:
		return web.Neutral, v.T("relation.channel." + m.Channel)
	case m.Waits:
		return web.Amber, v.T("relation.moment.waits")
	case m.Source == interaction.FromOutcome && (m.What == string(promise.Broken) || m.What == string(promise.Disputed)):
		return web.Red, stateOf(v, promise.State(m.What))
	case m.Source == interaction.FromOutcome && m.What == string(promise.Delivered):
		return web.Green, stateOf(v, promise.Delivered)
	case m.Source == interaction.FromOutcome && m.What == string(promise.Repaired):
		return web.Amber, stateOf(v, promise.Repaired)
	}
	return web.Neutral, ""
}
