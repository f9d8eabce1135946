package claim

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// seasons are of which months, from the first to the last.
var seasons = map[string][2]time.Month{
	"lente": {time.March, time.May}, "voorjaar": {time.March, time.May}, "spring": {time.March, time.May},
	"zomer": {time.June, time.August}, "zomers": {time.June, time.August}, "zomermaanden": {time.June, time.August}, "summer": {time.June, time.August},
	"herfst": {time.September, time.November}, "najaar": {time.September, time.November}, "autumn": {time.September, time.November},
	"winter": {time.December, time.February}, "winters": {time.December, time.February}, "wintermaanden": {time.December, time.February},
}

// monthNames are the months in both languages, as they are folded; the short word for May is a verb in English.
var monthNames = []string{
	"januari january", "februari february", "maart march", "april", "mei", "juni june", "juli july", "augustus august", "september",
	"oktober october", "november", "december",
}

// seasonIn finds the months that words speak of: a season, a month, or from one month to another.
func seasonIn(words []string) (from, until int, found bool) {
	for _, word := range words {
		if s, known := seasons[word]; known {
			return int(s[0]), int(s[1]), true
		}
		for i, names := range monthNames {
			if slices.Contains(strings.Fields(names), word) {
				if !found {
					from = i + 1
				}
				until, found = i+1, true
			}
		}
	}
	return from, until, found
}

// dayParts are from which hour and up to which.
var dayParts = map[string][2]int{
	"ochtends": {6, 12}, "ochtend": {6, 12}, "morgens": {6, 12}, "morning": {6, 12}, "mornings": {6, 12},
	"middags": {12, 18}, "middag": {12, 18}, "afternoon": {12, 18}, "afternoons": {12, 18},
	"avonds": {18, 24}, "avond": {18, 24}, "evening": {18, 24}, "evenings": {18, 24}, "lunch": {12, 14}, "lunchtijd": {12, 14}, "lunchtime": {12, 14},
}

// hourNames are the hours as people write them; of "om vier uur" nobody means the night.
var hourNames = []string{
	"een one", "twee two", "drie three", "vier four", "vijf vijven five", "zes zessen six", "zeven seven", "acht eight", "negen nine", "tien ten",
	"elf eleven", "twaalf twelve",
}

// firstHour is the earliest hour that somebody who does not say so means.
const firstHour = 7

// timeIn finds between which hours words speak of: a part of the day, an hour, from one hour to another, or after or
// before one.
func timeIn(words []string) (from, until int, found bool) {
	before, after := false, false
	var hours []int
	for _, word := range words {
		if part, known := dayParts[word]; known {
			return part[0], part[1], true
		}
		before = before || word == "voor" || word == "before"
		after = after || word == "na" || word == "after"
		if hour, is := hourOf(word); is && len(hours) < 2 {
			hours = append(hours, hour)
		}
	}
	switch {
	case len(hours) == 2 && hours[0] < hours[1]:
		return hours[0], hours[1], true
	case len(hours) == 0:
		return 0, 0, false
	case after:
		return hours[0], 24, true
	case before:
		return 0, hours[0], true
	}
	return hours[0], min(hours[0]+1, 24), true
}

func hourOf(word string) (int, bool) {
	hour, err := strconv.Atoi(word)
	if err != nil {
		hour = 1 + slices.IndexFunc(hourNames, func(names string) bool { return slices.Contains(strings.Fields(names), word) })
	}
	if hour < 1 || hour > 23 {
		return 0, false
	}
	if hour < firstHour {
		hour += 12
	}
	return hour, true
}
