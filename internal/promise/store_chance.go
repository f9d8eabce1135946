package promise

import (
	"kroon/internal/db"
)

// historyRow is how one half of the promises of a band went.
type historyRow struct {
	Band, Half   int
	Closed, Kept int64
}

// countChances counts anew how promises went, by the slack that they had when they were made. It looks at the
// latest of ours that are due, by the words of the kept rate, and of those at what has a slack.
func countChances(tx *db.Tx) error {
	if _, err := tx.Exec("DELETE FROM promise_chance WHERE org = $1", tx.Org); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO promise_chance (org, band, half, closed, kept)
		SELECT org, band, half, COUNT(*), SUM(kept) FROM (
			SELECT org, band, kept, NTILE(2) OVER (PARTITION BY band ORDER BY due_at, id) AS half FROM (
				SELECT org, id, due_at, agreed_at, undone_at, state, slack,
					CASE WHEN slack < $3 THEN 0 WHEN slack < $4 THEN 1 WHEN slack < $5 THEN 2 WHEN slack < $6 THEN 3 ELSE 4 END AS band,
					CASE WHEN deed_at <= due_at AND state <> 'disputed' AND (broken_at IS NULL OR deed_at < broken_at)
						THEN 1 ELSE 0 END AS kept
				FROM promise WHERE org = $1 AND direction = 'ours' AND due_at <= $2 ORDER BY due_at DESC LIMIT $7
			) AS latest
			WHERE slack IS NOT NULL AND agreed_at IS NOT NULL AND undone_at IS NULL AND state NOT IN ('released', 'revised')
		) AS halved GROUP BY org, band, half`,
		tx.Org, tx.Now, slackFrom[0], slackFrom[1], slackFrom[2], slackFrom[3], MostCounted)
	return err
}

// histories reads how promises went.
func histories(tx *db.Tx) (out [Bands]History, err error) {
	rows, err := db.All[historyRow](tx, "SELECT band, half, closed, kept FROM promise_chance WHERE org = $1", tx.Org)
	for _, row := range rows {
		half := &out[row.Band].Older
		if row.Half == 2 {
			half = &out[row.Band].Newer
		}
		*half = Tally{row.Closed, row.Kept}
	}
	return out, err
}
