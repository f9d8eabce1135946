package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func waiting(tx *db.Tx, limit int) ([]MissedCall, error) {
	return db.All[MissedCall](tx, `SELECT id, customer, caller, began_at FROM interaction
		WHERE org = $1 AND waits = 1 ORDER BY began_at, id LIMIT $2`, tx.Org, limit)
}

// waitingOf reads what waits of a customer, or of a number that is nobody's yet.
func waitingOf(tx *db.Tx, customer id.Customer, caller string) ([]Interaction, error) {
	switch {
	case !customer.IsZero():
		return db.All[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.customer = $2
			AND interaction.waits = 1 ORDER BY interaction.id`, tx.Org, customer)
	case caller != "":
		return db.All[Interaction](tx, selectInteraction+`WHERE interaction.org = $1 AND interaction.caller = $2
			AND interaction.waits = 1 ORDER BY interaction.id`, tx.Org, caller)
	}
	return nil, nil
}

func insertEnd(tx *db.Tx, i Interaction, end End) {
	tx.Put(`INSERT INTO interaction_end (org, interaction, version, how, subject, reason, actor_kind, actor, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.Org, i.ID, i.Version+1, end.How, end.Subject, end.Reason, tx.Actor.Kind, tx.Actor.ID, tx.Now)
}

func endedBy(tx *db.Tx, subject id.Any) ([]Interaction, error) {
	return db.All[Interaction](tx, selectInteraction+`JOIN interaction_end e ON e.org = interaction.org AND e.interaction = interaction.id
		WHERE interaction.org = $1 AND e.org = $1 AND e.subject = $2 AND e.undone_at IS NULL ORDER BY interaction.id`, tx.Org, subject)
}

func undoEnd(tx *db.Tx, of id.Interaction, subject id.Any) {
	tx.Put(`UPDATE interaction_end SET undone_at = $4 WHERE org = $1 AND interaction = $2 AND subject = $3
		AND undone_at IS NULL`, tx.Org, of, subject, tx.Now)
}
