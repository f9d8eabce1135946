package act

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/party"
)

// What screens and programs say of imports.
type (
	ImportUpload  = imports.Upload
	ImportKind    = imports.Kind
	ImportColumns = imports.Columns
	ImportRun     = imports.Run
	ImportRefusal = imports.Refusal
	ImportGone    = imports.Reference
)

// ImportStep is how far an upload is.
type ImportStep = imports.Step

// How far an upload can be.
const (
	ImportDrawing = imports.Drawing
	ImportWaiting = imports.Waiting
	ImportTaken   = imports.Taken
	ImportFailed  = imports.Failed
)

// MaxImport is how large a file may be that comes in through a browser or a program, in bytes.
const MaxImport = imports.MaxUpload

// ImportKinds are what can be taken over, in the order in which a new house needs it.
func ImportKinds() []ImportKind {
	return []ImportKind{imports.Customers, imports.Interactions, imports.Orders, imports.Promises}
}

// ImportFields are what a row of such a file can tell; needed: without it no row is taken over.
func ImportFields(kind ImportKind) (all []string, needed func(field string) bool) {
	return imports.FieldsOf(kind), func(field string) bool { return imports.Needs(kind, field) }
}

// UploadWish is a file that comes in to be imported.
type UploadWish struct {
	Kind  ImportKind
	Name  string
	Bytes io.Reader
	// More is called before each stretch is read, to give a slow line more time; nil does nothing.
	More func()
}

// UploadImport takes a file in, looks at all of it, and guesses by the names of its columns what of it goes where. A
// file that cannot be imported as a whole is refused, and nothing of it is kept.
func (a *Acts) UploadImport(ctx context.Context, actor party.Actor, w UploadWish) (u imports.Upload, err error) {
	if !actor.May(party.Owner) {
		return u, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	if err := a.enoughDisk(); err != nil {
		return u, naming(err, w.Name)
	}
	alone := context.WithValue(ctx, onceKey{}, nil) // only that it arrived is kept under the key of the request
	err = a.DB.Write(alone, actor, func(tx *db.Tx) error {
		u = a.Imports.BeginUpload(tx, w.Kind, file.Shown(w.Name))
		return nil
	})
	if err != nil {
		return u, err
	}
	came := u.ID
	defer func() {
		if err != nil || u.ID != came {
			err = errors.Join(err, a.dropUpload(alone, actor, came))
		}
	}()
	if u.Size, err = a.receive(alone, actor, u.ID, w); err != nil {
		return u, err
	}
	if u.Encoding, err = imports.Detect(a.uploaded(alone, actor, u.ID), ""); err != nil {
		return u, err
	}
	seen, err := imports.Look(u.Encoding, a.uploaded(alone, actor, u.ID))
	if err != nil {
		return u, err
	}
	u.RowCount = seen.Rows
	drawn, err := imports.Draw(u.Kind, imports.Columns{Source: sourceOf(w.Name), Of: imports.Guess(u.Kind, seen.Columns)})
	if err != nil && fault.Of(err).Kind == fault.Internal {
		return u, err
	}
	u.Map = drawn.Text() // what is missing in it, somebody fills in
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (imports.Upload, error) {
		a.Imports.Arrived(tx, u)
		return u, nil
	})
}

// listedOf is how the name of a list of refused rows ends, by us or by a browser that has one already.
const listedOf = ".errors"

// sourceOf is the name of a file without its ending: the name of the other system until somebody says it. That of a
// list of refused rows is the name of the file it came from, so that nothing comes twice.
func sourceOf(name string) string {
	name = file.Shown(name)
	name, _, _ = strings.Cut(name, listedOf)
	if bare := strings.TrimSuffix(name, filepath.Ext(name)); bare != "" {
		return bare
	}
	return name
}

// receive writes the bytes as they come in, a transaction for each stretch.
func (a *Acts) receive(ctx context.Context, actor party.Actor, of id.Upload, w UploadWish) (size int64, err error) {
	buffer := make([]byte, 4*imports.ChunkSize)
	for {
		if w.More != nil {
			w.More()
		}
		n, over, err := fill(w.Bytes, buffer)
		if err != nil {
			return size, fault.New(fault.Invalid, "file.cut_off", "name", file.Shown(w.Name)).On("file").Because(err)
		}
		if size+int64(n) > imports.MaxUpload {
			return size, fault.New(fault.Invalid, "imports.upload_large", "most", imports.MaxUpload>>20).On("file")
		}
		if n > 0 {
			err = a.DB.Write(ctx, actor, func(tx *db.Tx) error {
				a.Imports.Append(tx, of, imports.TheFile, size/imports.ChunkSize, buffer[:n])
				return nil
			})
			if err != nil {
				return size, err
			}
		}
		if size += int64(n); over {
			if size == 0 {
				err = fault.New(fault.Invalid, "imports.empty").On("file")
			}
			return size, err
		}
	}
}

func (a *Acts) dropUpload(ctx context.Context, actor party.Actor, of id.Upload) error {
	return a.DB.Write(context.WithoutCancel(ctx), actor, func(tx *db.Tx) error {
		a.Imports.Forget(tx, of)
		return nil
	})
}

// uploaded reads the bytes of an upload from the beginning.
func (a *Acts) uploaded(ctx context.Context, actor party.Actor, of id.Upload) io.Reader {
	return &partReader{next: func(place int64) (data []byte, more bool, err error) {
		err = a.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
			data, more, err = a.Imports.Chunk(tx, of, imports.TheFile, place)
			return err
		})
		return data, more, err
	}}
}

// partReader reads chunk after chunk.
type partReader struct {
	next  func(place int64) ([]byte, bool, error)
	place int64
	rest  []byte
}

// Read implements io.Reader.
func (p *partReader) Read(into []byte) (int, error) {
	if len(p.rest) == 0 {
		data, more, err := p.next(p.place)
		if err != nil {
			return 0, err
		}
		if !more {
			return 0, io.EOF
		}
		p.rest, p.place = data, p.place+1
	}
	n := copy(into, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// DrawImport says what of an uploaded file goes where: a column for each field.
func (a *Acts) DrawImport(ctx context.Context, actor party.Actor, of id.Upload, c imports.Columns) (imports.Upload, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (imports.Upload, error) {
		u, err := a.Imports.Upload(tx, of)
		if err != nil {
			return u, err
		}
		drawn, err := imports.Draw(u.Kind, c)
		if err != nil {
			return u, toldOnScreen(fault.Of(err))
		}
		return a.Imports.Draw(tx, of, drawn.Text())
	})
}

// TakeImport has an uploaded file taken over in the background: rows that cannot be are refused one by one.
func (a *Acts) TakeImport(ctx context.Context, actor party.Actor, of id.Upload) (imports.Upload, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (imports.Upload, error) {
		u, err := a.Imports.Upload(tx, of)
		if err != nil {
			return u, err
		}
		if _, err := imports.ParseMap(u.Kind, []byte(u.Map)); err != nil {
			return u, err
		}
		return a.Imports.AskTake(tx, of)
	})
}

// DropImport throws an uploaded file away before it is taken over, or what is left of it after.
func (a *Acts) DropImport(ctx context.Context, actor party.Actor, of id.Upload) (imports.Upload, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (imports.Upload, error) {
		u, err := a.Imports.Upload(tx, of)
		if err == nil && u.Step() == imports.Waiting {
			err = fault.New(fault.Conflict, "imports.upload_settled").On("upload")
		}
		if err == nil {
			a.Imports.Forget(tx, of)
		}
		return u, err
	})
}

// Uploaded is what was imported and is on its way to be.
type Uploaded struct {
	Uploads []imports.Upload
	Runs    []imports.Run
	Now     time.Time
}

// mostListed is how many of each are listed.
const mostListed = 30

// Imported lists what was uploaded and what was imported, the newest first.
func (a *Acts) Imported(ctx context.Context, actor party.Actor) (out Uploaded, err error) {
	if !actor.May(party.Owner) {
		return out, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		out.Now = tx.Now
		if out.Uploads, err = a.Imports.Uploads(tx, mostListed); err == nil {
			out.Runs, err = a.Imports.List(tx, mostListed)
		}
		return err
	})
	return out, err
}
