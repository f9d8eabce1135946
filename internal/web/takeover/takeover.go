// Package takeover is the screens on which an owner takes over what another system knew: a file is chosen, its columns
// are matched, the first rows are tried, and what was not taken over is listed.
package takeover

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/web"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts *act.Acts
}

const root = "/settings/imports"

func pathOf(of id.Upload) string { return root + "/" + of.String() }

// listing is the list, with what was refused on it.
type listing struct {
	act.Uploaded
	kind    string // that was chosen
	refusal web.Refusal
	holds   []act.ImportGone // what keeps an import from being undone
}

// List shows what is on its way and what was imported, and where a file is chosen.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	page, err := p.listing(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, listPage(web.ViewOf(r), page))
}

func (p *Pages) listing(r *http.Request) (page listing, err error) {
	page.Uploaded, err = p.Acts.Imported(r.Context(), web.ViewOf(r).Who.Actor)
	return page, err
}

// Add takes a file in.
func (p *Pages) Add(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	var came act.ImportUpload
	kind := ""
	_, _, err := web.ReadUpload(w, r, func(form *web.Form, file web.Uploaded) (err error) {
		kind = form.Choice("kind", kindWords()...)
		if err := form.Err(); err != nil {
			return err
		}
		came, err = p.Acts.UploadImport(r.Context(), v.Who.Actor, act.UploadWish{
			Kind: act.ImportKind(kind), Name: file.Name, Bytes: file.Bytes, More: file.More,
		})
		return err
	})
	if err == nil {
		return web.Redirect(w, r, pathOf(came.ID), nil)
	}
	page, failed := p.listing(r)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		page.kind, page.refusal = kind, refusal
		return listPage(v, page)
	})
}

func kindWords() (out []string) {
	for _, kind := range act.ImportKinds() {
		out = append(out, string(kind))
	}
	return out
}

// One shows an upload: its columns and first rows, how far it is, or what became of it.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	look, err := p.look(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, onePage(web.ViewOf(r), look, web.Refusal{}))
}

func (p *Pages) look(r *http.Request) (act.ImportLook, error) {
	of, err := web.PathID[id.Upload](r, "upload")
	if err != nil {
		return act.ImportLook{}, err
	}
	return p.Acts.LookAtImport(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// How shows how far an upload is: a part of its page, which asks for it every second.
func (p *Pages) How(w http.ResponseWriter, r *http.Request) error {
	look, err := p.look(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, howCard(web.ViewOf(r), look))
}

// Draw says which column is which field.
func (p *Pages) Draw(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Upload](r, "upload")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	columns := act.ImportColumns{Source: form.Needed("source", 80), Of: map[string]string{}, Departed: form.Has("departed")}
	for _, kind := range act.ImportKinds() {
		fields, _ := act.ImportFields(kind)
		for _, field := range fields {
			if column := form.Raw(fieldName(field)); column != "" {
				columns.Of[field] = column
			}
		}
	}
	if err = form.Err(); err == nil {
		_, err = p.Acts.DrawImport(r.Context(), v.Who.Actor, of, columns)
	}
	if err == nil {
		return web.Redirect(w, r, pathOf(of)+"#rows", nil)
	}
	look, failed := p.Acts.LookAtImport(r.Context(), v.Who.Actor, of)
	if failed != nil {
		return failed
	}
	look.Drawn, look.Rows = columns, nil
	if why := look.Missing; errors.As(err, &why) && why.Key == "takeover.why.missing" {
		look.Missing = why // the field that is missing is named beside the columns
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component { return onePage(v, look, refusal) })
}

func fieldName(field string) string { return "of_" + field }

// Take has an upload taken over.
func (p *Pages) Take(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Upload](r, "upload")
	if err != nil {
		return err
	}
	if _, err := p.Acts.TakeImport(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, pathOf(of), nil)
}

// Drop throws an upload away.
func (p *Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Upload](r, "upload")
	if err != nil {
		return err
	}
	if _, err := p.Acts.DropImport(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, root, web.Said("takeover.dropped"))
}

// Refused sends the list of the rows that were not taken over, to mend and choose again.
func (p *Pages) Refused(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Upload](r, "upload")
	if err != nil {
		return err
	}
	name, list, err := p.Acts.ImportList(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(list)
	return web.SendFile(w, r, web.Sent{Name: name, Media: act.ListMedia, Sum: sum[:], Bytes: bytes.NewReader(list)})
}

// Undo takes a whole import back, unless something refers to what it brought.
func (p *Pages) Undo(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	run, err := web.PathID[id.Import](r, "run")
	if err != nil {
		return err
	}
	holds, err := p.Acts.UndoImport(r.Context(), v.Who.Actor, run)
	if err == nil {
		return web.Redirect(w, r, root, web.Said("imports.undone"))
	}
	page, failed := p.listing(r)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		page.holds, page.refusal = holds, refusal
		return listPage(v, page)
	})
}
