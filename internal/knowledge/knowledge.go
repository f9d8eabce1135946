// Package knowledge is what everybody here answers: approved texts in versions, in Dutch and English, with an
// owner who looks after them; who was given which version; and what many ask that no public answer says.
package knowledge

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// Answer is what we answer to one question that people ask.
type Answer struct {
	ID        id.Answer
	Code      id.Code // of its page
	Topic     id.Topic
	Owner     id.Staff // who looks after it: a colleague or an agent
	Public    bool     // everybody may read it
	ReviewOn  worktime.Date
	Latest    int // the number of the newest edition
	Approved  int // of the one that stands; 0: none yet
	RetiredAt time.Time
	Version   int64
}

// Expired tells whether nobody looked after the answer in time: its day lies before today.
func (a Answer) Expired(today worktime.Date) bool { return a.ReviewOn.String() < today.String() }

// Stands tells whether there is something to answer.
func (a Answer) Stands() bool { return a.Approved > 0 && a.RetiredAt.IsZero() }

// Waits tells whether there is an edition that nobody has approved yet.
func (a Answer) Waits() bool { return a.Latest > a.Approved && a.RetiredAt.IsZero() }

// Text is an answer in one language.
type Text struct {
	Title string // the question, as people ask it
	Body  string // what we answer
	Table string // a comparison: a line for each row, cells apart by |; the first line names the columns
}

// None tells whether nothing was written in the language.
func (t Text) None() bool { return t.Title == "" && t.Body == "" && t.Table == "" }

// Rows are the rows of the comparison with their cells, the names of the columns first.
func (t Text) Rows() [][]string {
	var out [][]string
	for line := range strings.Lines(t.Table) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var row []string
		for cell := range strings.SplitSeq(line, "|") {
			row = append(row, strings.TrimSpace(cell))
		}
		out = append(out, row)
	}
	return out
}

// Aloud is the whole answer as it is said or sent: the comparison row by row, each cell with the name of its column.
func (t Text) Aloud() string {
	out := strings.TrimSpace(t.Body)
	rows := t.Rows()
	for i, row := range rows {
		if i == 0 {
			continue
		}
		var cells []string
		for j, cell := range row[1:] {
			cells = append(cells, rows[0][j+1]+" "+cell)
		}
		out = strings.TrimSpace(out + "\n" + row[0] + ": " + strings.Join(cells, ", ") + ".")
	}
	return out
}

// Edition is one version of an answer.
type Edition struct {
	Number      int // from 1
	NL, EN      Text
	Contradicts bool // what we told before was not right
	AuthorKind  party.Kind
	Author      id.Any
	WrittenAt   time.Time
	ApprovedBy  id.Staff
	ApprovedAt  time.Time // zero: a draft
}

// In is the text in a language, or in the other one when it was not written in this.
func (e Edition) In(l lang.Lang) (Text, lang.Lang) {
	if l == lang.EN && !e.EN.None() || e.NL.None() {
		return e.EN, lang.EN
	}
	return e.NL, lang.NL
}

// ByItself tells whether who wrote it approved it too, as in a firm of one.
func (e Edition) ByItself() bool { return !e.ApprovedAt.IsZero() && e.ApprovedBy.Any() == e.Author }

// Draft is a version as it is written.
type Draft struct {
	NL, EN      Text
	Contradicts bool
}

// Details are what is known of an answer besides its words.
type Details struct {
	Topic    id.Topic
	Owner    id.Staff
	Public   bool
	ReviewOn worktime.Date
}

// Limits of what may be typed.
const (
	MaxTitle   = 160
	MaxBody    = 4000
	MaxTable   = 4000
	maxColumns = 8
	maxRows    = 40
)

func (t Text) tidy() Text {
	t.Title = strings.Join(strings.Fields(t.Title), " ")
	t.Body, t.Table = strings.TrimSpace(t.Body), strings.TrimSpace(t.Table)
	return t
}

func (d Draft) tidy() Draft {
	d.NL, d.EN = d.NL.tidy(), d.EN.tidy()
	return d
}

// check refuses the first field that cannot be.
func (d Draft) check() error {
	if d.NL.None() && d.EN.None() {
		return fault.New(fault.Invalid, "knowledge.nothing_written").On("title_nl")
	}
	if err := d.NL.check("nl"); err != nil {
		return err
	}
	return d.EN.check("en")
}

func (t Text) check(in string) error {
	switch {
	case t.None():
		return nil
	case t.Title == "":
		return fault.New(fault.Invalid, "knowledge.no_title").On("title_" + in)
	case t.Body == "" && t.Table == "":
		return fault.New(fault.Invalid, "knowledge.no_body").On("body_" + in)
	}
	for _, one := range []struct {
		field, text string
		most        int
	}{{"title_", t.Title, MaxTitle}, {"body_", t.Body, MaxBody}, {"table_", t.Table, MaxTable}} {
		if utf8.RuneCountInString(one.text) > one.most {
			return fault.New(fault.Invalid, "knowledge.too_long", "max", one.most).On(one.field + in)
		}
	}
	rows := t.Rows()
	for i, row := range rows {
		switch {
		case len(rows) > maxRows+1 || len(row) > maxColumns:
			return fault.New(fault.Invalid, "knowledge.table_large", "rows", maxRows, "columns", maxColumns).On("table_" + in)
		case len(rows) < 2 || len(row) < 2 || len(row) != len(rows[0]):
			return fault.New(fault.Invalid, "knowledge.table_uneven", "line", i+1, "cells", len(rows[0])).On("table_" + in)
		}
	}
	return nil
}

// Topic is what answers are about, with what is worth asking back.
type Topic struct {
	ID      id.Topic
	NL, EN  string
	Asks    []Ask
	Version int64
}

// Ask is a question worth asking back.
type Ask struct{ NL, EN string }

// In is the question in a language, or in the other one when it was not written in this.
func (a Ask) In(l lang.Lang) string { return either(a.NL, a.EN, l) }

// In is the name of the topic in a language, or in the other one.
func (t Topic) In(l lang.Lang) string { return either(t.NL, t.EN, l) }

func either(nl, en string, l lang.Lang) string {
	if l == lang.EN && en != "" || nl == "" {
		return en
	}
	return nl
}

// MaxAsks is how many questions worth asking a topic has at most: who asks more forgets to listen.
const MaxAsks = 3

const maxTopic = 80

func (t Topic) check() error {
	if t.NL == "" && t.EN == "" {
		return fault.New(fault.Invalid, "knowledge.topic_unnamed").On("name_nl")
	}
	if len(t.Asks) > MaxAsks {
		return fault.New(fault.Invalid, "knowledge.many_asks", "max", MaxAsks).On("asks")
	}
	for _, name := range []string{t.NL, t.EN} {
		if utf8.RuneCountInString(name) > maxTopic {
			return fault.New(fault.Invalid, "knowledge.too_long", "max", maxTopic).On("name_nl")
		}
	}
	for _, ask := range t.Asks {
		if utf8.RuneCountInString(ask.NL) > MaxTitle || utf8.RuneCountInString(ask.EN) > MaxTitle {
			return fault.New(fault.Invalid, "knowledge.too_long", "max", MaxTitle).On("asks")
		}
	}
	return nil
}

// How is how somebody got an answer.
type How string

// The ways.
const (
	Aloud How = "spoken"
	Sent  How = "sent"
)

// Give is an answer that is given to somebody.
type Give struct {
	Answer   id.Answer
	Number   int // which edition was read; 0: the one that stands
	Question id.Question
	Customer id.Customer // zero: not known
	How      How
	Lang     lang.Lang
}

// Given is the stamp of it.
type Given struct {
	ID        id.Any
	Answer    id.Answer
	Number    int
	Question  id.Question
	Customer  id.Customer
	How       How
	Lang      lang.Lang
	ActorKind party.Kind
	Actor     id.Any
	GivenAt   time.Time
}

// Corrected is how somebody who was told what was not right is seen to.
type Corrected string

// The ways: each ends in one of them.
const (
	Told     Corrected = "told"
	Promised Corrected = "promised"
)

// ToTell is somebody who was told what was not right and has heard nothing since.
type ToTell struct {
	Customer id.Customer
	Number   int       // the newest version they heard
	GivenAt  time.Time // when they last heard it
}
