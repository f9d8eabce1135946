package calc

import (
	"fmt"
	"io"
	"time"

	"kroon/internal/fault"
	"kroon/internal/promise"
)

// farYears is how far from now a due time may lie.
const farYears = 100

// Feasible answers whether a new promise can be kept beside others, with what slack, and when it first
// could: no share of the day, no appointments. Only trouble with r or w is an error of its own.
func Feasible(r io.Reader, w io.Writer) error { return each(r, w, answerFeasible) }

type (
	weighed struct {
		Feasible bool    `json:"feasible"`
		Slack    []slack `json:"slack"`
		First    *string `json:"first_feasible"`
	}
	slack struct {
		Due     string `json:"due"`
		Minutes int    `json:"minutes"`
	}
)

func answerFeasible(question *object) (any, error) {
	form := readCalendar(question.child("calendar"))
	now := question.moment("now")
	loads := readLoads(question, now)
	asked := question.child("new")
	wanted := readLoad(asked, now)
	if !asked.has("due") {
		asked.take("due")
	}
	for _, child := range []*object{question.child("calendar"), asked, question} {
		if err := child.done(); err != nil {
			return nil, err
		}
	}
	calendar, err := resolve(form, "calendar.")
	if err != nil {
		return nil, err
	}
	room := promise.Room{Calendar: calendar, Share: 100}
	with := append(loads[:len(loads):len(loads)], wanted)
	verdict, _ := promise.Admit(now, room, loads, wanted.Due, wanted.Minutes, 0)
	answer := weighed{Feasible: verdict != promise.Infeasible, Slack: []slack{}}
	for _, s := range promise.Slacks(now, room, with) {
		answer.Slack = append(answer.Slack, slack{instant(s.Due, calendar.Zone()), s.Minutes})
	}
	if first, ok := promise.FirstFeasible(now, room, loads, wanted.Minutes); ok {
		text := instant(first, calendar.Zone())
		answer.First = &text
	}
	return answer, nil
}

func readLoads(question *object, now time.Time) []promise.Load {
	var loads []promise.Load
	for i, value := range question.list("promises") {
		at := fmt.Sprintf("%s[%d]", question.at("promises"), i)
		one, isObject := value.(*object)
		if !isObject {
			question.wrong("calc.want_object", at)
			return nil
		}
		one.failed = question.failed
		loads = append(loads, readLoad(one, now))
		if err := one.done(); err != nil {
			return nil
		}
	}
	return loads
}

// readLoad reads a promise; one without a due time is broken already.
func readLoad(o *object, now time.Time) promise.Load {
	load := promise.Load{Minutes: o.number("minutes"), Broken: !o.has("due")}
	if o.has("id") {
		o.text("id")
	}
	if !load.Broken {
		load.Due = o.moment("due")
		if load.Due.After(now.AddDate(farYears, 0, 0)) || load.Due.Before(now.AddDate(-farYears, 0, 0)) {
			o.fail(fault.New(fault.Invalid, "calc.too_far", "years", farYears).On(o.at("due")))
		}
	}
	return load
}
