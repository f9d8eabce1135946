package app

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/report"
)

// serviceOf says how well a customer was served since an instant.
func (a *App) serviceOf(tx *db.Tx, of id.Customer, since time.Time, p lang.Printer) (out overview.ServiceWords, err error) {
	house, err := a.Acts.Team.House(tx)
	if err != nil {
		return out, err
	}
	s, err := report.ServiceOf(tx, house, report.Scope{Customer: of, From: since})
	u, speed := s.Understanding, s.Speed
	out.Understanding = p.T("seven.service.understanding", "n", u.Questions, "confirmed", u.Confirmed, "corrected", u.Corrected, "hand_offs", u.HandOffs)
	out.Reliability = p.T("seven.service.reliability", "rate", report.Share(p, s.Reliability.Kept, s.Reliability.Due))
	if u.Questions == 0 {
		out.Understanding = p.T("seven.service.unasked")
	}
	if s.Reliability.Due == 0 {
		out.Reliability = p.T("seven.service.unpromised")
	}
	if speed.Questions == 0 {
		out.Speed = p.T("seven.service.unasked")
		return out, err
	}
	if speed.Working.Minutes == nil {
		out.Speed = p.T("seven.service.speed_few", "n", speed.Questions, "answered", speed.Answered)
		return out, err
	}
	out.Speed = p.T("seven.service.speed", "n", speed.Questions, "answered", speed.Answered, "median", speed.Working.In(p))
	return out, err
}
