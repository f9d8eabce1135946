package calendar

import (
	"bytes"
	"strings"

	"kroon/internal/fault"
)

const (
	// maxDepth bounds how deep components lie in each other.
	maxDepth = 8
	// maxParams bounds what stands between a name and its colon, in bytes.
	maxParams = 1000
)

// wanted are the properties that say something about time; the rest is not kept.
var wanted = map[string]bool{
	"UID": true, "DTSTART": true, "DTEND": true, "DURATION": true, "RRULE": true, "RDATE": true, "EXDATE": true,
	"RECURRENCE-ID": true, "TRANSP": true, "STATUS": true, "X-MICROSOFT-CDO-BUSYSTATUS": true, "FREEBUSY": true,
	"TZID": true, "TZOFFSETTO": true, "TZOFFSETFROM": true,
}

// cleaned leaves of a file what the decoder can read: the calendars in it, their components, and well-formed
// lines about time, one each. A component that is not closed is refused: half a calendar would set free
// what the other half keeps busy.
func cleaned(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	var open []string
	for _, line := range unfolded(raw) {
		name, params, value, ok := split(line)
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch upper := strings.ToUpper(value); {
		case name == "BEGIN":
			if len(open) == 0 && upper != "VCALENDAR" {
				continue
			}
			if len(open) == maxDepth {
				return nil, fault.New(fault.Invalid, "calendar.unreadable")
			}
			open = append(open, upper)
			out.WriteString("BEGIN:" + upper + "\r\n")
		case len(open) == 0:
		case name == "END":
			if open[len(open)-1] != upper {
				return nil, fault.New(fault.Invalid, "calendar.unreadable")
			}
			open = open[:len(open)-1]
			out.WriteString("END:" + upper + "\r\n")
		case wanted[name]:
			out.WriteString(name + params + ":" + value + "\r\n")
		}
	}
	if len(open) > 0 {
		return nil, fault.New(fault.Invalid, "calendar.cut_off")
	}
	return out.Bytes(), nil
}

// unfolded gives the lines of a file; one that begins with a space or a tab goes on with the one before.
func unfolded(raw []byte) []string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	raw = bytes.ReplaceAll(raw, []byte("\n "), nil)
	raw = bytes.ReplaceAll(raw, []byte("\n\t"), nil)
	return strings.Split(string(raw), "\n")
}

// split cuts a line into its name, its parameters with their semicolons, and its value.
func split(line string) (name, params, value string, ok bool) {
	end := strings.IndexAny(line, ";:")
	if end <= 0 {
		return "", "", "", false
	}
	name = strings.ToUpper(strings.TrimSpace(line[:end]))
	rest, colon := line[end:], -1
	quoted := false
	for i := 0; i < min(len(rest), maxParams) && colon < 0; i++ {
		switch {
		case rest[i] == '"':
			quoted = !quoted
		case rest[i] == ':' && !quoted:
			colon = i
		}
	}
	if colon < 0 {
		return "", "", "", false
	}
	inQuotes := false
	parts := strings.FieldsFunc(rest[:colon], func(r rune) bool {
		inQuotes = inQuotes != (r == '"')
		return r == ';' && !inQuotes
	})
	for _, part := range parts {
		key, text, found := strings.Cut(part, "=")
		if found && isAny(key, "VALUE", "TZID", "FBTYPE") {
			text = strings.ReplaceAll(text, `"`, "")
			params += ";" + strings.ToUpper(strings.TrimSpace(key)) + `="` + strings.TrimSpace(text) + `"`
		}
	}
	return name, params, rest[colon+1:], true
}

// isAny tells whether a text is one of the words, whatever their case.
func isAny(text string, words ...string) bool {
	text = strings.TrimSpace(text)
	for _, word := range words {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

// list cuts a value at its commas.
func list(value string) []string { return strings.Split(value, ",") }
