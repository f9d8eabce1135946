package report

import "kroon/internal/db"

// OffTimeline counts the lines of customers' timelines that are not what their sources say: what happened and
// stands on none, and what stands there and did not happen. The past of an import counts once it is entered; who was erased
// has no timeline.
func OffTimeline(tx *db.Tx) (int, error) {
	return db.One[int](tx, `WITH source AS (
		SELECT o.id AS id, p.customer AS customer, o.happened_at AS at
			FROM promise p JOIN promise_outcome o ON o.org = p.org AND o.promise = p.id
			WHERE p.org = $1 AND o.org = $1 AND p.customer IS NOT NULL AND p.undone_at IS NULL AND o.undone_at IS NULL
			AND o.kind NOT IN ('acknowledged', 'reassigned', 'redistributed', 'proposed', 'turned-down', 'undone')
			AND NOT (o.kind IN ('agreed', 'offered') AND p.previous IS NOT NULL) AND o.cause <> 'tacit'
			AND (o.cause <> 'import' OR p.import_run IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.settled_at IS NOT NULL))
		UNION ALL SELECT a.id, p.customer, a.began_at
			FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
			WHERE p.org = $1 AND a.org = $1 AND p.customer IS NOT NULL AND a.result NOT IN ('begun', 'undone')
		UNION ALL SELECT q.id, q.customer, q.noted_at FROM question q WHERE q.org = $1 AND q.customer IS NOT NULL
		UNION ALL SELECT m.id, m.recipient, m.sent_at FROM message m WHERE m.org = $1 AND m.audience = 'customer'
			AND m.sent_at IS NOT NULL AND m.state IN ('sent', 'handed')
		UNION ALL SELECT i.id, i.customer, i.began_at FROM interaction i WHERE i.org = $1 AND i.customer IS NOT NULL
			AND i.undone_at IS NULL)
		SELECT (SELECT COUNT(*) FROM source s WHERE NOT EXISTS (SELECT 1 FROM timeline t
			WHERE t.org = $1 AND t.customer = s.customer AND t.at = s.at AND t.id = s.id)
			AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.org = $1 AND c.id = s.customer AND c.erased_at IS NOT NULL))
		+ (SELECT COUNT(*) FROM timeline t LEFT JOIN promise_outcome o ON o.org = $1 AND o.promise = t.subject AND o.id = t.id
			AND o.happened_at = t.at AND o.undone_at IS NULL
			LEFT JOIN promise_attempt a ON a.org = $1 AND a.promise = t.subject AND a.id = t.id AND a.began_at = t.at
			AND a.result NOT IN ('begun', 'undone')
			LEFT JOIN question q ON q.org = $1 AND q.id = t.id AND q.customer = t.person AND q.noted_at = t.at
			LEFT JOIN message m ON m.org = $1 AND m.id = t.id AND m.recipient = t.person AND m.sent_at = t.at
			LEFT JOIN interaction i ON i.org = $1 AND i.id = t.id AND i.customer = t.person AND i.began_at = t.at AND i.undone_at IS NULL
			LEFT JOIN event e ON e.org = $1 AND e.id = t.id AND t.source = 'event'
			WHERE t.org = $1 AND o.id IS NULL AND a.id IS NULL AND q.id IS NULL AND m.id IS NULL AND i.id IS NULL AND e.id IS NULL)`,
		tx.Org)
}
