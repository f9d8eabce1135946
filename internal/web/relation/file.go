package relation

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// fileForm is the form to add files with.
type fileForm struct {
	Action  string
	May     bool
	Knows   bool // it is known whose it is, so he may be shown it
	Shown   bool // he is, unless somebody says otherwise
	Proves  bool // it may show that a promise was kept
	Refusal web.Refusal
}

func filePath(of id.File) string { return "/files/" + of.String() }

func filesPath(of id.Customer) string { return customerPath(of) + "/files" }

// promiseFiles is the form on the screen of a promise: what shows that our word was kept, the customer may see.
func promiseFiles(page overview.PromisePage, refusal web.Refusal) fileForm {
	outward := page.Promise.Direction != promise.Internal
	return fileForm{
		Action: promisePath(page.Promise.ID) + "/files", May: page.May.Write, Refusal: refusal,
		Knows: outward, Shown: page.Promise.Direction == promise.Ours, Proves: true,
	}
}

// about is a line of small words about a file.
func about(v *web.View, f overview.FileLine) string {
	who := f.ActorName
	if who == "" {
		who = v.T("relation.the_customer")
	}
	return v.T("relation.file.line", "type", v.T(f.Type.Key()), "size", v.Bytes(f.Size), "who", who, "day", v.Day(f.AddedAt, v.Now))
}

func removed(v *web.View, one overview.FileRemoval) string {
	who := one.ActorName
	if who == "" {
		who = v.T("relation.somebody")
	}
	return v.T("relation.file.removed", "type", v.T(one.Type.Key()), "who", who, "day", v.Day(one.RemovedAt, v.Now), "reason", v.T(one.Reason.Key()))
}

func reasons(v *web.View) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("relation.file.reason_choose")}}
	for _, one := range act.FileReasons() {
		out = append(out, web.Option{Value: string(one), Text: upper(v.T(one.Key()))})
	}
	return out
}

// contactOptions is what a file about a customer may belong to: the customer, or a contact of late.
func contactOptions(v *web.View, page overview.FilesPage) []web.Option {
	out := []web.Option{{Value: "", Text: page.Customer.Name}}
	for _, c := range page.Contacts {
		out = append(out, web.Option{Value: c.ID.String(), Text: v.T("relation.file.contact", "kind", upper(v.T("interaction.kind."+string(c.Kind))), "day", v.Day(c.BeganAt, v.Now), "clock", v.Clock(c.BeganAt))})
	}
	return out
}

// filesBelow is the address of what was added before the last one on the page.
func filesBelow(page overview.FilesPage) string {
	return filesPath(page.Customer.ID) + "?before=" + url.QueryEscape(page.Files[len(page.Files)-1].ID.String())
}

// FilesOf is the screen of every file about a customer.
func (s Screens) FilesOf(w http.ResponseWriter, r *http.Request) error {
	page, err := s.filesPage(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, filesPage(web.ViewOf(r), page, web.Refusal{}))
}

func (s Screens) filesPage(r *http.Request) (overview.FilesPage, error) {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return overview.FilesPage{}, err
	}
	before, err := id.Parse[id.File](r.URL.Query().Get("before"))
	if err != nil {
		before = id.File{}
	}
	return s.See.FilesOf(r.Context(), web.ViewOf(r).Who.Actor, of, before)
}

// AddToQuestion adds files to a question.
func (s Screens) AddToQuestion(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	return s.added(w, r, questionPath(of), func(*web.Form) (act.FileAbout, id.Any) { return act.AboutQuestion, of.Any() }, func(err error) error {
		v := web.ViewOf(r)
		page, failed := s.See.Question(r.Context(), v.Who.Actor, of)
		if failed != nil {
			return failed
		}
		return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
			return questionPage(v, page, questionForm{Refusal: refusal})
		})
	})
}

// AddToPromise adds files to a promise: what shows that it was kept, or anything else.
func (s Screens) AddToPromise(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	return s.added(w, r, promisePath(of), func(*web.Form) (act.FileAbout, id.Any) { return act.AboutPromise, of.Any() }, func(err error) error {
		return s.refusedPromise(w, r, of, promiseForm{}, err)
	})
}

// AddToCustomer adds files to a customer, or to a contact with him.
func (s Screens) AddToCustomer(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	return s.added(w, r, filesPath(of), func(form *web.Form) (act.FileAbout, id.Any) {
		if contact := web.FormID[id.Interaction](form, "about"); !contact.IsZero() {
			return act.AboutInteraction, contact.Any()
		}
		return act.AboutCustomer, of.Any()
	}, func(err error) error {
		page, failed := s.filesPage(r)
		if failed != nil {
			return failed
		}
		return web.Again(w, r, err, func(refusal web.Refusal) templ.Component { return filesPage(web.ViewOf(r), page, refusal) })
	})
}

// added takes the files of a form in. What was refused is said on the page, above what was taken.
func (s Screens) added(w http.ResponseWriter, r *http.Request, back string, about func(*web.Form) (act.FileAbout, id.Any), again func(error) error) error {
	v := web.ViewOf(r)
	_, taken, err := web.ReadUpload(w, r, func(form *web.Form, one web.Uploaded) error {
		wish := act.FileWish{Name: one.Name, Bytes: one.Bytes, More: one.More, Shown: form.Has("shown"), Proof: form.Has("proof")}
		wish.About, wish.ID = about(form)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.AddFile(r.Context(), v.Who.Actor, wish)
		return err
	})
	if err == nil {
		return web.Redirect(w, r, back, web.Said("relation.said.file_added", "n", taken))
	}
	if kind := fault.Of(err).Kind; kind == fault.Internal || kind == fault.NotFound {
		return err
	}
	return again(err)
}

// File sends a file: a picture to look at where that is asked, anything else to keep.
func (s Screens) File(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.File](r, "file")
	if err != nil {
		return err
	}
	opened, err := s.See.OpenFile(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	return web.SendFile(w, r, web.Sent{
		Name: opened.Name, Media: opened.Type.Media(), Sum: opened.Sum, Bytes: opened.Bytes,
		Shown: opened.Type.Picture() && r.URL.Query().Has("look"),
	})
}

// ShowFile has the customer see a file on his page, or no more.
func (s Screens) ShowFile(w http.ResponseWriter, r *http.Request) error {
	return s.onFile(w, r, func(of id.File, form *web.Form) (act.File, string, error) {
		shown := form.Line("shown", 5) == "yes"
		f, err := s.Acts.ShowFile(r.Context(), web.ViewOf(r).Who.Actor, of, shown)
		if shown {
			return f, "relation.said.file_shown", err
		}
		return f, "relation.said.file_hidden", err
	})
}

// RemoveFile takes a file away.
func (s Screens) RemoveFile(w http.ResponseWriter, r *http.Request) error {
	return s.onFile(w, r, func(of id.File, form *web.Form) (act.File, string, error) {
		f, err := s.Acts.RemoveFile(r.Context(), web.ViewOf(r).Who.Actor, of, act.FileReason(form.Line("reason", 20)))
		return f, "relation.said.file_removed", err
	})
}

// onFile does an act on a file and goes back to where it stands.
func (s Screens) onFile(w http.ResponseWriter, r *http.Request, fn func(id.File, *web.Form) (act.File, string, error)) error {
	of, err := web.PathID[id.File](r, "file")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f, said, err := fn(of, form)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, fileBack(f, form.Line("from", 20)), web.Said(said))
}

// fileBack is where a file stands.
func fileBack(f act.File, from string) string {
	switch {
	case from == "customer" && !f.Customer.IsZero():
		return filesPath(f.Customer)
	case f.SubjectKind == act.AboutQuestion:
		return questionPath(id.Question(f.Subject))
	case f.SubjectKind == act.AboutPromise:
		return promisePath(id.Promise(f.Subject))
	case !f.Customer.IsZero():
		return filesPath(f.Customer)
	}
	return "/today"
}

// stands is what a file belongs to, in a list of all of a customer's.
func stands(v *web.View, f overview.FileLine) (text, href string) {
	switch f.SubjectKind {
	case act.AboutQuestion:
		return v.T("relation.file.of_question"), questionPath(id.Question(f.Subject))
	case act.AboutPromise:
		return v.T("relation.file.of_promise"), promisePath(id.Promise(f.Subject))
	case act.AboutInteraction:
		return v.T("relation.file.of_contact"), ""
	}
	return "", ""
}
