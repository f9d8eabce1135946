package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/web"
)

// UploadPath names a file on its way to be imported.
type UploadPath struct {
	Upload id.Upload `path:"upload"`
}

// UploadView is a file on its way to be imported.
type UploadView struct {
	ID      id.Upload      `json:"id"`
	Kind    act.ImportKind `json:"kind" enum:"customers,interactions,orders,promises"`
	Name    string         `json:"name"`
	Size    int64          `json:"size" doc:"In bytes."`
	Rows    int64          `json:"rows" doc:"Without the heading."`
	Map     string         `json:"map" doc:"What of it goes where, as docs/formats/import.md has it: JSON."`
	Step    act.ImportStep `json:"step" enum:"drawing,taking,taken,failed"`
	AddedAt time.Time      `json:"added_at"`
	EndedAt time.Time      `json:"ended_at,omitzero"`
	Run     id.Import      `json:"run,omitzero"`
	Taken   int64          `json:"taken"`
	Known   int64          `json:"known" doc:"There already."`
	Refused int64          `json:"refused"`
	Problem string         `json:"problem,omitempty" doc:"The code of why nothing was taken over."`
	Version int64          `json:"version"`
}

func showUpload(u act.ImportUpload) UploadView {
	view := UploadView{
		ID: u.ID, Kind: u.Kind, Name: u.Name, Size: u.Size, Rows: u.RowCount, Map: u.Map, Step: u.Step(),
		AddedAt: at(u.AddedAt), EndedAt: at(u.EndedAt), Run: u.Run, Taken: u.Taken, Known: u.Known, Refused: u.Refused, Version: u.Version,
	}
	if f := act.ImportProblem(u); f != nil {
		view.Problem = f.Key
	}
	return view
}

// UploadWish is a file as a program sends it: its bytes are the body.
type UploadWish struct {
	Kind string `query:"kind" required:"true" enum:"customers,interactions,orders,promises"`
	Name string `query:"name" required:"true" doc:"What it is called." example:"klanten.csv"`
}

// ColumnOf is where a field comes from.
type ColumnOf struct {
	Field  string `json:"field" required:"true" doc:"One of docs/formats/import.md." example:"name"`
	Column string `json:"column" required:"true" doc:"As the first row of the file has it." example:"Naam"`
}

type importing struct {
	UploadWish
	bytes *http.Request
	to    http.ResponseWriter
}

// carry keeps the body for the act.
func (u *importing) carry(w http.ResponseWriter, r *http.Request) { u.bytes, u.to = r, w }

// addImports adds the operations that take over what another system knew.
func (s *Server) addImports() {
	acts := s.cfg.Acts
	do(s, operation{
		id: "uploadImport", method: http.MethodPost, path: "~/import-files", scope: "admin", role: party.Owner, status: http.StatusCreated, raw: true,
		summary: "Send a file to be imported", note: "The body is a CSV file, at most 25 MB. Nothing is taken over before takeImport; which column is what is guessed by their names.",
	}, func(ctx context.Context, c *call, in *importing) (act.ImportUpload, error) {
		return acts.UploadImport(ctx, c.actor, act.UploadWish{Kind: act.ImportKind(in.Kind), Name: in.Name, Bytes: in.bytes.Body, More: web.Patience(in.to)})
	}, showUpload)
	do(s, operation{id: "drawImport", method: http.MethodPost, path: "~/import-files/{upload}/columns", scope: "admin", role: party.Owner,
		summary: "Say which column of a file is which field"},
		func(ctx context.Context, c *call, in *struct {
			UploadPath
			Body struct {
				Source   string     `json:"source" required:"true" doc:"The name of the other system, the same each time."`
				Columns  []ColumnOf `json:"columns" required:"true"`
				Departed bool       `json:"departed,omitempty" doc:"Owners whom nobody knows worked here once."`
			}
		}) (act.ImportUpload, error) {
			columns := act.ImportColumns{Source: in.Body.Source, Of: map[string]string{}, Departed: in.Body.Departed}
			for _, one := range in.Body.Columns {
				columns.Of[one.Field] = one.Column
			}
			return acts.DrawImport(ctx, c.actor, in.Upload, columns)
		}, showUpload)
	do(s, operation{id: "takeImport", method: http.MethodPost, path: "~/import-files/{upload}/take", scope: "admin", role: party.Owner,
		summary: "Have a file taken over, in the background"},
		func(ctx context.Context, c *call, in *UploadPath) (act.ImportUpload, error) {
			return acts.TakeImport(ctx, c.actor, in.Upload)
		}, showUpload)
	do(s, operation{id: "dropImport", method: http.MethodPost, path: "~/import-files/{upload}/drop", scope: "admin", role: party.Owner,
		summary: "Throw a file away that is not taken over, or what is left of one that was"},
		func(ctx context.Context, c *call, in *UploadPath) (act.ImportUpload, error) {
			return acts.DropImport(ctx, c.actor, in.Upload)
		}, showUpload)
	get(s, operation{id: "getImportFile", path: "~/import-files/{upload}", scope: "admin", role: party.Owner, summary: "How far a file is"},
		func(tx *db.Tx, c *call, in *UploadPath) (UploadView, error) {
			if !c.actor.May(party.Owner) {
				return UploadView{}, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
			}
			u, err := acts.Imports.Upload(tx, in.Upload)
			return showUpload(u), err
		})
	silently(s, operation{id: "undoImport", method: http.MethodPost, path: "~/imports/{run}/undo", scope: "admin", role: party.Owner,
		summary: "Take a whole import back", note: "409 while anything refers to what it brought."},
		func(ctx context.Context, c *call, in *struct {
			Run id.Import `path:"run"`
		}) error {
			_, err := acts.UndoImport(ctx, c.actor, in.Run)
			return err
		})
}
