package app

import (
	"syscall"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
)

// filesOnTimeline: what came in stands on the day on which it did; of what was taken away stands only that it was,
// unless it never should have been there.
func (a *App) filesOnTimeline() {
	onTimeline(a, interaction.Rest, func(f file.WasAdded) id.Customer { return f.Customer })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f file.WasRemoved) error {
		a.Acts.Interaction.StrikeEvents(tx, e.Subject)
		if f.Reason == file.Mistaken || f.Reason == file.Erased {
			return nil
		}
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: id.Any(e.ID), Customer: f.Customer, At: e.HappenedAt, Sort: interaction.Rest, Source: interaction.FromEvent,
			SubjectKind: string(f.SubjectKind), Subject: f.Subject, What: e.Kind, ActorKind: e.ActorKind, Actor: e.Actor,
		})
	})
}

// reactToFiles: when it turns out who asked, the files of the question are his.
func (a *App) reactToFiles() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Changed) error {
		for _, field := range f.Fields {
			if field != "customer" {
				continue
			}
			q, err := a.Acts.Intake.Get(tx, id.Question(e.Subject))
			if err != nil {
				return err
			}
			a.Acts.File.Belongs(tx, e.Subject, q.Customer)
		}
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasRecognised) error {
		a.Acts.File.Belongs(tx, e.Subject, f.Customer)
		return nil
	})
}

// disk is how many bytes the disk of the data has left.
func (c Config) disk() (free int64, known bool) {
	var found syscall.Statfs_t
	if err := syscall.Statfs(c.Data, &found); err != nil {
		return 0, false
	}
	return int64(found.Bavail) * found.Bsize, true
}
