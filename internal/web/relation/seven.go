package relation

import (
	"net/http"
	"strconv"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Seven shows the seven questions about a customer, with what each answer rests on.
func (s Screens) Seven(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.SevenOf(r.Context(), v.Who.Actor, of, v.Printer)
	if err != nil {
		return err
	}
	return web.Render(w, r, sevenPage(v, page))
}

func sevenPath(of id.Customer) string { return customerPath(of) + "/seven" }

// sevenCasePath leads to where a case is found; a line of the timeline is the first one there.
func sevenCasePath(c overview.SevenCase) string {
	switch c.Kind {
	case "complaint":
		return "/complaints/" + c.Subject.String()
	case "promise":
		return "/promises/" + c.Subject.String()
	case "question":
		return "/questions/" + c.Subject.String()
	case "claim":
		return claimPath(id.Claim(c.Moment))
	case "answer":
		return "/answers/" + c.Subject.String()
	}
	return customerPath(id.Customer(c.Subject)) + "?before=" + strconv.FormatInt(c.At.UnixMicro()+1, 10) + "." + c.Moment.String()
}

// sevenTone is green for yes and amber for no; a word always says the same.
func sevenTone(says overview.Says) web.Tone {
	switch says {
	case overview.SaysYes:
		return web.Green
	case overview.SaysNo, overview.SaysPartly:
		return web.Amber
	}
	return web.Neutral
}

// sevenCount says on how many cases an answer rests; of none nothing.
func sevenCount(v *web.View, a overview.SevenAnswer) string {
	if a.N == 0 {
		return ""
	}
	return v.T("seven.n", "good", a.Good, "n", a.N)
}
