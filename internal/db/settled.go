package db

import (
	"encoding/hex"
	"regexp"
	"strings"
	"sync"
	"time"

	"kroon/internal/id"
)

// settledTables are those that hold the house: who works here and when, what the organisation is called, by what it sends. They
// are read with every act and written now and then.
var settledTables = tableSet("account", "absence", "absence_end", "busy_source", "busy_time", "calendar_hours", "calendar_layer",
	"closed_day", "complaint_terms", "duty", "duty_member", "duty_turn", "ledger_tariff", "message_mail", "message_push",
	"message_sms", "message_sms_header", "organisation", "promise_chance", "staff", "staff_skill", "team")

func tableSet(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}

// settled is what a node on PostgreSQL remembers of those tables from one transaction to the next
// (docs/adr/0052-what-a-node-remembers.md), and what the readers of SQLite remember (docs/adr/0055-readers-remember-too.md). Whoever
// writes one of them, on whatever node, gives his organisation another stamp in the same transaction. On PostgreSQL a transaction reads
// the stamp with the first thing it says, and again after each lock it took; as long as it is the one under which something is
// remembered, nothing of it has changed.
type settled struct {
	mu      sync.Mutex
	of      map[[16]byte]*remembered // by organisation
	stamped map[id.Org]bool          // those that have a stamp of this process or of one that wrote later
}

type remembered struct {
	stamp string
	since time.Time // of the first answer, by the clock of transactions
	kept  map[question]fact
}

// fact is an answer. One that came from a transaction that sees what others commit meanwhile may be newer than the stamp before it: it
// serves others like that, and none that sees one instant.
type fact struct {
	*answer
	loose bool
}

const (
	// maxRemembered is how many answers are remembered of an organisation; with more all are forgotten.
	maxRemembered = 8192
	// rememberedFor is how long: who writes around Kroon, by a client of the database, gives nobody a stamp.
	rememberedFor = 5 * time.Second
	// maxHouses is of how many organisations something is remembered at once.
	maxHouses = 256
)

func newSettled() *settled {
	return &settled{of: map[[16]byte]*remembered{}, stamped: map[id.Org]bool{}}
}

// fresh tells whether this process has not yet given an organisation a stamp: what it finds may be none, or that of the file
// from which this one was restored. Without a memory nobody asks.
func (h *settled) fresh(org id.Org) bool {
	if h == nil || org.IsZero() {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return !h.stamped[org]
}

// hasStamp notes that an organisation was given a stamp.
func (h *settled) hasStamp(org id.Org) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stamped[org] = true
}

// house gives what is remembered of an organisation under a stamp. The lock is held.
func (h *settled) house(org [16]byte, stamp string, now time.Time) *remembered {
	one := h.of[org]
	if age := now.Sub(one.from()); one == nil || one.stamp != stamp || len(one.kept) >= maxRemembered || age < 0 || age > rememberedFor {
		if one == nil && len(h.of) >= maxHouses {
			clear(h.of)
		}
		one = &remembered{stamp: stamp, since: now, kept: map[question]fact{}}
		h.of[org] = one
	}
	return one
}

func (r *remembered) from() time.Time {
	if r == nil {
		return time.Time{}
	}
	return r.since
}

func (h *settled) find(org [16]byte, stamp string, now time.Time, q question, still bool) *answer {
	h.mu.Lock()
	defer h.mu.Unlock()
	found, is := h.house(org, stamp, now).kept[q]
	if !is || still && found.loose {
		return nil
	}
	return found.answer
}

func (h *settled) keep(org [16]byte, stamp string, now time.Time, q question, found *answer, still bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.house(org, stamp, now).kept[q] = fact{found, !still}
}

// knowing is the memory of one transaction on PostgreSQL: its own answers, and what the node remembers.
type knowing struct {
	answers
	session *postgresSession
	org     [16]byte
	now     time.Time
	key     string // of its stamp
	stamp   string
	known   bool // the stamp is of after the last lock
	asked   bool // it is on its way
	none    bool // there is no stamp yet
	apart   bool // this transaction itself changed what others remember
}

// memory is that of a transaction for an organisation.
func (s *postgresSession) memory(org [16]byte, now time.Time) memory {
	k := &knowing{session: s, org: org, key: stampKey + id.Org(org).String(), now: now, apart: s.house == nil || org == [16]byte{}}
	k.ask()
	return k
}

// stampOf reads the stamp of an organisation, which stands beside what holds for the installation: the table that every node of a
// cluster has whole.
const stampOf = "SELECT value FROM installation WHERE key = $1"

// stampKey begins the key of a stamp; the organisation follows.
const stampKey = "settled "

// ask has the stamp come along with the next answer.
func (k *knowing) ask() {
	if k.apart || k.asked {
		return
	}
	k.asked = true
	k.session.ahead = append(k.session.ahead, rider{put: put{stampOf, []any{k.key}}, got: func(_ []string, all [][]any) {
		k.asked, k.known, k.none = false, len(all) == 1, len(all) == 0
		if k.known {
			k.stamp, k.known = bare(all[0][0]).(string)
		}
	}})
}

func (k *knowing) find(q question) *answer {
	if found := k.answers.find(q); found != nil {
		return found
	}
	if k.apart || !settledOf(k.org, q) {
		return nil
	}
	if !k.known {
		k.ask()
		return nil
	}
	return k.session.house.find(k.org, k.stamp, k.now, q, k.session.still)
}

func (k *knowing) keep(q question, found *answer) {
	k.answers.keep(q, found)
	if k.known && !k.apart && settledOf(k.org, q) {
		k.session.house.keep(k.org, k.stamp, k.now, q, found, k.session.still)
	}
}

// wrote forgets what a write may have changed; after a lock the stamp may be another.
func (k *knowing) wrote(query string) {
	k.answers.wrote(query)
	if written(query) == anything && !k.session.still {
		k.known = false
		k.ask()
	}
}

// settledOf tells whether a question is about the settled tables of an organisation and nothing else.
func settledOf(org [16]byte, q question) bool {
	return len(q.args) > 16 && q.args[0] == 'u' && q.args[1:17] == string(org[:]) && onlySettled(q.query)
}

var (
	settledOnly sync.Map // of each statement of the program, found once
	unsettling  sync.Map
	createTable = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)
	everyTable  = sync.OnceValue(func() []string {
		var out []string
		for _, found := range createTable.FindAllStringSubmatch(schemaText, -1) {
			out = append(out, strings.ToLower(found[1]))
		}
		return out
	})
)

// onlySettled tells whether all tables that a question names are settled.
func onlySettled(query string) bool {
	if known, ok := settledOnly.Load(query); ok {
		return known.(bool)
	}
	words, some, all := asks(query), false, true
	for _, table := range everyTable() {
		if words[table] {
			some, all = true, all && settledTables[table]
		}
	}
	settledOnly.Store(query, some && all)
	return some && all
}

// unsettles tells whether a statement may write a settled table.
func unsettles(query string) bool {
	if known, ok := unsettling.Load(query); ok {
		return known.(bool)
	}
	table := written(query)
	may := settledTables[table] || table == anything && !onlyReads.MatchString(query) && writesSomewhere.MatchString(query)
	unsettling.Store(query, may)
	return may
}

var writesSomewhere = regexp.MustCompile(`(?i)\b(?:INSERT|UPDATE|DELETE|TRUNCATE|MERGE)\b`)

// touch notes that a statement writes a settled table.
func (tx *Tx) touch(query string) {
	if !tx.stamps || tx.settles || !unsettles(query) {
		return
	}
	tx.settles = true
	if k, is := tx.answers.(*knowing); is {
		k.apart = true
	}
}

// restamp gives the organisation of a transaction that wrote a settled table another stamp, or its first; one that is of no
// organisation may have written those of any.
func (tx *Tx) restamp() {
	k, is := tx.answers.(*knowing)
	fresh := tx.house.fresh(tx.Org)
	if !tx.settles && !fresh && !(is && k.none) {
		return
	}
	stamp := hex.EncodeToString(tx.IDs.Bytes(8))
	if tx.Org.IsZero() {
		tx.Put("UPDATE installation SET value = $1 WHERE key LIKE $2", stamp, stampKey+"%")
		return
	}
	tx.Put("INSERT INTO installation (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		stampKey+tx.Org.String(), stamp)
	if fresh {
		tx.AfterCommit(func() { tx.house.hasStamp(tx.Org) })
	}
}
