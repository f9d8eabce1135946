package message

import (
	"errors"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

const columns = `id, kind, audience, recipient, subject_kind, subject, generation, code, channel, address, lang,
	informal, state, words, responsible, use_by, not_before, created_at, sent_at, sent_by, seen_at, tries, trouble,
	message_id, said, replaced_by, version, trouble_kind`

const selectMessage = "SELECT " + columns + " FROM message "

// insert adds the message unless it was said already.
func insert(tx *db.Tx, m Message) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO message (org, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
		$23, $24, $25, $26, $27, $28, $29) ON CONFLICT DO NOTHING`,
		tx.Org, m.ID, m.Kind, m.Audience, m.Recipient, m.SubjectKind, m.Subject, m.Generation, m.Code, m.Channel,
		m.Address, m.Lang, m.Informal, m.State, m.Words, m.Responsible, m.UseBy, m.NotBefore, m.CreatedAt, m.SentAt,
		m.SentBy, m.SeenAt, m.Tries, m.Trouble, m.MessageID, m.Said, m.ReplacedBy, m.Version, m.TroubleKind)
	return n == 1, err
}

// save writes what may change of a message. Its line is locked, so nobody else changed it.
func save(tx *db.Tx, m Message) {
	tx.Put(`UPDATE message SET channel = $3, address = $4, state = $5, words = $6, responsible = $7, not_before = $8,
		sent_at = $9, sent_by = $10, seen_at = $11, tries = $12, trouble = $13, message_id = $14, said = $15,
		replaced_by = $16, version = $17, use_by = $18, trouble_kind = $19 WHERE org = $1 AND id = $2`,
		tx.Org, m.ID, m.Channel, m.Address, m.State, m.Words, m.Responsible, m.NotBefore, m.SentAt, m.SentBy,
		m.SeenAt, m.Tries, m.Trouble, m.MessageID, m.Said, m.ReplacedBy, m.Version, m.UseBy, m.TroubleKind)
}

func load(tx *db.Tx, message id.Message) (Message, error) {
	m, err := db.One[Message](tx, selectMessage+"WHERE org = $1 AND id = $2", tx.Org, message)
	if errors.Is(err, db.ErrNoRows) {
		return m, fault.New(fault.NotFound, "message.unknown")
	}
	return m, err
}

// sameAs finds what was said already in place of a message that could not be added.
func sameAs(tx *db.Tx, m Message) (Message, bool, error) {
	return db.Maybe[Message](tx, sameMessage, tx.Org, m.Subject, m.Recipient, m.Kind, m.Generation)
}

const sameMessage = selectMessage + `WHERE org = $1 AND subject = $2 AND recipient = $3 AND kind = $4
		AND generation = $5 AND state <> 'withdrawn'`

// foreseeSame has the answer of sameAs come along with what is asked next.
func foreseeSame(tx *db.Tx, m Message) {
	tx.Ahead(sameMessage, tx.Org, m.Subject, m.Recipient, m.Kind, m.Generation)
}

// line is what a recipient's outbox is doing.
type line struct {
	Flying id.Message
	Until  time.Time
}

// busy tells whether a node is sending something to this recipient.
func (l line) busy(now time.Time) bool { return !l.Flying.IsZero() && l.Until.After(now) }

// has tells whether this message is on its way out, too late to stop.
func (l line) has(m Message, now time.Time) bool { return l.Flying == m.ID && l.Until.After(now) }

// lock keeps a recipient's outbox from others until the transaction ends.
func lock(tx *db.Tx, recipient id.Any) (line, error) {
	return db.One[line](tx, `INSERT INTO message_line (org, recipient, version) VALUES ($1, $2, 1)
		ON CONFLICT (org, recipient) DO UPDATE SET version = message_line.version + 1 RETURNING flying, until`, tx.Org, recipient)
}

func setFlying(tx *db.Tx, recipient id.Any, message id.Message, until time.Time) {
	tx.Put("UPDATE message_line SET flying = $3, until = $4 WHERE org = $1 AND recipient = $2",
		tx.Org, recipient, message, until)
}

// firstReady reads the oldest message of a recipient that may leave now. The sign has the engines walk by id rather than
// sort all that waits.
func firstReady(tx *db.Tx, recipient id.Any) (Message, bool, error) {
	return db.Maybe[Message](tx, selectMessage+`WHERE org = $1 AND recipient = $2 AND state = 'waiting'
		AND +not_before <= $3 ORDER BY id LIMIT 1`, tx.Org, recipient, tx.Now)
}

// nextReady reads when something of a recipient may leave.
func nextReady(tx *db.Tx, recipient id.Any) (time.Time, bool, error) {
	return db.Maybe[time.Time](tx, `SELECT not_before FROM message WHERE org = $1 AND recipient = $2
		AND state = 'waiting' ORDER BY not_before LIMIT 1`, tx.Org, recipient)
}

// holdReady sets aside what would leave now.
func holdReady(tx *db.Tx, recipient id.Any) {
	tx.Put(`UPDATE message SET state = 'held' WHERE org = $1 AND recipient = $2 AND state = 'waiting'
		AND not_before <= $3`, tx.Org, recipient, tx.Now)
}

func recipientsOfHeld(tx *db.Tx) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT DISTINCT recipient FROM message WHERE org = $1 AND state = 'held' ORDER BY recipient",
		tx.Org)
}

func releaseHeld(tx *db.Tx, recipient id.Any) (int64, error) {
	return tx.Exec("UPDATE message SET state = 'waiting' WHERE org = $1 AND recipient = $2 AND state = 'held'",
		tx.Org, recipient)
}

func countHeld(tx *db.Tx) (int, error) {
	return db.One[int](tx, "SELECT count(*) AS n FROM message WHERE org = $1 AND state = 'held'", tx.Org)
}

// ofSubject reads what was or will be said about a subject, alone or among others.
func ofSubject(tx *db.Tx, subject id.Any) ([]Message, error) {
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND (subject = $2 OR id IN
		(SELECT message FROM message_about WHERE org = $1 AND subject = $2)) ORDER BY id`, tx.Org, subject)
}

func insertAbout(tx *db.Tx, message id.Message, subjects []id.Any) {
	for i, subject := range subjects {
		tx.Put("INSERT INTO message_about (org, message, subject, position) VALUES ($1, $2, $3, $4)",
			tx.Org, message, subject, i)
	}
}

func aboutOf(tx *db.Tx, message id.Message) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT subject FROM message_about WHERE org = $1 AND message = $2 ORDER BY position",
		tx.Org, message)
}

// ofHand reads what waits for a person's hand, drafts included: the newest first, older than one unless
// that is zero.
func ofHand(tx *db.Tx, responsible id.Staff, before id.Message, limit int) ([]Message, error) {
	if before.IsZero() {
		return db.All[Message](tx, selectMessage+`WHERE org = $1 AND responsible = $2
			AND state IN ('draft', 'by-hand', 'failed') ORDER BY id DESC LIMIT $3`, tx.Org, responsible, limit)
	}
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND responsible = $2
		AND state IN ('draft', 'by-hand', 'failed') AND id < $3 ORDER BY id DESC LIMIT $4`, tx.Org, responsible, before, limit)
}

func entrust(tx *db.Tx, subject id.Any, to id.Staff) {
	tx.Put(`UPDATE message SET responsible = $3 WHERE org = $1 AND subject = $2 AND audience = 'customer'
		AND state IN ('draft', 'waiting', 'held', 'by-hand', 'failed')`, tx.Org, subject, to)
}

// delayed reads what was tried in vain and will be tried again.
func delayed(tx *db.Tx, limit int) ([]Message, error) {
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND state = 'waiting' AND trouble <> ''
		ORDER BY recipient, not_before LIMIT $2`, tx.Org, limit)
}
