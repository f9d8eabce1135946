package relation

import (
	"strings"

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
		"interaction.left": "left", "interaction.missed_ended/soon": "soon",
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

func entryPath(line overview.BalanceLine) string {
	switch line.SubjectKind {
	case "promise":
		return "/promises/" + line.Subject.String()
	case "question":
		return "/questions/" + line.Subject.String()
	}
	return ""
}

func pointsTone(n int64) web.Tone {
	if n < 0 {
		return web.Red
	}
	return web.Neutral
}
