package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// HandedCount is how many questions went to another person so many times.
type HandedCount struct {
	Times int64
	N     int64
}

// Handed are the counts of the questions that were noted in a time, the fewest times first; zero times is among them.
type Handed []HandedCount

// Questions is how many there were.
func (h Handed) Questions() (n int64) {
	for _, one := range h {
		n += one.N
	}
	return n
}

// HandOffs is how many there were of all questions together.
func (h Handed) HandOffs() (n int64) {
	for _, one := range h {
		n += one.N * one.Times
	}
	return n
}

// Most is how many there were of the question with the most.
func (h Handed) Most() int64 {
	if len(h) == 0 {
		return 0
	}
	return h[len(h)-1].Times
}

func handed(tx *db.Tx, since, before int64) (Handed, error) {
	return db.All[HandedCount](tx, `SELECT x.times, COUNT(*) AS n FROM (SELECT COUNT(t.id) AS times FROM question q
		LEFT JOIN transfer t ON t.org = q.org AND t.question = q.id AND t.number > 0
		WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 GROUP BY q.id) AS x GROUP BY x.times ORDER BY x.times`,
		tx.Org, since, before)
}

// HandedCases reads the questions of a time that went to another person so many times, the newest first after the
// last one read.
func HandedCases(tx *db.Tx, times int, from, until time.Time, after id.Question) (lines []AskedLine, more bool, err error) {
	since, before := bounds(from, until)
	lines, err = db.All[AskedLine](tx, selectAsked+`'' AS state FROM question q `+joinAsked+`
		WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.id < $4
		AND (SELECT COUNT(*) FROM transfer t WHERE t.org = $1 AND t.question = q.id AND t.number > 0) = $5
		ORDER BY q.id DESC LIMIT $6`, tx.Org, since, before, below(after), times, casesPage+1)
	return cut(lines, err)
}
