package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// happened is what happened to the newest questions of a period: noted, promised, handed on, taken or declined,
// corrected by the customer, broken, answered, reopened, and given up or bought elsewhere. What was promised to make
// up for something is no step of its own.
const happened = `WITH asked AS (SELECT q.id, q.code, q.taker, q.holder, q.noted_at FROM question q
		WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.ending <> 'no_question' ORDER BY q.noted_at DESC, q.id DESC LIMIT $4)
	SELECT a.id AS question, a.code AS case_name, 'noted' AS step, a.taker AS staff, a.noted_at AS at FROM asked a
	UNION ALL SELECT a.id, a.code, 'promised', COALESCE(p.made_by, p.owner), p.agreed_at FROM asked a JOIN promise p ON p.org = $1 AND p.question = a.id
		WHERE p.org = $1 AND p.direction = 'ours' AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.recovery_of IS NULL
	UNION ALL SELECT a.id, a.code, 'broken', p.owner, p.broken_at FROM asked a JOIN promise p ON p.org = $1 AND p.question = a.id
		WHERE p.org = $1 AND p.direction = 'ours' AND p.broken_at IS NOT NULL AND p.undone_at IS NULL
		AND NOT (p.deed_at IS NOT NULL AND p.deed_at <= p.due_at AND p.deed_at < p.broken_at)
	UNION ALL SELECT a.id, a.code, 'answered', p.owner, p.deed_at FROM asked a JOIN promise p ON p.org = $1 AND p.question = a.id
		WHERE p.org = $1 AND p.direction = 'ours' AND p.deed_at IS NOT NULL AND p.undone_at IS NULL AND p.state <> 'disputed'
	UNION ALL SELECT a.id, a.code, 'answered', CASE WHEN e.actor_kind = 'customer' THEN a.holder ELSE e.actor END, e.ended_at
		FROM asked a JOIN question_ending e ON e.org = $1 AND e.question = a.id WHERE e.org = $1 AND e.ending = 'answered'
	UNION ALL SELECT a.id, a.code, CASE WHEN e.ending = 'refused' THEN 'refused' ELSE 'elsewhere' END, NULL, e.ended_at
		FROM asked a JOIN question_ending e ON e.org = $1 AND e.question = a.id
		WHERE e.org = $1 AND e.ending IN ('refused', 'bought_elsewhere') AND e.reopened_at IS NULL
	UNION ALL SELECT a.id, a.code, 'reopened', a.holder, e.reopened_at FROM asked a JOIN question_ending e ON e.org = $1 AND e.question = a.id
		WHERE e.org = $1 AND e.ending = 'answered' AND e.reopened_at IS NOT NULL
	UNION ALL SELECT a.id, a.code, 'corrected', NULL, r.stated_at FROM asked a JOIN question_reading r ON r.org = $1 AND r.question = a.id
		WHERE r.org = $1 AND r.state = 'corrected'
	UNION ALL SELECT a.id, a.code, 'handed', t.sender, t.handed_at FROM asked a JOIN transfer t ON t.org = $1 AND t.question = a.id
		WHERE t.org = $1 AND t.state <> 'withdrawn'
	UNION ALL SELECT a.id, a.code, CASE WHEN t.state = 'declined' THEN 'declined' ELSE 'taken' END, t.taker, t.answered_at
		FROM asked a JOIN transfer t ON t.org = $1 AND t.question = a.id
		WHERE t.org = $1 AND t.state IN ('accepted', 'declined') AND t.answered_at IS NOT NULL`

func happenedIn(tx *db.Tx, from, until time.Time) ([]happening, error) {
	since, before := stretch(from, until)
	return db.All[happening](tx, happened, tx.Org, since, before, mostCases)
}

// placed is where somebody's steps are counted.
type placed struct {
	Place Place
	Team  string
}

// placesOf finds it for everybody who ever worked here.
func placesOf(tx *db.Tx) (map[id.Staff]placed, error) {
	all, err := db.All[struct {
		ID       id.Staff
		Kind     string
		Phones   bool
		Leads    bool
		LeftAt   time.Time
		TeamName string
		Members  int
	}](tx, `SELECT s.id, s.kind, s.answers_phone AS phones, s.left_at, COALESCE(t.name, '') AS team_name,
		CASE WHEN EXISTS (SELECT 1 FROM team l WHERE l.org = $1 AND l.lead = s.id) THEN 1 ELSE 0 END AS leads,
		COALESCE((SELECT COUNT(*) FROM staff m WHERE m.org = $1 AND m.team = s.team AND m.kind = 'staff' AND m.left_at IS NULL), 0) AS members
		FROM staff s LEFT JOIN team t ON t.org = s.org AND t.id = s.team WHERE s.org = $1`, tx.Org)
	out := make(map[id.Staff]placed, len(all))
	for _, s := range all {
		at := placed{Place: AtExpert}
		switch {
		case s.Kind == "agent":
			at.Place = AtAgent
		case s.Members >= SmallestTeam && s.LeftAt.IsZero():
			at = placed{AtTeam, s.TeamName}
		case !s.LeftAt.IsZero():
			at.Place = AtLeft
		case s.Leads:
			at.Place = AtLead
		case s.Phones:
			at.Place = AtDesk
		}
		out[s.ID] = at
	}
	return out, err
}
