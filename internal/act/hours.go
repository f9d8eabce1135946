package act

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kroon/internal/fault"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

var (
	typedInterval = regexp.MustCompile(`(?i)(\d{1,2})(?:[:.h](\d{2}))?\s*(?:-|–|—|tot|to|until)\s*(\d{1,2})(?:[:.h](\d{2}))?`)
	betweenHours  = regexp.MustCompile(`(?i)^(?:[\s,;]|\ben\b|\band\b|\buur\b)*$`)
)

// closedWords are what people type for a day off.
var closedWords = map[string]bool{"-": true, "–": true, "vrij": true, "dicht": true, "gesloten": true, "off": true, "closed": true, "0": true}

// ReadHours reads the hours of one day as people type them: "9-17", "9:00-12:30, 13:00-17:00"; a day off
// is "-", "vrij" or "closed". Nothing typed gives no answer (said is false).
func ReadHours(text string) (hours []worktime.Interval, said bool, err error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, false, nil
	case closedWords[strings.ToLower(text)]:
		return nil, true, nil
	}
	unclear := fault.New(fault.Invalid, "act.hours_unclear", "text", text)
	found := typedInterval.FindAllStringSubmatch(text, -1)
	if len(found) == 0 || !betweenHours.MatchString(typedInterval.ReplaceAllString(text, " ")) {
		return nil, true, unclear
	}
	for _, parts := range found {
		one, err := worktime.ParseInterval(clockOf(parts[1], parts[2]), clockOf(parts[3], parts[4]))
		if err != nil || one.Until <= one.From {
			return nil, true, unclear.Because(err)
		}
		hours = append(hours, one)
	}
	return hours, true, nil
}

func clockOf(hour, minute string) string {
	n, err := strconv.Atoi(hour)
	if err != nil || minute == "" {
		minute = "00"
	}
	return fmt.Sprintf("%02d:%s", n, minute)
}

// SayHours writes the hours of one day as ReadHours reads them; a day without any is "-".
func SayHours(hours []worktime.Interval) string {
	if len(hours) == 0 {
		return "-"
	}
	parts := make([]string, len(hours))
	for i, one := range hours {
		parts[i] = fmt.Sprintf("%02d:%02d-%02d:%02d", one.From/60, one.From%60, one.Until/60, one.Until%60)
	}
	return strings.Join(parts, ", ")
}

// Weekdays are the days of the week in the order in which people here name them.
func Weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// WorkingWeek is Monday to Friday at the same hours, and nothing on the other days.
func WorkingWeek(hours []worktime.Interval) team.Week {
	week := team.Week{}
	for _, day := range Weekdays() {
		week[day] = nil
		if day != time.Saturday && day != time.Sunday {
			week[day] = hours
		}
	}
	return week
}
