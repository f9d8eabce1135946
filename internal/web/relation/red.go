package relation

import (
	"net/http"
	"strconv"
	"strings"

	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// Red lists the customers with whom we are in the red.
func (s Screens) Red(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	after := overview.RedAfter{Points: -int64(form.Int("below", 0, 1<<30, 0)), Customer: web.FormID[id.Customer](form, "after")}
	if err := form.Err(); err != nil {
		return err
	}
	page, err := s.See.Red(r.Context(), v.Who.Actor, after)
	if err != nil {
		return err
	}
	return web.Render(w, r, redPage(v, page))
}

// redBelow is the list from its last line on.
func redBelow(page overview.RedPage) string {
	last := page.Lines[len(page.Lines)-1]
	return "/customers/red?below=" + strconv.FormatInt(-last.Points, 10) + "&after=" + last.Customer.String()
}

// redLead says how many they are, of how many.
func redLead(v *web.View, page overview.RedPage) string {
	if page.All == 0 {
		return ""
	}
	return v.T("relation.red.lead", "n", int(page.Red), "all", int(page.All))
}

// redWhy says what last went wrong.
func redWhy(v *web.View, line overview.RedLine) string {
	if line.Last.ID.IsZero() {
		return ""
	}
	return v.T("relation.red.last", "what", entry(v, line.Last))
}

// Entry is one entry of an account, with its cause.
func (s Screens) Entry(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	which, err := web.PathID[id.Entry](r, "entry")
	if err != nil {
		return err
	}
	page, err := s.See.Entry(r.Context(), v.Who.Actor, of, which)
	if err != nil {
		return err
	}
	return web.Render(w, r, causePage(v, page))
}

// entryWho says who did it: a colleague, the customer, or the clock.
func entryWho(v *web.View, e overview.EventLine, name string) string {
	switch {
	case e.Actor != "":
		return e.Actor
	case e.ActorKind == party.Customer:
		return named(v, name, "")
	}
	return v.T("relation.entry.by_clock")
}

// entryRule is the reason of the tariff in the language of the page.
func entryRule(v *web.View, page overview.EntryPage) string {
	if v.Lang == lang.NL {
		return page.Rule.WhyNL
	}
	return page.Rule.WhyEN
}

// entryKind names what happened, as the tariff does.
func entryKind(v *web.View, page overview.EntryPage) string {
	return v.T("admin.tariff.rule." + strings.ReplaceAll(page.Rule.Kind, "/", "."))
}

// causeBack says that it takes back or puts back what stood before, when it does.
func causeBack(v *web.View, page overview.EntryPage) string {
	switch {
	case page.Corrects.IsZero():
		return ""
	case strings.HasSuffix(page.Line.Rule, "/put-back"):
		return v.T("relation.entry.puts_back")
	}
	return v.T("relation.entry.takes_back")
}

// entryCause is the page of what an entry is about; empty where this page tells all there is.
func entryCause(page overview.EntryPage) string {
	switch page.Line.SubjectKind {
	case "promise":
		return "/promises/" + page.Line.Subject.String()
	case "question":
		return "/questions/" + page.Line.Subject.String()
	case "complaint":
		return "/complaints/" + page.Line.Subject.String()
	}
	return ""
}

// entryWords are what it was about, as it stands there.
func entryWords(page overview.EntryPage) string {
	switch {
	case page.Act != "":
		return page.Act
	case page.Question != "":
		return page.Question
	}
	return page.Asked
}
