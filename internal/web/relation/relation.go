// Package relation is the desk's screens about one customer: finding and changing customers, what is
// between us and one of them, a question, and a promise with every act on it. It holds no rules: it
// reads by package overview and acts by package act.
package relation

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Screens are the handlers of this area.
type Screens struct {
	Acts *act.Acts
	See  overview.Relation
	// Link is the address of a path as people outside reach it; empty without a public address.
	Link func(r *http.Request, path string) (string, error)
}

func customerPath(of id.Customer) string { return "/customers/" + of.String() }

func promisePath(of id.Promise) string { return "/promises/" + of.String() }

func questionPath(of id.Question) string { return "/questions/" + of.String() }

// newCustomerPath is where somebody is made known of whom there is only a number or a question.
func newCustomerPath(number string, asked id.Question) string {
	fields := url.Values{}
	if number != "" {
		fields.Set("phone", number)
	}
	if !asked.IsZero() {
		fields.Set("question", asked.String())
	}
	return "/customers/new?" + fields.Encode()
}

// what says in a few words what a promise is: as it was written, and where only a thing was written, what
// is done about it: "Terugbellen over de koelcel".
func what(v *web.View, kind promise.Kind, act string) string { return upper(within(v, kind, act)) }

// within is what a promise is as a part of a sentence: "terugbellen over de koelcel".
func within(v *web.View, kind promise.Kind, act string) string {
	name := strings.ToLower(v.T("relation.what." + string(kind)))
	switch {
	case act == "":
		return name
	case isThing(kind, act) && isDeed(act):
		return v.T("relation.what_that", "what", name, "act", act)
	case isThing(kind, act):
		return v.T("relation.what_about", "what", name, "act", act)
	}
	return act
}

// What was written is in the language of who wrote it, not of who reads it, so these are of both languages.
var (
	articles = []string{"de", "het", "een", "deze", "dit", "die", "dat", "uw", "jouw", "zijn", "haar", "hun", "onze", "ons",
		"the", "a", "an", "this", "that", "your", "his", "her", "their", "our"}
	deeds = map[promise.Kind][]string{
		promise.CallBack: {"bel", "call", "phone"}, promise.Answer: {"antwoord", "answer", "reply"},
	}
)

// isThing tells whether only a thing was written, without what is done about it.
func isThing(kind promise.Kind, act string) bool {
	words := strings.Fields(strings.ToLower(act))
	if len(words) == 0 || deeds[kind] == nil || !slices.Contains(articles, words[0]) {
		return false
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		return slices.ContainsFunc(deeds[kind], func(deed string) bool { return strings.Contains(word, deed) })
	})
}

// infinitives are verbs of the work that stand at the end of a Dutch sentence about something to do, alone or
// with something before them ("doorsturen"). Those in -eren are told by their ending.
var infinitives = []string{"sturen", "geven", "maken", "zoeken", "kijken", "nemen", "zetten", "brengen", "halen", "spreken",
	"doen", "lossen", "zeggen", "melden", "bevestigen", "wijzigen", "regelen", "betalen", "helpen", "vertellen", "overleggen",
	"checken", "mailen", "schrijven", "bezoeken", "handelen", "bedanken", "weten"}

// pluralsInEren are things that end as those verbs do.
var pluralsInEren = []string{"kinderen", "goederen", "bladeren", "kleren", "liederen", "eieren"}

// isDeed tells whether the words say what is done to a thing: "de klant informeren".
func isDeed(act string) bool {
	words := strings.Fields(strings.ToLower(strings.TrimRight(act, ".! ")))
	if len(words) < 3 {
		return false
	}
	ends := func(ending string) bool { return strings.HasSuffix(words[len(words)-1], ending) }
	return slices.ContainsFunc(infinitives, ends) || ends("eren") && !slices.ContainsFunc(pluralsInEren, ends)
}

// stateTone is the colour of a state; its word says the same.
func stateTone(p promise.Promise, now time.Time) web.Tone {
	switch p.State {
	case promise.Broken, promise.Disputed:
		return web.Red
	case promise.Delivered, promise.Accepted:
		return web.Green
	case promise.Repaired, promise.Offered:
		return web.Amber
	case promise.Agreed:
		if now.After(p.DueAt) {
			return web.Red
		}
	}
	return web.Neutral
}

// haste is how much time there is still for a promise, as far as a list can tell.
func haste(p promise.Promise, now time.Time) web.Haste {
	if p.State == promise.Broken || p.State == promise.Agreed && now.After(p.DueAt) {
		return web.Late
	}
	return web.Calm
}

// left says how long there still is, or how late it is: "nog 38 min", "12 min te laat".
func left(v *web.View, due time.Time) string {
	if v.Now.After(due) {
		return v.T("relation.late_by", "time", v.ShortDuration(v.Now.Sub(due)))
	}
	return v.T("relation.left", "time", v.ShortDuration(due.Sub(v.Now)))
}

// dueOf says when: before a time, or at it for an appointment.
func dueOf(v *web.View, at time.Time, fixed bool) string {
	if fixed {
		return v.T("relation.at", "day", v.Day(at, v.Now), "clock", v.Clock(at))
	}
	return v.Due(at, v.Now)
}

// when is the time of a line in a timeline: the clock today, the date before.
func when(v *web.View, at time.Time) string {
	y, m, d := at.In(v.Zone).Date()
	ny, nm, nd := v.Now.In(v.Zone).Date()
	if y == ny && m == nm && d == nd {
		return v.Clock(at)
	}
	return v.ShortDate(at, v.Now)
}

// upper makes the first letter of a sentence a capital.
func upper(text string) string {
	if text == "" {
		return text
	}
	runes := []rune(text)
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}
