package organisation

import (
	"strings"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
)

// Service begins and changes organisations.
type Service struct {
	log *event.Log
}

// New makes the service.
func New(log *event.Log) *Service { return &Service{log: log} }

// Create begins an organisation under tx.Org, a fresh id. Beside others it needs a host name, and so
// do they.
func (s *Service) Create(tx *db.Tx, n Setup) (Organisation, error) {
	o := n.withDefaults().clean()
	o.ID, o.Version = tx.Org, 1
	if err := o.check(); err != nil {
		return Organisation{}, err
	}
	others, err := s.All(tx)
	if err != nil {
		return Organisation{}, err
	}
	for _, other := range others {
		if other.Host == "" {
			return Organisation{}, fault.New(fault.Conflict, "organisation.others_need_host", "name", other.Name)
		}
		if o.Host == "" {
			return Organisation{}, fault.New(fault.Invalid, "organisation.host_needed").On("host")
		}
	}
	if err := insert(tx, o); err != nil {
		return Organisation{}, err
	}
	return o, s.record(tx, o, Created{})
}

// Get reads the organisation of the transaction.
func (s *Service) Get(tx *db.Tx) (Organisation, error) {
	o, found, err := read(tx)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "organisation.unknown")
	}
	return o, err
}

// Change lets change alter the settings, checks them and records which ones differ. A version other
// than 0 must be the one that stands, otherwise somebody else changed them first: fault Conflict.
func (s *Service) Change(tx *db.Tx, version int64, change func(*Organisation)) (Organisation, error) {
	if err := hold(tx); err != nil {
		return Organisation{}, err
	}
	before, err := s.Get(tx)
	if err != nil {
		return Organisation{}, err
	}
	if version != 0 && version != before.Version {
		return Organisation{}, fault.New(fault.Conflict, "organisation.changed_meanwhile")
	}
	after := before
	change(&after)
	after.ID, after.Version = before.ID, before.Version+1
	after = after.clean()
	if err := after.check(); err != nil {
		return Organisation{}, err
	}
	fields := differing(before, after)
	if len(fields) == 0 {
		return before, nil
	}
	if err := s.checkHost(tx, before, after); err != nil {
		return Organisation{}, err
	}
	if err := update(tx, after); err != nil {
		return Organisation{}, err
	}
	return after, s.record(tx, after, Changed{Fields: fields})
}

// checkHost refuses to take the host name away while there are others to be told apart from.
func (s *Service) checkHost(tx *db.Tx, before, after Organisation) error {
	if after.Host != "" || before.Host == "" {
		return nil
	}
	all, err := s.All(tx)
	if err == nil && len(all) > 1 {
		err = fault.New(fault.Invalid, "organisation.host_needed").On("host")
	}
	return err
}

// ByHost finds the organisation that a browser asks for: the one of that host
// name (its own or that of its public address), or the only one.
func (s *Service) ByHost(tx *db.Tx, host string) (Organisation, error) {
	all, err := s.All(tx)
	if err != nil {
		return Organisation{}, err
	}
	host = CleanHost(host)
	for _, o := range all {
		if o.at(host) {
			return o, nil
		}
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return Organisation{}, fault.New(fault.NotFound, "organisation.unknown")
}

// Called finds the organisation that whoever looks after the installation names: by name or host name,
// or the only one when nothing is named. Otherwise the fault lists what there is to choose from.
func (s *Service) Called(tx *db.Tx, name string) (Organisation, error) {
	all, err := s.All(tx)
	if err != nil {
		return Organisation{}, err
	}
	name = strings.Join(strings.Fields(name), " ")
	if name == "" && len(all) == 1 {
		return all[0], nil
	}
	var found []Organisation
	for _, o := range all {
		if name != "" && (o.at(CleanHost(name)) || strings.EqualFold(o.Name, name)) {
			found = append(found, o)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case name == "":
		err = fault.New(fault.Invalid, "organisation.which", "all", listed(all))
	case len(found) > 1:
		err = fault.New(fault.Conflict, "organisation.several_called", "name", name, "all", listed(found))
	default:
		err = fault.New(fault.NotFound, "organisation.none_called", "name", name, "all", listed(all))
	}
	return Organisation{}, fault.Of(err).On("organisation")
}

// listed names organisations in a sentence, each with its host name.
func listed(all []Organisation) string {
	var out []string
	for _, o := range all {
		if o.Host != "" {
			out = append(out, o.Name+" ("+o.Host+")")
			continue
		}
		out = append(out, o.Name)
	}
	return strings.Join(out, ", ")
}

// All lists every organisation of the installation, the oldest first.
func (s *Service) All(tx *db.Tx) ([]Organisation, error) { return every(tx) }

func (s *Service) record(tx *db.Tx, o Organisation, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "organisation", ID: o.ID.Any(), Version: o.Version}, fact)
}

// differing names the settings that are not the same in both.
func differing(a, b Organisation) []Setting {
	var out []Setting
	for _, field := range []struct {
		name    string
		differs bool
	}{
		{"name", a.Name != b.Name}, {"host", a.Host != b.Host}, {"base_url", a.BaseURL != b.BaseURL},
		{"zone", a.Zone != b.Zone}, {"lang", a.Lang != b.Lang}, {"informal", a.Informal != b.Informal},
		{"phone", a.Phone != b.Phone}, {"email", a.Email != b.Email},
		{"quiet_from", a.QuietFrom != b.QuietFrom}, {"quiet_until", a.QuietUntil != b.QuietUntil},
		{"tacit_days", a.TacitDays != b.TacitDays}, {"margin_minutes", a.MarginMinutes != b.MarginMinutes},
		{"good_friday", a.GoodFriday != b.GoodFriday}, {"liberation_day", a.LiberationDay != b.LiberationDay},
		{"same_day_stopped", !a.SameDayUntil.Equal(b.SameDayUntil)},
	} {
		if field.differs {
			out = append(out, Setting(field.name))
		}
	}
	return out
}
