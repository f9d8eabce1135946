package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectInteraction = `SELECT interaction.id, interaction.customer, interaction.caller, interaction.kind, interaction.direction,
	interaction.result, interaction.staff, interaction.promise, interaction.question, interaction.began_at,
	interaction.ended_at, interaction.noted_at, interaction.waits, interaction.undone_at, interaction.version
	FROM interaction `

// insert writes a new interaction; false when that of its origin is there already.
func insert(tx *db.Tx, i Interaction, n New) (bool, error) {
	added, err := tx.Exec(`INSERT INTO interaction (org, id, customer, caller, kind, direction, result, staff, promise,
		question, began_at, ended_at, noted_at, waits, source, external_id, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (org, source, external_id) DO NOTHING`,
		tx.Org, i.ID, i.Customer, i.Caller, i.Kind, i.Direction, i.Result, i.Staff, i.Promise, i.Question, i.BeganAt,
		i.EndedAt, i.NotedAt, i.Waits, orNull(n.From.Source), orNull(n.From.ExternalID), i.Version)
	if err == nil && added == 1 && !n.Words.IsZero() {
		tx.Put("INSERT INTO interaction_words (org, interaction, words) VALUES ($1, $2, $3)", tx.Org, i.ID, n.Words.text)
	}
	return added == 1, err
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func update(tx *db.Tx, i Interaction) {
	tx.Put(`UPDATE interaction SET customer = $3, caller = $4, waits = $5, undone_at = $6, version = $7
		WHERE org = $1 AND id = $2`, tx.Org, i.ID, i.Customer, i.Caller, i.Waits, i.UndoneAt, i.Version)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, of id.Interaction) error {
	_, err := tx.Exec("UPDATE interaction SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func read(tx *db.Tx, of id.Interaction) (Interaction, bool, error) {
	return db.Maybe[Interaction](tx, selectInteraction+"WHERE interaction.org = $1 AND interaction.id = $2", tx.Org, of)
}

func byOrigin(tx *db.Tx, from Origin) (Interaction, bool, error) {
	return db.Maybe[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.source = $2
		AND interaction.external_id = $3`, tx.Org, from.Source, from.ExternalID)
}

// mostOfCaller bounds the calls of a number that are given a name at once.
const mostOfCaller = 500

func ofCaller(tx *db.Tx, caller string) ([]Interaction, error) {
	return db.All[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.caller = $2
		AND interaction.customer IS NULL ORDER BY interaction.id LIMIT $3`, tx.Org, caller, mostOfCaller)
}

func words(tx *db.Tx, of id.Interaction) (string, bool, error) {
	return db.Maybe[string](tx, "SELECT words FROM interaction_words WHERE org = $1 AND interaction = $2", tx.Org, of)
}
