package act

import (
	"context"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// ShowFile has the customer see a file on his page, or no more.
func (a *Acts) ShowFile(ctx context.Context, actor party.Actor, of id.File, shown bool) (file.File, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (file.File, error) { return a.File.Show(tx, of, shown) })
}

// RemoveFile takes a file away, name and bytes: by who added it a moment ago, or by a team lead with a reason.
func (a *Acts) RemoveFile(ctx context.Context, actor party.Actor, of id.File, reason file.Reason) (file.File, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (file.File, error) { return a.File.Remove(tx, of, reason) })
}

// RemoveFileByLink is a customer who takes away what he added a moment ago.
func (a *Acts) RemoveFileByLink(ctx context.Context, v Visitor, of id.File) (file.File, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, _ access.Link) (file.File, error) { return a.File.Remove(tx, of, "") })
}

// SetFileRoom says how much the files of the organisation may take, in bytes.
func (a *Acts) SetFileRoom(ctx context.Context, actor party.Actor, bytes int64) error {
	return a.does(ctx, actor, party.Owner, func(tx *db.Tx) error { return a.File.SetMost(tx, bytes) })
}

// tellAdded tells whoever keeps a promise that the customer added a file about it.
func (a *Acts) tellAdded(tx *db.Tx, w FileWish) error {
	if tx.Actor.Kind != party.Customer {
		return nil
	}
	var about []promise.Promise
	var err error
	switch w.About {
	case file.OfPromise:
		var p promise.Promise
		p, err = a.Promise.Get(tx, id.Promise(w.ID))
		about = append(about, p)
	case file.OfQuestion:
		about, err = a.Promise.OfQuestion(tx, id.Question(w.ID))
	}
	for _, p := range about {
		if err == nil && p.Direction == promise.Ours && (p.Open || w.About == file.OfPromise) {
			err = a.TellAgain(tx, p, message.CustomerAdded, p.Owner)
		}
	}
	return err
}

// provenByFile refuses a promise kept by a file where there is none that shows it.
func (a *Acts) provenByFile(tx *db.Tx, of id.Promise, deed promise.Deed) error {
	if deed.Proof != promise.ByFile {
		return nil
	}
	proven, err := a.File.Proven(tx, of)
	if err == nil && !proven {
		err = fault.New(fault.Invalid, "file.no_proof").On("proof")
	}
	return err
}
