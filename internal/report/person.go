package report

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
)

// MayMeasure refuses the figures of one person. One's own are never refused; those of another only while figures
// of each person are on, and then to whoever leads their team, and to owners.
func MayMeasure(tx *db.Tx, settings *organisation.Service, people *team.Service, of id.Staff) error {
	if of == tx.Actor.StaffID() && !of.IsZero() {
		return nil
	}
	someone, err := people.Get(tx, of)
	if err != nil {
		return err
	}
	_, on, err := settings.Measuring(tx)
	switch {
	case err != nil:
		return err
	case !on:
		return fault.New(fault.Forbidden, "report.measuring_off").On("staff")
	case tx.Actor.May(party.Owner):
		return nil
	}
	teams, err := led(tx, people)
	if err == nil && (someone.Team.IsZero() || !teams[someone.Team]) {
		err = fault.New(fault.Forbidden, "report.not_their_lead").On("staff")
	}
	return err
}

// Measured are the people whose figures whoever asks may see besides their own, in order of name: nobody while
// figures of each person are off.
func Measured(tx *db.Tx, settings *organisation.Service, people *team.Service) ([]team.Staff, error) {
	if _, on, err := settings.Measuring(tx); err != nil || !on || !tx.Actor.May(party.TeamLead) {
		return nil, err
	}
	teams, err := led(tx, people)
	if err != nil {
		return nil, err
	}
	all, err := people.List(tx)
	var out []team.Staff
	for _, one := range all {
		if one.Kind == party.Staff && one.Here(tx.Now) && (tx.Actor.May(party.Owner) || teams[one.Team] && !one.Team.IsZero()) {
			out = append(out, one)
		}
	}
	return out, err
}

// led are the teams that whoever asks leads.
func led(tx *db.Tx, people *team.Service) (map[id.Team]bool, error) {
	out := map[id.Team]bool{}
	if !tx.Actor.May(party.TeamLead) {
		return out, nil
	}
	teams, err := people.Teams(tx)
	for _, one := range teams {
		if one.Lead == tx.Actor.StaffID() {
			out[one.ID] = true
		}
	}
	return out, err
}
