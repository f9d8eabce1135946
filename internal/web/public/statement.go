package public

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// statement is the statement of what we promised each other, with the form on it. At is the customer's page; empty
// when a colleague looks.
type statement struct {
	overview.Statement
	At      string
	Words   string
	About   id.Promise
	Refusal web.Refusal
}

// Statement is the customer's statement by his link.
func (s Screens) Statement(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	page, err := s.readStatement(r)
	if err != nil {
		return s.gone(w, r, err)
	}
	return web.Render(w, r, statementPage(v, page))
}

func (s Screens) readStatement(r *http.Request) (statement, error) {
	v := web.ViewOf(r)
	read, err := s.See.PublicStatement(r.Context(), v.Organisation.ID, r.PathValue("token"))
	if err != nil {
		return statement{}, err
	}
	v.Printer = lang.For(read.Lang, read.Informal, v.Zone)
	return statement{Statement: read, At: path(r)}, nil
}

// StatementOf is the same statement as a colleague sees it, before the customer has it: in the customer's language.
func (s Screens) StatementOf(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	read, err := s.See.Statement(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	theirs := *v
	theirs.Printer = lang.For(read.Lang, read.Informal, v.Zone)
	return web.Render(w, r, previewPage(v, &theirs, statement{Statement: read}))
}

// Doubt is a customer who says that a line is not right.
func (s Screens) Doubt(w http.ResponseWriter, r *http.Request) error {
	posted, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	of, typed := web.FormID[id.Promise](posted, "promise"), posted.Raw("words")
	words := posted.Text("words", act.MaxToCustomer)
	visitor := act.Visitor{Org: web.ViewOf(r).Organisation.ID, Token: r.PathValue("token")}
	if err = posted.Err(); err == nil {
		if _, err = s.Acts.DoubtByLink(r.Context(), visitor, of, words); err == nil {
			return web.Redirect(w, r, path(r)+"/statement", web.Said("statement.said"))
		}
	}
	if fault.Is(err, "access.link_gone") {
		return s.gone(w, r, err)
	}
	if fault.Of(err).Kind == fault.Internal {
		return err
	}
	page, failed := s.readStatement(r)
	if failed != nil {
		return s.gone(w, r, failed)
	}
	if fault.Is(err, "public.no_words") {
		err = fault.New(fault.Invalid, "statement.no_words").On("words")
	}
	return web.Again(w, r, plain(err), func(refusal web.Refusal) templ.Component {
		page.Refusal, page.About, page.Words = refusal, of, typed
		return statementPage(web.ViewOf(r), page)
	})
}

// wrongWith is what is wrong with the words about a line.
func (s statement) wrongWith(l overview.StatementLine) string {
	if s.About != l.ID {
		return ""
	}
	return s.Refusal.On("words")
}

func (s statement) wordsOf(l overview.StatementLine) string {
	if s.About != l.ID {
		return ""
	}
	return s.Words
}

// promisedWhat is what was promised: in its own words where there are, otherwise by its kind.
func promisedWhat(v *web.View, l overview.StatementLine) string {
	side := "ours"
	if l.Direction == promise.Theirs {
		side = "theirs"
	}
	what := v.T("statement.what." + side + "." + string(l.Kind))
	switch first, rest, _ := strings.Cut(l.Act, " "); {
	case l.Act == "":
		return what
	case rest != "" && strings.EqualFold(first, what): // "terugbellen over de koelcel" says it already
		return what + " " + rest
	}
	return v.T("statement.what_about", "what", what, "act", l.Act)
}

// promisedBy is who was to do it and by when.
func promisedBy(v *web.View, l overview.StatementLine) string {
	when := due(v, l.DueAt, l.Fixed)
	if l.Staff == "" {
		return v.T("statement.by", "due", when)
	}
	return v.T("statement.by_staff", "staff", l.Staff, "due", when)
}

// ended says how it ended.
func ended(v *web.View, l overview.StatementLine) string {
	return unbroken(v.T("statement.end."+string(l.End(v.Now)), "day", v.DayDate(l.DeedAt, v.Now), "clock", v.Spoken(l.DeedAt)))
}

func endTone(v *web.View, l overview.StatementLine) web.Tone {
	switch l.End(v.Now) {
	case overview.EndKept:
		return web.Green
	case overview.EndBroken:
		return web.Red
	case overview.EndLate, overview.EndDisputed:
		return web.Amber
	}
	return web.Neutral
}

// recordOf says how many of those that are due were kept: "hield 7 van 8 afspraken".
func recordOf(v *web.View, r overview.TheirRecord, side string) string {
	if r.Due == 0 {
		return ""
	}
	return v.T("statement.kept."+side, "kept", r.Kept, "due", r.Due, "organisation", v.Organisation.Name)
}
