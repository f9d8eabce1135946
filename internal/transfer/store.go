package transfer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectTransfer = `SELECT id, question, customer, sender, taker, state, number, finishes, handed_at, answered_at, version
	FROM transfer `

// insert writes a new hand-off; false when another waits for the same question.
func insert(tx *db.Tx, t Transfer, w Words) (bool, error) {
	added, err := tx.Exec(`INSERT INTO transfer (org, id, question, customer, sender, taker, state, number, finishes, handed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9) ON CONFLICT (org, question) WHERE state = 'waiting' DO NOTHING`,
		tx.Org, t.ID, t.Question, t.Customer, t.Sender, t.Taker, t.State, t.HandedAt, t.Version)
	if err == nil && added == 1 {
		tx.Put("INSERT INTO transfer_words (org, transfer, facts, repeated, reason, answer) VALUES ($1, $2, $3, $4, $5, '')",
			tx.Org, t.ID, w.Facts, w.Repeated, w.Reason)
	}
	return added == 1, err
}

func update(tx *db.Tx, t Transfer) {
	tx.Put("UPDATE transfer SET state = $3, number = $4, finishes = $5, answered_at = $6, version = $7 WHERE org = $1 AND id = $2",
		tx.Org, t.ID, t.State, t.Number, t.Finishes, t.AnsweredAt, t.Version)
}

func answer(tx *db.Tx, of id.Transfer, why string) {
	tx.Put("UPDATE transfer_words SET answer = $3 WHERE org = $1 AND transfer = $2", tx.Org, of, why)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, of id.Transfer) error {
	_, err := tx.Exec("UPDATE transfer SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func read(tx *db.Tx, of id.Transfer) (Transfer, bool, error) {
	return db.Maybe[Transfer](tx, selectTransfer+"WHERE org = $1 AND id = $2", tx.Org, of)
}

func waitingFor(tx *db.Tx, question id.Question) (Transfer, bool, error) {
	return db.Maybe[Transfer](tx, selectTransfer+"WHERE org = $1 AND question = $2 AND state = 'waiting'", tx.Org, question)
}

func ofQuestion(tx *db.Tx, question id.Question) ([]Transfer, error) {
	return db.All[Transfer](tx, selectTransfer+"WHERE org = $1 AND question = $2 ORDER BY handed_at, id", tx.Org, question)
}

func count(tx *db.Tx, question id.Question) (int64, error) {
	return db.One[int64](tx, "SELECT COUNT(*) FROM transfer WHERE org = $1 AND question = $2 AND number > 0", tx.Org, question)
}

func words(tx *db.Tx, of id.Transfer) (Words, error) {
	found, _, err := db.Maybe[Words](tx, "SELECT facts, repeated, reason, answer FROM transfer_words WHERE org = $1 AND transfer = $2", tx.Org, of)
	return found, err
}
