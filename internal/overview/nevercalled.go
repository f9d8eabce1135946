package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// NeverCalled is what happened to those whom we did not call: struck off a list, or never called at all.
type NeverCalled struct {
	Struck     []StruckFate `json:"struck"`
	NotCalled  int64        `json:"not_called"`  // on lists that were closed before anybody called
	NoGround   int64        `json:"no_ground"`   // names without a lawful ground
	Never      int64        `json:"never"`       // customers with an order with whom nobody here ever spoke or tried to
	NeverSpent int64        `json:"never_spent"` // what they bought, in cents of euros
	Customers  int64        `json:"customers"`   // with an order, in all
	Names      []NeverName  `json:"-"`
}

// StruckFate is what happened after people were struck off for one reason.
type StruckFate struct {
	Reason    string `json:"reason"`
	N         int64  `json:"n"`
	Off       int64  `json:"off"`       // still
	CameBack  int64  `json:"came_back"` // of those on an opinion: returned or taken back
	Ordered   int64  `json:"ordered"`   // bought of their own accord afterwards
	Elsewhere int64  `json:"elsewhere"` // told us afterwards that they bought elsewhere
	Before    int64  `json:"before"`    // had bought from us before
}

// NeverName is somebody with orders whom nobody ever called.
type NeverName struct {
	Customer id.Customer
	Name     string
	Orders   int64
	Spent    int64 // cents
	LastAt   time.Time
}

// placedInSight leaves out the orders of imports that are not published; o is the order.
const placedInSight = ` AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h
	WHERE h.org = $1 AND h.run = o.import_run))`

// mostNever are shown by name.
const mostNever = 25

// neverSpoken leaves the customers c with whom nobody here ever spoke or tried to.
const neverSpoken = ` AND NOT EXISTS (SELECT 1 FROM timeline t WHERE t.org = $1 AND t.customer = c.id AND t.sort IN ('calls', 'meetings')` + apart + `)`

// WereNeverCalled reads it.
func WereNeverCalled(tx *db.Tx) (out NeverCalled, err error) {
	out.Struck, err = db.All[StruckFate](tx, `SELECT k.reason, COUNT(*) AS n,
		SUM(CASE WHEN k.state IN ('standing', 'waiting', 'refused') THEN 1 ELSE 0 END) AS off,
		SUM(CASE WHEN k.state IN ('returned', 'lifted') THEN 1 ELSE 0 END) AS came_back,
		SUM(CASE WHEN EXISTS (SELECT 1 FROM order_placed o WHERE o.org = $1 AND o.customer = k.customer AND o.bought_at > k.struck_at`+placedInSight+`) THEN 1 ELSE 0 END) AS ordered,
		SUM(CASE WHEN EXISTS (SELECT 1 FROM question q JOIN question_ending e ON e.org = q.org AND e.question = q.id
			WHERE q.org = $1 AND q.customer = k.customer AND e.ending = 'bought_elsewhere' AND e.reopened_at IS NULL AND e.ended_at > k.struck_at) THEN 1 ELSE 0 END) AS elsewhere,
		SUM(CASE WHEN EXISTS (SELECT 1 FROM order_placed o WHERE o.org = $1 AND o.customer = k.customer AND o.bought_at <= k.struck_at`+placedInSight+`) THEN 1 ELSE 0 END) AS before
		FROM call_strike k WHERE k.org = $1 GROUP BY k.reason ORDER BY k.reason`, tx.Org)
	if err != nil {
		return out, err
	}
	type names struct{ Left, Unlawful int64 }
	n, err := db.One[names](tx, `SELECT COALESCE(SUM(CASE WHEN outcome = 'left' THEN 1 ELSE 0 END), 0) AS "left",
		COALESCE(SUM(CASE WHEN outcome = 'unlawful' THEN 1 ELSE 0 END), 0) AS unlawful FROM call_name WHERE org = $1`, tx.Org)
	if err != nil {
		return out, err
	}
	out.NotCalled, out.NoGround = n.Left, n.Unlawful
	type sums struct{ N, Spent int64 }
	const bought = `FROM customer c JOIN order_placed o ON o.org = c.org AND o.customer = c.id WHERE c.org = $1 AND c.merged_into IS NULL AND c.erased_at IS NULL` + placedInSight
	never, err := db.One[sums](tx, `SELECT COUNT(DISTINCT c.id) AS n,
		CAST(COALESCE(SUM(CASE WHEN o.currency = 'EUR' THEN o.amount ELSE 0 END), 0) AS BIGINT) AS spent `+bought+neverSpoken, tx.Org)
	if err != nil {
		return out, err
	}
	out.Never, out.NeverSpent = never.N, never.Spent
	if out.Customers, err = db.One[int64](tx, "SELECT COUNT(DISTINCT c.id) "+bought, tx.Org); err != nil {
		return out, err
	}
	out.Names, err = db.All[NeverName](tx, `SELECT c.id AS customer, c.name, COUNT(*) AS orders,
		CAST(COALESCE(SUM(CASE WHEN o.currency = 'EUR' THEN o.amount ELSE 0 END), 0) AS BIGINT) AS spent, MAX(o.bought_at) AS last_at `+bought+neverSpoken+`
		GROUP BY c.id, c.name ORDER BY 4 DESC, c.name, c.id LIMIT $2`, tx.Org, mostNever)
	return out, err
}
