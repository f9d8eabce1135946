package calllist

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectStrike = `SELECT id, customer, name, reason, fact, state, struck_at, actor_kind, actor, second, second_at, returns_at,
	ended_at, version FROM call_strike `

func insertStrike(tx *db.Tx, k Strike, what Striking) {
	tx.Put(`INSERT INTO call_strike (org, id, customer, name, reason, fact, state, struck_at, actor_kind, actor, returns_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, tx.Org, k.ID, k.Customer, k.Name, k.Reason, k.Fact, k.State,
		k.StruckAt, k.ActorKind, k.Actor, k.ReturnsAt, k.Version)
	tx.Put("INSERT INTO call_strike_aside (org, strike, why, evidence, answer) VALUES ($1, $2, $3, $4, '')",
		tx.Org, k.ID, what.Why.text, what.Evidence.text)
}

func updateStrike(tx *db.Tx, k Strike) {
	tx.Put("UPDATE call_strike SET state = $3, second = $4, second_at = $5, ended_at = $6, version = $7 WHERE org = $1 AND id = $2",
		tx.Org, k.ID, k.State, k.Second, k.SecondAt, k.EndedAt, k.Version)
}

func answer(tx *db.Tx, of id.Any, text string) {
	tx.Put("UPDATE call_strike_aside SET answer = $3 WHERE org = $1 AND strike = $2", tx.Org, of, text)
}

// holdStrike keeps the row from others until the transaction ends, without changing it.
func holdStrike(tx *db.Tx, of id.Any) error {
	_, err := tx.Exec("UPDATE call_strike SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func readStrike(tx *db.Tx, of id.Any) (Strike, bool, error) {
	return db.Maybe[Strike](tx, selectStrike+"WHERE org = $1 AND id = $2", tx.Org, of)
}

func strikesOf(tx *db.Tx, customer id.Customer) ([]Strike, error) {
	return db.All[Strike](tx, selectStrike+"WHERE org = $1 AND customer = $2 ORDER BY id DESC", tx.Org, customer)
}

func strikesIn(tx *db.Tx, state StrikeState, limit int) ([]Strike, error) {
	return db.All[Strike](tx, selectStrike+"WHERE org = $1 AND state = $2 ORDER BY id LIMIT $3", tx.Org, state, limit)
}

func texts(tx *db.Tx, of id.Any) (Texts, error) {
	type row struct{ Why, Evidence, Answer string }
	r, _, err := db.Maybe[row](tx, "SELECT why, evidence, answer FROM call_strike_aside WHERE org = $1 AND strike = $2", tx.Org, of)
	return Texts{Words{r.Why}, Words{r.Evidence}, Words{r.Answer}}, err
}
