package api

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// DueWish is by when: an instant, civil words, or words as people say them. Give one of the three.
type DueWish struct {
	Due      time.Time     `json:"due,omitzero" doc:"By when, as an instant."`
	DueCivil string        `json:"due_civil,omitempty" example:"2026-11-27T12:00" doc:"By when, as the clock on the wall in zone shows it."`
	DueText  string        `json:"due_text,omitempty" example:"vrijdag voor 12 uur" doc:"By when, in words. More than one reading is refused with the choices."`
	DueLang  lang.Lang     `json:"due_lang,omitempty" enum:"nl,en" doc:"The language of due_text; the organisation's when left out."`
	Zone     string        `json:"zone,omitempty" example:"Europe/Amsterdam" doc:"Of the clock on the wall; the organisation's when left out."`
	Grain    promise.Grain `json:"grain,omitempty" enum:"minute,day" doc:"How exactly it was said."`
	Fixed    bool          `json:"fixed,omitempty" doc:"An appointment at that time and not before."`
}

// DueView is a due time as it was understood.
type DueView struct {
	Due   time.Time     `json:"due"`
	Civil string        `json:"due_civil,omitempty" doc:"Give this back as due_civil, with zone; absent for an instant such as over two hours."`
	Zone  string        `json:"zone"`
	Grain promise.Grain `json:"grain" enum:"minute,day"`
	Echo  string        `json:"echo" doc:"Says it back."`
}

func showDue(d act.DueSaid) DueView {
	return DueView{Due: at(d.Due.At), Civil: d.Due.Civil, Zone: d.Due.Zone, Grain: d.Due.Grain, Echo: d.Echo}
}

// zone is the clock by which a civil time is meant.
func (c *call) zone(named string) (*time.Location, error) {
	if named == "" {
		return c.world.Zone, nil
	}
	zone, err := worktime.Zone(named)
	if err != nil {
		return nil, fault.Of(err).On("zone")
	}
	return zone, nil
}

// due understands by when. None of the three leaves it empty, which the act refuses where it matters.
func (c *call) due(d DueWish) (promise.Due, error) {
	zone, err := c.zone(d.Zone)
	if err != nil {
		return promise.Due{}, err
	}
	due := promise.Due{At: d.Due, Zone: zone.String(), Grain: d.Grain, Fixed: d.Fixed}
	said := 0
	for _, one := range []bool{!d.Due.IsZero(), d.DueCivil != "", d.DueText != ""} {
		if one {
			said++
		}
	}
	switch {
	case said > 1:
		return promise.Due{}, fault.New(fault.Invalid, "api.due_twice").On("due")
	case d.DueCivil != "":
		civil, err := worktime.ParseCivil(d.DueCivil)
		if err != nil {
			return promise.Due{}, fault.Of(err).On("due_civil")
		}
		due.At = time.Date(civil.Date.Year, civil.Date.Month, civil.Date.Day, 0, civil.Minute, 0, 0, zone)
		due.Civil = d.DueCivil
	case d.DueText != "":
		words, err := c.words(d.DueText, d.DueLang, zone)
		if err != nil {
			return promise.Due{}, err
		}
		words.Due.Fixed = d.Fixed
		return words.Due, nil
	}
	return due, nil
}

// words reads a due time in words; with more than one reading it is refused with all of them.
func (c *call) words(text string, l lang.Lang, zone *time.Location) (act.DueSaid, error) {
	if l == "" {
		l = c.world.Lang
	}
	if !l.Valid() {
		return act.DueSaid{}, fault.New(fault.Invalid, "deadline.unknown_lang", "lang", string(l)).On("due_lang")
	}
	said, err := act.ReadDue(text, l, c.server.cfg.Acts.DB.Clock().Now(), zone)
	if err != nil {
		return said, ambiguous{fault.Of(err).On("due_text"), questionOf(said), each(said.Choices, showDue)}
	}
	return said, nil
}

// questionOf is the question that words with several readings lead to.
func questionOf(said act.DueSaid) string {
	if said.Due.At.IsZero() {
		return said.Echo
	}
	return ""
}

// promised does an act with a due time. Under a key the act is asked even when the time can no longer be
// understood: it may have been done before, when it still could. Without a due time it does nothing new.
func promised[R any](c *call, d DueWish, fn func(promise.Due) (R, error)) (out R, err error) {
	due, refusal := c.due(d)
	if refusal != nil && c.key == "" {
		return out, refusal
	}
	out, err = fn(due)
	if refusal != nil && err != nil && fault.Of(err).Kind == fault.Invalid {
		err = refusal
	}
	return out, err
}

type deadlineView struct {
	Outcome string    `json:"outcome" enum:"taken,past,ask,none"`
	Taken   *DueView  `json:"taken,omitempty" doc:"The one reading, of taken and past."`
	Ask     string    `json:"ask,omitempty" doc:"The question to ask back."`
	Choices []DueView `json:"choices,omitempty" doc:"The readings to choose from."`
}

func addDeadline(s *Server) {
	get(s, operation{
		id: "readDeadline", path: "~/deadline", scope: "offers:read", summary: "A deadline in words, to an instant or a question back",
	}, func(_ *db.Tx, c *call, in *struct {
		Text string    `query:"text" required:"true" maxLength:"1000"`
		Lang lang.Lang `query:"lang" enum:"nl,en" doc:"The organisation's when left out."`
		Zone string    `query:"zone" doc:"The organisation's when left out."`
	}) (deadlineView, error) {
		zone, err := c.zone(in.Zone)
		if err != nil {
			return deadlineView{}, err
		}
		said, err := c.words(in.Text, in.Lang, zone)
		reading := showDue(said)
		switch f := fault.Of(err); {
		case err == nil:
			return deadlineView{Outcome: "taken", Taken: &reading}, nil
		case f.Key == "promise.past":
			return deadlineView{Outcome: "past", Taken: &reading}, nil
		case f.Key == "promise.due_missing":
			return deadlineView{Outcome: "none"}, nil
		case said.Echo != "":
			return deadlineView{Outcome: "ask", Ask: said.Echo, Choices: each(said.Choices, showDue)}, nil
		}
		return deadlineView{}, err
	})
}
