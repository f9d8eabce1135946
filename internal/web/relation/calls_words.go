package relation

import (
	"github.com/a-h/templ"

	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// call1 is the name for a sentence about who is on the card.
func call1(v *web.View, card overview.CallCard) string {
	if name := card.Customer.CallName(); name != "" {
		return name
	}
	return v.T("relation.this_customer")
}

func listTags(v *web.View, one overview.CallListLine) []templ.Component {
	var out []templ.Component
	if one.Purpose == overview.CallForService {
		out = append(out, web.Tag(web.Neutral, v.T("calls.purpose.service")))
	}
	switch {
	case !one.ClosedAt.IsZero():
		out = append(out, web.Tag(web.Neutral, v.T("calls.tag.closed")))
	case one.Open+one.Aside == 0:
		out = append(out, web.Tag(web.Green, v.T("calls.tag.done")))
	}
	return out
}

func nameTags(v *web.View, one overview.CallNameLine) []templ.Component {
	switch {
	case one.State == overview.CallAside:
		return []templ.Component{web.Tag(web.Amber, v.T("calls.tag.aside"))}
	case one.State == overview.CallEnded && one.Outcome == overview.CallStruck:
		return []templ.Component{web.Tag(web.Neutral, v.T("calls.tag.struck."+string(one.Struck)))}
	case one.State == overview.CallEnded:
		return []templ.Component{web.Tag(web.Neutral, v.T(one.Outcome.Key()))}
	}
	return nil
}

// nameWords says how a name stands, beyond its tag.
func nameWords(v *web.View, one overview.CallNameLine) string {
	switch {
	case one.Outcome == overview.CallLater && one.ReturnsOn != "":
		return v.T("calls.back_on", "day", civilDate(v, one.ReturnsOn))
	case one.State == overview.CallOpen && one.Tries > 0 && one.TryAt.After(v.Now):
		return v.T("calls.tries_again", "n", int(one.Tries), "clock", v.Clock(one.TryAt))
	case one.State == overview.CallOpen && one.Tries > 0:
		return v.T("calls.tries", "n", int(one.Tries))
	case one.State == overview.CallOpen:
		return v.T("calls.to_call")
	case one.Offered == overview.CallNotTold:
		return v.T("calls.not_told")
	}
	return ""
}

type outcomeCount struct {
	outcome overview.CallOutcome
	n       int
}

// outcomes counts how the names of a list ended, in a fixed order, leaving out what did not happen.
func outcomes(page overview.CallListPage) []outcomeCount {
	var out []outcomeCount
	for _, o := range append(overview.CallOutcomes(), overview.CallStruck, overview.CallLeft, overview.CallTwice) {
		one := outcomeCount{outcome: o}
		for _, line := range page.Lines {
			if line.State == overview.CallEnded && line.Outcome == o {
				one.n++
			}
		}
		if one.n > 0 {
			out = append(out, one)
		}
	}
	return out
}

// strikeWords says who struck somebody off, why, and how that stands.
func strikeWords(v *web.View, k overview.StrikeLine) string {
	said := v.T("calls.struck."+string(k.Reason), "by", k.By, "day", v.ShortDate(k.StruckAt, v.Now))
	if k.Reason == overview.CallFact {
		said += " " + v.T("calls.fact."+string(k.Fact)) + "."
	}
	switch {
	case k.State == overview.CallWaiting:
		said += " " + v.T("calls.state.waiting", "day", v.ShortDate(k.ReturnsAt, v.Now))
	case k.State == overview.CallRefused:
		said += " " + v.T("calls.state.refused", "second", k.SecondName, "day", v.ShortDate(k.ReturnsAt, v.Now))
	case k.State == overview.CallStanding && k.SecondName != "":
		said += " " + v.T("calls.state.agreed", "second", k.SecondName)
	case k.State == overview.CallReturned, k.State == overview.CallLifted:
		said += " " + v.T("calls.state."+string(k.State), "day", v.ShortDate(k.EndedAt, v.Now))
	}
	return said
}

// strikeTexts are the words that were written with it.
func strikeTexts(v *web.View, k overview.StrikeLine) []string {
	var out []string
	for _, words := range []overview.CallWords{k.Why, k.Evidence, k.Answer} {
		if text := words.ReadBy(v.Who.Actor); text != "" {
			out = append(out, text)
		}
	}
	return out
}

func doneText(v *web.View, card overview.CallCard) string {
	if card.List.Open+card.List.Aside > 0 {
		return v.T("calls.done_busy", "n", int(card.List.Open+card.List.Aside))
	}
	return v.T("calls.done_text")
}

// ordersWords sums up what somebody bought.
func ordersWords(v *web.View, card overview.CallCard) string {
	if len(card.Orders.Totals) == 0 {
		return v.T("relation.orders.none")
	}
	return v.T("calls.orders_line", "n", howMany(card.Orders.Totals), "sum", sums(v, card.Orders.Totals),
		"what", bought(v, card.Orders.Last), "day", v.ShortDate(card.Orders.Last.BoughtAt, v.Now))
}

func lastCall(v *web.View, card overview.CallCard) string {
	if card.LastCall.IsZero() {
		return v.T("calls.never_spoken")
	}
	return v.T("calls.last_call", "day", v.ShortDate(card.LastCall, v.Now))
}

// options are a choice of codes, each by its word; first is what stands there before one chooses, if anything.
func options[T ~string](all []T, first string, word func(code string) string) []web.Option {
	var out []web.Option
	if first != "" {
		out = append(out, web.Option{Text: first})
	}
	for _, one := range all {
		out = append(out, web.Option{Value: string(one), Text: word(string(one))})
	}
	return out
}

func factOptions(v *web.View) []web.Option {
	return options(overview.CallFactKinds(), v.T("calls.choose"), func(code string) string { return v.T("calls.fact." + code) })
}

func seasonOptions(v *web.View) []web.Option {
	return options(overview.CallSeasons(), v.T("calls.any"), func(code string) string { return v.T("calls.season." + code) })
}

func sortOptions(v *web.View) []web.Option {
	return options([]string{"person", "organisation"}, v.T("calls.any"), func(code string) string { return v.T("calls.kind." + code) })
}

func langOptions(v *web.View) []web.Option {
	return options(overview.Languages(), v.T("calls.any"), func(code string) string { return v.T("calls.lang." + code) })
}

func howOptions(v *web.View) []web.Option {
	return options(overview.CallConsentHows(), "", func(code string) string { return v.T("calls.how." + code) })
}

func callerOptions(v *web.View) []web.Option {
	return options(overview.Callers(), "", func(code string) string { return v.T("calls.caller." + code) })
}

func ownerOptions(v *web.View, people []overview.Colleague) []web.Option {
	out := []web.Option{{Text: v.T("calls.any")}}
	for _, one := range people {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	return out
}

// filterValues are the fields of a filter that are filled in, as a form sends them.
func filterValues(p overview.CallFilter) []web.Hidden {
	all := []web.Hidden{
		{Name: "kind", Value: p.Kind}, {Name: "lang", Value: string(p.Lang)}, {Name: "city", Value: p.City},
		{Name: "bought_within", Value: typed(p.BoughtWithin)}, {Name: "not_bought_for", Value: typed(p.NotBoughtFor)},
		{Name: "orders", Value: typed(p.Orders)}, {Name: "orders_most", Value: typed(p.OrdersMost)}, {Name: "spent", Value: typed(p.Spent)},
		{Name: "season", Value: string(p.Season)}, {Name: "again", Value: typed(p.Again)}, {Name: "not_spoken_for", Value: typed(p.NotSpokenFor)},
		{Name: "never_bought", Value: ticked(p.NeverBought)}, {Name: "nothing_owed", Value: ticked(p.NothingOwed)},
		{Name: "waits_to_buy", Value: ticked(p.WaitsToBuy)}, {Name: "nothing_wrong", Value: ticked(p.NothingWrong)}, {Name: "callable", Value: ticked(p.Callable)},
	}
	if !p.Owner.IsZero() {
		all = append(all, web.Hidden{Name: "owner", Value: p.Owner.String()})
	}
	var out []web.Hidden
	for _, one := range all {
		if one.Value != "" {
			out = append(out, one)
		}
	}
	return out
}

func ticked(is bool) string {
	if is {
		return "1"
	}
	return ""
}

func noGround(v *web.View, f sieveForm) string {
	if f.Parts.Callable {
		return v.T("calls.found_without", "n", f.Found.NoGround)
	}
	return v.T("calls.found_no_ground", "n", f.Found.NoGround)
}

func consentWords(v *web.View, c overview.CallConsent) string {
	said := v.T("calls.consent_line", "day", v.Date(c.GivenAt), "how", v.T("calls.how."+string(c.How)), "about", c.About)
	if !c.WithdrawnAt.IsZero() {
		said += " " + v.T("calls.consent_withdrawn", "day", v.Date(c.WithdrawnAt))
	}
	return said
}

// struck is the form of striking off, as it was filled in.
func (f consentForm) struck() callForm {
	out := f.strike
	out.Refusal = f.Refusal
	return out
}

func ruleNow(v *web.View, rule overview.CallRule) bool {
	return !rule.Ends() || worktime.DateOf(v.Now, v.Zone).String() < rule.Until.String()
}

func ruleDates(v *web.View, rule overview.CallRule) string {
	if rule.Ends() {
		return v.T("calls.rule_until", "from", civilDate(v, rule.From.String()), "until", civilDate(v, rule.Until.String()))
	}
	return v.T("calls.rule_from", "from", civilDate(v, rule.From.String()))
}

// neverLine is a measure of the names that were struck off: how many of each reason.
type neverLine struct {
	what    string
	numbers []int64
}

// neverLines turns the counts on their side, so that the table is no wider than a phone.
func neverLines(v *web.View, never overview.NeverCalled) []neverLine {
	of := func(key string, n func(overview.StruckFate) int64) neverLine {
		line := neverLine{what: v.T("calls.col." + key)}
		for _, one := range never.Struck {
			line.numbers = append(line.numbers, n(one))
		}
		return line
	}
	return []neverLine{
		of("n", func(s overview.StruckFate) int64 { return s.N }), of("before", func(s overview.StruckFate) int64 { return s.Before }),
		of("ordered", func(s overview.StruckFate) int64 { return s.Ordered }), of("elsewhere", func(s overview.StruckFate) int64 { return s.Elsewhere }),
		of("back", func(s overview.StruckFate) int64 { return s.CameBack }), of("off", func(s overview.StruckFate) int64 { return s.Off }),
	}
}

// grumbling is what a customer may grumble about, in words: his open complaint before what we did not keep; empty
// when there is neither.
func grumbling(v *web.View, name string, broken *overview.PromiseLine, open []overview.ComplaintLine) string {
	switch {
	case len(open) > 0:
		return complaintLine(v, name, open[0])
	case broken != nil:
		return wrong(v, name, *broken)
	}
	return ""
}

// openOf is how many names are open, as the list of lists has it, with those apart that wait for a second person.
func openOf(v *web.View, page overview.CallListPage) string {
	if page.Aside > 0 {
		return v.T("calls.open_aside", "n", int(page.Open), "aside", int(page.Aside), "all", int(page.Names))
	}
	return v.T("calls.open_of", "n", int(page.Open), "all", int(page.Names))
}
