package team

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// HolidaySettings is what the organisation has set about working time: its zone and which of the
// built-in holidays it keeps.
type HolidaySettings interface {
	HolidaySettings(tx *db.Tx) (zone *time.Location, holidays worktime.DutchHolidays, err error)
}

// OpenPromises counts what somebody still has to keep.
type OpenPromises interface {
	// OpenOf is the number of open promises of which they are the owner.
	OpenOf(tx *db.Tx, staff id.Staff) (int, error)
	// DueWithin is the number of those due at or after from and before until.
	DueWithin(tx *db.Tx, staff id.Staff, from, until time.Time) (int, error)
}

// Roles tells who has the role of owner, the longest here first, and who may only read: whoever may not
// act can keep no promise, have no duty and stand in for nobody.
type Roles interface {
	Owners(tx *db.Tx) ([]id.Staff, error)
	Readers(tx *db.Tx) ([]id.Staff, error)
}

// Service keeps staff, teams, duties, calendars, absences and busy times.
type Service struct {
	log      *event.Log
	settings HolidaySettings
	promises OpenPromises
	roles    Roles

	calendars *calendars
}

// New makes the service. Ask it the facts of others with Ask before it is used.
func New(log *event.Log, settings HolidaySettings) *Service {
	return &Service{log: log, settings: settings, calendars: newCalendars()}
}

// Ask has the service know what others know. Without promises nobody has any; without roles the person
// who is here longest stands in for the owners, and everybody may act.
func (s *Service) Ask(promises OpenPromises, roles Roles) {
	s.promises, s.roles = promises, roles
}

// Hire adds a member of staff or an agent. The id may be chosen beforehand; an imported past may give
// LeftAt. An agent needs a person who is answerable for it. Only owners hire.
func (s *Service) Hire(tx *db.Tx, hired Staff) (Staff, error) {
	if err := mustOwn(tx); err != nil {
		return Staff{}, err
	}
	hired, err := s.checked(tx, hired)
	if err != nil {
		return Staff{}, err
	}
	if hired.ID.IsZero() {
		hired.ID = id.New[id.Staff](tx.IDs)
	}
	hired.Version = 1
	insertStaff(tx, hired)
	return hired, s.log.Record(tx, about("staff", hired.ID.Any(), 1),
		StaffHired{Agent: hired.Kind == party.Agent, Team: hired.Team, Answerable: hired.Answerable})
}

// checked is tidy, with what only the tables know.
func (s *Service) checked(tx *db.Tx, given Staff) (Staff, error) {
	given, err := given.tidy()
	if err != nil {
		return given, err
	}
	if given.Zone != "" {
		if _, err := worktime.Zone(given.Zone); err != nil {
			return given, err
		}
	}
	if !given.Team.IsZero() {
		if _, err := s.Team(tx, given.Team); err != nil {
			return given, fault.Of(err).On("team")
		}
	}
	if given.Kind != party.Agent {
		given.Answerable = id.Staff{}
		return given, nil
	}
	person, found, err := readStaff(tx, given.Answerable)
	if err == nil && (!found || person.Kind != party.Staff || !person.Here(tx.Now)) {
		err = fault.New(fault.Invalid, "team.agent_without_person").On("answerable")
	}
	return given, err
}

// Change gives a member of staff other particulars; Kind and LeftAt stay. A Version other than 0 must be
// the present one.
func (s *Service) Change(tx *db.Tx, changed Staff) (Staff, error) {
	if err := s.mustLead(tx, changed.ID); err != nil {
		return Staff{}, err
	}
	before, err := s.take(tx, changed.ID, changed.Version)
	if err != nil {
		return Staff{}, err
	}
	changed.Kind, changed.LeftAt, changed.Version = before.Kind, before.LeftAt, before.Version
	if changed, err = s.checked(tx, changed); err != nil {
		return Staff{}, err
	}
	updateStaff(tx, changed)
	err = s.record(tx, &changed, changeOf(changed))
	return changed, err
}

func changeOf(s Staff) StaffChanged {
	return StaffChanged{Team: s.Team, AnswersPhone: s.AnswersPhone, Share: s.DayShare()}
}

// Depart records that somebody no longer works here as from now. It is refused while they own open
// promises, lead a team or answer for an agent: no promise is without an owner who is there.
func (s *Service) Depart(tx *db.Tx, staff id.Staff, version int64) (Staff, error) {
	if err := mustOwn(tx); err != nil {
		return Staff{}, err
	}
	leaver, err := s.take(tx, staff, version)
	if err != nil {
		return Staff{}, err
	}
	if !leaver.Here(tx.Now) {
		return Staff{}, fault.New(fault.Conflict, "team.has_left", "name", leaver.FirstName)
	}
	if err := s.mayGo(tx, leaver); err != nil {
		return Staff{}, err
	}
	leaver.LeftAt = tx.Now
	updateStaff(tx, leaver)
	err = s.record(tx, &leaver, StaffLeft{At: tx.Now})
	return leaver, err
}

func (s *Service) mayGo(tx *db.Tx, leaver Staff) error {
	if s.promises != nil {
		n, err := s.promises.OpenOf(tx, leaver.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "team.has_open_promises", "name", leaver.FirstName, "n", n)
		}
	}
	teams, err := listTeams(tx)
	if err != nil {
		return err
	}
	for _, team := range teams {
		if team.Lead == leaver.ID {
			return fault.New(fault.Conflict, "team.still_leads", "name", leaver.FirstName, "team", team.Name)
		}
	}
	agents, err := countAnswerable(tx, leaver.ID)
	if err == nil && agents > 0 {
		err = fault.New(fault.Conflict, "team.still_answerable", "name", leaver.FirstName, "n", agents)
	}
	return err
}

// Get finds a member of staff or an agent, who left included.
func (s *Service) Get(tx *db.Tx, staff id.Staff) (Staff, error) {
	found, ok, err := readStaff(tx, staff)
	if err == nil && !ok {
		err = unknownStaff()
	}
	return found, err
}

// List is everyone of the organisation in order of name, who left included.
func (s *Service) List(tx *db.Tx) ([]Staff, error) { return listStaff(tx) }

// ByName finds everyone of this full name; capitals and double spaces do not matter.
func (s *Service) ByName(tx *db.Tx, name string) ([]Staff, error) {
	return staffByName(tx, nameKey(name))
}

// take keeps the row of somebody for this transaction; a version other than 0 must be the present one.
func (s *Service) take(tx *db.Tx, staff id.Staff, version int64) (Staff, error) {
	if n, err := takeStaff(tx, staff); err != nil || n == 0 {
		if err == nil {
			err = unknownStaff()
		}
		return Staff{}, err
	}
	found, err := s.Get(tx, staff)
	if err == nil {
		err = checkVersion(version, found.Version)
	}
	return found, err
}

// record raises the version of somebody whose row was taken, and records what happened to them.
func (s *Service) record(tx *db.Tx, staff *Staff, fact event.Fact) error {
	staff.Version++
	putStaffVersion(tx, staff.ID, staff.Version)
	return s.log.Record(tx, about("staff", staff.ID.Any(), staff.Version), fact)
}

func about(kind string, subject id.Any, version int64) event.About {
	return event.About{Kind: kind, ID: subject, Version: version}
}

func checkVersion(expected, found int64) error {
	if expected != 0 && expected != found {
		return fault.New(fault.Conflict, "team.changed_meanwhile")
	}
	return nil
}

func unknownStaff() error { return fault.New(fault.NotFound, "team.unknown_staff").On("staff") }
