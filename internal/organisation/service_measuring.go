package organisation

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// JobMeasuring records that figures of each person went off by themselves; the subject is the Measuring.
const JobMeasuring = "organisation.measuring"

// BeginMeasuring lets figures of each person be seen from now until the end of a day. One runs at a time: fault
// Conflict while another does.
func (s *Service) BeginMeasuring(tx *db.Tx, wish Measure) (Measuring, error) {
	if err := hold(tx); err != nil {
		return Measuring{}, err
	}
	o, err := s.Get(tx)
	if err != nil {
		return Measuring{}, err
	}
	m, err := wish.decide(tx.Now, o.Location())
	if err != nil {
		return Measuring{}, err
	}
	running, on, err := s.Measuring(tx)
	if err != nil {
		return Measuring{}, err
	}
	if on {
		return Measuring{}, fault.New(fault.Conflict, "organisation.measuring_on", "day", running.Until)
	}
	m.ID, m.BegunBy = id.New[id.Measuring](tx.IDs), tx.Actor.StaffID()
	insertMeasuring(tx, m)
	job.Schedule(tx, JobMeasuring, m.ID.Any(), m.Until)
	return m, s.recordMeasuring(tx, m, 1, MeasuringBegan{m.AgreedBy, m.Until.Unix()})
}

// StopMeasuring switches them off now; nothing happens when they are off.
func (s *Service) StopMeasuring(tx *db.Tx) error {
	if err := hold(tx); err != nil {
		return err
	}
	m, on, err := s.Measuring(tx)
	if err != nil || !on {
		return err
	}
	stopMeasuring(tx, m.ID)
	job.Cancel(tx, JobMeasuring, m.ID.Any())
	return s.recordMeasuring(tx, m, 2, MeasuringStopped{})
}

// OnMeasuringEnd is the work of JobMeasuring.
func (s *Service) OnMeasuringEnd(tx *db.Tx, due job.Due) error {
	return s.recordMeasuring(tx, Measuring{ID: id.Measuring(due.Subject)}, 2, MeasuringEnded{})
}

// Measuring is the one that runs now; false when figures of each person are off.
func (s *Service) Measuring(tx *db.Tx) (m Measuring, on bool, err error) {
	all, err := s.Measurings(tx, 1)
	if err != nil || len(all) == 0 || !all[0].On(tx.Now) {
		return Measuring{}, false, err
	}
	return all[0], true, nil
}

// Measurings are the last ones, the newest first: when figures of each person were seen, why, and who said so.
func (s *Service) Measurings(tx *db.Tx, limit int) ([]Measuring, error) {
	return listMeasurings(tx, limit)
}

// Ended is when it stopped, or will by itself.
func (m Measuring) Ended() time.Time {
	if m.StoppedAt.IsZero() {
		return m.Until
	}
	return m.StoppedAt
}

func (s *Service) recordMeasuring(tx *db.Tx, m Measuring, version int64, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "measuring", ID: m.ID.Any(), Version: version}, fact)
}
