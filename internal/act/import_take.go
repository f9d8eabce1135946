package act

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/job"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// taking is an upload that is to be taken over, and for whom.
type taking struct {
	imports.Upload
	actor party.Actor
	house organisation.Organisation
	done  Imported
}

// mostTakes is how often taking an upload over is begun anew when it was cut short.
const mostTakes = 3

// TakeUpload is imports.JobTake: what is cut short by a killed node begins anew, and nothing is taken over twice.
func (a *Acts) TakeUpload() job.Effect {
	return job.Effect{
		Prepare: func(tx *db.Tx, due job.Due) (any, error) {
			u, err := a.Imports.Upload(tx, id.Upload(due.Subject))
			var f *fault.Error
			if errors.As(err, &f) && f.Kind == fault.NotFound || err == nil && u.Step() != imports.Waiting {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			house, err := a.Organisation.Get(tx)
			return &taking{Upload: u, actor: party.Actor{Org: tx.Org, Kind: party.Staff, ID: u.Staff.Any(), Role: party.Owner}, house: house}, err
		},
		Perform: func(ctx context.Context, prepared any) (err error) {
			t := prepared.(*taking)
			t.done, err = a.takeUpload(ctx, t)
			return err
		},
		Record: func(tx *db.Tx, due job.Due, prepared any, performed error) (bool, error) {
			u := prepared.(*taking).Upload
			done := prepared.(*taking).done
			u.Run, u.Counts, u.Made = done.Run, done.Counts, int64(done.Staff)
			var why *fault.Error
			switch {
			case performed == nil:
			case errors.As(performed, &why) && why.Key == "imports.under_way":
				return true, nil // the other one ends
			case errors.As(performed, &why) && why.Kind != fault.Internal && why.Kind != fault.Busy:
				u.Problem = problemOf(why)
			case due.Tries+1 >= mostTakes:
				u.Problem = problemOf(fault.New(fault.Busy, "imports.upload_cut"))
			default:
				return true, nil
			}
			a.Imports.End(tx, u)
			return false, nil
		},
	}
}

// takeUpload takes the file over and keeps the list of what was refused.
func (a *Acts) takeUpload(ctx context.Context, t *taking) (Imported, error) {
	m, err := imports.ParseMap(t.Kind, []byte(t.Map))
	if err != nil {
		return Imported{}, err
	}
	shape, err := imports.ShapeOf(m, t.Encoding, a.uploaded(ctx, t.actor, t.ID))
	if err != nil {
		return Imported{}, err
	}
	err = a.DB.Write(ctx, t.actor, func(tx *db.Tx) error {
		a.Imports.Empty(tx, t.ID, imports.TheList) // of a try that was cut short
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	out := &partWriter{write: func(place int64, data []byte) error {
		return a.DB.Write(ctx, t.actor, func(tx *db.Tx) error {
			a.Imports.Append(tx, t.ID, imports.TheList, place, data)
			return nil
		})
	}}
	list, err := imports.NewList(out, shape, lang.For(t.house.Lang, t.house.Informal, t.house.Location()))
	if err != nil {
		return Imported{}, err
	}
	done, err := a.Import(ctx, t.actor, ImportFile{
		Kind: t.Kind, Map: m, Encoding: t.Encoding, Rows: a.uploaded(ctx, t.actor, t.ID), Refused: func(r imports.Refusal) error { return list.Add(onScreen(r)) },
	})
	if err != nil || !list.Some {
		return done, err
	}
	return done, errors.Join(list.Flush(), out.end())
}

// partWriter writes chunk after chunk.
type partWriter struct {
	write func(place int64, data []byte) error
	place int64
	held  []byte
}

// Write implements io.Writer.
func (p *partWriter) Write(data []byte) (int, error) {
	p.held = append(p.held, data...)
	for len(p.held) >= imports.ChunkSize {
		if err := p.write(p.place, p.held[:imports.ChunkSize]); err != nil {
			return 0, err
		}
		p.held, p.place = append([]byte(nil), p.held[imports.ChunkSize:]...), p.place+1
	}
	return len(data), nil
}

func (p *partWriter) end() error {
	if len(p.held) == 0 {
		return nil
	}
	return p.write(p.place, p.held)
}

// problem is a fault as an upload keeps it.
type problem struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

func problemOf(f *fault.Error) string {
	p := problem{Key: f.Key, Args: map[string]string{}}
	for name, value := range f.Args {
		p.Args[name] = fmt.Sprint(value)
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return "{}" // it holds texts only
	}
	return string(raw)
}

// ImportProblem is why nothing of an upload was taken over.
func ImportProblem(u ImportUpload) *fault.Error {
	var p problem
	if u.Problem == "" || json.Unmarshal([]byte(u.Problem), &p) != nil {
		return nil
	}
	f := fault.New(fault.Invalid, p.Key)
	for name, value := range p.Args {
		f.Args[name] = value
	}
	return f
}

// OnForgetUpload is imports.JobForget.
func (a *Acts) OnForgetUpload(tx *db.Tx, due job.Due) error {
	u, err := a.Imports.Upload(tx, id.Upload(due.Subject))
	if err == nil && u.Step() == imports.Waiting {
		job.Schedule(tx, imports.JobForget, due.Subject, tx.Now.Add(imports.UploadKept))
		return nil
	}
	a.Imports.Forget(tx, id.Upload(due.Subject))
	return nil
}
