package desk

import (
	"time"

	"kroon/internal/complaint"
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
	case at.Sub(v.Now) < time.Hour, reminded(line):
		return web.Risk
	}
	return web.Calm
}

// reminded tells whether Kroon reminded of a complaint that is still to be acknowledged in time.
func reminded(line overview.ComplaintLine) bool {
	return line.Stage == complaint.Received && !line.RemindedAt.IsZero() && line.LateAt.IsZero()
}

func complaintName(v *web.View, line overview.ComplaintLine) string {
	if line.Name == "" {
		return v.T("desk.missed.somebody")
	}
	return line.Name
}
