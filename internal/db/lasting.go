package db

// lasting are answers that the one writer of SQLite keeps from one transaction to the next: who works here, when they
// work, what the organisation is called (docs/adr/0037-what-the-writer-knows.md). Only the writer's goroutine uses it.
//
// They are right because nobody else writes: each table has a count of how often it was written, and an answer holds
// as long as the counts of all words of its question are what they were. What is read of a table that was written a
// moment ago is of this transaction only: it may be taken back. Another process that wrote the file shows in data_version, and then everything is forgotten.
type lasting struct {
	brief      map[question]*stamped // of this transaction only
	young, old map[question]*stamped // found in old is young again; when young is full, it becomes old
	counts     map[string]*count     // by word
	words      map[string][]*count   // by query
	turn       int64                 // counts callers
	claimed    bool                  // whose turn it is tells what it writes
	version    int64                 // data_version as last seen
}

type count struct {
	writes int64
	turn   int64 // of the last write
}

type stamped struct {
	answer
	of    []*count
	stamp int64
}

const (
	maxLasting = 2048 // answers that are young
	quiet      = 64   // turns in which a table must not have been written for its answers to be kept longer
)

func newLasting() *lasting {
	return &lasting{
		brief: map[question]*stamped{}, young: map[question]*stamped{}, old: map[question]*stamped{},
		counts: map[string]*count{}, words: map[string][]*count{},
	}
}

// forget: whatever was read may be otherwise.
func (l *lasting) forget() {
	clear(l.brief)
	clear(l.young)
	clear(l.old)
}

// begin is called in a group that has just begun: whether another process wrote meanwhile shows here.
func (l *lasting) begin(s session) error {
	r, err := s.query("PRAGMA data_version", nil)
	if err != nil {
		return err
	}
	defer r.close()
	if !r.next() {
		return r.err()
	}
	values, err := r.values()
	if err != nil {
		return err
	}
	if version, _ := bare(values[0]).(int64); version != l.version {
		l.version = version
		l.forget()
	}
	return nil
}

// next is the turn of the next caller.
func (l *lasting) next() {
	l.turn++
	l.claimed = false
	clear(l.brief)
}

// over ends a turn. Who did not tell what he writes may have written anything.
func (l *lasting) over() {
	if !l.claimed {
		l.forget()
	}
}

// counted are the counts of the words of a question.
func (l *lasting) counted(query string) []*count {
	if known, ok := l.words[query]; ok {
		return known
	}
	var all []*count
	for word := range asks(query) {
		all = append(all, l.count(word))
	}
	l.words[query] = all
	return all
}

func (l *lasting) count(word string) *count {
	one := l.counts[word]
	if one == nil {
		one = &count{turn: -quiet}
		l.counts[word] = one
	}
	return one
}

func sum(of []*count) (n int64) {
	for _, one := range of {
		n += one.writes // never falls, so equal sums are equal counts
	}
	return n
}

// find gives an answer that still holds.
func (l *lasting) find(q question) *answer {
	one := l.brief[q]
	if one == nil {
		one = l.young[q]
	}
	if one == nil {
		if one = l.old[q]; one != nil {
			delete(l.old, q)
			l.remember(q, one)
		}
	}
	if one == nil || sum(one.of) != one.stamp {
		return nil
	}
	return &one.answer
}

// keep keeps an answer for the transaction, and longer if its tables are seldom written.
func (l *lasting) keep(q question, found *answer) {
	of := l.counted(q.query)
	one := &stamped{answer: *found, of: of, stamp: sum(of)}
	for _, table := range of {
		if l.turn-table.turn < quiet {
			if len(l.brief) >= maxAnswers {
				clear(l.brief)
			}
			l.brief[q] = one
			return
		}
	}
	l.remember(q, one)
}

func (l *lasting) remember(q question, one *stamped) {
	if len(l.young) >= maxLasting {
		l.young, l.old = l.old, l.young
		clear(l.young)
	}
	l.young[q] = one
}

// wrote counts a write.
func (l *lasting) wrote(query string) {
	switch table := written(query); table {
	case nothing:
	case anything:
		l.forget()
	default:
		one := l.count(table)
		one.writes++
		one.turn = l.turn
	}
}
