// Package claim is what people here say of a customer, each thing with who says it, what it rests on and how old
// it is: facts, opinions, assumptions, wishes and worries. A fact without evidence counts as an assumption, what is
// stale is used by no rule, and an opinion never leaves the house but to the customer himself.
package claim

import (
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Kind is what sort of thing is said.
type Kind string

// The kinds.
const (
	Fact       Kind = "fact"
	Opinion    Kind = "opinion"
	Assumption Kind = "assumption"
	Wish       Kind = "wish"
	Worry      Kind = "worry"
)

// Kinds are all there are, the commonest first.
func Kinds() []Kind { return []Kind{Fact, Wish, Worry, Assumption, Opinion} }

// Key is the catalogue key of the kind's name.
func (k Kind) Key() string { return "claim.kind." + string(k) }

// Source is who says it.
type Source string

// The sources.
const (
	Himself   Source = "himself" // the customer
	Colleague Source = "colleague"
	Third     Source = "third" // somebody from outside
	Paper     Source = "document"
	Observed  Source = "observed" // whoever writes it saw or heard it
)

// Sources are all there are, the most to be trusted first.
func Sources() []Source { return []Source{Himself, Observed, Paper, Colleague, Third} }

// Key is the catalogue key of the source's name.
func (s Source) Key() string { return "claim.source." + string(s) }

// Ground is of what sort the evidence is.
type Ground string

// The grounds.
const (
	NoEvidence    Ground = ""
	ByInteraction Ground = "interaction"
	ByPromise     Ground = "promise"
	ByQuestion    Ground = "question"
	ByOrder       Ground = "order"
	ByFile        Ground = "file"
	ByDocument    Ground = "document" // named in words
	ByPerson      Ground = "person"   // somebody who said so on a day
)

// Key is the catalogue key of the ground's name.
func (g Ground) Key() string { return "claim.ground." + string(g) }

// OnTimeline tells whether such evidence stands on the customer's timeline.
func (g Ground) OnTimeline() bool {
	return slices.Contains([]Ground{ByInteraction, ByPromise, ByQuestion, ByOrder, ByFile}, g)
}

// Evidence is what something said of a customer rests on.
type Evidence struct {
	Ground  Ground
	Subject id.Any        // on the timeline
	Proof   string        // the document, or the name of the person
	SaidOn  worktime.Date // when the person said so
}

// Given tells whether there is any.
func (e Evidence) Given() bool { return e.Ground != NoEvidence }

// Complaint is what the author of an opinion answered when asked whether it is an open complaint.
type Complaint string

// The answers. NotAsked: it is no opinion.
const (
	NotAsked Complaint = ""
	IsOne    Complaint = "yes"
	IsNone   Complaint = "no"
	NotKnown Complaint = "unknown"
)

// Details is what is said, and may be said again in other words.
type Details struct {
	Meant     Kind // what the author takes it for
	Source    Source
	Text      string
	Evidence  Evidence
	Happened  string    // of an opinion: what exactly happened
	Complaint Complaint // of an opinion
	Against   id.Claim  // another one, which this one speaks against
}

// End is why something said counts no more.
type End string

// The ends. Stands: it has none.
const (
	Stands   End = ""
	Untrue   End = "untrue"
	Outdated End = "outdated"
	Mistake  End = "mistake" // it should not have been written
)

// Ends are the ones to choose from.
func Ends() []End { return []End{Outdated, Untrue, Mistake} }

// Key is the catalogue key of the end's name.
func (e End) Key() string { return "claim.end." + string(e) }

// Claim is one thing said of a customer.
type Claim struct {
	ID       id.Claim
	Customer id.Customer
	Kind     Kind // as it counts
	Details
	Author      id.Staff
	WrittenAt   time.Time
	ConfirmedAt time.Time // since when it is fresh
	ConfirmedBy id.Staff  // zero: nobody said it again
	EndedAt     time.Time // zero while it counts
	Ending      End
	Counter     string    // the customer's own words beside it
	CounteredAt time.Time // zero when there are none
	CounteredBy id.Staff  // who noted them
	Version     int64
}

// counts is the rule of the house: a fact rests on evidence, or else it is an assumption.
func counts(meant Kind, e Evidence) Kind {
	if meant == Fact && !e.Given() {
		return Assumption
	}
	return meant
}

// Lessened tells whether it was written as a fact and counts as an assumption.
func (c Claim) Lessened() bool { return c.Kind != c.Meant }

// FreshUntil is up to when it counts as fresh, unless somebody says it again.
func (c Claim) FreshUntil() time.Time { return c.ConfirmedAt.AddDate(0, 0, shelf().Kinds[c.Kind].Days) }

// Stale tells whether it is past its shelf life.
func (c Claim) Stale(now time.Time) bool { return !now.Before(c.FreshUntil()) }

// Usable tells whether a rule may rest on it: it counts and is fresh. Every rule that rests on what is said of a
// customer asks this first, or reads by Service.Usable.
func (c Claim) Usable(now time.Time) bool { return c.EndedAt.IsZero() && !c.Stale(now) }
