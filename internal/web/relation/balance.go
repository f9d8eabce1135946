package relation

import (
	"net/http"
	"strings"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// standing says a balance: "6 in het rood".
func standing(v *web.View, points int64) string {
	switch {
	case points < 0:
		return v.T("relation.balance.red", "points", -points)
	case points > 0:
		return v.T("relation.balance.black", "points", points)
	}
	return v.T("relation.balance.even")
}

// corners are the balances to draw, one for each change; the last one goes on to now.
func corners(b overview.CustomerBalance) []int {
	out := make([]int, 0, len(b.Trend))
	for _, point := range b.Trend {
		out = append(out, int(point.Points))
	}
	if len(out) == 1 {
		out = append(out, out[0])
	}
	return out
}

// trendTold says the drawing in words.
func trendTold(v *web.View, b overview.CustomerBalance) string {
	if len(b.Trend) == 0 {
		return standing(v, b.Points)
	}
	return v.T("relation.balance.told", "from", standing(v, b.Trend[0].Points), "to", standing(v, b.Points))
}

// entry says what an entry is for: "20 nov, niet teruggebeld".
func entry(v *web.View, line overview.BalanceLine) string {
	day := v.ShortDate(line.HappenedAt, v.Now)
	if !line.Corrects.IsZero() {
		return v.T("relation.entry.taken_back", "day", day)
	}
	_, rule, _ := strings.Cut(line.Rule, "/")
	known := map[string]string{
		"promise.delivered": "delivered", "promise.delivered/early": "early", "promise.broken": "broken",
		"promise.broken/warned": "warned", "promise.repaired": "repaired", "promise.corrected": "corrected",
		"promise.accepted/disputed": "accepted", "intake.readback_confirmed": "understood",
		"interaction.left": "left", "interaction.missed_ended/soon": "soon", "ledger.asked": "asked",
		"transfer.accepted/again": "again", "complaint.unacknowledged": "unacknowledged",
		"complaint.answered/upheld": "upheld", "complaint.accepted/recovered": "recovered",
	}
	which, ok := known[rule]
	if !ok {
		which = "other"
	}
	subject := v.T("relation.entry.word")
	if line.PromiseKind != "" {
		subject = v.T("relation.what." + string(line.PromiseKind))
	}
	return v.T("relation.entry."+which, "day", day, "what", strings.ToLower(subject))
}

// points are signed as in a ledger.
func points(v *web.View, n int64) string {
	if n < 0 {
		return v.T("relation.minus", "points", -n)
	}
	return v.T("relation.plus", "points", n)
}

// entryPath is the page of an entry, which tells all about its cause.
func entryPath(of id.Customer, line overview.BalanceLine) string {
	return customerPath(of) + "/balance/" + line.ID.String()
}

func pointsTone(n int64) web.Tone {
	if n < 0 {
		return web.Red
	}
	return web.Neutral
}

// Balance is our account with a customer, entry by entry.
func (s Screens) Balance(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	before := web.FormID[id.Entry](form, "before")
	if err := form.Err(); err != nil {
		return err
	}
	page, err := s.See.Balance(r.Context(), v.Who.Actor, of, before)
	if err != nil {
		return err
	}
	return web.Render(w, r, balancePage(v, page, askForm{}))
}

// balancePath is our account with a customer from before an entry on; the zero id begins at the newest.
func balancePath(of id.Customer, before id.Entry) string {
	path := customerPath(of) + "/balance"
	if !before.IsZero() {
		path += "?before=" + before.String()
	}
	return path
}

// Beside names who has a new question of the customer on the screen; it changes nothing.
func (s Screens) Beside(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	names, err := s.See.AtDesk(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, besideNames(v, names))
}

// balanceLead is our standing, and on how much it rests.
func balanceLead(v *web.View, page overview.BalancePage) string {
	if page.Entries == 0 {
		return v.T("relation.balance.none")
	}
	return standing(v, page.Points) + ". " + v.T("relation.balance.entries", "n", int(page.Entries))
}
