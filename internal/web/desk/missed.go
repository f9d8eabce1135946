package desk

import (
	"kroon/internal/overview"
	"kroon/internal/web"
)

// missedName is who called: by name, or else by number.
func missedName(v *web.View, call overview.TodayMissed) string {
	switch {
	case call.Name != "":
		return call.Name
	case call.Number != "":
		return call.Phone().Shown
	}
	return v.T("desk.missed.somebody")
}

func missedHref(call overview.TodayMissed) string {
	if call.Customer.IsZero() {
		return ""
	}
	return "/customers/" + call.Customer.String()
}
