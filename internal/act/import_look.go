package act

import (
	"context"
	"errors"
	"io"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/party"
)

// How much of a file is looked at before it is taken over: so many rows are tried, and so many of them shown.
const (
	rowsTried   = 200
	rowsShown   = 10
	rowsSkipped = 50
)

// ImportLook is an upload, and what would become of its first rows.
type ImportLook struct {
	imports.Upload
	Columns []string          // of the file
	First   [][]string        // what stands below each in the first rows
	Drawn   imports.Columns   // what goes where, as far as is known
	Missing *fault.Error      // the map is not whole yet; nil when it is
	Fields  []string          // that the map fills
	Rows    []ImportRow       // the first, as they would be taken over
	Tried   imports.Counts    // of the first rows, what would become of them
	Wrong   []ImportRefusal   // of those, the ones that would be refused
	Skipped []imports.Skipped // of what was taken over, the first rows that were not
	Run     imports.Run       // the run that is under way; zero otherwise
}

// ImportRow is a row as it would be taken over.
type ImportRow struct {
	Row   int // as a spreadsheet counts
	Cells []string
	Wrong *ImportRefusal
}

// LookAtImport tries the first rows of an uploaded file and keeps nothing.
func (a *Acts) LookAtImport(ctx context.Context, actor party.Actor, of id.Upload) (look ImportLook, err error) {
	if !actor.May(party.Owner) {
		return look, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		var running []imports.Run
		if look.Upload, err = a.Imports.Upload(tx, of); err == nil && look.Step() == imports.Waiting {
			if running, err = a.Imports.Unfinished(tx); len(running) > 0 {
				look.Run = running[0]
			}
		}
		if err == nil && look.Step() == imports.Taken && look.Refused > 0 {
			look.Skipped, err = imports.ReadList(&partReader{next: func(place int64) ([]byte, bool, error) {
				return a.Imports.Chunk(tx, of, imports.TheList, place)
			}}, rowsSkipped)
		}
		return err
	})
	if err != nil || look.Step() != imports.Drawing {
		return look, err
	}
	m, err := imports.ParseMap(look.Kind, []byte(look.Map))
	look.Drawn = m.Drawn()
	if err != nil {
		look.Missing = fault.Of(err)
	}
	seen, err := imports.Look(look.Encoding, a.uploaded(ctx, actor, of))
	look.Columns, look.First = seen.Columns, seen.First
	if err != nil || look.Missing != nil {
		return look, err
	}
	return look, a.tryRows(ctx, actor, &look, m)
}

// tryRows takes the first rows over without keeping anything, and shows how they are read.
func (a *Acts) tryRows(ctx context.Context, actor party.Actor, look *ImportLook, m imports.Map) error {
	for _, field := range imports.FieldsOf(look.Kind) {
		if look.Drawn.Of[field] != "" {
			look.Fields = append(look.Fields, field)
		}
	}
	wrong := map[int]*ImportRefusal{}
	done, err := a.Import(ctx, actor, ImportFile{
		Kind: look.Kind, Map: m, Encoding: look.Encoding, Rows: a.uploaded(ctx, actor, look.ID), DryRun: true, Most: rowsTried,
		Refused: func(r imports.Refusal) error {
			r = onScreen(r)
			look.Wrong = append(look.Wrong, r)
			wrong[r.Row] = &r
			return nil
		},
	})
	if err != nil {
		return err
	}
	look.Tried = done.Counts
	err = imports.Read(look.Kind, m, look.Encoding, nil, a.uploaded(ctx, actor, look.ID), func(r imports.Record) error {
		if len(look.Rows) == rowsShown {
			return errEnough
		}
		row := ImportRow{Row: r.Row, Wrong: wrong[r.Row]}
		for _, field := range look.Fields {
			row.Cells = append(row.Cells, r.Said(field))
		}
		look.Rows = append(look.Rows, row)
		return nil
	}, func(imports.Refusal) error { return nil })
	if errors.Is(err, errEnough) {
		err = nil
	}
	return err
}

// screenWords are sentences for who looks at a screen, instead of those for who writes a map.
var screenWords = map[string]string{
	"imports.no_id": "takeover.why.no_id", "imports.no_word": "takeover.why.no_word", "imports.bad_date": "takeover.why.bad_date",
	"imports.unknown_staff": "takeover.why.unknown_staff", "imports.unknown_customer": "takeover.why.unknown_customer",
	"imports.map_missing": "takeover.why.missing", "imports.map_source": "takeover.why.source",
}

// onScreen says why a row is refused to who has no map.
func onScreen(r ImportRefusal) ImportRefusal {
	r.Fault = toldOnScreen(r.Fault)
	return r
}

func toldOnScreen(f *fault.Error) *fault.Error {
	key, ours := screenWords[f.Key]
	if !ours {
		return f
	}
	out := fault.New(f.Kind, key).On(f.Field)
	for name, value := range f.Args {
		out.Args[name] = value
	}
	return out
}

// ListMedia is the media type of the list of refused rows.
var ListMedia = file.CSV.Media()

// ImportList is the list of the rows of an upload that were refused, and how it is called.
func (a *Acts) ImportList(ctx context.Context, actor party.Actor, of id.Upload) (name string, list []byte, err error) {
	if !actor.May(party.Owner) {
		return "", nil, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		u, err := a.Imports.Upload(tx, of)
		if err == nil && u.Step() != imports.Taken {
			err = fault.New(fault.NotFound, "imports.upload_unknown").On("upload")
		}
		if err != nil {
			return err
		}
		name = sourceOf(u.Name) + listedOf + ".csv"
		list, err = io.ReadAll(&partReader{next: func(place int64) ([]byte, bool, error) {
			return a.Imports.Chunk(tx, of, imports.TheList, place)
		}})
		return err
	})
	return name, list, err
}
