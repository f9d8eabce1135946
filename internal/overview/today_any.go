package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// todayAny tells which parts of Today somebody has anything in. Most parts of most days are empty, and one look into the index
// of each costs less than a dozen questions that find nothing.
type todayAny struct {
	Due        int  // of one's own promises, how many are late or due today; at most mostDue are counted
	Asked      bool // to take a promise over
	Spread     bool
	Disputed   bool
	Missed     bool
	Complaints bool // of the whole house: few run at once
	Handed     bool
	Questions  bool
	Letters    bool // drafts and what is to be sent by hand
	Notices    bool
	Answers    bool // anybody's
}

// Each looks by the index that serves the question itself.
const selectTodayAny = `SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM promise p WHERE p.org = $1 AND p.owner = $2 AND p.open = 1 AND p.awaits = ''
		AND p.direction <> 'theirs' AND p.due_at < $3` + notStaged + ` LIMIT $4) AS counted) AS due,
	EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.proposed_to = $2 AND p.open = 1) AS asked,
	EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.owner = $2 AND p.open = 1 AND p.awaits = 'redistribution') AS spread,
	EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.owner = $2 AND p.state = 'disputed') AS disputed,
	EXISTS (SELECT 1 FROM interaction i WHERE i.org = $1 AND i.waits = 1) AS missed,
	EXISTS (SELECT 1 FROM complaint c WHERE c.org = $1 AND c.ended_at IS NULL AND c.undone_at IS NULL) AS complaints,
	EXISTS (SELECT 1 FROM transfer t WHERE t.org = $1 AND t.taker = $2 AND t.state = 'waiting') AS handed,
	EXISTS (SELECT 1 FROM question q WHERE q.org = $1 AND q.holder = $2 AND q.open = 1) AS questions,
	EXISTS (SELECT 1 FROM message m WHERE m.org = $1 AND m.responsible = $2 AND m.state IN ('draft', 'by-hand', 'failed')) AS letters,
	EXISTS (SELECT 1 FROM message m WHERE m.org = $1 AND m.recipient = $2 AND m.audience = 'staff' AND m.seen_at IS NULL
		AND m.state <> 'withdrawn') AS notices,
	EXISTS (SELECT 1 FROM answer a WHERE a.org = $1) AS answers`

func todayAnyArguments(tx *db.Tx, me id.Staff, end time.Time) []any {
	return []any{tx.Org, me, end, mostDue}
}
