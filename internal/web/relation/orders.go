package relation

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// orderForm is the form to note an order as it is filled in.
type orderForm struct {
	When, What, Amount, Reference string
	Refusal                       web.Refusal
}

// Orders lists what a customer bought, and notes one more.
func (s Screens) Orders(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	before, _ := cursorOf(r.URL.Query().Get("before"))
	page, err := s.See.OrdersOf(r.Context(), v.Who.Actor, of, before)
	if err != nil {
		return err
	}
	return web.Render(w, r, ordersPage(v, page, orderForm{}))
}

// AddOrder notes an order.
func (s Screens) AddOrder(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.OrdersOf(r.Context(), v.Who.Actor, of, overview.Cursor{})
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := orderForm{When: form.Line("when", 200), What: form.Line("what", 1000), Amount: form.Line("amount", 100), Reference: form.Line("reference", 200)}
	b := act.Bought{Customer: of, What: f.What, Reference: f.Reference}
	if b.Amount, err = act.ReadAmount(f.Amount); err != nil { // in the order of the fields
		form.Refuse(err)
	}
	if b.At, err = act.ReadPast(f.When, v.Lang, v.Now, v.Zone); err != nil {
		form.Refuse(err)
	}
	if err = form.Err(); err == nil {
		if _, err = s.Acts.AddOrder(r.Context(), v.Who.Actor, b); err == nil {
			return web.Redirect(w, r, ordersPath(of), web.Said("relation.orders.noted"))
		}
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return ordersPage(v, page, f)
	})
}

func ordersPath(of id.Customer) string { return customerPath(of) + "/orders" }

// ordersFrom is the list from one order on.
func ordersFrom(m overview.Moment) string {
	return ordersPath(m.Person) + "?before=" + strconv.FormatInt(m.At.UnixMicro()+1, 10) + "." + m.Subject.String()
}

func ordersBelow(page overview.OrdersPage) string {
	last := page.Orders[len(page.Orders)-1]
	return ordersPath(page.Customer.ID) + "?before=" + strconv.FormatInt(last.BoughtAt.UnixMicro(), 10) + "." + last.ID.String()
}

// sums says what was bought together, for each currency.
func sums(v *web.View, totals []overview.OrderTotal) string {
	var out []string
	for _, one := range totals {
		out = append(out, overview.Money(v.Printer, one.Amount, one.Currency))
	}
	return strings.Join(out, " + ")
}

func howMany(totals []overview.OrderTotal) (n int) {
	for one := range slices.Values(totals) {
		n += int(one.N)
	}
	return n
}

// ordersLead sums the list up; of none nothing.
func ordersLead(v *web.View, totals []overview.OrderTotal) string {
	if len(totals) == 0 {
		return ""
	}
	return v.T("relation.orders.lead", "n", howMany(totals), "sum", sums(v, totals))
}

// bought is what an order was.
func bought(v *web.View, o overview.Order) string {
	switch {
	case o.What != "":
		return o.What
	case o.Amount < 0:
		return v.T("relation.orders.credit")
	}
	return v.T("relation.orders.bare")
}

// orderMoment is an order on the timeline.
func orderMoment(v *web.View, name string, m overview.Moment) string {
	key, amount := "relation.moment.order", m.Amount
	switch {
	case amount < 0 && m.Bought != "":
		key, amount = "relation.moment.order_credit_what", -amount
	case amount < 0:
		key, amount = "relation.moment.order_credit", -amount
	case m.Bought == "":
		key = "relation.moment.order_bare"
	}
	return v.T(key, "name", name, "what", m.Bought, "amount", overview.Money(v.Printer, amount, m.Currency))
}
