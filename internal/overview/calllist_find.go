package overview

import (
	"strconv"
	"time"

	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// narrowed is a condition on customers c that grows part by part, with its arguments.
type narrowed struct {
	where string
	args  []any
}

// and adds a part; each ? of it is one argument.
func (n *narrowed) and(part string, args ...any) {
	n.where += " AND "
	for _, sign := range part {
		if sign != '?' {
			n.where += string(sign)
			continue
		}
		n.args = append(n.args, args[0])
		args = args[1:]
		n.where += "$" + strconv.Itoa(len(n.args))
	}
}

const ordersOf = `FROM order_placed o WHERE o.org = c.org AND o.customer = c.id AND o.amount >= 0
	AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h WHERE h.org = o.org AND h.run = o.import_run))`

// FindToCall finds those whom a filter is about and who have a telephone number, at most limit: first those of whom
// most orders are expected, then by name. Whether they may be called is not asked here.
func FindToCall(tx *db.Tx, zone *time.Location, f calllist.Filter, limit int) ([]id.Customer, error) {
	n := narrowed{args: []any{tx.Org}}
	n.and("EXISTS (SELECT 1 FROM customer_phone t WHERE t.org = c.org AND t.customer = c.id)")
	n.customers(f)
	n.orders(f, tx.Now, zone)
	n.between(f, tx.Now, zone)
	n.args = append(n.args, limit)
	return db.All[id.Customer](tx, `SELECT c.id FROM customer c LEFT JOIN order_likely l ON l.org = c.org AND l.customer = c.id
		WHERE c.org = $1 AND c.merged_into IS NULL AND (c.import_run IS NULL OR NOT EXISTS
		(SELECT 1 FROM customer_run r WHERE r.org = c.org AND r.run = c.import_run))`+n.where+`
		ORDER BY CASE WHEN l.place IS NULL THEN 1 ELSE 0 END, l.place, c.name, c.id LIMIT $`+strconv.Itoa(len(n.args)), n.args...)
}

func (n *narrowed) customers(f calllist.Filter) {
	if f.Kind != "" {
		n.and("c.kind = ?", f.Kind)
	}
	if f.Lang != "" {
		n.and("(c.lang = ? OR c.lang = '' AND (SELECT g.lang FROM organisation g WHERE g.org = c.org) = ?)", f.Lang, f.Lang)
	}
	if f.City != "" {
		n.and("LOWER(c.city) = LOWER(?)", f.City)
	}
}

func (n *narrowed) orders(f calllist.Filter, now time.Time, zone *time.Location) {
	if f.BoughtWithin > 0 {
		n.and("EXISTS (SELECT 1 "+ordersOf+" AND o.bought_at >= ?)", now.AddDate(0, -f.BoughtWithin, 0))
	}
	if f.NotBoughtFor > 0 {
		n.and("EXISTS (SELECT 1 " + ordersOf + ")")
		n.and("NOT EXISTS (SELECT 1 "+ordersOf+" AND o.bought_at >= ?)", now.AddDate(0, -f.NotBoughtFor, 0))
	}
	if f.Orders > 0 {
		n.and("(SELECT COUNT(*) "+ordersOf+") >= ?", f.Orders)
	}
	if f.OrdersMost > 0 {
		n.and("(SELECT COUNT(*) "+ordersOf+") BETWEEN 1 AND ?", f.OrdersMost)
	}
	if f.NeverBought {
		n.and("NOT EXISTS (SELECT 1 " + ordersOf + ")")
	}
	if f.Spent > 0 {
		n.and("(SELECT COALESCE(SUM(o.amount), 0) "+ordersOf+" AND o.currency = 'EUR') >= ?", int64(f.Spent)*100)
	}
	if f.Season != "" {
		part, args := inSeason(f.Season, now, zone)
		n.and("EXISTS (SELECT 1 "+ordersOf+" AND ("+part+"))", args...)
	}
	if f.Again > 0 {
		n.and("l.place <= ?", f.Again)
	}
}

// seasonYears is how far back a season is looked for.
const seasonYears = 10

// inSeason is the time of the season in each of the last years.
func inSeason(s calllist.Season, now time.Time, zone *time.Location) (part string, args []any) {
	for back := range seasonYears {
		for m := time.January; m <= time.December; m++ {
			if !s.Has(m) {
				continue
			}
			from := time.Date(now.In(zone).Year()-back, m, 1, 0, 0, 0, 0, zone)
			if part != "" {
				part += " OR "
			}
			part += "o.bought_at >= ? AND o.bought_at < ?"
			args = append(args, from.UTC(), from.AddDate(0, 1, 0).UTC())
		}
	}
	return part, args
}

// between is what passed between us.
func (n *narrowed) between(f calllist.Filter, now time.Time, zone *time.Location) {
	if f.NotSpokenFor > 0 {
		n.and("NOT EXISTS (SELECT 1 FROM timeline t WHERE t.org = c.org AND t.customer = c.id AND t.sort IN ('calls', 'meetings') AND t.at >= ?)",
			now.AddDate(0, -f.NotSpokenFor, 0))
	}
	if !f.Owner.IsZero() {
		n.and(`(SELECT p.owner FROM promise p WHERE p.org = c.org AND p.customer = c.id AND p.direction = 'ours' AND p.undone_at IS NULL`+
			notStaged+` ORDER BY p.made_at DESC, p.id DESC LIMIT 1) = ?`, f.Owner)
	}
	if f.NothingOwed {
		n.and(`NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = c.org AND p.customer = c.id AND p.open = 1 AND p.direction = 'ours'` + notStaged + ")")
	}
	if f.NothingWrong {
		n.and(`NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = c.org AND p.customer = c.id AND p.direction = 'ours' AND p.broken_at > ?
			AND p.undone_at IS NULL`+notStaged+")", now.Add(-aYear))
	}
	if f.WaitsToBuy {
		n.and(`EXISTS (SELECT 1 FROM question q WHERE q.org = c.org AND q.customer = c.id AND q.open = 1 AND q.phase <> 'bought'
			AND (q.decides_on >= ? OR q.phase IN ('orienting', 'comparing', 'deciding')))`, worktime.DateOf(now, zone).String())
	}
}
