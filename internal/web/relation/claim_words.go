package relation

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// claimTone is the colour of a kind; its word says the same.
func claimTone(kind overview.ClaimKind) web.Tone {
	switch kind {
	case overview.Fact:
		return web.Green
	case overview.Worry:
		return web.Amber
	}
	return web.Neutral
}

// claimSays is who says it, who noted it and when.
func claimSays(v *web.View, c overview.ClaimLine) string {
	return v.T("relation.claim.says."+string(c.Source), "who", somebody(v, c.AuthorName), "day", v.Day(c.WrittenAt, v.Now))
}

func somebody(v *web.View, name string) string {
	if name == "" {
		return v.T("relation.somebody")
	}
	return name
}

// claimRests is what it rests on, in words.
func claimRests(v *web.View, c overview.ClaimLine) string {
	e := c.Evidence
	switch {
	case !e.Given() && c.Lessened():
		return v.T("relation.claim.rests.lessened")
	case !e.Given():
		return ""
	case e.Ground == overview.ByDocument:
		return v.T("relation.claim.rests.document", "what", e.Proof)
	case e.Ground == overview.ByPerson:
		return v.T("relation.claim.rests.person", "who", e.Proof, "day", v.Day(dayOf(e, v.Zone), v.Now))
	case e.Ground == overview.ByContact:
		what := v.T("interaction.kind." + c.Rests.What)
		return v.T("relation.claim.rests.interaction", "what", what, "day", v.Day(c.Rests.At, v.Now))
	case c.Rests.Text == "":
		return v.T("relation.claim.rests."+string(e.Ground)+"_bare", "day", v.Day(c.Rests.At, v.Now))
	}
	return v.T("relation.claim.rests."+string(e.Ground), "what", c.Rests.Text, "day", v.Day(c.Rests.At, v.Now))
}

// dayOf is the middle of the day on which a person said it.
func dayOf(e overview.ClaimEvidence, zone *time.Location) time.Time {
	return time.Date(e.SaidOn.Year, e.SaidOn.Month, e.SaidOn.Day, 12, 0, 0, 0, zone)
}

// restsPath leads to the evidence where it has a page of its own.
func restsPath(c overview.ClaimLine) string {
	switch c.Evidence.Ground {
	case overview.ByPromise:
		return promisePath(id.Promise(c.Evidence.Subject))
	case overview.ByQuestion:
		return questionPath(id.Question(c.Evidence.Subject))
	case overview.ByOrder:
		return ordersPath(c.Customer)
	case overview.ByFile:
		return "/files/" + c.Evidence.Subject.String()
	}
	return ""
}

// claimAge is until when it is fresh, and who said it again.
func claimAge(v *web.View, c overview.ClaimLine) string {
	switch {
	case c.IsStale:
		return v.T("relation.claim.stale", "day", v.Day(c.Fresh, v.Now))
	case c.ConfirmedName != "":
		return v.T("relation.claim.confirmed", "who", c.ConfirmedName, "day", v.Day(c.ConfirmedAt, v.Now), "until", v.Day(c.Fresh, v.Now))
	}
	return v.T("relation.claim.fresh", "until", v.Day(c.Fresh, v.Now))
}

// mayEdit tells whether the reader may say it again or end it: an opinion is its author's.
func mayEdit(v *web.View, c overview.ClaimLine) bool {
	me := v.Who.Actor
	return me.May(party.Colleague) && (c.Kind != overview.Opinion || c.Author == me.StaffID() || me.May(party.TeamLead))
}

func claimKinds(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range overview.ClaimKinds() {
		if kind != overview.Opinion {
			out = append(out, web.Option{Value: string(kind), Text: upper(v.T(kind.Key()))})
		}
	}
	return out
}

func claimSources(v *web.View) []web.Option {
	var out []web.Option
	for _, source := range overview.ClaimSources() {
		out = append(out, web.Option{Value: string(source), Text: v.T(source.Key())})
	}
	return out
}

func claimEnds(v *web.View) []web.Option {
	var out []web.Option
	for _, end := range overview.ClaimEnds() {
		out = append(out, web.Option{Value: string(end), Text: v.T(end.Key())})
	}
	return out
}

func complaints(v *web.View) []web.Option {
	var out []web.Option
	for _, answer := range overview.ClaimComplaints() {
		out = append(out, web.Option{Value: string(answer), Text: v.T("relation.claim.complaint." + string(answer))})
	}
	return out
}

// evidenceValue is how a form names evidence.
func evidenceValue(e overview.ClaimEvidence) string {
	if e.Ground.OnTimeline() {
		return string(e.Ground) + ":" + e.Subject.String()
	}
	return string(e.Ground)
}

// evidences are what something may rest on: nothing yet, a document, somebody, or a moment of the timeline; stands
// is what it rests on now.
func evidences(v *web.View, name string, moments []overview.Moment, stands string) []web.Option {
	out := []web.Option{
		{Value: "", Text: v.T("relation.claim.evidence.none")},
		{Value: string(overview.ByDocument), Text: v.T("relation.claim.evidence.document")},
		{Value: string(overview.ByPerson), Text: v.T("relation.claim.evidence.person")},
	}
	there := stands == "" || stands == string(overview.ByDocument) || stands == string(overview.ByPerson)
	for _, m := range moments {
		ground, subject := m.Ground()
		value := evidenceValue(overview.ClaimEvidence{Ground: ground, Subject: subject})
		there = there || value == stands
		text := moment(v, name, m)
		if m.Text != "" && ground == overview.ByQuestion {
			text += " " + m.Text
		}
		out = append(out, web.Option{Value: value, Text: short(when(v, m.At) + ": " + text)})
	}
	if !there {
		out = append(out, web.Option{Value: stands, Text: v.T("relation.claim.evidence.stands")})
	}
	return out
}

// short cuts what would make a list too wide.
func short(text string) string {
	const most = 70
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most-1]) + "…"
}

// onCard is how much of what is said stands on the customer's screen.
const onCard = 5

// firstOf are those that stand beside the timeline: what is fresh first, without the wish that stands above it.
func firstOf(claims overview.CustomerClaims) (out []overview.ClaimLine) {
	for _, stale := range []bool{false, true} {
		for _, line := range claims.Known {
			above := claims.Wish != nil && claims.Wish.ID == line.ID
			if line.IsStale == stale && !above && len(out) < onCard {
				out = append(out, line)
			}
		}
	}
	return out
}

// saidOn is the day on which a person said it, as a form writes it.
func saidOn(c overview.ClaimLine) string {
	if c.Evidence.Ground != overview.ByPerson {
		return ""
	}
	return c.Evidence.SaidOn.String()
}
