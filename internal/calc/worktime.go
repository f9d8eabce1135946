package calc

import (
	"io"

	"kroon/internal/fault"
	"kroon/internal/worktime"
)

// Worktime answers "add" and "between" questions about working time. Only trouble with r or w is an
// error of its own.
func Worktime(r io.Reader, w io.Writer) error { return each(r, w, answerWorktime) }

type (
	added struct {
		At string `json:"at"`
	}
	counted struct {
		Minutes int `json:"minutes"`
	}
)

func answerWorktime(question *object) (any, error) {
	form := readCalendar(question)
	op := question.text("op")
	from := question.moment("from")
	switch op {
	case "add":
		minutes := question.number("minutes")
		if err := question.done(); err != nil {
			return nil, err
		}
		calendar, err := resolve(form, "")
		if err != nil {
			return nil, err
		}
		at, err := calendar.Add(from, minutes)
		if err != nil {
			return nil, err
		}
		return added{instant(at, calendar.Zone())}, nil
	case "between":
		to := question.moment("to")
		if err := question.done(); err != nil {
			return nil, err
		}
		calendar, err := resolve(form, "")
		if err != nil {
			return nil, err
		}
		return counted{calendar.Between(from, to)}, nil
	}
	if *question.failed != nil {
		return nil, *question.failed
	}
	return nil, fault.New(fault.Invalid, "calc.unknown_op", "op", op).On("op")
}

// readCalendar takes zone, week, holidays and absences; the last two may be left out.
func readCalendar(o *object) worktime.Form {
	form := worktime.Form{Zone: o.text("zone"), Week: map[string][][]string{}}
	week := o.child("week")
	for _, day := range week.order {
		form.Week[day] = week.pairs(day)
	}
	if o.has("holidays") {
		form.Holidays = o.texts("holidays")
	}
	if o.has("absences") {
		form.Absences = o.pairs("absences")
	}
	return form
}

// resolve makes the calendar; path is where in the line it stands.
func resolve(form worktime.Form, path string) (worktime.Calendar, error) {
	layer, err := form.Layer()
	if err == nil {
		var calendar worktime.Calendar
		if calendar, err = worktime.Resolve(layer); err == nil {
			return calendar, nil
		}
	}
	found := fault.Of(err)
	return worktime.Calendar{}, found.On(path + found.Field)
}
