package claim

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/worktime"
)

// Limits of what may be written, in letters.
const (
	MaxText     = 1000
	MaxHappened = 2000
	MaxProof    = 200
	MaxCounter  = 4000
)

// checked tidies what is said, and refuses the first thing that cannot be. Unless the author is aware of it, a word
// that may be about private matters is asked about once.
func (d Details) checked(now time.Time, zone *time.Location, aware bool) (Details, error) {
	if d.Source == "" {
		d.Source = Observed
	}
	d.Text, d.Happened, d.Evidence.Proof = tidy(d.Text), tidy(d.Happened), strings.Join(strings.Fields(tidy(d.Evidence.Proof)), " ")
	if d.Meant != Opinion {
		d.Happened, d.Complaint = "", NotAsked
	} else if d.Complaint == NotAsked {
		d.Complaint = NotKnown
	}
	switch {
	case !slices.Contains(Kinds(), d.Meant):
		return d, fault.New(fault.Invalid, "claim.kind").On("kind")
	case !slices.Contains(Sources(), d.Source):
		return d, fault.New(fault.Invalid, "claim.source").On("source")
	case d.Text == "":
		return d, fault.New(fault.Invalid, "claim.no_text").On("text")
	case utf8.RuneCountInString(d.Text) > MaxText:
		return d, fault.New(fault.Invalid, "claim.too_long", "max", MaxText).On("text")
	case d.Meant == Opinion && d.Happened == "":
		return d, fault.New(fault.Invalid, "claim.what_happened").On("happened")
	case utf8.RuneCountInString(d.Happened) > MaxHappened:
		return d, fault.New(fault.Invalid, "claim.too_long", "max", MaxHappened).On("happened")
	case !slices.Contains([]Complaint{NotAsked, IsOne, IsNone, NotKnown}, d.Complaint):
		return d, fault.New(fault.Invalid, "claim.is_complaint").On("complaint")
	}
	var err error
	if d.Evidence, err = d.Evidence.checked(worktime.DateOf(now, zone)); err != nil || aware {
		return d, err
	}
	if cue, found := Hint(d.Text, d.Happened); found {
		return d, fault.New(fault.Invalid, "claim.hint."+string(cue.Matter), "word", cue.Word).On("text")
	}
	return d, nil
}

// checked keeps of evidence what belongs to its ground.
func (e Evidence) checked(today worktime.Date) (Evidence, error) {
	switch {
	case e.Ground == NoEvidence:
		return Evidence{}, nil
	case e.Ground.OnTimeline():
		if e.Subject.IsZero() {
			return e, fault.New(fault.Invalid, "claim.no_subject").On("evidence")
		}
		return Evidence{Ground: e.Ground, Subject: e.Subject}, nil
	case utf8.RuneCountInString(e.Proof) > MaxProof:
		return e, fault.New(fault.Invalid, "claim.too_long", "max", MaxProof).On("proof")
	case e.Ground == ByDocument:
		if e.Proof == "" {
			return e, fault.New(fault.Invalid, "claim.no_document").On("proof")
		}
		return Evidence{Ground: e.Ground, Proof: e.Proof}, nil
	case e.Ground != ByPerson:
		return e, fault.New(fault.Invalid, "claim.ground").On("evidence")
	case e.Proof == "":
		return e, fault.New(fault.Invalid, "claim.no_person").On("proof")
	case e.SaidOn == (worktime.Date{}):
		return e, fault.New(fault.Invalid, "claim.no_day").On("said_on")
	case e.SaidOn.String() > today.String():
		return e, fault.New(fault.Invalid, "claim.later").On("said_on")
	}
	return Evidence{Ground: e.Ground, Proof: e.Proof, SaidOn: e.SaidOn}, nil
}

func tidy(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
}
