package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
)

// TodayMissed is a missed call that waits for somebody; everybody at the desk sees it.
type TodayMissed struct {
	ID       id.Interaction
	Customer id.Customer // zero: nobody is known by the number
	Name     string
	Number   string // to call; empty when none is known
	BeganAt  time.Time
}

// Phone is the number to call.
func (m TodayMissed) Phone() Phone { return phoneOf(m.Number, "") }

// CalledBack is how the call ends when the customer is spoken.
func (m TodayMissed) CalledBack() interaction.Result { return interaction.CalledBack }

// Reasons are for which nothing need be done about it.
func (m TodayMissed) Reasons() []interaction.Reason { return interaction.Reasons() }

// mostMissed stand on Today, the longest waiting first.
const mostMissed = 20

func todayMissed(tx *db.Tx) ([]TodayMissed, error) {
	return db.All[TodayMissed](tx, `SELECT i.id, i.customer, COALESCE(c.name, '') AS name, COALESCE(n.number, i.caller) AS number, i.began_at
		FROM interaction i
		LEFT JOIN customer c ON c.org = i.org AND c.id = i.customer
		LEFT JOIN customer_phone n ON n.org = i.org AND n.customer = i.customer AND n.place = 0
		WHERE i.org = $1 AND i.waits = 1 ORDER BY i.began_at, i.id LIMIT $2`, tx.Org, mostMissed)
}
