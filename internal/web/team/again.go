package team

import (
	"math"
	"net/http"
	"strconv"

	"kroon/internal/db"
	"kroon/internal/overview"
	"kroon/internal/report"
	"kroon/internal/web"
)

// mostAgain stand on the page of figures.
const mostAgain = 5

// Again shows who is likely to buy again.
func (p *Pages) Again(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	after := form.Int("after", 0, math.MaxInt32, 0)
	if err := form.Err(); err != nil {
		return err
	}
	v, page := web.ViewOf(r), overview.AgainPage{}
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		page, err = overview.LikelyAgain(tx, p.Acts.Order, after, 0)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, againPage(v, page))
}

// againTooLittle says from how many customers on there is something to say; when there are as many, they are too
// much alike for the model.
func againTooLittle(v *web.View, page overview.AgainPage) string {
	if page.Buyers >= report.LeastBuyers && page.Repeaters >= report.LeastRepeaters {
		return v.T("teamwork.again.alike", "n", int(page.Buyers), "repeat", int(page.Repeaters))
	}
	return v.T("teamwork.again.too_little", "n", int(page.Buyers), "repeat", int(page.Repeaters),
		"least", report.LeastBuyers, "least_repeat", report.LeastRepeaters)
}

// againFrom says of what it was reckoned, and when.
func againFrom(v *web.View, page overview.AgainPage) string {
	return v.T("teamwork.again.from", "n", int(page.Buyers), "repeat", int(page.Repeaters), "day", v.Day(page.ReckonedAt, v.Now))
}

// expected is a number of orders, to a tenth: "2,4 bestellingen verwacht".
func expected(v *web.View, line overview.AgainLine) string {
	return v.T("teamwork.again.expected", "times", v.Decimal((line.Expected+50)/100, 1))
}

// againAside says how often he came back, and when he bought last.
func againAside(v *web.View, line overview.AgainLine) string {
	if line.Repeats == 0 {
		return v.T("teamwork.again.once", "day", v.ShortDate(line.LastAt, v.Now))
	}
	return v.T("teamwork.again.aside", "n", int(line.Repeats), "day", v.ShortDate(line.LastAt, v.Now))
}

func againName(v *web.View, line overview.AgainLine) string {
	if line.Name == "" {
		return v.T("teamwork.again.nameless")
	}
	return line.Name
}

func againPath(page overview.AgainPage) string {
	return "/figures/again?after=" + strconv.FormatInt(page.Below(), 10)
}
