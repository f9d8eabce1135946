package complaint

import (
	"strings"
	"unicode/utf8"

	"kroon/internal/fault"
)

// Terms are how soon complaints are acknowledged and answered, and where a customer can go who does not accept an
// answer.
type Terms struct {
	AcknowledgeMinutes int64 // of open time
	AnswerDays         int64 // working days
	OutsideNL          string
	OutsideEN          string
	Version            int64
}

// usual are the terms of who set none: acknowledged within a working day, answered within two weeks.
var usual = Terms{AcknowledgeMinutes: 8 * 60, AnswerDays: 10}

// The limits of the terms.
const (
	MaxAcknowledgeMinutes = 10 * 8 * 60
	MaxAnswerDays         = 60
	MaxOutside            = 600 // letters
)

// Outside is where a customer can go, in his language or else in the other; empty when nobody said.
func (t Terms) Outside(english bool) string {
	first, second := t.OutsideNL, t.OutsideEN
	if english {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}

func (t Terms) checked() (Terms, error) {
	t.OutsideNL, t.OutsideEN = tidy(t.OutsideNL), tidy(t.OutsideEN)
	switch {
	case t.AcknowledgeMinutes < 30 || t.AcknowledgeMinutes > MaxAcknowledgeMinutes:
		return t, fault.New(fault.Invalid, "complaint.terms_acknowledge", "max", MaxAcknowledgeMinutes/60).On("acknowledge_minutes")
	case t.AnswerDays < 1 || t.AnswerDays > MaxAnswerDays:
		return t, fault.New(fault.Invalid, "complaint.terms_answer", "max", MaxAnswerDays).On("answer_days")
	case utf8.RuneCountInString(t.OutsideNL) > MaxOutside:
		return t, fault.New(fault.Invalid, "complaint.too_long", "max", MaxOutside).On("outside_nl")
	case utf8.RuneCountInString(t.OutsideEN) > MaxOutside:
		return t, fault.New(fault.Invalid, "complaint.too_long", "max", MaxOutside).On("outside_en")
	}
	return t, nil
}

// Cause is the code of a cause in the organisation's list.
type Cause string

// The causes that everybody begins with.
const (
	TooLate     Cause = "too-late"
	WordBroken  Cause = "word-broken"
	ToldWrong   Cause = "told-wrong"
	Treatment   Cause = "treatment"
	Quality     Cause = "quality"
	Bill        Cause = "bill"
	SentAround  Cause = "sent-around"
	Unreachable Cause = "unreachable"
	OtherCause  Cause = "other"
)

// Usual are the causes that everybody begins with.
func Usual() []Cause {
	return []Cause{TooLate, WordBroken, ToldWrong, Treatment, Quality, Bill, SentAround, Unreachable, OtherCause}
}

// Known is a cause in the list, by the name that the organisation gave it.
type Known struct {
	Code    Cause
	NameNL  string // both empty: one that everybody begins with, under its own name
	NameEN  string
	Retired bool // chosen no more; complaints of before keep it
}

// Name is its name in a language; empty for one that everybody begins with, which has its name in the catalogue.
func (k Known) Name(english bool) string {
	first, second := k.NameNL, k.NameEN
	if english {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}

// Key is the catalogue key of the name of a cause that everybody begins with.
func (c Cause) Key() string { return "complaint.cause." + string(c) }

// Ours tells whether it is one that everybody begins with.
func (c Cause) Ours() bool {
	for _, one := range Usual() {
		if c == one {
			return true
		}
	}
	return false
}

// maxCauseName is how long the name of a cause may be, in letters.
const maxCauseName = 60

func (k Known) checked() (Known, error) {
	k.NameNL, k.NameEN = strings.Join(strings.Fields(tidy(k.NameNL)), " "), strings.Join(strings.Fields(tidy(k.NameEN)), " ")
	switch {
	case k.NameNL == "" && k.NameEN == "" && !k.Code.Ours():
		return k, fault.New(fault.Invalid, "complaint.cause_name").On("name_nl")
	case utf8.RuneCountInString(k.NameNL) > maxCauseName:
		return k, fault.New(fault.Invalid, "complaint.too_long", "max", maxCauseName).On("name_nl")
	case utf8.RuneCountInString(k.NameEN) > maxCauseName:
		return k, fault.New(fault.Invalid, "complaint.too_long", "max", maxCauseName).On("name_en")
	}
	return k, nil
}
