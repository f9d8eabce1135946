package interaction

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// End is in what a missed call ends.
type End struct {
	How     How
	Subject id.Any // the call, the try or the promise
	Reason  Reason
}

// Waiting lists the missed calls that wait for somebody, the longest waiting first.
func (s *Service) Waiting(tx *db.Tx, limit int) ([]MissedCall, error) { return waiting(tx, limit) }

// EndMissed ends what waits of a customer, or of a number that is nobody's yet, and began before an instant.
func (s *Service) EndMissed(tx *db.Tx, customer id.Customer, caller string, before time.Time, end End) error {
	all, err := waitingOf(tx, customer, caller)
	for _, i := range all {
		if err != nil {
			return err
		}
		if !i.BeganAt.After(before) {
			_, err = s.end(tx, i, end)
		}
	}
	return err
}

// Dismiss ends one missed call for a reason: fault Conflict when it does not wait any more.
func (s *Service) Dismiss(tx *db.Tx, of id.Interaction, reason Reason) (Interaction, error) {
	i, err := s.hold(tx, of)
	switch {
	case err != nil:
		return i, err
	case !reason.Valid():
		return i, fault.New(fault.Invalid, "interaction.reason").On("reason")
	case !i.Waits:
		return i, fault.New(fault.Conflict, "interaction.not_waiting")
	}
	return s.end(tx, i, End{How: ByReason, Reason: reason})
}

func (s *Service) end(tx *db.Tx, i Interaction, end End) (Interaction, error) {
	i.Waits = false
	insertEnd(tx, i, end)
	job.Cancel(tx, JobLeft, i.ID.Any())
	gone := tx.Now.Sub(i.BeganAt)
	return s.save(tx, i, WasMissedNoMore{
		Customer: i.Customer, How: end.How, Subject: end.Subject, Reason: end.Reason, Minutes: int64(gone / time.Minute),
		Soon: end.How == ByCall && gone <= soon,
	})
}

// Reopen has the missed calls wait again that ended so in something which is taken back.
func (s *Service) Reopen(tx *db.Tx, subject id.Any, how How) error {
	all, err := endedBy(tx, subject)
	for _, i := range all {
		if err != nil {
			return err
		}
		undoEnd(tx, i.ID, subject)
		i.Waits = true
		if err = s.watch(tx, i); err != nil {
			return err
		}
		_, err = s.save(tx, i, WasMissedAgain{Customer: i.Customer, How: how})
	}
	return err
}

// OnLeft is JobLeft.
func (s *Service) OnLeft(tx *db.Tx, due job.Due) error {
	i, err := s.hold(tx, id.Interaction(due.Subject))
	if err != nil || !i.Waits {
		return err
	}
	_, err = s.save(tx, i, WasLeft{i.Customer, i.BeganAt})
	return err
}
