package team

import (
	"slices"
	"strings"
	"unicode"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Form adds a team. Only owners do.
func (s *Service) Form(tx *db.Tx, formed Team) (Team, error) {
	formed, err := s.checkedTeam(tx, formed)
	if err != nil {
		return Team{}, err
	}
	if formed.ID.IsZero() {
		formed.ID = id.New[id.Team](tx.IDs)
	}
	formed.Version = 1
	insertTeam(tx, formed)
	return formed, s.log.Record(tx, about("team", formed.ID.Any(), 1), TeamFormed{Lead: formed.Lead})
}

// ChangeTeam gives a team another name or lead. A Version other than 0 must be the present one.
func (s *Service) ChangeTeam(tx *db.Tx, changed Team) (Team, error) {
	changed, err := s.checkedTeam(tx, changed)
	if err != nil {
		return Team{}, err
	}
	if n, err := raiseTeam(tx, changed.ID); err != nil || n == 0 {
		if err == nil {
			err = unknownTeam()
		}
		return Team{}, err
	}
	now, err := s.Team(tx, changed.ID)
	if err != nil {
		return Team{}, err
	}
	if err := checkVersion(changed.Version, now.Version-1); err != nil {
		return Team{}, err
	}
	changed.Version = now.Version
	updateTeam(tx, changed)
	return changed, s.log.Record(tx, about("team", changed.ID.Any(), changed.Version), TeamChanged{Lead: changed.Lead})
}

func (s *Service) checkedTeam(tx *db.Tx, given Team) (Team, error) {
	if err := mustOwn(tx); err != nil {
		return given, err
	}
	given.Name = oneLine(given.Name)
	if err := checkName(given.Name); err != nil || given.Lead.IsZero() {
		return given, err
	}
	lead, found, err := readStaff(tx, given.Lead)
	if err == nil && (!found || lead.Kind != party.Staff || !lead.Here(tx.Now)) {
		err = fault.New(fault.Invalid, "team.lead_not_here").On("lead")
	}
	return given, err
}

// Team finds a team.
func (s *Service) Team(tx *db.Tx, team id.Team) (Team, error) {
	found, ok, err := readTeam(tx, team)
	if err == nil && !ok {
		err = unknownTeam()
	}
	return found, err
}

// Teams is every team in order of name.
func (s *Service) Teams(tx *db.Tx) ([]Team, error) { return listTeams(tx) }

// Members is everyone of a team in order of name, who left included.
func (s *Service) Members(tx *db.Tx, team id.Team) ([]Staff, error) { return listTeamStaff(tx, team) }

// maxSkills bounds the skills of one person.
const maxSkills = 50

// maxSkill bounds a skill, in letters.
const maxSkill = 40

// isSkill tells whether a text can be a skill: letters and figures, with a few signs between and after them.
// A pattern that says so takes 10 ms and 1.5 MB of every start.
func isSkill(code string) bool {
	for n, letter := range []rune(code) {
		if n >= maxSkill || !unicode.In(letter, unicode.L, unicode.N) && (n == 0 || !strings.ContainsRune(" ._+&/-", letter)) {
			return false
		}
	}
	return code != ""
}

// SetSkills says what somebody can do, as codes such as "trainingen"; capitals do not matter. It replaces
// what was said before.
func (s *Service) SetSkills(tx *db.Tx, staff id.Staff, version int64, skills []string) error {
	if err := s.mustLead(tx, staff); err != nil {
		return err
	}
	var codes []string
	for _, skill := range skills {
		code := tidySkill(skill)
		if !isSkill(code) {
			return fault.New(fault.Invalid, "team.bad_skill", "skill", skill).On("skills")
		}
		codes = append(codes, code)
	}
	slices.Sort(codes)
	if codes = slices.Compact(codes); len(codes) > maxSkills {
		return fault.New(fault.Invalid, "team.many_skills", "max", maxSkills).On("skills")
	}
	skilled, err := s.take(tx, staff, version)
	if err != nil {
		return err
	}
	replaceSkills(tx, staff, codes)
	return s.record(tx, &skilled, changeOf(skilled))
}

func tidySkill(skill string) string { return strings.ToLower(oneLine(skill)) }

// Skills is what somebody can do, in order.
func (s *Service) Skills(tx *db.Tx, staff id.Staff) ([]string, error) { return listSkills(tx, staff) }

// AllSkills is every skill that somebody has, in order.
func (s *Service) AllSkills(tx *db.Tx) ([]string, error) { return allSkills(tx) }

func unknownTeam() error { return fault.New(fault.NotFound, "team.unknown_team").On("team") }
