package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// way is an act or a page that one can go to by typing its name. Its word in the catalogue is search.to.KEY; other
// words for the same are search.also.KEY.
type way struct {
	key, path string
	role      party.Role
	several   bool // has a use only where several people work
}

// ways are where one can go from anywhere.
var ways = []way{
	{"question", "/intake", party.Colleague, false},
	{"callback", "/intake?half=1", party.Colleague, false},
	{"today", "/today", party.Reader, false},
	{"customers", "/customers", party.Reader, false},
	{"customer", "/customers/new", party.Colleague, false},
	{"duplicates", "/customers/duplicates", party.Reader, false},
	{"answers", "/answers", party.Reader, false},
	{"answer", "/answers/new", party.Colleague, false},
	{"topics", "/answers/topics", party.Reader, false},
	{"team", "/team", party.Reader, true},
	{"away", "/team/away", party.Colleague, false},
	{"redistribute", "/team/redistribute", party.Reader, true},
	{"busy", "/team/busy", party.TeamLead, false},
	{"duties", "/team/duties", party.TeamLead, true},
	{"figures", "/figures", party.Reader, false},
	{"again", "/figures/again", party.Reader, false},
	{"settings", "/settings", party.Reader, false},
	{"own", "/settings/own", party.Reader, false},
	{"tokens", "/settings/tokens", party.Colleague, false},
	{"staff", "/settings/staff", party.TeamLead, false},
	{"colleague", "/settings/staff/new", party.Owner, false},
	{"teams", "/settings/teams", party.Owner, false},
	{"organisation", "/settings/organisation", party.Owner, false},
	{"hours", "/settings/hours", party.Owner, false},
	{"mail", "/settings/mail", party.Owner, false},
	{"sms", "/settings/sms", party.Owner, false},
	{"messages", "/settings/messages", party.Reader, false},
	{"tariff", "/settings/tariff", party.Reader, false},
	{"measuring", "/settings/measuring", party.Reader, false},
}

// withHim are acts for one customer: "log zeger", or "log" on his page. %s stands for the customer.
var withHim = []way{
	{"log", "/customers/%s/log", party.Colleague, false},
	{"note", "/intake?customer=%s", party.Colleague, false},
	{"promise", "/customers/%s/promises", party.Colleague, false},
	{"orders", "/customers/%s/orders", party.Reader, false},
	{"change", "/customers/%s/change", party.Colleague, false},
}

// GoTo is a way that was found, in words.
type GoTo struct{ Text, Path string }

// MostWays bounds how many ways are offered at once.
const MostWays = 4

// open tells whether somebody may go there, and has a use for it.
func (w way) open(v *View) bool { return v.Needs(w.role) && !(w.several && v.Desk().Alone) }

// called tells whether every word that was typed begins one of the way's names.
func (w way) called(v *View, typed []string) bool {
	names := lang.Words(v.T("search.to."+w.key) + " " + v.T("search.also."+w.key))
	for _, term := range typed {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, term) }) {
			return false
		}
	}
	return len(typed) > 0
}

func (w way) of(customer string) string {
	return strings.Replace(w.path, "%s", url.QueryEscape(customer), 1)
}

// WaysTo are the ways whose name begins with what was typed: for the customer whose page is open, when there is one,
// and from anywhere.
func (v *View) WaysTo(typed, customer string) (out []GoTo) {
	if utf8.RuneCountInString(strings.TrimSpace(typed)) < 2 {
		return nil
	}
	terms := lang.Words(typed)
	for _, w := range withHim {
		if customer != "" && w.open(v) && w.called(v, terms) {
			out = append(out, GoTo{v.T("search.to." + w.key), w.of(customer)})
		}
	}
	for _, w := range ways {
		if w.open(v) && w.called(v, terms) {
			out = append(out, GoTo{v.T("search.to." + w.key), w.path})
		}
	}
	return out[:min(len(out), MostWays)]
}

// Deeds are acts that the first word names, for customers that are sought by the others: "log zeger".
type Deeds struct {
	Whom string // what the customers are sought by; empty when the first word names no act
	ways []way
}

// DeedsOf parts what was typed into what is to be done and with whom.
func (v *View) DeedsOf(typed string) (d Deeds) {
	first, whom, _ := strings.Cut(strings.TrimSpace(typed), " ")
	whom = strings.TrimSpace(whom)
	if utf8.RuneCountInString(first) < 2 || utf8.RuneCountInString(whom) < 2 {
		return d
	}
	for _, w := range withHim {
		if w.open(v) && w.called(v, lang.Words(first)) {
			d.ways, d.Whom = append(d.ways, w), whom
		}
	}
	return d
}

// With are the acts for one customer.
func (d Deeds) With(v *View, customer, name string) (out []GoTo) {
	for _, w := range d.ways {
		out = append(out, GoTo{v.T("search.with", "act", v.T("search.to."+w.key), "name", name), w.of(customer)})
	}
	return out
}

// PageOfCustomer is the customer whose page is open in the browser that asks; empty on any other page.
func PageOfCustomer(r *http.Request) string {
	here, err := url.Parse(r.Header.Get("HX-Current-URL"))
	if err != nil {
		return ""
	}
	parts := strings.Split(here.Path, "/")
	if len(parts) < 3 || parts[1] != "customers" {
		return ""
	}
	of, err := id.Parse[id.Customer](parts[2])
	if err != nil {
		return ""
	}
	return of.String()
}
