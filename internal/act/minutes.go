package act

import (
	"regexp"
	"strconv"
	"strings"

	"kroon/internal/fault"
)

var (
	typedHours   = regexp.MustCompile(`^(\d{1,4})(?:[.,](\d{1,2}))?$`)
	typedClock   = regexp.MustCompile(`^(\d{1,4}):([0-5]\d)$`)
	typedLengths = regexp.MustCompile(`^(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:uur|uren|u|hours?|hrs?|h))?\s*(?:en|and|,)?\s*(?:(\d{1,5})\s*(?:minuten|minuut|minutes?|mins?|m))?$`)
)

// ReadMinutes reads a length of working time as people type it, in minutes: "2 uur", "1,5 uur", "90 minuten",
// "2u30m", "1:30"; a number alone is hours.
func ReadMinutes(text string) (int, error) {
	unclear := fault.New(fault.Invalid, "act.length_unclear", "text", text)
	said := strings.ToLower(strings.TrimSpace(text))
	if clock := typedClock.FindStringSubmatch(said); clock != nil {
		return minutesIn(clock[1])*60 + minutesIn(clock[2]), nil
	}
	if typedHours.MatchString(said) {
		return hoursIn(said), nil
	}
	parts := typedLengths.FindStringSubmatch(said)
	if parts == nil || parts[1] == "" && parts[2] == "" {
		return 0, unclear
	}
	return hoursIn(parts[1]) + minutesIn(parts[2]), nil
}

// hoursIn reads hours with at most two decimals, rounded down to the minute.
func hoursIn(text string) int {
	parts := typedHours.FindStringSubmatch(text)
	if parts == nil {
		return 0
	}
	hundredths := parts[2]
	if len(hundredths) == 1 {
		hundredths += "0"
	}
	return minutesIn(parts[1])*60 + minutesIn(hundredths)*60/100
}

func minutesIn(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
