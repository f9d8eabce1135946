package calc

import (
	"io"
	"strings"

	"kroon/internal/deadline"
	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// Deadline answers questions about a deadline in words. Only trouble with r or w is an error of its
// own. The form of the lines is in docs/formats/calc-deadline.md.
func Deadline(r io.Reader, w io.Writer) error { return each(r, w, answerDeadline) }

type (
	understood struct {
		At    string         `json:"at"`
		Grain deadline.Grain `json:"grain"`
		Echo  string         `json:"echo"`
		Past  bool           `json:"past,omitempty"`
	}
	asked struct {
		Ask string `json:"ask"`
	}
	nothing struct {
		None bool `json:"none"`
	}
)

func answerDeadline(question *object) (any, error) {
	text, named := question.text("text"), question.text("lang")
	now, zoneName := question.moment("now"), question.text("zone")
	if err := question.done(); err != nil {
		return nil, err
	}
	language := lang.Lang(strings.ToLower(named))
	if !language.Valid() {
		return nil, fault.New(fault.Invalid, "deadline.unknown_lang", "lang", named).On("lang")
	}
	zone, err := worktime.Zone(zoneName)
	if err != nil {
		return nil, fault.Of(err).On("zone")
	}
	switch got := deadline.Parse(text, language, now, zone); got.Outcome {
	case deadline.Taken, deadline.Past:
		return understood{instant(got.At.Instant, zone), got.At.Grain, got.At.Echo, got.Outcome == deadline.Past}, nil
	case deadline.Asked:
		return asked{got.Ask.Text}, nil
	}
	return nothing{true}, nil
}
