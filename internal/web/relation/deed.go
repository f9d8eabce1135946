package relation

import (
	"slices"
	"time"

	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// inActs puts lines of a timeline that stand together, newest first, and belong to one act under its first
// line: a question with the promise made for it and the message about that, a deed with the call that it was.
// Of each, what was done stands first and the rest in the order in which it happened.
func inActs(moments []overview.Moment) (out [][]overview.Moment) {
	for _, m := range moments {
		if last := len(out) - 1; last >= 0 && oneAct(out[last], m) {
			out[last] = append(out[last], m)
		} else {
			out = append(out, []overview.Moment{m})
		}
	}
	for _, deed := range out {
		slices.Reverse(deed)
		slices.SortStableFunc(deed, func(a, b overview.Moment) int { return rankOf(a) - rankOf(b) })
	}
	return out
}

// rankOf is where a line stands within its act.
func rankOf(m overview.Moment) int {
	return slices.Index([]interaction.Source{interaction.FromQuestion, interaction.FromOutcome, interaction.FromAttempt, interaction.FromMessage}, m.Source)
}

// oneAct tells whether an earlier line belongs to the act of the lines after it: within the minute, of the same
// person, and about the same promise or question. A question and the promise made for it are noted at one
// instant. An act has one question and one outcome at most.
func oneAct(later []overview.Moment, m overview.Moment) bool {
	if rankOf(m) < 0 || rankOf(later[0]) < 0 || later[0].At.Sub(m.At) >= time.Minute || later[0].Person != m.Person {
		return false
	}
	has := func(source interaction.Source) bool {
		return slices.ContainsFunc(later, func(one overview.Moment) bool { return one.Source == source })
	}
	if m.Source == interaction.FromQuestion && has(interaction.FromQuestion) || m.Source == interaction.FromOutcome && has(interaction.FromOutcome) {
		return false
	}
	return slices.ContainsFunc(later, func(one overview.Moment) bool {
		made := func(m overview.Moment) bool {
			return m.Source == interaction.FromOutcome && (m.What == string(promise.Agreed) || m.What == string(promise.Offered))
		}
		noted := m.Source == interaction.FromQuestion && made(one) || one.Source == interaction.FromQuestion && made(m)
		return one.Subject == m.Subject || noted && one.At.Equal(m.At)
	})
}

// along is a line that stands below what was done: shorter, since who did it is told already.
func along(v *web.View, name string, m overview.Moment) string {
	switch {
	case m.Source == interaction.FromMessage:
		return v.T("relation.moment.along.message", "said", moment(v, name, m), "channel", v.T("relation.channel."+m.Channel))
	case m.Source == interaction.FromOutcome && m.What == string(promise.Agreed) && m.Direction == promise.Ours:
		return v.T("relation.moment.along.agreed", "what", within(v, m.Kind, m.Text), "due", v.Due(m.DueAt, v.Now))
	}
	return moment(v, name, m)
}
