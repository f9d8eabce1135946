package claim

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func forgetSweeps(tx *db.Tx, of id.Claim) {
	tx.Put("DELETE FROM claim_sweep WHERE org = $1 AND claim = $2", tx.Org, of)
}

func insertSweep(tx *db.Tx, c Claim, s Sweeping) {
	tx.Put(`INSERT INTO claim_sweep (org, claim, sweep, from_part, until_part, author, verdict, count, n)
		VALUES ($1, $2, $3, $4, $5, $6, '', 0, 0)`, tx.Org, c.ID, s.Sweep, s.From, s.Until, c.Author)
}

func sweepsOf(tx *db.Tx, of id.Claim) ([]Sweeping, error) {
	return db.All[Sweeping](tx, `SELECT sweep, from_part AS "from", until_part AS until FROM claim_sweep
		WHERE org = $1 AND claim = $2 ORDER BY sweep`, tx.Org, of)
}

func weighSweep(tx *db.Tx, of id.Claim, s Sweep, w Weight) {
	tx.Put(`UPDATE claim_sweep SET verdict = $4, count = $5, n = $6, weighed_at = $7 WHERE org = $1 AND claim = $2 AND sweep = $3`,
		tx.Org, of, s, w.Verdict, w.Count, w.N, tx.Now)
}

const selectDoubt = `SELECT s.claim, c.customer, s.sweep, s.from_part AS "from", s.until_part AS until, s.count, s.n, s.weighed_at, s.heard_at
	FROM claim_sweep s JOIN claim c ON c.org = s.org AND c.id = s.claim
	WHERE s.org = $1 AND s.author = $2 AND s.verdict = '` + contradicted + `' AND c.ended_at IS NULL `

func doubtsOf(tx *db.Tx, author id.Staff, limit int) ([]Doubt, error) {
	return db.All[Doubt](tx, selectDoubt+"AND s.heard_at IS NULL ORDER BY s.claim DESC, s.sweep LIMIT $3", tx.Org, author, limit)
}

func doubtsAbout(tx *db.Tx, author id.Staff, of id.Claim) ([]Doubt, error) {
	return db.All[Doubt](tx, selectDoubt+"AND s.claim = $3 ORDER BY s.sweep", tx.Org, author, of)
}

func hearSweeps(tx *db.Tx, author id.Staff, of id.Claim) {
	tx.Put("UPDATE claim_sweep SET heard_at = $4 WHERE org = $1 AND claim = $2 AND author = $3 AND heard_at IS NULL", tx.Org, of, author, tx.Now)
}
