package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// present is of what there is anything about a customer. Of most there is no complaint, no order, no file and nothing broken, and one look
// at all of that costs less than asking for each of them in vain. What it says there is may turn out not to be seen; what it
// says there is not, there is not.
type present struct {
	Questions, Contacts, Complaints, Orders, Claims, Files, Answers, Theirs, Broken, Merged, Suspected, Linked, AtDesk, Erasing bool
}

// anything is when nobody looked.
var anything = present{true, true, true, true, true, true, true, true, true, true, true, true, true, true}

const selectPresent = `SELECT
	EXISTS (SELECT 1 FROM question q WHERE q.org = $1 AND q.customer = $2) AS questions,
	EXISTS (SELECT 1 FROM interaction i WHERE i.org = $1 AND i.customer = $2) AS contacts,
	EXISTS (SELECT 1 FROM complaint c WHERE c.org = $1 AND c.customer = $2) AS complaints,
	EXISTS (SELECT 1 FROM order_placed o WHERE o.org = $1 AND o.customer = $2) AS orders,
	(EXISTS (SELECT 1 FROM claim n WHERE n.org = $1 AND n.customer = $2)
		OR EXISTS (SELECT 1 FROM claim_look l WHERE l.org = $1 AND l.customer = $2)) AS claims,
	EXISTS (SELECT 1 FROM file f WHERE f.org = $1 AND f.customer = $2) AS files,
	EXISTS (SELECT 1 FROM answer_given g WHERE g.org = $1 AND g.customer = $2) AS answers,
	EXISTS (SELECT 1 FROM promise t WHERE t.org = $1 AND t.customer = $2 AND t.direction = 'theirs') AS theirs,
	EXISTS (SELECT 1 FROM promise b WHERE b.org = $1 AND b.customer = $2 AND b.broken_at IS NOT NULL) AS broken,
	EXISTS (SELECT 1 FROM customer_merge m WHERE m.org = $1 AND m.stays = $2 AND m.split_at IS NULL) AS merged,
	(EXISTS (SELECT 1 FROM customer_suspect s WHERE s.org = $1 AND s.low = $2)
		OR EXISTS (SELECT 1 FROM customer_suspect h WHERE h.org = $1 AND h.high = $2)) AS suspected,
	EXISTS (SELECT 1 FROM customer_link k WHERE k.org = $1 AND k.subject = $2) AS linked,
	EXISTS (SELECT 1 FROM intake_desk d WHERE d.org = $1 AND d.customer = $2) AS at_desk,
	EXISTS (SELECT 1 FROM customer_erasure e WHERE e.org = $1 AND e.customer = $2 AND e.called_off_at IS NULL) AS erasing`

// presentOf looks what there is of a customer.
func presentOf(tx *db.Tx, of id.Customer) (present, error) {
	return db.One[present](tx, selectPresent, tx.Org, of)
}
