// Package score plays again what an act asked of the database: a tape is composed into a score, in which ids, codes,
// words and instants are roles, and a score is played with another cast by the bare driver.
package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Score is what an act asked of the database, written down so that it can be played again by the bare driver with
// another cast: the same statements, of which ids, codes, words and instants differ.
type Score struct {
	lines []part
	fresh int       // ids that the act made
	At    time.Time // when it was taped
}

type part struct {
	query string
	reads bool
	args  []argument
}

// argument is one value: as it was, or one that differs from one playing to the next.
type argument struct {
	kind  argumentKind
	fixed any
	which int       // of the fresh ids or of the cast
	text  []segment // of a text; of a number that counts, its subject's kind
	micro int64     // of an instant
}

type argumentKind int

const (
	fixed argumentKind = iota
	freshID
	castID
	instant
	deadline
	text
	counted
)

// segment is a piece of a text: itself, an id, a word of the cast, or an instant.
type segment struct {
	kind  argumentKind
	text  string
	which int
	at    time.Time
}

// Roles is what of the tape is another in each playing.
type Roles struct {
	At    time.Time  // when the act was done
	After [16]byte   // ids greater than this are fresh
	Cast  [][16]byte // ids that were there: the customer, the owner
	Words []string   // a name, a code
	Due   time.Time  // of the promise
}

// AsItWas has nothing differ: of what only reads.
var AsItWas = Roles{After: [16]byte{0xff}}

// Cast takes the places of the roles.
type Cast struct {
	IDs   [][16]byte
	Words []string
	Due   time.Time     // zero: the due of the tape, shifted
	Shift time.Duration // of every instant
	Count func(kind string, of [16]byte) int64
}

var writtenInstant = regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`)

// Compose makes a score of a tape, without the lines that are to be left out; nil: none.
func Compose(lines []db.Line, r Roles, leave func(db.Line) bool) *Score {
	s := &Score{At: r.At}
	var made [][16]byte
	for _, line := range lines { // ids stand in texts before they stand alone
		for _, arg := range line.Args {
			if raw, ok := arg.([16]byte); ok && !slices.Contains(made, raw) && !slices.Contains(r.Cast, raw) && slices.Compare(raw[:], r.After[:]) > 0 {
				made = append(made, raw)
			}
		}
	}
	s.fresh = len(made)
	for _, line := range lines {
		if leave != nil && leave(line) {
			continue
		}
		p := part{query: line.Query, reads: line.Reads}
		for _, arg := range line.Args {
			p.args = append(p.args, r.argument(arg, made))
		}
		p.versioned(line)
		s.lines = append(s.lines, p)
	}
	return s
}

// versioned: an event of a subject that was there has the number that is next for it.
func (p *part) versioned(line db.Line) {
	const kind, subject, version = 2, 3, 4 // the places in what event.Record writes
	if strings.Contains(line.Query, "event (org, id, subject_kind, subject, version") && p.args[subject].kind == castID {
		what, _ := line.Args[kind].(string)
		p.args[version] = argument{kind: counted, which: p.args[subject].which, text: []segment{{text: what}}}
	}
}

func (r Roles) argument(arg any, made [][16]byte) argument {
	switch v := arg.(type) {
	case [16]byte:
		if which := slices.Index(r.Cast, v); which >= 0 {
			return argument{kind: castID, which: which}
		}
		if which := slices.Index(made, v); which >= 0 {
			return argument{kind: freshID, which: which}
		}
	case int64:
		switch {
		case !r.Due.IsZero() && v == r.Due.UnixMicro():
			return argument{kind: deadline, micro: v}
		case v > 1e15 && v < 4e15: // microseconds between 2001 and 2096
			return argument{kind: instant, micro: v}
		}
	case string:
		if found := r.segments(v, made); len(found) > 1 || len(found) == 1 && found[0].kind != fixed {
			return argument{kind: text, text: found}
		}
	case []byte:
		return argument{fixed: slices.Clone(v)}
	}
	return argument{fixed: arg}
}

// segments cuts a text where something of it differs.
func (r Roles) segments(whole string, made [][16]byte) (out []segment) {
	type place struct {
		at, end int
		segment segment
	}
	var places []place
	find := func(what string, s segment) {
		for from := 0; what != ""; {
			at := strings.Index(whole[from:], what)
			if at < 0 {
				return
			}
			places = append(places, place{from + at, from + at + len(what), s})
			from += at + len(what)
		}
	}
	for which, one := range made {
		find(id.Any(one).String(), segment{kind: freshID, which: which})
	}
	for which, one := range r.Cast {
		find(id.Any(one).String(), segment{kind: castID, which: which})
	}
	for which, word := range r.Words {
		find(word, segment{kind: text, which: which})
	}
	for _, at := range writtenInstant.FindAllStringIndex(whole, -1) {
		moment, err := time.Parse(time.RFC3339Nano, whole[at[0]:at[1]])
		if err != nil {
			continue
		}
		s := segment{kind: instant, at: moment}
		if moment.Equal(r.Due) {
			s.kind = deadline
		}
		places = append(places, place{at[0], at[1], s})
	}
	slices.SortFunc(places, func(a, b place) int { return a.at - b.at })
	last := 0
	for _, p := range places {
		if p.at < last {
			continue
		}
		if p.at > last {
			out = append(out, segment{text: whole[last:p.at]})
		}
		out, last = append(out, p.segment), p.end
	}
	if last < len(whole) {
		out = append(out, segment{text: whole[last:]})
	}
	return out
}

// Play gives the statements for a cast. blobs says that the driver takes ids as bytes.
func (s *Score) Play(ids *id.Source, c Cast, blobs bool) []db.Line {
	made := make([][16]byte, s.fresh)
	for i := range made {
		made[i] = id.New[id.Any](ids)
	}
	out := make([]db.Line, len(s.lines))
	for i, p := range s.lines {
		args := make([]any, len(p.args))
		for j, arg := range p.args {
			switch arg.kind {
			case freshID:
				args[j] = made[arg.which]
			case castID:
				args[j] = c.IDs[arg.which]
			case instant:
				args[j] = arg.micro + c.Shift.Microseconds()
			case deadline:
				args[j] = c.dueOf(time.UnixMicro(arg.micro)).UnixMicro()
			case counted:
				args[j] = int64(1)
				if c.Count != nil {
					args[j] = c.Count(arg.text[0].text, c.IDs[arg.which])
				}
			case text:
				args[j] = c.say(arg.text, made)
			default:
				args[j] = arg.fixed
			}
			if raw, ok := args[j].([16]byte); ok && blobs {
				args[j] = raw[:]
			}
		}
		out[i] = db.Line{Query: p.query, Args: args, Reads: p.reads}
	}
	return out
}

func (c Cast) dueOf(was time.Time) time.Time {
	if c.Due.IsZero() {
		return was.Add(c.Shift)
	}
	return c.Due
}

func (c Cast) say(pieces []segment, made [][16]byte) string {
	var out strings.Builder
	for _, piece := range pieces {
		switch piece.kind {
		case freshID:
			out.WriteString(id.Any(made[piece.which]).String())
		case castID:
			out.WriteString(id.Any(c.IDs[piece.which]).String())
		case text:
			out.WriteString(c.Words[piece.which])
		case instant:
			out.WriteString(piece.at.Add(c.Shift).UTC().Format(time.RFC3339Nano))
		case deadline:
			out.WriteString(c.dueOf(piece.at).UTC().Format(time.RFC3339Nano))
		default:
			out.WriteString(piece.text)
		}
	}
	return out.String()
}

// Once leaves out what asks again for what was asked before: raw reads nothing twice, whatever the act does.
func Once(lines []db.Line) []db.Line {
	type asked struct{ query, args string }
	seen := map[asked]bool{}
	return slices.DeleteFunc(slices.Clone(lines), func(line db.Line) bool {
		what := asked{line.Query, fmt.Sprint(line.Args)}
		again := Reading(line) && seen[what]
		seen[what] = true
		return again
	})
}

// Reading tells that a statement only reads.
func Reading(line db.Line) bool { return strings.HasPrefix(strings.TrimSpace(line.Query), "SELECT") }
