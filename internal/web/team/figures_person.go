package team

import (
	"net/url"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/report"
	"kroon/internal/web"
)

// persons are the figures of one person each: one's own, and those of others while these are on and the reader
// leads them.
type persons struct {
	own    *figure  // nil for who keeps no promises here
	others []figure // of whom something was due
	idle   int      // others of whom nothing was due
	on     bool
	until  time.Time // not included
}

func (p *Pages) persons(v *web.View, tx *db.Tx, scope report.Scope, period string) (out persons, err error) {
	running, on, err := p.Acts.Organisation.Measuring(tx)
	if err != nil {
		return out, err
	}
	out.on, out.until = on, running.Until
	if self := v.Who.Actor.StaffID(); !self.IsZero() {
		own, err := ofPerson(tx, v.T("teamwork.figures.own"), scope, period, self)
		if err != nil {
			return out, err
		}
		out.own = &own
	}
	people, err := report.Measured(tx, p.Acts.Organisation, p.Acts.Team)
	if err != nil {
		return out, err
	}
	for _, one := range people {
		if one.ID == v.Who.Actor.StaffID() {
			continue
		}
		of, err := ofPerson(tx, one.Name, scope, period, one.ID)
		if err != nil {
			return out, err
		}
		if of.Due == 0 {
			out.idle++
			continue
		}
		out.others = append(out.others, of)
	}
	return out, nil
}

func ofPerson(tx *db.Tx, name string, scope report.Scope, period string, of id.Staff) (figure, error) {
	scope.Staff = of
	return reckon(tx, name, scope, url.Values{"period": {period}, "staff": {of.String()}})
}

// mayCount refuses cases from which a figure of somebody could be read that the reader may not see.
func (p *Pages) mayCount(tx *db.Tx, team id.Team, staff id.Staff) error {
	switch {
	case !staff.IsZero():
		return report.MayMeasure(tx, p.Acts.Organisation, p.Acts.Team, staff)
	case !team.IsZero():
		return report.LargeEnough(tx, team)
	}
	return nil
}
