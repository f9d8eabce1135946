package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func setCase(tx *db.Tx, of id.Interaction, c Case) {
	tx.Put("UPDATE interaction SET import_run = $3, import_row = $4, case_name = $5 WHERE org = $1 AND id = $2",
		tx.Org, of, c.Run, c.Row, orNull(c.Name))
}

func remove(tx *db.Tx, of id.Interaction) {
	tx.Put("DELETE FROM interaction_words WHERE org = $1 AND interaction = $2", tx.Org, of)
	tx.Put("DELETE FROM interaction WHERE org = $1 AND id = $2", tx.Org, of)
}

func hideRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("INSERT INTO interaction_run_hidden (org, run) VALUES ($1, $2) ON CONFLICT (org, run) DO NOTHING", tx.Org, run)
	return err
}

func showRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("DELETE FROM interaction_run_hidden WHERE org = $1 AND run = $2", tx.Org, run)
	return err
}

func isHidden(tx *db.Tx, run id.Import) (bool, error) {
	_, found, err := db.Maybe[id.Import](tx, "SELECT run FROM interaction_run_hidden WHERE org = $1 AND run = $2", tx.Org, run)
	return found, err
}

func ofRunAfter(tx *db.Tx, run id.Import, from Settled, limit int) ([]Interaction, error) {
	if from.Interaction.IsZero() {
		return db.All[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.import_run = $2
			ORDER BY interaction.began_at, interaction.id LIMIT $3`, tx.Org, run, limit)
	}
	return db.All[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.import_run = $2
		AND (interaction.began_at, interaction.id) > ($3, $4) ORDER BY interaction.began_at, interaction.id LIMIT $5`,
		tx.Org, run, from.BeganAt, from.Interaction, limit)
}
