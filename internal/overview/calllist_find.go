package overview

import (
	"time"

	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// ofToCall are the orders o of customer c that are in sight; a credit is none.
const ofToCall = `WHERE o.org = $1 AND o.customer = c.id AND o.amount >= 0` + placedInSight

// selectToCall reads the customers c with a number of whom every part of a filter holds that is filled in: $n is
// the part, and an empty one, or 0, asks nothing.
const selectToCall = whoToCall + (boughtToCall + countedToCall) + betweenToCall + `
	ORDER BY CASE WHEN l.place IS NULL THEN 1 ELSE 0 END, l.place, c.name, c.id LIMIT $18`

const whoToCall = `SELECT c.id FROM customer c LEFT JOIN order_likely l ON l.org = c.org AND l.customer = c.id
	WHERE c.org = $1 AND c.merged_into IS NULL AND c.erased_at IS NULL AND (c.import_run IS NULL OR NOT EXISTS
	(SELECT 1 FROM customer_run r WHERE r.org = $1 AND r.run = c.import_run))
	AND EXISTS (SELECT 1 FROM customer_phone t WHERE t.org = $1 AND t.customer = c.id)
	AND ($2 = '' OR c.kind = $2)
	AND ($3 = '' OR c.lang = $3 OR c.lang = '' AND (SELECT g.lang FROM organisation g WHERE g.org = $1) = $3)
	AND ($4 = '' OR LOWER(c.city) = LOWER($4)) AND ($11 = 0 OR l.place <= $11)`

const boughtToCall = `
	AND ($5 = 0 OR EXISTS (SELECT 1 FROM order_placed o ` + ofToCall + ` AND o.bought_at >= $5))
	AND ($6 = 0 OR EXISTS (SELECT 1 FROM order_placed o ` + ofToCall + `) AND NOT EXISTS (SELECT 1 FROM order_placed o ` + ofToCall + ` AND o.bought_at >= $6))`

const countedToCall = `
	AND ($7 = 0 OR (SELECT COUNT(*) FROM order_placed o ` + ofToCall + `) >= $7)
	AND ($8 = 0 OR (SELECT COUNT(*) FROM order_placed o ` + ofToCall + `) BETWEEN 1 AND $8)
	AND ($9 = 0 OR NOT EXISTS (SELECT 1 FROM order_placed o ` + ofToCall + `))
	AND ($10 = 0 OR (SELECT COALESCE(SUM(o.amount), 0) FROM order_placed o ` + ofToCall + ` AND o.currency = 'EUR') >= $10)`

const betweenToCall = `
	AND ($12 = 0 OR NOT EXISTS (SELECT 1 FROM timeline t WHERE t.org = $1 AND t.customer = c.id AND t.sort IN ('calls', 'meetings')` + apart + ` AND t.at >= $12))
	AND ($13 = 0 OR (SELECT p.owner FROM promise p WHERE p.org = $1 AND p.customer = c.id AND p.direction = 'ours' AND p.undone_at IS NULL` + notStaged + `
		ORDER BY p.made_at DESC, p.id DESC LIMIT 1) = $14)
	AND ($15 = 0 OR NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.customer = c.id AND p.open = 1 AND p.direction = 'ours'` + notStaged + `))
	AND ($16 = 0 OR NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.customer = c.id AND p.direction = 'ours' AND p.broken_at > $16
		AND p.undone_at IS NULL` + notStaged + `))
	AND ($17 = '' OR EXISTS (SELECT 1 FROM question q WHERE q.org = $1 AND q.customer = c.id AND q.open = 1 AND q.phase <> 'bought'
		AND (q.decides_on >= $17 OR q.phase IN ('orienting', 'comparing', 'deciding'))))`

// FindToCall finds those whom a filter is about and who have a telephone number, at most limit: first those of whom
// most orders are expected, then by name. Whether they may be called is not asked here.
func FindToCall(tx *db.Tx, zone *time.Location, f calllist.Filter, limit int) ([]id.Customer, error) {
	since := func(months int) int64 {
		if months == 0 {
			return 0
		}
		return tx.Now.AddDate(0, -months, 0).UnixMicro()
	}
	flag := func(is bool, n int64) int64 {
		if is {
			return n
		}
		return 0
	}
	decides := ""
	if f.WaitsToBuy {
		decides = worktime.DateOf(tx.Now, zone).String()
	}
	most := limit
	if f.Season != "" {
		most = mostInSeason
	}
	found, err := db.All[id.Customer](tx, selectToCall, tx.Org, f.Kind, string(f.Lang), f.City, since(f.BoughtWithin), since(f.NotBoughtFor),
		int64(f.Orders), int64(f.OrdersMost), flag(f.NeverBought, 1), int64(f.Spent)*100, int64(f.Again), since(f.NotSpokenFor),
		flag(!f.Owner.IsZero(), 1), f.Owner, flag(f.NothingOwed, 1), flag(f.NothingWrong, tx.Now.Add(-aYear).UnixMicro()), decides, most)
	if err != nil || f.Season == "" {
		return found, err
	}
	return boughtIn(tx, f.Season, zone, found, limit)
}

const (
	mostInSeason = 100_000 // bounds those among whom a season is looked for
	seasonYears  = 10      // is how far back it is looked for
)

// boughtIn leaves of the customers those who bought in a season before, in their order, at most limit.
func boughtIn(tx *db.Tx, s calllist.Season, zone *time.Location, among []id.Customer, limit int) (out []id.Customer, err error) {
	bought := map[id.Customer]bool{}
	for month := range seasonYears * 12 {
		from := time.Date(tx.Now.In(zone).Year(), tx.Now.In(zone).Month()-time.Month(month), 1, 0, 0, 0, 0, zone)
		if !s.Has(from.Month()) {
			continue
		}
		some, err := db.All[id.Customer](tx, `SELECT DISTINCT o.customer FROM order_placed o WHERE o.org = $1 AND o.bought_at >= $2
			AND o.bought_at < $3 AND o.amount >= 0`+placedInSight, tx.Org, from, from.AddDate(0, 1, 0))
		if err != nil {
			return nil, err
		}
		for _, one := range some {
			bought[one] = true
		}
	}
	for _, one := range among {
		if bought[one] && len(out) < limit {
			out = append(out, one)
		}
	}
	return out, nil
}
