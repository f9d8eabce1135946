package team

import (
	"strings"

	"kroon/internal/act"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// redistributeLead says what one press does: it gives one promise, or all of a colleague's.
func redistributeLead(v *web.View, view waitingView) string {
	if len(view.Bundles) > 0 {
		return v.T("teamwork.redistribute.lead_many")
	}
	return v.T("teamwork.redistribute.lead")
}

// bundleName is whose promises they were, or are.
func bundleName(v *web.View, one overview.Bundle) string {
	if one.Name == "" {
		return v.T("teamwork.busy.left")
	}
	return one.Name
}

// sharesIn says who would get how many, and for how many nobody has room.
func sharesIn(v *web.View, one overview.Bundle) string {
	var said []string
	if len(one.Shares) > 0 {
		who := make([]string, len(one.Shares))
		for i, share := range one.Shares {
			who[i] = v.T("teamwork.bundle.share", "name", share.Name, "n", share.Promises)
		}
		said = append(said, v.T("teamwork.bundle.shares", "who", strings.Join(who, ", ")))
	}
	if left := one.Promises - len(one.Gives); left > 0 {
		said = append(said, v.T("teamwork.bundle.left", "n", left))
	}
	return strings.Join(said, " ")
}

func giveAllWord(v *web.View, one overview.Bundle) string {
	if len(one.Gives) == one.Promises {
		return v.T("teamwork.bundle.give", "n", one.Promises)
	}
	return v.T("teamwork.bundle.give_some", "n", len(one.Gives), "of", one.Promises)
}

// saidHandedOut says how many have their new owner, and what stays.
func saidHandedOut(out act.HandedOut) *web.Flash {
	if len(out.Left) == 0 {
		return web.Said("teamwork.said.given_all", "n", out.Given)
	}
	return web.Said("teamwork.said.given_some", "n", out.Given, "left", len(out.Left))
}
