package worktime

import (
	"sync"
	"time"
	_ "time/tzdata" // the same zones on a machine that has none installed

	"kroon/internal/fault"
)

var zones sync.Map // of *time.Location by name: loading one reads a file

// Zone finds a zone by its name in the IANA database. The machine's own zone ("Local") and the empty
// name are refused: what is due must not depend on where Kroon runs.
func Zone(name string) (*time.Location, error) {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	unknown := fault.New(fault.Invalid, "worktime.unknown_zone", "zone", name).On("zone")
	if name == "" || name == "Local" {
		return nil, unknown
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, unknown.Because(err)
	}
	zones.Store(name, zone)
	return zone, nil
}
