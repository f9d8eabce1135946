package desk

import (
	"kroon/internal/overview"
	"kroon/internal/web"
)

func handedName(v *web.View, h overview.TodayHandOff) string {
	if h.Name == "" {
		return v.T("desk.missed.somebody")
	}
	return h.Name
}

// handedLine is who asks, and whether one would be who finishes it.
func handedLine(v *web.View, h overview.TodayHandOff) string {
	if h.WouldFinish() {
		return v.T("desk.handed.finish", "name", h.SenderName)
	}
	return v.T("desk.handed.line", "name", h.SenderName)
}
