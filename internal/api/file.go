package api

import (
	"context"
	"encoding/hex"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// FilePath names a file.
type FilePath struct {
	File id.File `path:"file"`
}

// FileView is a file without its bytes.
type FileView struct {
	ID          id.File       `json:"id"`
	Name        string        `json:"name"`
	Type        string        `json:"type" doc:"What it is, by what is in it." example:"pdf"`
	Size        int64         `json:"size" doc:"In bytes."`
	SHA256      string        `json:"sha256"`
	Customer    id.Customer   `json:"customer,omitzero"`
	SubjectKind act.FileAbout `json:"subject_kind" enum:"question,promise,interaction,customer"`
	Subject     id.Any        `json:"subject"`
	Shown       bool          `json:"shown" doc:"The customer sees it on his page."`
	Proof       bool          `json:"proof" doc:"It shows that a promise was kept."`
	ByCustomer  bool          `json:"by_customer"`
	AddedAt     time.Time     `json:"added_at"`
	Version     int64         `json:"version"`
}

func showFile(f act.File) FileView {
	return FileView{
		ID: f.ID, Name: f.Name, Type: string(f.Type), Size: f.Size, SHA256: hex.EncodeToString(f.Sum), Customer: f.Customer,
		SubjectKind: f.SubjectKind, Subject: f.Subject, Shown: f.Shown, Proof: f.Proof, ByCustomer: f.ByCustomer(),
		AddedAt: at(f.AddedAt), Version: f.Version,
	}
}

// FileWish is a file as a program sends it: its bytes are the body.
type FileWish struct {
	SubjectKind act.FileAbout `query:"subject_kind" required:"true" enum:"question,promise,interaction,customer"`
	Subject     id.Any        `query:"subject" required:"true" doc:"What it belongs to."`
	Name        string        `query:"name" required:"true" doc:"What it is called; folders and what cannot be seen are left out." example:"offerte.pdf"`
	Shown       bool          `query:"shown" doc:"The customer sees it on his page."`
	Proof       bool          `query:"proof" doc:"Of a promise: it shows that it was kept."`
}

// uploading is the request with its bytes, read while they come in.
type uploading struct {
	FileWish
	bytes *http.Request
	to    http.ResponseWriter
}

// carry keeps the body for the act.
func (u *uploading) carry(w http.ResponseWriter, r *http.Request) { u.bytes, u.to = r, w }

func addFiles(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "addFile", method: http.MethodPost, path: "~/files", scope: "questions:write", role: "staff", status: http.StatusCreated, raw: true,
		summary: "Add a file to a question, a promise, a contact or a customer",
		note:    "The body is the file itself, at most 25 MB. Its type follows from what is in it; what a computer or a browser would run is refused.",
	}, func(ctx context.Context, c *call, in *uploading) (act.File, error) {
		return acts.AddFile(ctx, c.actor, act.FileWish{
			About: in.SubjectKind, ID: in.Subject, Name: in.Name, Shown: in.Shown, Proof: in.Proof,
			Bytes: in.bytes.Body, More: web.Patience(in.to),
		})
	}, showFile)
	do(s, operation{id: "showFile", method: http.MethodPost, path: "~/files/{file}/show", scope: "questions:write", role: "staff",
		summary: "Have the customer see a file on his page, or no more"},
		func(ctx context.Context, c *call, in *struct {
			FilePath
			Body struct {
				Shown bool `json:"shown"`
			}
		}) (act.File, error) {
			return acts.ShowFile(ctx, c.actor, in.File, in.Body.Shown)
		}, showFile)
	do(s, operation{id: "removeFile", method: http.MethodPost, path: "~/files/{file}/remove", scope: "questions:write", role: "staff",
		summary: "Take a file away, name and bytes: for who added it a moment ago, or a team lead with a reason"},
		func(ctx context.Context, c *call, in *struct {
			FilePath
			Body struct {
				Reason act.FileReason `json:"reason,omitempty" enum:"wrong,asked,private,outdated"`
			}
		}) (act.File, error) {
			return acts.RemoveFile(ctx, c.actor, in.File, in.Body.Reason)
		}, showFile)
	readFiles(s)
}

func readFiles(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "getFile", path: "~/files/{file}", scope: "questions:read", summary: "A file without its bytes"},
		func(tx *db.Tx, _ *call, in *FilePath) (FileView, error) {
			f, err := acts.File.Get(tx, in.File)
			return showFile(f), err
		})
	get(s, operation{id: "listFiles", path: "~/customers/{customer}/files", scope: "questions:read", summary: "The files about a customer, the newest first"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			Paging
		}) (listOf[FileView], error) {
			c, err := acts.Customer.Get(tx, in.Customer)
			if err != nil {
				return listOf[FileView]{}, err
			}
			all, err := acts.File.OfCustomer(tx, c.ID, id.File(in.After), in.Limit+1)
			return page(all, in.Limit, showFile, func(f act.File) id.Any { return f.ID.Any() }), err
		})
	serve(s, operation{id: "readFile", method: http.MethodGet, path: "~/files/{file}/content", scope: "questions:read", role: party.Reader,
		summary: "The bytes of a file, or the range that was asked for", media: "application/octet-stream"},
		func(ctx context.Context, c *call, in *FilePath) (stream, error) {
			if !c.actor.May(party.Reader) {
				return nil, fault.New(fault.Forbidden, "act.role", "role", string(party.Reader))
			}
			opened, err := overview.Relation{DB: acts.DB, Files: acts.File}.OpenFile(ctx, c.actor, in.File)
			if err != nil {
				return nil, err
			}
			return func(w http.ResponseWriter, r *http.Request) error {
				sent := web.Sent{Name: opened.Name, Media: opened.Type.Media(), Sum: opened.Sum, Bytes: opened.Bytes}
				return web.SendFile(w, r, sent)
			}, nil
		})
}
