package team

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// SpeakTo says in which language somebody wants the screen; empty: the organisation's. Their lead sets
// it, and they themselves.
func (s *Service) SpeakTo(tx *db.Tx, staff id.Staff, l lang.Lang) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	if l != "" && !l.Valid() {
		return fault.New(fault.Invalid, "team.unknown_lang", "lang", string(l)).On("lang")
	}
	person, err := s.take(tx, staff, 0)
	if err != nil || person.Lang == l {
		return err
	}
	person.Lang = l
	updateStaff(tx, person)
	return s.record(tx, &person, changeOf(person))
}

// Wear says whether somebody wants the screen light or dark. They themselves set it.
func (s *Service) Wear(tx *db.Tx, staff id.Staff, theme Theme) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	if !theme.Valid() {
		return fault.New(fault.Invalid, "team.unknown_theme").On("theme")
	}
	person, err := s.take(tx, staff, 0)
	if err != nil || person.Theme == theme {
		return err
	}
	person.Theme = theme
	updateStaff(tx, person)
	return s.record(tx, &person, changeOf(person))
}

// Inherited is the week that somebody works where they have said nothing of their own: their team's over
// the organisation's. Of nobody it is the organisation's.
func (s *Service) Inherited(tx *db.Tx, staff id.Staff) (Week, error) {
	person := Staff{Kind: party.Staff}
	if !staff.IsZero() {
		var err error
		if person, err = s.Get(tx, staff); err != nil {
			return nil, err
		}
	}
	if person.Kind == party.Agent {
		return allWeek(), nil
	}
	f, err := s.frame(tx, []id.Any{tx.Org.Any(), person.Team.Any()})
	return f.teamWeek(tx.Org, person.Team), err
}
