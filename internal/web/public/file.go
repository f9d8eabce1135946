package public

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// AddFiles takes in what the customer sends.
func (s Screens) AddFiles(w http.ResponseWriter, r *http.Request) error {
	visitor := act.Visitor{Org: web.ViewOf(r).Organisation.ID, Token: r.PathValue("token")}
	_, taken, err := web.ReadUpload(w, r, func(form *web.Form, one web.Uploaded) error {
		wish := act.FileWish{
			Name: one.Name, Bytes: one.Bytes, More: one.More,
			About: act.FileAbout(form.Line("kind", 20)), ID: web.FormID[id.Any](form, "about"),
		}
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.AddFileByLink(r.Context(), visitor, wish)
		return err
	})
	switch {
	case err == nil:
		return web.Redirect(w, r, path(r), web.Said("public.said.sent", "n", taken))
	case fault.Is(err, "access.link_gone"):
		return s.gone(w, r, fault.New(fault.NotFound, "access.link_gone"))
	case fault.Of(err).Kind == fault.Internal:
		return err
	}
	v, page, failed := s.read(r)
	if failed != nil {
		return s.gone(w, r, failed)
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		return pageOf(v, path(r), page, form{Refusal: refusal})
	})
}

// File sends a file that the customer is shown: a picture to look at where that is asked, anything else to keep.
func (s Screens) File(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.File](r, "file")
	if err != nil {
		return s.gone(w, r, err)
	}
	opened, err := s.See.OpenPublicFile(r.Context(), web.ViewOf(r).Organisation.ID, r.PathValue("token"), of)
	if err != nil {
		return s.gone(w, r, err)
	}
	return web.SendFile(w, r, web.Sent{
		Name: opened.Name, Media: opened.Type.Media(), Sum: opened.Sum, Bytes: opened.Bytes,
		Shown: opened.Type.Picture() && r.URL.Query().Has("look"),
	})
}

// RemoveFile takes away what he sent a moment ago.
func (s Screens) RemoveFile(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.File](r, "file")
	if err != nil {
		return s.gone(w, r, err)
	}
	if _, err := web.ReadForm(r); err != nil {
		return err
	}
	visitor := act.Visitor{Org: web.ViewOf(r).Organisation.ID, Token: r.PathValue("token")}
	if _, err := s.Acts.RemoveFileByLink(r.Context(), visitor, of); err != nil {
		if fault.Is(err, "file.not_yours") {
			return web.Redirect(w, r, path(r), web.Said("public.said.file_stays"))
		}
		return s.gone(w, r, err)
	}
	return web.Redirect(w, r, path(r), web.Said("public.said.file_removed"))
}

// fileAbout is what sort of file it is and how large, and who sent it.
func fileAbout(v *web.View, f overview.PublicFile) string {
	key := "public.file.ours"
	if f.Own {
		key = "public.file.own"
	}
	return v.T(key, "type", v.T(f.Type.Key()), "size", v.Bytes(f.Size), "day", v.Day(f.AddedAt, v.Now))
}

// sends tells whether he may send us something: while something is open that it can be about.
func sends(page overview.PublicPage) bool { return page.Main != nil || len(page.Questions) > 0 }
