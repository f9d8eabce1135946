package team

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/overview"
	"kroon/internal/web"
)

// groupName is whose work it was.
func groupName(v *web.View, group overview.BusyGroup) string {
	if group.Name == "" {
		return v.T("teamwork.busy.left")
	}
	return group.Name
}

// groupAside says how much it is and when the first of it is due.
func groupAside(v *web.View, group overview.BusyGroup) string {
	return v.T("teamwork.busy.group", "n", len(group.Lines), "first", dueWord(v, group.Lines[0].DueAt))
}

// dueWord is a time, with its day unless that is today.
func dueWord(v *web.View, at time.Time) string {
	if day := dayWord(v, at); day != "" {
		return day + " " + v.Clock(at)
	}
	return v.Clock(at)
}

// keeperAside says how much somebody keeps then, and from when until when.
func keeperAside(v *web.View, one keeper) string {
	first, last := one.lines[0].Move.Due, one.lines[len(one.lines)-1].Move.Due
	said := v.T("teamwork.n_promises", "n", len(one.lines))
	if first.Equal(last) {
		return v.T("teamwork.plan.keeper_one", "promises", said, "first", dueWord(v, first))
	}
	return v.T("teamwork.plan.keeper", "promises", said, "first", dueWord(v, first), "last", dueWord(v, last))
}

func toldName(v *web.View, one overview.ToldByUs) string {
	if one.Name == "" {
		return v.T("teamwork.told.nameless")
	}
	return one.Name
}

func toldTags(v *web.View, one overview.ToldByUs) []templ.Component {
	if one.Done {
		return []templ.Component{web.Tag(web.Green, v.T("teamwork.told.done"))}
	}
	return nil
}

// toldPath leads to the counts of a busy day by its instant.
func toldPath(at time.Time) string {
	return "/team/busy/told/counts?at=" + strconv.FormatInt(at.UnixMicro(), 10)
}

// known counts who has been told: what is about to leave has told nobody yet.
func known(told overview.Told) int { return told.Mail + told.SMS - told.Going + told.Done }
