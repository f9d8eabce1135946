package desk

import (
	"time"

	"kroon/internal/overview"
	"kroon/internal/web"
)

func complaintHaste(v *web.View, line overview.ComplaintLine) web.Haste {
	at := line.NextAt()
	switch {
	case at.IsZero():
		return web.Calm
	case v.Now.After(at):
		return web.Late
	case at.Sub(v.Now) < time.Hour:
		return web.Risk
	}
	return web.Calm
}

func complaintName(v *web.View, line overview.ComplaintLine) string {
	if line.Name == "" {
		return v.T("desk.missed.somebody")
	}
	return line.Name
}
