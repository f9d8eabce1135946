package deadline

import (
	"strings"
	"time"

	"kroon/internal/lang"
)

// mostChoices is how many readings a question offers.
const mostChoices = 5

// ask makes the question: its reason, and the readings to choose from.
func (p *parser) ask(key string, choices ...At) Result {
	if len(choices) > mostChoices {
		choices = choices[:mostChoices]
	}
	printer := p.printer()
	text := printer.T(key)
	if len(choices) > 0 {
		said := make([]string, len(choices))
		for i, choice := range choices {
			said[i] = choice.Echo
		}
		list := said[len(said)-1]
		if rest := said[:len(said)-1]; len(rest) > 0 {
			list = printer.T("deadline.or", "first", strings.Join(rest, ", "), "last", list)
		}
		text = printer.T("deadline.with_choices", "question", text, "choices", list)
	}
	return Result{Outcome: Asked, Ask: Ask{Key: key, Text: text, Choices: choices}}
}

// echo says a moment so that it can be typed. A minute that the clocks show twice says which time.
func (p *parser) echo(t time.Time, grain Grain) string {
	printer := p.printer()
	day := printer.DayDate(t, p.now)
	if grain == Day {
		return day
	}
	text := printer.T("time.moment", "date", day, "clock", printer.Clock(t))
	if len(instants(dateOf(t), t.Hour()*60+t.Minute(), p.zone)) < 2 {
		return text
	}
	if t.IsDST() {
		return printer.T("deadline.summer_time", "moment", text)
	}
	return printer.T("deadline.winter_time", "moment", text)
}

func (p *parser) printer() lang.Printer { return lang.For(p.lang, true, p.zone) }
