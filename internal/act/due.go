package act

import (
	"time"

	"kroon/internal/deadline"
	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/promise"
)

// DueSaid is a due time as it was said in words.
type DueSaid struct {
	Due     promise.Due
	Echo    string    // says it back: "vrijdag 27 november 15:00"
	Choices []DueSaid // where the words leave room for more than one
}

// ReadDue understands a due time said in words at now by somebody whose clock shows zone. Words that
// leave room for more than one instant are refused with the readings to choose from; nothing is guessed.
func ReadDue(text string, l lang.Lang, now time.Time, zone *time.Location) (DueSaid, error) {
	result := deadline.Parse(text, l, now, zone)
	switch result.Outcome {
	case deadline.Taken:
		return dueSaid(result.At, zone), nil
	case deadline.Past:
		return dueSaid(result.At, zone), fault.New(fault.Invalid, "promise.past").On("due")
	case deadline.Asked:
		said := DueSaid{Echo: result.Ask.Text}
		for _, choice := range result.Ask.Choices {
			said.Choices = append(said.Choices, dueSaid(choice, zone))
		}
		return said, fault.New(fault.Invalid, result.Ask.Key).On("due")
	}
	return DueSaid{}, fault.New(fault.Invalid, "promise.due_missing").On("due")
}

func dueSaid(at deadline.At, zone *time.Location) DueSaid {
	due := promise.Due{At: at.Instant, Civil: at.Civil, Zone: zone.String(), Grain: promise.ToTheMinute}
	if at.Grain == deadline.Day {
		due.Grain = promise.ToTheDay
	}
	return DueSaid{Due: due, Echo: at.Echo}
}
