package db

import (
	"encoding/binary"
	"math"
	"regexp"
	"strings"
	"sync"
)

// memory is what is known of what was asked before.
type memory interface {
	find(question) *answer
	keep(question, *answer)
	wrote(query string)
}

// answers are what a transaction has read: what is asked again, and cannot have changed, is not asked of the
// database a second time (docs/adr/0025-not-asked-twice.md).
//
// On SQLite, and in Read, nobody else changes what a transaction sees, so only its own writes count: an answer
// goes when a table that its question names is written. On PostgreSQL a transaction that writes sees what others
// committed meanwhile, and counts on that after it took a lock: there every write whose result is waited for takes all
// answers with it, unless it only adds a row. What is put waits for nobody's decision, and takes those about its table.
type answers struct {
	kept map[question]*answer
}

type question struct {
	query string
	args  string
}

type answer struct {
	words   map[string]bool // of the question
	columns []string
	rows    [][]any
}

const (
	maxAnswers = 256 // of one transaction; with more it forgets them all, as a long import does
	maxRows    = 64  // of an answer that is kept
)

// find gives an answer that was given before.
func (a *answers) find(q question) *answer { return a.kept[q] }

func (a *answers) keep(q question, found *answer) {
	if a.kept == nil || len(a.kept) >= maxAnswers {
		a.kept = map[question]*answer{}
	}
	a.kept[q] = found
}

// wrote forgets what a write may have changed.
func (a *answers) wrote(query string) {
	if len(a.kept) == 0 {
		return
	}
	switch table := written(query); table {
	case nothing:
	case anything:
		a.kept = nil
	default:
		for q, found := range a.kept {
			if found.words[table] {
				delete(a.kept, q)
			}
		}
	}
}

// What a statement may write that names no table, and one of which that is not known.
const (
	nothing  = ""
	anything = "*"
)

var (
	writes     = regexp.MustCompile(`(?i)^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(\w+)`)
	marks      = regexp.MustCompile(`(?i)^\s*(?:SAVEPOINT|RELEASE)\b`)
	onlyReads  = regexp.MustCompile(`(?i)^\s*SELECT\b`)
	locks      = regexp.MustCompile(`(?i)\bFOR\s+UPDATE\b`)
	plainly    = regexp.MustCompile(`(?i)^\s*INSERT\s+INTO\b`)
	conflicts  = regexp.MustCompile(`(?i)\bON\s+CONFLICT\b`)
	name       = regexp.MustCompile(`\w+`)
	tableOf    sync.Map // of each statement of the program, found once
	wordsOf    sync.Map
	addsOnly   sync.Map
	neverAgain = map[string]bool(nil)
)

// adds tells whether a statement only adds rows: it waits for nobody, or it fails.
func adds(query string) bool {
	known, ok := addsOnly.Load(query)
	if !ok {
		known = plainly.MatchString(query) && !conflicts.MatchString(query)
		addsOnly.Store(query, known)
	}
	return known.(bool)
}

// written is the table that a statement writes.
func written(query string) string {
	if known, ok := tableOf.Load(query); ok {
		return known.(string)
	}
	table := anything
	if found := writes.FindStringSubmatch(query); found != nil {
		table = strings.ToLower(found[1])
	} else if marks.MatchString(query) {
		table = nothing
	}
	tableOf.Store(query, table)
	return table
}

// asks are the words of a question, the tables among them; nil of what does more than read.
func asks(query string) map[string]bool {
	if known, ok := wordsOf.Load(query); ok {
		return known.(map[string]bool)
	}
	words := neverAgain
	if onlyReads.MatchString(query) && !locks.MatchString(query) {
		words = map[string]bool{}
		for _, word := range name.FindAllString(query, -1) {
			words[strings.ToLower(word)] = true
		}
	}
	wordsOf.Store(query, words)
	return words
}

// asked is a question with its arguments, each with its kind.
func asked(query string, args []any) question {
	out := make([]byte, 0, 20*len(args))
	for _, arg := range args {
		switch v := arg.(type) {
		case nil:
			out = append(out, 'n')
		case int64:
			out = binary.BigEndian.AppendUint64(append(out, 'i'), uint64(v))
		case float64:
			out = binary.BigEndian.AppendUint64(append(out, 'f'), math.Float64bits(v))
		case string:
			out = binary.AppendUvarint(append(out, 's'), uint64(len(v)))
			out = append(out, v...)
		case []byte:
			out = binary.AppendUvarint(append(out, 'b'), uint64(len(v)))
			out = append(out, v...)
		case [16]byte:
			out = append(append(out, 'u'), v[:]...)
		}
	}
	return question{query, string(out)}
}

// listening reads rows and keeps them once all have been read, if they are few.
type listening struct {
	rows
	answers memory
	about   question
	found   *answer // nil once there are too many
}

func (l *listening) next() bool {
	if l.rows.next() {
		return true
	}
	if l.found != nil && l.rows.err() == nil {
		l.answers.keep(l.about, l.found)
	}
	return false
}

func (l *listening) values() ([]any, error) {
	values, err := l.rows.values()
	switch {
	case err != nil || l.found != nil && len(l.found.rows) == maxRows:
		l.found = nil
	case l.found != nil:
		l.found.rows = append(l.found.rows, values)
	}
	return values, err
}

// repeated gives an answer once more.
type repeated struct {
	*answer
	at int
}

func (t *repeated) columns() []string      { return t.answer.columns }
func (t *repeated) next() bool             { t.at++; return t.at <= len(t.rows) }
func (t *repeated) values() ([]any, error) { return t.rows[t.at-1], nil }
func (t *repeated) err() error             { return nil }
func (t *repeated) close()                 {}
