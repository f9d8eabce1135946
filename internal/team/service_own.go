package team

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
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
