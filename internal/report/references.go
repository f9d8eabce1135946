package report

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
)

// References lists what outside an import refers to its rows, and its rows that changed since, at most
// limit: while there is any, the import cannot be undone.
func References(tx *db.Tx, run id.Import, limit int) (out []imports.Reference, err error) {
	for _, find := range []func(*db.Tx, id.Import, int) ([]imports.Reference, error){ofPromises, ofCustomers} {
		found, err := find(tx, run, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out[:min(len(out), limit)], nil
}

// ofPromises: a promise is as it was taken over when its version counts the outcomes that came with it.
func ofPromises(tx *db.Tx, run id.Import, limit int) ([]imports.Reference, error) {
	return db.All[imports.Reference](tx, `SELECT 'changed' AS kind, p.code AS "of", '' AS "by" FROM promise p
			WHERE p.org = $1 AND p.import_run = $2 AND p.version <>
			(SELECT COUNT(*) FROM promise_outcome o WHERE o.org = $1 AND o.promise = p.id AND o.cause = 'import')
		UNION ALL SELECT 'promise', p.code, q.code FROM promise p JOIN promise q ON q.org = p.org AND q.recovery_of = p.id
			WHERE p.org = $1 AND p.import_run = $2
		UNION ALL SELECT 'question', p.code, q.code FROM question_ending e
			JOIN promise p ON p.org = e.org AND p.id = e.promise JOIN question q ON q.org = e.org AND q.id = e.question
			WHERE p.org = $1 AND p.import_run = $2
		UNION ALL SELECT 'link', p.code, '' FROM customer_link l JOIN promise p ON p.org = l.org AND p.id = l.subject
			WHERE p.org = $1 AND p.import_run = $2 AND l.subject_kind = 'promise'
		UNION ALL SELECT 'message', p.code, '' FROM message m JOIN promise p ON p.org = m.org AND p.id = m.subject
			WHERE p.org = $1 AND p.import_run = $2
		UNION ALL SELECT 'claim', p.code, '' FROM claim k JOIN promise p ON p.org = k.org AND p.id = k.subject
			WHERE p.org = $1 AND p.import_run = $2 AND k.ended_at IS NULL
		LIMIT $3`, tx.Org, run, limit)
}

// ofCustomers: what the run itself tells about its customers does not count.
func ofCustomers(tx *db.Tx, run id.Import, limit int) ([]imports.Reference, error) {
	return db.All[imports.Reference](tx, `SELECT 'changed' AS kind, c.name AS "of", '' AS "by" FROM customer c
			WHERE c.org = $1 AND c.import_run = $2 AND (c.merged_into IS NOT NULL OR c.version > 1 AND EXISTS (SELECT 1 FROM event e WHERE e.org = $1
			AND e.subject_kind = 'customer' AND e.subject = c.id AND e.imported = 0))
		UNION ALL SELECT 'promise', c.name, p.code FROM promise p JOIN customer c ON c.org = p.org AND c.id = p.customer
			WHERE c.org = $1 AND c.import_run = $2 AND (p.import_run IS NULL OR p.import_run <> $2)
		UNION ALL SELECT 'order', c.name, o.reference FROM order_placed o JOIN customer c ON c.org = o.org AND c.id = o.customer
			WHERE c.org = $1 AND c.import_run = $2 AND (o.import_run IS NULL OR o.import_run <> $2)
		UNION ALL SELECT 'contact_elsewhere', c.name, COALESCE(i.case_name, '') FROM interaction i
			JOIN customer c ON c.org = i.org AND c.id = i.customer
			WHERE c.org = $1 AND c.import_run = $2 AND (i.import_run IS NULL OR i.import_run <> $2)
		UNION ALL SELECT 'question', c.name, q.code FROM question q JOIN customer c ON c.org = q.org AND c.id = q.customer
			WHERE c.org = $1 AND c.import_run = $2
		UNION ALL SELECT 'link', c.name, '' FROM customer_link l JOIN customer c ON c.org = l.org AND c.id = l.customer
			WHERE c.org = $1 AND c.import_run = $2
		UNION ALL SELECT 'message', c.name, '' FROM message m JOIN customer c ON c.org = m.org AND c.id = m.recipient
			WHERE c.org = $1 AND c.import_run = $2
		UNION ALL SELECT 'claim', c.name, '' FROM claim k JOIN customer c ON c.org = k.org AND c.id = k.customer
			WHERE c.org = $1 AND c.import_run = $2
		UNION ALL SELECT 'contact', c.name, k.name FROM customer k JOIN customer c ON c.org = k.org AND c.id = k.employer
			WHERE c.org = $1 AND c.import_run = $2 AND (k.import_run IS NULL OR k.import_run <> $2)
		LIMIT $3`, tx.Org, run, limit)
}
