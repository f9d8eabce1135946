package act

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// doneBy says who asked, gave or turned down what a notice is about, and what he said. Nobody's name: Kroon did.
func (t Truth) doneBy(tx *db.Tx, m message.Message, story promise.Story, f *message.Facts) error {
	tells := map[message.Kind]promise.OutcomeKind{
		message.AskedToTakeOver: promise.Proposed, message.TurnedDown: promise.TurnedDown, message.Entrusted: promise.Reassigned,
	}[m.Kind]
	if m.Kind == message.AskedToPromise {
		return t.named(tx, story.Promise.MadeBy, &f.By)
	}
	for _, o := range story.Outcomes {
		if tells == "" || o.Kind != tells || !o.UndoneAt.IsZero() {
			continue
		}
		by := id.Staff(o.Actor)
		if f.Said = ""; o.Kind == promise.TurnedDown {
			f.Said = o.Words
		}
		if f.By = "Kroon"; o.ActorKind == party.System {
			continue
		}
		if err := t.named(tx, by, &f.By); err != nil {
			return err
		}
	}
	return nil
}

func (t Truth) named(tx *db.Tx, staff id.Staff, name *string) error {
	if staff.IsZero() {
		return nil
	}
	found, err := t.Acts.Team.Get(tx, staff)
	*name = found.FirstName
	return err
}
