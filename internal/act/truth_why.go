package act

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// why finds the reason that a customer is given for what became of a promise, where its own story holds one
// that is theirs to know. Why a colleague is away is not. That it is busy is true on the day itself only.
func (t Truth) why(tx *db.Tx, m message.Message, of id.Promise, f *message.Facts) error {
	if of.IsZero() || m.Kind != message.HonestNotice && m.Kind != message.Changed {
		return nil
	}
	story, err := t.Acts.Promise.Story(tx, of)
	if err != nil {
		return err
	}
	for _, o := range story.Outcomes {
		if !o.UndoneAt.IsZero() {
			continue
		}
		year, month, day := o.RecordedAt.In(f.Zone).Date()
		y, mon, d := tx.Now.In(f.Zone).Date()
		switch {
		case o.Cause == promise.SickLeave:
			f.Reason = message.Absent
		case o.Cause == promise.BusyDay && year == y && month == mon && day == d:
			f.Reason = message.BusyDay
		case o.ActorKind == party.Customer && o.Kind == promise.OutcomeKind(promise.Revised):
			f.Reason = message.AtYourRequest
		}
	}
	return nil
}
